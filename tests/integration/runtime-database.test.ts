import { performance } from "node:perf_hooks";
import pg from "pg";
import { expect, test } from "vitest";
import { createTestDatabase, useTestDatabase } from "#tests/support/database.server.ts";
import { db } from "#app/lib/db.server.ts";
import { migrationNames } from "#prisma/migrate.server.ts";

const database = useTestDatabase();

test("a test file's database has every migration, and nothing else", async () => {
  const rows = await db.$queryRaw<
    { migration_name: string }[]
  >`SELECT migration_name FROM _prisma_migrations ORDER BY 1`;
  expect(rows.map((row) => row.migration_name)).toEqual(migrationNames());
});

test("databases are copies that do not see one another", async () => {
  const started = performance.now();
  const other = await createTestDatabase();
  const took = performance.now() - started;
  try {
    const client = new pg.Client({ connectionString: other.url });
    await client.connect();
    await client.query("CREATE TABLE only_here (id int)");
    await client.end();
    const found = await db.$queryRaw<unknown[]>`SELECT 1 FROM pg_tables WHERE tablename = 'only_here'`;
    expect(found).toEqual([]);
    expect(other.url).not.toBe(database.url);
    expect(took).toBeLessThan(2000);
  } finally {
    await other.drop();
  }
});
