import { createHash } from "node:crypto";
import { buildDocument, documentKey } from "./documents.ts";
import type { Reader } from "./engines/engine.ts";
import { MeilisearchEngine } from "./engines/meilisearch.server.ts";
import { PostgresEngine } from "./engines/postgres.server.ts";
import { readIndexState } from "./index-state.server.ts";
import { pump } from "./pump.server.ts";
import { type Mode, query } from "./query.server.ts";
import { ask } from "./question.ts";
import { rebuild } from "./rebuild.server.ts";
import type { SearchService } from "./service.server.ts";
import type { Sql } from "./sql.ts";
import { writeDocuments } from "./store.server.ts";

export type EvalDocument = { id: string; text: string };
export type EvalQuery = { id: string; text: string; relevant: string[] };
export type EvalResult = {
  "recall@10": number;
  "mrr@10": number;
  "hit@10": number;
  queries: number;
  p50_ms: number;
  p95_ms: number;
};

const KEY = "person:evaluation";
const READER: Reader = { keys: [KEY], denied: [], lapsed: [], scopes: [] };
const FIRST = 10;
const BATCH = 200;

/** An id of the set as the ids of problems look. */
function problemIdOf(id: string): string {
  const hex = createHash("sha256").update(id).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-7${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** Writes the documents as the product does, one problem each, readable by the evaluation alone. */
export async function indexEvaluation(
  service: SearchService,
  inTransaction: (work: (tx: Sql) => Promise<unknown>) => Promise<unknown>,
  documents: readonly EvalDocument[],
): Promise<void> {
  for (let from = 0; from < documents.length; from += BATCH) {
    const built = documents.slice(from, from + BATCH).map(({ id, text }) =>
      buildDocument({
        problemId: problemIdOf(id),
        layer: "DETAIL",
        readers: [KEY],
        scope: "",
        state: "SOLVED",
        category: "EQUIPMENT",
        industry: "OTHER",
        severity: "DEGRADED",
        equipmentType: "",
        allianceId: null,
        year: 2020,
        createdAt: new Date(0),
        numbers: [],
        title: "",
        phenomenon: text,
        cause: "",
        action: "",
        other: "",
        files: "",
      }),
    );
    await inTransaction((tx) =>
      writeDocuments(
        tx,
        built.map((one) => one.problemId),
        built,
      ),
    );
  }
  if (service.meili) {
    const { sql, meili } = service;
    await rebuild(sql, meili, () => pump(sql, meili, async () => {}));
  }
}

/** Asks every question through the product's own query and judges the first ten hits. */
export async function evaluate(service: SearchService, queries: readonly EvalQuery[], mode: Mode): Promise<EvalResult> {
  const { live } = service.meili ? await readIndexState(service.sql) : { live: null };
  const engine =
    service.meili && live ? new MeilisearchEngine(service.meili, live, 60_000) : new PostgresEngine(service.sql);
  const page = { offset: 0, limit: FIRST };
  const run = (text: string) =>
    query(
      { means: service, engine, question: ask(text), reader: READER, mode, embeddings: service.embeddings },
      {},
      page,
    );
  for (const { text } of queries.slice(0, 20)) await run(text);
  let recall = 0;
  let reciprocal = 0;
  let hit = 0;
  const times: number[] = [];
  for (const { text, relevant } of queries) {
    const start = performance.now();
    const { hits } = await run(text);
    times.push(performance.now() - start);
    const wanted = new Set(relevant.map(problemIdOf));
    const places = hits.slice(0, FIRST).flatMap((one, n) => (wanted.has(documentKey(one.id).problemId) ? [n] : []));
    recall += places.length / Math.min(wanted.size, FIRST);
    hit += places.length > 0 ? 1 : 0;
    reciprocal += places[0] === undefined ? 0 : 1 / (places[0] + 1);
  }
  times.sort((a, b) => a - b);
  const at = (share: number) =>
    Number((times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0).toFixed(1));
  const mean = (sum: number) => Number((sum / Math.max(queries.length, 1)).toFixed(4));
  return {
    "recall@10": mean(recall),
    "mrr@10": mean(reciprocal),
    "hit@10": mean(hit),
    queries: queries.length,
    p50_ms: at(0.5),
    p95_ms: at(0.95),
  };
}
