import type { Question } from "../question.ts";
import { synonymsOf } from "../vocabulary.ts";
import { forReader, lexeme, Parameters, readable, type Sql, facetColumn } from "../sql.ts";
import { CODE_MARK, fold, tokensWithinWords } from "../tokenize.ts";
import {
  chosenIn,
  FACETS,
  type FacetCounts,
  type Filters,
  type Hit,
  noCounts,
  type Page,
  type Reader,
  type SearchEngine,
  type Strict,
  type StrictOptions,
  without,
} from "./engine.ts";

/** The columns of a hit, named as facets are. */
export const HIT_COLUMNS = `d."id", d."problemId", d."industry"::text AS "industry", d."equipmentType", d."category"::text AS "category",
  d."state"::text AS "state", d."allianceId"::text AS "alliance", d."year", extract(epoch FROM d."createdAt")::float8 AS "createdAt"`;

export type HitRow = Omit<Hit, "matched" | "related">;

const BEFORE_AND_AFTER = 6;
/** A word with synonyms has so many parts at most. */
const MOST_WORDS = 4;

/** The full-text query that holds everything asked for; null when there is nothing to ask. */
export function strictQuery(question: Question, codesOnly: boolean): string | null {
  const codes = question.codes.map((code) => lexeme(CODE_MARK + code)).join(" | ");
  if (codesOnly) return codes || null;
  const last = question.pieces.length - 1;
  const parts: string[] = [];
  for (let n = 0, taken = 1; n <= last; n += taken) {
    taken = wordsAt(question, n);
    const pieces = question.pieces.slice(n, n + taken);
    const whole = pieces.flatMap((piece, k) => allOf(piece, n + k === last && question.text.length > 2) ?? []);
    if (whole.length === 0) continue;
    const alike = synonymsOf(pieces.join(" "), question.vocabulary).flatMap((word) => allOf(word, false) ?? []);
    const asked = whole.join(" & ");
    parts.push(alike.length > 0 ? `(${[asked, ...alike].map((one) => `(${one})`).join(" | ")})` : asked);
  }
  return parts.length > 0 ? [...new Set(parts)].join(" & ") : codes || null;
}

/** How many pieces from here on are one word with synonyms: "solenoid valve". */
function wordsAt({ pieces, vocabulary }: Question, at: number): number {
  for (let count = MOST_WORDS; count > 1; count -= 1)
    if (at + count <= pieces.length && synonymsOf(pieces.slice(at, at + count).join(" "), vocabulary).length > 0)
      return count;
  return 1;
}

/** All tokens of a piece; the last word of a question may be unfinished. */
function allOf(piece: string, unfinished: boolean): string | null {
  const stream = tokensWithinWords(piece);
  if (stream.length === 0) return null;
  return [
    ...new Set(stream.map((token, n) => lexeme(token, unfinished && n === stream.length - 1 && /^[a-z]/.test(token)))),
  ].join(" & ");
}

/** Search without Meilisearch: character pairs and words in PostgreSQL's full-text index. */
export class PostgresEngine implements SearchEngine {
  readonly name = "postgres";
  readonly orders = false;
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  async strict(
    question: Question,
    reader: Reader,
    filters: Filters,
    page: Page,
    { codesOnly = false, alternatives = false }: StrictOptions = {},
  ): Promise<Strict> {
    const [found, ...counted] = await Promise.all([
      this.#strict(question, reader, filters, page, codesOnly),
      ...(alternatives ? chosenIn(filters) : []).map(async (facet) => {
        const { facets } = await this.#strict(
          question,
          reader,
          without(filters, facet),
          { offset: 0, limit: 0 },
          codesOnly,
        );
        return [facet, facets[facet]] as const;
      }),
    ]);
    return { ...found, facets: { ...found.facets, ...Object.fromEntries(counted) } };
  }

  async #strict(question: Question, reader: Reader, filters: Filters, page: Page, codesOnly: boolean): Promise<Strict> {
    const parameters = new Parameters();
    const query = strictQuery(question, codesOnly);
    if (codesOnly && !query) return { hits: [], total: 0, facets: noCounts() };
    const matches = query ? `d."tsv" @@ ${parameters.add(forReader(query, reader))}::tsquery AND ` : "";
    const where = readable(parameters, reader, filters);
    const order = page.sort
      ? `d."createdAt" ${page.sort === "newest" ? "DESC" : "ASC"}`
      : `d."relevance" DESC, d."createdAt" DESC`;
    const facets = FACETS.map(
      (facet) =>
        `SELECT '${facet}' AS "facet", ${facetColumn(facet)} AS "value", count(*)::int AS "count" FROM "found" d GROUP BY 2`,
    );
    const rows = await this.#sql.$queryRawUnsafe<
      {
        total: number;
        hits: HitRow[] | null;
        facets: { facet: keyof FacetCounts; value: string | null; count: number }[] | null;
      }[]
    >(
      `WITH "found" AS MATERIALIZED (
         SELECT DISTINCT ON (d."problemId") d."id", d."problemId", d."industry", d."equipmentType", d."category", d."state", d."allianceId",
           d."year", d."createdAt", ${relevance(parameters, question)} AS "relevance"
         FROM "SearchDocument" d WHERE ${matches}${where}
         ORDER BY d."problemId", "relevance" DESC, d."industry"
       )
       SELECT (SELECT count(*)::int FROM "found") AS "total",
         (SELECT json_agg(h) FROM (
            SELECT ${HIT_COLUMNS} FROM "found" d ORDER BY ${order}, d."problemId"
            LIMIT ${parameters.add(page.limit)}::int OFFSET ${parameters.add(page.offset)}::int) h) AS "hits",
         ${page.uncounted ? "NULL" : `(SELECT json_agg(f) FROM (${facets.join(" UNION ALL ")}) f)`} AS "facets"`,
      ...parameters.values,
    );
    const counts = noCounts();
    for (const { facet, value, count } of rows[0]?.facets ?? []) if (value) counts[facet][value] = count;
    const hits: Hit[] = (rows[0]?.hits ?? []).map((row) => ({ ...row, matched: [] }));
    return { hits, total: rows[0]?.total ?? 0, facets: counts };
  }
}

/** Where the pieces stand: in the title before the cause and action before the phenomenon before the rest; solved first among equals. */
function relevance(parameters: Parameters, question: Question): string {
  const pieces = question.pieces.slice(0, BEFORE_AND_AFTER).map((piece) => parameters.add(fold(piece)));
  const field = (columns: string, weight: number) =>
    pieces.map((piece) => `${weight} * (position(${piece}::text in lower(${columns})) > 0)::int`);
  return [
    ...field(`d."title"`, 8),
    ...field(`d."cause" || ' ' || d."action"`, 3),
    ...field(`d."phenomenon"`, 2),
    ...field(`d."other"`, 1),
    `(d."state" IN ('SOLVED', 'ANSWERED'))::int`,
  ].join(" + ");
}
