import type { Tx } from "#app/lib/db.server.ts";

type Row = { id: string; over: string[] };

/** For each organisation itself and everything above it in the union tree, nearest first; one statement. */
export async function unionsOver(
  reader: Pick<Tx, "$queryRaw">,
  ids: readonly string[],
): Promise<Map<string, string[]>> {
  const rows = await reader.$queryRaw<Row[]>`
    WITH RECURSIVE up AS (
      SELECT "id" AS "from", "id", "parentId", 0 AS "depth" FROM "Organisation" WHERE "id" = ANY (${[...ids]}::uuid[])
      UNION ALL
      SELECT up."from", o."id", o."parentId", up."depth" + 1 FROM "Organisation" o JOIN up ON o."id" = up."parentId"
      WHERE up."depth" < 10 AND o."kind" <> 'PLATFORM'
    )
    SELECT "from" AS "id", array_agg("id"::text ORDER BY "depth") AS "over" FROM up GROUP BY "from"`;
  return new Map(rows.map((row) => [row.id, row.over]));
}

/** Everything below these unions, themselves included; one statement. */
export async function branchOf(reader: Pick<Tx, "$queryRaw">, unionIds: readonly string[]): Promise<string[]> {
  const rows = await reader.$queryRaw<{ id: string }[]>`
    WITH RECURSIVE below AS (
      SELECT "id" FROM "Organisation" WHERE "id" = ANY (${[...unionIds]}::uuid[])
      UNION
      SELECT o."id" FROM "Organisation" o JOIN below b ON o."parentId" = b."id" WHERE o."kind" <> 'PLATFORM'
    )
    SELECT "id" FROM below`;
  return rows.map((row) => row.id);
}
