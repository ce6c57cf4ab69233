import type { Filters, Hit, Reader } from "./engines/engine.ts";
import { HIT_COLUMNS, type HitRow } from "./engines/postgres.server.ts";
import type { Question } from "./question.ts";
import { probesOf } from "./probes.ts";
import { type Frequencies, ranker, type Scored, telling, type Term, termsOf, worthOfAll } from "./ranking.ts";
import { forReader, Parameters, readable, type Sql } from "./sql.ts";
import { soundTerms } from "./sound-terms.server.ts";
import type { Statistics } from "./statistics.server.ts";
import { WORD_MARK } from "./tokenize.ts";

/** What a question is answered from. */
export type Means = { sql: Sql; statistics: Statistics };

export type RankedHit = Hit & {
  score: number;
  /** It surely has to do with the question: of chatter, texts share hardly more than one word. */
  evident: boolean;
};

/** Terms that find candidates, and candidates that are ranked. */
const TERMS = 36;
const MANY_TERMS = 120;
const CANDIDATES = 200;
/** Of a probe that more documents answer than it was thought, so many are looked at. */
const MOST_ANSWERS = 2_500;
/** The first hits may have this share of the best one's score, the others that: below is noise. */
const FIRST = 10;
const WORTH_FIRST = 0.05;
const WORTH = 0.45;
/** A hit is evident with so many words of the question, or with this share of what all of them are worth. */
const EVIDENT_WORDS = 2;
const EVIDENT_WORTH = 0.3;

/** What a question is looked for by, with the reader's own word statistics. */
export type Understood = { question: Question; frequencies: Frequencies; terms: Term[]; characters: Term[] };

export async function understand(
  statistics: Statistics,
  question: Question,
  reader: Reader,
  { sounds = true }: { sounds?: boolean } = {},
): Promise<Understood> {
  const frequencies = await statistics.frequencies(question, reader.scopes);
  const { terms, characters } = termsOf(question, frequencies);
  return {
    question,
    frequencies,
    terms: sounds ? [...terms, ...(await soundTerms(statistics, question, frequencies, reader.scopes))] : terms,
    characters,
  };
}

/**
 * The sentence way: documents that share telling tokens with the question, ranked. Works the same whichever
 * engine answers, as it needs token statistics and the stored token stream.
 * @param thorough a long text as it was understood: looks by most of its words, and gives also what nobody would look
 * at one by one, for whoever adds up what many cases say
 */
export async function ranked(
  { sql, statistics }: Means,
  question: Question,
  reader: Reader,
  filters: Filters,
  limit: number,
  { thorough }: { thorough?: Understood } = {},
): Promise<RankedHit[]> {
  const understood = thorough ?? (await understand(statistics, question, reader));
  const { terms, characters, frequencies } = understood;
  const probes = probesOf(telling(question, terms, characters, thorough ? MANY_TERMS : TERMS), frequencies.total);
  if (probes.length === 0) return [];
  const parameters = new Parameters();
  const rows = await sql.$queryRawUnsafe<(HitRow & { bag: string; length: number })[]>(
    `SELECT ${HIT_COLUMNS}, d."bag", d."length"
     FROM (
       SELECT found."id", sum(q."weight") AS "weight"
       FROM unnest(${parameters.add(probes.map((probe) => forReader(probe.query, reader)))}::text[], ${parameters.add(probes.map((probe) => probe.weight))}::float8[]) AS q("token", "weight")
       CROSS JOIN LATERAL (SELECT d."id" FROM "SearchDocument" d WHERE d."tsv" @@ q."token"::tsquery AND ${readable(parameters, reader, filters)} LIMIT ${MOST_ANSWERS}) found
       GROUP BY found."id" ORDER BY 2 DESC LIMIT ${CANDIDATES}
     ) best JOIN "SearchDocument" d ON d."id" = best."id"`,
    ...parameters.values,
  );
  const scored = byScore(understood, rows);
  const top = scored[0]?.score ?? 0;
  return scored
    .filter((hit, place) => hit.score > 0 && (thorough || hit.score >= top * (place < FIRST ? WORTH_FIRST : WORTH)))
    .slice(0, limit);
}

/** These hits in the order of their worth for the question; what cannot be weighed stays behind as it was. */
export async function reorder(
  { sql, statistics }: Means,
  question: Question,
  reader: Reader,
  hits: readonly Hit[],
): Promise<Hit[]> {
  if (hits.length < 2) return [...hits];
  const [understood, bags] = await Promise.all([
    understand(statistics, question, reader),
    sql.$queryRawUnsafe<{ id: string; bag: string; length: number }[]>(
      `SELECT "id", "bag", "length" FROM "SearchDocument" WHERE "id" = ANY ($1::text[])`,
      hits.map((hit) => hit.id),
    ),
  ]);
  const bagOf = new Map(bags.map((row) => [row.id, row]));
  const scored = byScore(
    understood,
    hits.map((hit) => ({ ...hit, bag: bagOf.get(hit.id)?.bag ?? "", length: bagOf.get(hit.id)?.length ?? 0 })),
  );
  return scored.map(({ score: _score, evident: _evident, ...hit }) => hit);
}

/** Scores rows, keeps the best document of each problem, and notes what it was found by. */
function byScore<Row extends HitRow & { bag: string; length: number }>(
  { question, frequencies, terms, characters }: Understood,
  rows: readonly Row[],
): RankedHit[] {
  const words = terms
    .filter((term) => term.steps.length === 1 && term.steps[0]?.length === 1)
    .map((term) => term.steps[0]?.[0]?.replace(WORD_MARK, "") ?? "")
    .filter((token) => token.length > 1);
  const score = ranker(question, terms, characters, frequencies.averageLength);
  const enough = EVIDENT_WORTH * worthOfAll(question, frequencies);
  const best = new Map<string, { row: Row } & Scored>();
  for (const row of rows) {
    const scored = { row, ...score(row) };
    const known = best.get(row.problemId);
    if (!known || known.score < scored.score) best.set(row.problemId, scored);
  }
  return [...best.values()]
    .sort((a, b) => b.score - a.score || (a.row.problemId < b.row.problemId ? 1 : -1))
    .map(({ row: { bag: _bag, length: _length, ...row }, score: points, runs, shared }) => ({
      ...row,
      matched: [...new Set([...words, ...runs])],
      score: points,
      evident: shared >= EVIDENT_WORDS || points >= enough,
    }));
}
