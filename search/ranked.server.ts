import type { Filters, Hit, Reader } from "./engines/engine.ts";
import { HIT_COLUMNS, type HitRow } from "./engines/postgres.server.ts";
import type { Question } from "./question.ts";
import { type Frequencies, ranker, telling, tokensToWeigh } from "./ranking.ts";
import { WORD_MARK } from "./tokenize.ts";
import { lexeme, Parameters, readable, type Sql } from "./sql.ts";

export type RankedHit = Hit & { score: number };

/** Terms that find candidates, candidates that are ranked, and the summed document frequency at which terms suffice. */
const TERMS = 24;
const CANDIDATES = 400;
const ENOUGH_DOCUMENTS = 15_000;
/** The first hits may have this share of the best one's score, the others that: below is noise. */
const FIRST = 10;
const WORTH_FIRST = 0.05;
const WORTH = 0.45;

/**
 * The sentence way: documents that share telling tokens with the question, ranked. Works the same whichever
 * engine answers, as it needs token statistics and the stored token stream.
 */
export async function ranked(
  sql: Sql,
  question: Question,
  reader: Reader,
  filters: Filters,
  limit: number,
): Promise<RankedHit[]> {
  const frequencies = await readFrequencies(sql, tokensToWeigh(question), reader.scopes);
  const terms = affordable(telling(question, frequencies, TERMS), frequencies);
  if (terms.length === 0) return [];
  const parameters = new Parameters();
  const rows = await sql.$queryRawUnsafe<(HitRow & { bag: string; length: number })[]>(
    `SELECT ${HIT_COLUMNS}, d."bag", d."length"
     FROM (
       SELECT found."id", sum(q."weight") AS "weight"
       FROM unnest(${parameters.add(terms.map((t) => lexeme(t.token)))}::text[], ${parameters.add(terms.map((t) => t.weight))}::float8[]) AS q("token", "weight")
       CROSS JOIN LATERAL (SELECT d."id" FROM "SearchDocument" d WHERE d."tsv" @@ q."token"::tsquery AND ${readable(parameters, reader, filters)}) found
       GROUP BY found."id" ORDER BY 2 DESC LIMIT ${CANDIDATES}
     ) best JOIN "SearchDocument" d ON d."id" = best."id"`,
    ...parameters.values,
  );
  const average = rows.reduce((sum, row) => sum + row.length, 0) / Math.max(rows.length, 1);
  const matched = terms.map((term) => term.token.replace(WORD_MARK, "")).filter((token) => token.length > 1);
  const score = ranker(question, frequencies, average);
  const best = new Map<string, RankedHit>();
  for (const { bag, length, ...row } of rows) {
    const hit = { ...row, matched, score: score({ bag, length }) };
    const known = best.get(hit.problemId);
    if (!known || known.score < hit.score) best.set(hit.problemId, hit);
  }
  const sorted = [...best.values()].sort((a, b) => b.score - a.score || (a.problemId < b.problemId ? 1 : -1));
  const top = sorted[0]?.score ?? 0;
  return sorted
    .filter((hit, place) => hit.score > 0 && hit.score >= top * (place < FIRST ? WORTH_FIRST : WORTH))
    .slice(0, limit);
}

/** Word statistics of what was released and of the reader's own enterprise; nobody else's confidential words count. */
async function readFrequencies(sql: Sql, tokens: readonly string[], scopes: readonly string[]): Promise<Frequencies> {
  const rows = await sql.$queryRawUnsafe<{ token: string; documents: number }[]>(
    `SELECT "token", sum("documents")::int AS "documents" FROM "SearchTerm" WHERE "scope" = ANY ($1::text[]) AND "token" = ANY ($2::text[]) GROUP BY "token"`,
    ["", ...scopes],
    ["", ...tokens],
  );
  const of = new Map(rows.map((row) => [row.token, row.documents]));
  return { total: of.get("") ?? 0, of };
}

/** The most telling terms until they reach enough documents; at least three. */
function affordable(terms: { token: string; weight: number }[], frequencies: Frequencies): typeof terms {
  let reached = 0;
  return terms.filter((term, n) => {
    const wanted = n < 3 || reached < ENOUGH_DOCUMENTS;
    reached += frequencies.of.get(term.token) ?? 0;
    return wanted;
  });
}
