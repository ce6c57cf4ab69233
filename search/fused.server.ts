import type { Embeddings } from "./embeddings.server.ts";
import type { Question } from "./question.ts";
import type { RankedHit } from "./ranked.server.ts";
import type { Sql } from "./sql.ts";

/** So many hits are compared by meaning. */
const MOST_COMPARED = 50;
/** Rank fusion: how much the first places count, and what an order by meaning weighs beside the order by words. */
const FLAT = 10;
const MEANING = 1;

/**
 * The hits with the first ones in an order that words and meaning made together. The texts compared are those of
 * the very documents found, so nothing the reader lacks takes part. Without an answer in time all stays as it was.
 */
export async function fused(
  sql: Sql,
  embeddings: Embeddings,
  question: Question,
  hits: readonly RankedHit[],
): Promise<RankedHit[]> {
  const compared = hits.slice(0, MOST_COMPARED);
  if (compared.length < 2) return [...hits];
  const rows = await sql.$queryRawUnsafe<{ id: string; text: string }[]>(
    `SELECT "id", concat_ws(E'\\n', nullif("title", ''), nullif("phenomenon", ''), nullif("cause", ''), nullif("action", '')) AS "text"
     FROM "SearchDocument" WHERE "id" = ANY ($1::text[])`,
    compared.map((hit) => hit.id),
  );
  const textOf = new Map(rows.map((row) => [row.id, row.text]));
  const near = await embeddings.nearness(
    question.text,
    compared.map((hit) => textOf.get(hit.id) ?? ""),
  );
  if (!near) return [...hits];
  const byMeaning = compared.map((_hit, n) => n).sort((a, b) => (near[b] ?? 0) - (near[a] ?? 0));
  const points = compared.map((_hit, n) => 1 / (FLAT + n));
  for (const [place, n] of byMeaning.entries()) points[n] = (points[n] ?? 0) + MEANING / (FLAT + place);
  const order = compared.map((_hit, n) => n).sort((a, b) => (points[b] ?? 0) - (points[a] ?? 0));
  return [...order.flatMap((n) => compared[n] ?? []), ...hits.slice(MOST_COMPARED)];
}
