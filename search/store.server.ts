import { type Change, type CountedOnTheWay, WordCounts } from "./counts.server.ts";
import type { BuiltDocument } from "./documents.ts";
import { READER_MARK, type Sql } from "./sql.ts";

/** How documents are written. */
export type Writing = {
  /** The index is filled for the first time: words are counted later (`countWords`), many at once. */
  filling: boolean;
  /** Told what was written in the transaction and is not counted; otherwise it is counted from the rows. */
  counts?: CountedOnTheWay;
  /** Meilisearch is to be told; not where a new index reads the rows anyway. */
  push: boolean;
};

/** So many kilobytes of new documents wait to be sorted into the full-text index together; every question reads them. */
const WAITING_KB = 256;
const WAITING_WHILE_FILLING_KB = 16_384;

/**
 * Nobody has looked at how large the tables have become since they were empty: without being told, the planner would read
 * them whole for each batch.
 */
const SETTINGS_WHILE_FILLING = `SELECT set_config('gin_pending_list_limit', '${WAITING_WHILE_FILLING_KB}', true),
  set_config('work_mem', '64MB', true), set_config('enable_seqscan', 'off', true)`;

type Known = Change & { id: string; same: boolean; counted: boolean; lexemes: string };

/**
 * Makes the documents of these problems exactly the given ones, in the caller's transaction: writes what
 * changed, removes what is gone, keeps the word statistics and notes what Meilisearch has to get.
 * @returns how many documents changed
 */
export async function writeDocuments(
  tx: Sql,
  problemIds: readonly string[],
  documents: readonly BuiltDocument[],
  { filling, push, counts: onTheWay }: Writing = { filling: false, push: true },
): Promise<number> {
  if (filling) await tx.$queryRawUnsafe(SETTINGS_WHILE_FILLING);
  const known = await tx.$queryRawUnsafe<Known[]>(
    KNOWN,
    problemIds,
    documents.map((document) => document.id),
    documents.map((document) => document.hash),
  );
  const wanted = new Set(documents.map((document) => document.id));
  const removed = known.filter((row) => !wanted.has(row.id));
  const same = new Set(known.filter((row) => row.same).map((row) => row.id));
  const changed = documents.filter((document) => !same.has(document.id));
  if (removed.length + changed.length === 0) return 0;

  if (removed.length > 0)
    await tx.$executeRawUnsafe(
      `DELETE FROM "SearchDocument" WHERE "id" = ANY ($1::text[])`,
      removed.map((row) => row.id),
    );
  if (changed.length > 0) {
    if (!filling) await tx.$queryRawUnsafe(`SELECT set_config('gin_pending_list_limit', '${WAITING_KB}', true)`);
    await tx.$executeRawUnsafe(
      UPSERT,
      ...COLUMN_NAMES.map((name) => changed.map((document) => columnText(document[name])).join(BETWEEN)),
      changed.map(lexemesOf).join(BETWEEN),
    );
  }

  const counts = new WordCounts();
  for (const row of known) if (!row.same && row.counted) counts.add({ ...row, lexemes: row.lexemes.split("\n") }, -1);
  if (filling) {
    await countLater(tx, changed);
    onTheWay?.add(changed);
  } else for (const document of changed) counts.add(document, 1);
  await counts.write(tx);
  if (push)
    await requestPush(
      tx,
      [...removed, ...changed].map((document) => document.id),
    );
  return removed.length + changed.length;
}

