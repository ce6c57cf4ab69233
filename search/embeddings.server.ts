import { createHash } from "node:crypto";
import { Breaker } from "./breaker.ts";

export type EmbeddingsAddress = {
  /** Of a server that speaks OpenAI's /v1/embeddings. */
  url: string;
  model?: string;
  apiKey?: string;
};

/** A question waits so long at most; what comes later is still kept for the next one. */
const PATIENCE_MS = 250;
const GIVE_UP_MS = 10_000;
const MOST_KEPT = 5_000;
const LONGEST_TEXT = 600;

/** Vectors of texts from a service on the installation's own network. One per process. */
export class Embeddings {
  readonly #address: Required<EmbeddingsAddress>;
  readonly #warn: (message: string) => void;
  readonly #breaker = new Breaker();
  readonly #kept = new Map<string, Float32Array>();
  readonly #patienceMs: number;
  #warned = false;

  constructor(
    { url, model = "default", apiKey = "" }: EmbeddingsAddress,
    warn: (message: string) => void,
    patienceMs = PATIENCE_MS,
  ) {
    const base = url.replace(/\/+$/, "");
    const path = base.endsWith("/embeddings") ? "" : base.endsWith("/v1") ? "/embeddings" : "/v1/embeddings";
    this.#address = { url: base + path, model, apiKey };
    this.#warn = warn;
    this.#patienceMs = patienceMs;
  }

  /** How near each text is to the question, 1 at most; null when the service did not answer in time. Never fails. */
  async nearness(question: string, texts: readonly string[]): Promise<number[] | null> {
    const all = [question, ...texts].map((text) => text.slice(0, LONGEST_TEXT));
    const missing = [...new Set(all)].filter((text) => !this.#kept.has(keyOf(text)));
    if (missing.length > 0) {
      if (!this.#breaker.allows(Date.now())) return null;
      const fetched = await inTime(this.#fetch(missing), this.#patienceMs);
      if (!fetched) return null;
    }
    const vectors = all.map((text) => this.#kept.get(keyOf(text)));
    const [first, ...others] = vectors;
    if (!first || others.some((vector) => vector?.length !== first.length)) return null;
    return others.map((vector) => (vector ? product(first, vector) : 0));
  }

  /** @returns whether all arrived */
  async #fetch(texts: readonly string[]): Promise<boolean> {
    const start = performance.now();
    try {
      const answer = await fetch(this.#address.url, {
        method: "POST",
        redirect: "error",
        headers: {
          "content-type": "application/json",
          ...(this.#address.apiKey && { authorization: `Bearer ${this.#address.apiKey}` }),
        },
        body: JSON.stringify({ model: this.#address.model, input: texts }),
        signal: AbortSignal.timeout(GIVE_UP_MS),
      });
      if (!answer.ok) throw new Error(`status ${answer.status}`);
      this.#keep(texts, await answer.json());
      if (performance.now() - start > this.#patienceMs) this.#breaker.failed(Date.now(), true);
      else this.#breaker.succeeded();
      this.#warned = false;
      return true;
    } catch (error) {
      this.#breaker.failed(Date.now(), false);
      if (!this.#warned) this.#warn(`search: the embedding service does not answer (${(error as Error).message})`);
      this.#warned = true;
      return false;
    }
  }

  #keep(texts: readonly string[], answer: unknown): void {
    const rows = (answer as { data?: { index?: unknown; embedding?: unknown }[] } | null)?.data;
    if (!Array.isArray(rows) || rows.length !== texts.length) throw new Error("an answer of another shape");
    if (this.#kept.size + rows.length > MOST_KEPT) this.#kept.clear();
    for (const [n, row] of rows.entries()) {
      const text = texts[typeof row.index === "number" ? row.index : n];
      const { embedding } = row;
      if (text === undefined || !Array.isArray(embedding) || !embedding.every(Number.isFinite))
        throw new Error("an answer of another shape");
      const length = Math.hypot(...embedding) || 1;
      this.#kept.set(
        keyOf(text),
        Float32Array.from(embedding, (value) => value / length),
      );
    }
  }
}

const keyOf = (text: string): string => createHash("sha256").update(text).digest("base64url");

function product(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (const [n, value] of a.entries()) sum += value * (b[n] ?? 0);
  return sum;
}

/** Null when it takes longer; the work goes on. */
async function inTime<T>(work: Promise<T>, milliseconds: number): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(resolve, milliseconds, null);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
