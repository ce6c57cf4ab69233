import type { BuiltDocument } from "./documents.ts";
import { READER_MARK, type Sql } from "./sql.ts";
import { LENGTH_TOKEN, LENGTH_UNIT, soundsOf } from "./statistics.server.ts";

type Known = { id: string; hash: string; scope: string; length: number; lexemes: string[] };

/**
 * Makes the documents of these problems exactly the given ones, in the caller's transaction: writes what
 * changed, removes what is gone, keeps the word statistics and notes what Meilisearch has to get.
 * @returns how many documents changed
 */
export async function writeDocuments(
  tx: Sql,
  problemIds: readonly string[],
  documents: readonly BuiltDocument[],
): Promise<number> {
  const known = new Map(
    (
      await tx.$queryRawUnsafe<Known[]>(
        `SELECT "id", "hash", "scope", "length", coalesce(tsvector_to_array("tsv"), '{}') AS "lexemes" FROM "SearchDocument" WHERE "problemId" = ANY ($1::uuid[])`,
        problemIds,
      )
    ).map((row) => [row.id, { ...row, lexemes: row.lexemes.filter((token) => !token.startsWith(READER_MARK)) }]),
  );
  const wanted = new Set(documents.map((document) => document.id));
  const removed = [...known.values()].filter((row) => !wanted.has(row.id));
  const changed = documents.filter((document) => known.get(document.id)?.hash !== document.hash);
  if (removed.length + changed.length === 0) return 0;

  if (removed.length > 0)
    await tx.$executeRawUnsafe(
      `DELETE FROM "SearchDocument" WHERE "id" = ANY ($1::text[])`,
      removed.map((row) => row.id),
    );
  if (changed.length > 0) await tx.$executeRawUnsafe(UPSERT, JSON.stringify(changed));

  const counts = new Counts();
  for (const row of removed) counts.add(row, -1);
  for (const document of changed) {
    const before = known.get(document.id);
    if (before) counts.add(before, -1);
    counts.add(document, 1);
  }
  await counts.write(tx);
  await requestPush(
    tx,
    [...removed, ...changed].map((document) => document.id),
  );
  return removed.length + changed.length;
}

/** Notes that Meilisearch must get these documents, or lose them. */
export async function requestPush(tx: Sql, ids: readonly string[]): Promise<void> {
  await tx.$executeRawUnsafe(
    `INSERT INTO "SearchPush" ("documentId") SELECT id FROM unnest($1::text[]) id ORDER BY id
     ON CONFLICT ("documentId") DO UPDATE SET "version" = "SearchPush"."version" + 1`,
    [...ids],
  );
}

const COLUMNS = {
  id: "text",
  problemId: "uuid",
  layer: `"Layer"`,
  readers: "text[]",
  state: `"ProblemState"`,
  category: `"ProblemCategory"`,
  industry: `"Industry"`,
  severity: `"Severity"`,
  equipmentType: "text",
  allianceId: "uuid",
  year: "int",
  title: "text",
  phenomenon: "text",
  cause: "text",
  action: "text",
  other: "text",
  codes: "text[]",
  createdAt: "timestamptz",
  scope: "text",
  bag: "text",
  length: "int",
  hash: "text",
} as const;
const names = Object.keys(COLUMNS).map((name) => `"${name}"`);

const UPSERT = `INSERT INTO "SearchDocument" (${names.join(", ")}, "tsv", "writtenAt")
  SELECT ${names.map((name) => (name === `"createdAt"` ? `"createdAt" AT TIME ZONE 'UTC'` : name)).join(", ")}, array_to_tsvector("lexemes" || ARRAY(SELECT '${READER_MARK}' || r FROM unnest("readers") r)), now() AT TIME ZONE 'UTC'
  FROM json_to_recordset($1::json) AS d(${Object.entries(COLUMNS)
    .map(([name, type]) => `"${name}" ${type}`)
    .join(", ")}, "lexemes" text[])
  ON CONFLICT ("id") DO UPDATE SET ${[...names.slice(1), `"tsv"`, `"writtenAt"`].map((name) => `${name} = EXCLUDED.${name}`).join(", ")}`;

/** Changes of the word statistics, summed before they are written. */
class Counts {
  readonly #changes = new Map<string, { scope: string; token: string; by: number }>();

  add({ scope, length, lexemes }: Pick<Known, "scope" | "length" | "lexemes">, by: 1 | -1): void {
    this.#change(scope, LENGTH_TOKEN, by * Math.round(length / LENGTH_UNIT));
    for (const token of ["", ...lexemes]) this.#change(scope, token, by);
  }

  #change(scope: string, token: string, by: number): void {
    const key = `${scope} ${token}`;
    const change = this.#changes.get(key);
    if (change) change.by += by;
    else this.#changes.set(key, { scope, token, by });
  }

  /** In one order, so that two writers never wait for each other in a circle. */
  async write(tx: Sql): Promise<void> {
    const rows = [...this.#changes.values()]
      .filter((change) => change.by !== 0)
      .map((change) => ({ ...change, ...soundsOf(change.token) }));
    if (rows.length === 0) return;
    await tx.$executeRawUnsafe(
      `INSERT INTO "SearchTerm" ("scope", "token", "documents", "sound", "initials")
       SELECT * FROM unnest($1::text[], $2::text[], $3::int[], $4::text[], $5::text[]) AS c("scope", "token", "by", "sound", "initials") ORDER BY 1, 2
       ON CONFLICT ("scope", "token") DO UPDATE SET "documents" = "SearchTerm"."documents" + EXCLUDED."documents",
         "sound" = EXCLUDED."sound", "initials" = EXCLUDED."initials"`,
      rows.map((row) => row.scope),
      rows.map((row) => row.token),
      rows.map((row) => row.by),
      rows.map((row) => row.sound),
      rows.map((row) => row.initials),
    );
  }
}
