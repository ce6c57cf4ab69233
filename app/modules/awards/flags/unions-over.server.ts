import { likeLiteral } from "#app/lib/containing.ts";
import { Prisma, type Tx } from "#app/lib/db.server.ts";

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

const below = (unionIds: readonly string[]) => Prisma.sql`below AS (
      SELECT "id" FROM "Organisation" WHERE "id" = ANY (${[...unionIds]}::uuid[])
      UNION
      SELECT o."id" FROM "Organisation" o JOIN below b ON o."parentId" = b."id" WHERE o."kind" <> 'PLATFORM'
    )`;

/** Ids of everything below these unions, themselves included, to stand in a statement. */
export const branchRows = (unionIds: readonly string[]) =>
  Prisma.sql`WITH RECURSIVE ${below(unionIds)} SELECT "id" FROM below`;

/** Everything below these unions, themselves included; one statement. */
export async function branchOf(reader: Pick<Tx, "$queryRaw">, unionIds: readonly string[]): Promise<string[]> {
  const rows = await reader.$queryRaw<{ id: string }[]>`${branchRows(unionIds)}`;
  return rows.map((row) => row.id);
}

/** The same, and beside it every organisation and person with this text in the name; one statement. */
export async function branchAndNamed(reader: Pick<Tx, "$queryRaw">, unionIds: readonly string[], text: string) {
  const like = `%${likeLiteral(text)}%`;
  const rows = await reader.$queryRaw<{ id: string; named: boolean }[]>`
    WITH RECURSIVE ${below(unionIds)} SELECT "id", false AS "named" FROM below
    UNION ALL SELECT "id", true FROM "Organisation" WHERE "name" ILIKE ${like}
    UNION ALL SELECT "id", true FROM "Person" WHERE "name" ILIKE ${like}`;
  const ids = (named: boolean) => rows.filter((row) => row.named === named).map((row) => row.id);
  return { branch: ids(false), named: ids(true) };
}
