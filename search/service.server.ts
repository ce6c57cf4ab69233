import { Meilisearch } from "meilisearch";
import { Breaker } from "./breaker.ts";
import type { Embeddings } from "./embeddings.server.ts";
import type { Filters, Page, Reader } from "./engines/engine.ts";
import { MeilisearchEngine } from "./engines/meilisearch.server.ts";
import { PostgresEngine } from "./engines/postgres.server.ts";
import { type Found, type Mode, needsEngine, query } from "./query.server.ts";
import { ask, type Question } from "./question.ts";
import type { Sql } from "./sql.ts";
import { Statistics } from "./statistics.server.ts";
import { DEFAULT_VOCABULARY, type Vocabulary } from "./vocabulary.ts";

export type MeiliAddress = { url: string; apiKey: string };
export type Answer = Found & { engine: "meilisearch" | "postgres" };

/** A question that Meilisearch has not answered by then is PostgreSQL's. */
const PATIENCE_MS = 250;
const NOTHING: Page = { offset: 0, limit: 0, uncounted: true };

/** Asks Meilisearch where it can, PostgreSQL where it must. One per process. */
export class SearchService {
  readonly sql: Sql;
  readonly statistics: Statistics;
  readonly meili: Meilisearch | null;
  /** Words to understand questions by, and to build the index with. */
  vocabulary: Vocabulary = DEFAULT_VOCABULARY;
  /** Compares by meaning, where an installation has such a service. */
  embeddings: Embeddings | null = null;
  readonly #breaker = new Breaker();
  readonly #warn: (message: string) => void;
  readonly #recovered: () => void;
  readonly #now: () => number;
  #warned = false;

  /**
   * @param recovered called when Meilisearch answers again
   * @param now the clock by which a failing Meilisearch is left alone
   */
  constructor(
    sql: Sql,
    address: MeiliAddress | null,
    warn: (message: string) => void,
    recovered: () => void = () => {},
    now: () => number = Date.now,
  ) {
    this.#recovered = recovered;
    this.#now = now;
    this.sql = sql;
    this.statistics = new Statistics(sql);
    this.meili = address
      ? new Meilisearch({
          host: address.url,
          apiKey: address.apiKey,
          timeout: 20_000,
          // Compressed answers leave Meilisearch in several writes, which wait for each other's receipt: 40 ms each.
          requestInit: { headers: { "Accept-Encoding": "identity" } },
        })
      : null;
    this.#warn = warn;
  }

  /** True while Meilisearch is configured but does not answer. */
  get troubled(): boolean {
    return this.meili !== null && this.#breaker.open;
  }

  /** @param index the live index in Meilisearch; null while there is none yet */
  async find(
    question: Question,
    reader: Reader,
    filters: Filters,
    page: Page,
    index: string | null,
    mode?: Mode,
  ): Promise<Answer> {
    const asked = { means: this, question, reader, mode, embeddings: this.embeddings, related: new Map() };
    const needed = needsEngine(asked);
    if (this.meili && index && (needed || this.troubled) && this.#breaker.allows(this.#now())) {
      const engine = new MeilisearchEngine(this.meili, index, PATIENCE_MS);
      if (needed) {
        const found = await this.#tried(query({ ...asked, engine }, filters, page));
        if (found) return { ...found, engine: "meilisearch" };
      } else {
        // What Meilisearch has no part in says nothing of how it is: somebody must look, and nobody waits for it.
        this.#tried(engine.strict(ask(""), reader, {}, NOTHING)).catch((error: unknown) =>
          this.#warn(`search: looking whether Meilisearch is back failed (${String(error)})`),
        );
      }
    }
    const found = await query({ ...asked, engine: new PostgresEngine(this.sql) }, filters, page);
    return { ...found, engine: needed || !index || !this.meili || this.troubled ? "postgres" : "meilisearch" };
  }

  /** What Meilisearch answered; null where it did not, which is noted. @throws other errors than its own */
  async #tried<Result>(answer: Promise<Result>): Promise<Result | null> {
    try {
      const found = await answer;
      const back = this.#breaker.open;
      this.#breaker.succeeded();
      this.#warned = false;
      if (back) this.#recovered();
      return found;
    } catch (error) {
      if (!isMeilisearchs(error)) throw error;
      this.#breaker.failed(this.#now(), isSlow(error));
      if (!this.#warned)
        this.#warn(`search: PostgreSQL answers, because Meilisearch does not (${(error as Error).message})`);
      this.#warned = true;
      return null;
    }
  }
}

const isSlow = (error: unknown): boolean =>
  [error, (error as { cause?: unknown }).cause].some(
    (one) => one instanceof Error && ["TimeoutError", "AbortError"].includes(one.name),
  );

/** Errors of the engine, its network or its time limit; a database error is none of them. */
export const isMeilisearchs = (error: unknown): boolean =>
  error instanceof Error &&
  (error.name.startsWith("Meili") || error.name === "AbortError" || error.name === "TimeoutError");
