import type { Filters, Reader } from "./engines/engine.ts";

/** The part of a database client that search needs: parametrised SQL, inside a transaction or not. */
export type Sql = {
  $queryRawUnsafe<T>(text: string, ...values: unknown[]): Promise<T>;
  $executeRawUnsafe(text: string, ...values: unknown[]): Promise<number>;
};

/** Collects values and hands out their places. */
export class Parameters {
  readonly values: unknown[] = [];
  add(value: unknown): string {
    this.values.push(value);
    return `$${this.values.length}`;
  }
}

const FACET_COLUMN = {
  industry: `d."industry"::text`,
  equipmentType: `d."equipmentType"`,
  category: `d."category"::text`,
  state: `d."state"::text`,
  alliance: `d."allianceId"::text`,
  year: `d."year"::text`,
} as const;

/** Column of a facet, as text. */
export const facetColumn = (facet: keyof typeof FACET_COLUMN): string => FACET_COLUMN[facet];

/**
 * What a reader may find and has narrowed to. Rows here follow a narrowing before Meilisearch does,
 * so a problem is held back only until its rows have followed.
 */
export function readable(parameters: Parameters, reader: Reader, filters: Filters): string {
  const conditions = [
    `d."readers" && ${parameters.add([...reader.keys])}::text[]`,
    `NOT EXISTS (SELECT 1 FROM "SearchDeny" deny WHERE deny."problemId" = d."problemId" AND deny."followed" IS DISTINCT FROM deny."since")`,
  ];
  if (reader.lapsed.length > 0) conditions.push(`d."problemId" <> ALL (${parameters.add([...reader.lapsed])}::uuid[])`);
  for (const [facet, values] of Object.entries(filters)) {
    if (values.length > 0)
      conditions.push(
        `${facetColumn(facet as keyof typeof FACET_COLUMN)} = ANY (${parameters.add([...values])}::text[])`,
      );
  }
  return conditions.join(" AND ");
}

/** Before a reader's key among the lexemes of a document: the index itself leaves out what others read. */
export const READER_MARK = "@";

/** A full-text query that only documents for this reader can match; what they may be found by is checked by `readable`. */
export const forReader = (query: string, reader: Reader): string =>
  `(${query})&(${["", ...reader.keys].map((key) => lexeme(READER_MARK + key)).join("|")})`;

/** A token as a full-text query; `start` also finds words that begin so. */
export const lexeme = (token: string, start = false): string =>
  `'${token.replaceAll("\\", "\\\\").replaceAll("'", "''")}'${start ? ":*" : ""}`;