/** The documents there are, and of those that change what was counted; those not counted yet never will be as they were. */
const KNOWN = `WITH "given" AS (SELECT * FROM unnest($2::text[], $3::text[]) AS g("id", "hash")),
  "known" AS (
    SELECT d.*, g."hash" IS NOT DISTINCT FROM d."hash" AS "same" FROM "SearchDocument" d LEFT JOIN "given" g ON g."id" = d."id"
    WHERE d."problemId" = ANY ($1::uuid[])),
  "uncounted" AS (
    DELETE FROM "SearchUncounted" u USING "known" k WHERE u."documentId" = k."id" AND NOT k."same" RETURNING u."documentId")
  SELECT k."id", k."scope", k."length", k."same", u."documentId" IS NULL AS "counted",
    CASE WHEN k."same" OR u."documentId" IS NOT NULL THEN ''
      ELSE (SELECT string_agg(l, E'\\n') FROM unnest(tsvector_to_array(k."tsv")) l WHERE l NOT LIKE '${READER_MARK}%') END AS "lexemes"
  FROM "known" k LEFT JOIN "uncounted" u ON u."documentId" = k."id"`;

const countLater = (tx: Sql, documents: readonly BuiltDocument[]): Promise<unknown> =>
  tx.$executeRawUnsafe(
    `INSERT INTO "SearchUncounted" ("documentId") SELECT * FROM unnest($1::text[]) ON CONFLICT DO NOTHING`,
    documents.map((document) => document.id),
  );

/** Notes that Meilisearch must get these documents, or lose them. */
export async function requestPush(tx: Sql, ids: readonly string[]): Promise<void> {
  await tx.$executeRawUnsafe(
    `INSERT INTO "SearchPush" ("documentId") SELECT id FROM unnest($1::text[]) id ORDER BY id
     ON CONFLICT ("documentId") DO UPDATE SET "version" = "SearchPush"."version" + 1`,
    [...ids],
  );
}

/**
 * Columns go to PostgreSQL as one text each, which it takes apart several times faster than JSON. Between the documents
 * and between the values of a list stand characters that no text holds once it is clean.
 */
const BETWEEN = "\u001e";
const LISTED = "\n";
const text = `coalesce(#, '')`;
const list = `string_to_array(coalesce(#, ''), E'\\n')`;
const orNull = (type: string): string => `nullif(#, '')::${type}`;

/** What a column is made of: # is its text. */
const COLUMNS = {
  id: text,
  problemId: "#::uuid",
  layer: `#::"Layer"`,
  readers: list,
  state: `#::"ProblemState"`,
  category: `#::"ProblemCategory"`,
  industry: orNull(`"Industry"`),
  severity: `#::"Severity"`,
  equipmentType: text,
  allianceId: orNull("uuid"),
  year: "#::int",
  title: text,
  phenomenon: text,
  cause: text,
  action: text,
  other: text,
  files: text,
  codes: list,
  createdAt: "#::timestamptz AT TIME ZONE 'UTC'",
  scope: text,
  bag: text,
  length: "#::int",
  hash: text,
} as const satisfies Partial<Record<keyof BuiltDocument, string>>;
const COLUMN_NAMES = Object.keys(COLUMNS) as (keyof typeof COLUMNS)[];
const names = COLUMN_NAMES.map((name) => `"${name}"`);

function columnText(value: BuiltDocument[keyof typeof COLUMNS]): string {
  if (value === null) return "";
  if (value instanceof Date) return value.toISOString();
  return Array.isArray(value) ? value.join(LISTED) : String(value);
}

const lexemesOf = ({ lexemes, readers }: BuiltDocument): string =>
  lexemes.concat(readers.map((reader) => READER_MARK + reader)).join(LISTED);

const UPSERT = `INSERT INTO "SearchDocument" (${names.join(", ")}, "tsv", "writtenAt")
  SELECT ${COLUMN_NAMES.map((name) => COLUMNS[name].replace("#", `d."${name}"`)).join(", ")}, array_to_tsvector(string_to_array(coalesce("lexemes", ''), E'\\n')), now() AT TIME ZONE 'UTC'
  FROM unnest(${[...names, "lexemes"].map((_name, n) => `string_to_array($${n + 1}::text, E'\\x1e')`).join(", ")}) AS d(${[...names, `"lexemes"`].join(", ")})
  ON CONFLICT ("id") DO UPDATE SET ${[...names.slice(1), `"tsv"`, `"writtenAt"`].map((name) => `${name} = EXCLUDED.${name}`).join(", ")}`;
