import { expect } from "vitest";
import { db, Prisma } from "#app/lib/db.server.ts";
import { DomainError } from "#app/lib/errors.ts";

/** How many rows each of the product's tables has; one statement. */
async function rowsOfTables(): Promise<Record<string, number>> {
  const tables = await db.$queryRaw<{ name: string }[]>`
    SELECT "relname"::text AS "name" FROM "pg_class" WHERE "relkind" = 'r' AND "relnamespace" = 'public'::regnamespace ORDER BY 1`;
  const counts = tables.map(({ name }) => `SELECT '${name}' AS "name", count(*)::int AS "rows" FROM "${name}"`);
  const rows = await db.$queryRaw<{ name: string; rows: number }[]>(Prisma.raw(counts.join(" UNION ALL ")));
  return Object.fromEntries(rows.map((row) => [row.name, row.rows]));
}

/**
 * What a write is refused with: its key, and after an @ the field it stands beside. Fails where there was no refusal, and
 * where one left something behind: a row more or less in any table, events among them.
 */
export async function refusedUnwritten(work: () => Promise<unknown>): Promise<string> {
  const before = await rowsOfTables();
  const error = await work().then(
    () => null,
    (thrown: unknown) => thrown,
  );
  expect(error, "expected a refusal").toBeInstanceOf(DomainError);
  expect(await rowsOfTables()).toEqual(before);
  const { messageKey, details } = error as DomainError;
  return details.field ? `${messageKey}@${details.field}` : messageKey;
}
