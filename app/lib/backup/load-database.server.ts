import { cpSync, createReadStream, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { PgBoss } from "pg-boss";
import { migrationsFolder } from "#prisma/engine/files.server.ts";
import { applyMigrations } from "#prisma/migrate.server.ts";
import { copyIn } from "./copy-rows.server.ts";
import type { Manifest } from "./manifest.server.ts";

/** True when some table of the product holds a row. */
export async function holdsData(url: string): Promise<boolean> {
  return withClient(url, async (client) => {
    const { rows } = await client.query(
      "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' AND tablename <> ALL ($1)",
      [WRITTEN_BY_MIGRATIONS],
    );
    for (const { name } of rows as { name: string }[]) {
      const found = await client.query(`SELECT 1 FROM ${pg.escapeIdentifier(name)} LIMIT 1`);
      if (found.rowCount) return true;
    }
    return false;
  });
}

/** What ships is there before anybody came: rubrics of no union are nobody's data, and a union's own never come alone. */
const WRITTEN_BY_MIGRATIONS = ["_prisma_migrations", "Rubric"];

/**
 * Replaces the database's content by the backup's. What was there stands aside until everything is in, and comes back
 * when anything fails; after a crash, the next restore brings it back first.
 */
export async function loadDatabase(url: string, manifest: Manifest, stage: string): Promise<void> {
  await withClient(url, async (client) => {
    await putBack(client);
    await standAside(client);
  });
  try {
    await fill(url, manifest, stage);
  } catch (error) {
    await withClient(url, putBack);
    throw error;
  }
  await withClient(url, (client) =>
    client.query(ASIDE.map(([, aside]) => `DROP SCHEMA IF EXISTS ${aside} CASCADE`).join(";")),
  );
}

/** True when a restore died in the middle: what is in the database is neither the old nor the new content. */
export async function restoreWasInterrupted(url: string): Promise<boolean> {
  return withClient(url, async (client) => (await schemasOf(client)).has(ASIDE[0][1]));
}

const ASIDE = [
  ["public", "before_restore"],
  ["jobs", "before_restore_jobs"],
] as const;

async function schemasOf(client: pg.Client): Promise<Set<string>> {
  const { rows } = await client.query("SELECT nspname AS name FROM pg_namespace");
  return new Set((rows as { name: string }[]).map(({ name }) => name));
}

async function standAside(client: pg.Client): Promise<void> {
  const there = await schemasOf(client);
  const moves = ASIDE.filter(([name]) => there.has(name)).map(
    ([name, aside]) => `ALTER SCHEMA ${name} RENAME TO ${aside}`,
  );
  await client.query([...moves, "CREATE SCHEMA public"].join(";"));
  await moveExtensions(client, ASIDE[0][1], "public");
}

/** What stands aside is dropped in the end, and with an extension in it every constraint that works by it. */
async function moveExtensions(client: pg.Client, from: string, to: string): Promise<void> {
  const { rows } = await client.query(
    "SELECT quote_ident(e.extname) AS name FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace WHERE n.nspname = $1",
    [from],
  );
  for (const { name } of rows as { name: string }[]) await client.query(`ALTER EXTENSION ${name} SET SCHEMA ${to}`);
}

async function putBack(client: pg.Client): Promise<void> {
  const there = await schemasOf(client);
  if (!there.has(ASIDE[0][1])) return;
  if (there.has("public")) await moveExtensions(client, "public", ASIDE[0][1]);
  const drops = ASIDE.map(([name]) => `DROP SCHEMA IF EXISTS ${name} CASCADE`);
  const moves = ASIDE.filter(([, aside]) => there.has(aside)).map(
    ([name, aside]) => `ALTER SCHEMA ${aside} RENAME TO ${name}`,
  );
  await client.query([...drops, ...moves].join(";"));
}

/** The backup's migrations, then its rows in one transaction, then the migrations made since. */
async function fill(url: string, manifest: Manifest, stage: string): Promise<void> {
  await applyMigrations(url, migrationsOf(manifest, stage));
  const withJobs = manifest.jobs !== null && (await createJobTables(url)) === manifest.jobs;
  const chosen = manifest.tables.filter(({ schema }) => schema === "public" || withJobs);

  await withClient(url, async (client) => {
    await client.query("BEGIN");
    const links = await foreignKeys(client);
    for (const { table, name } of links) await client.query(`ALTER TABLE ${table} DROP CONSTRAINT ${name}`);
    for (const { schema, name, columns, file } of chosen) {
      const target = `${pg.escapeIdentifier(schema)}.${pg.escapeIdentifier(name)}`;
      const list = columns.map((column) => pg.escapeIdentifier(column)).join(", ");
      await client.query(`ALTER TABLE ${target} DISABLE TRIGGER USER`);
      await client.query(`DELETE FROM ${target}`);
      await copyIn(client, `COPY ${target} (${list}) FROM STDIN`, createReadStream(join(stage, file)));
      await client.query(`ALTER TABLE ${target} ENABLE TRIGGER USER`);
    }
    for (const { table, name, definition } of links) {
      await client.query(`ALTER TABLE ${table} ADD CONSTRAINT ${name} ${definition}`);
    }
    for (const { schema, name, value, called } of manifest.sequences) {
      if (schema === "jobs" && !withJobs) continue;
      const sequence = `${pg.escapeIdentifier(schema)}.${pg.escapeIdentifier(name)}`;
      await client.query("SELECT setval($1::regclass, $2::bigint, $3)", [sequence, value, called]);
    }
    await client.query("COMMIT");
    await client.query("ANALYZE");
  });
  await applyMigrations(url);
}

/** A folder with exactly the backup's migrations, out of those this version knows. */
function migrationsOf({ migrations }: Manifest, stage: string): string {
  const folder = join(stage, "migrations");
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  for (const name of [...migrations, "migration_lock.toml"]) {
    cpSync(join(migrationsFolder, name), join(folder, name), { recursive: true });
  }
  return folder;
}

/** The queue makes its own tables; returns the version they have. */
async function createJobTables(url: string): Promise<number | null> {
  const boss = new PgBoss({ connectionString: url, schema: "jobs", supervise: false, schedule: false, max: 1 });
  boss.on("error", () => {});
  await boss.start();
  const version = await boss.schemaVersion();
  await boss.stop({ graceful: false, close: true });
  return version;
}

type Link = { table: string; name: string; definition: string };

/** Rows arrive table by table, in no order that would satisfy the references between them. */
async function foreignKeys(client: pg.Client): Promise<Link[]> {
  const { rows } = await client.query(`
    SELECT k.conrelid::regclass::text AS table, quote_ident(k.conname) AS name, pg_get_constraintdef(k.oid) AS definition
    FROM pg_constraint k JOIN pg_namespace n ON n.oid = k.connamespace
    WHERE k.contype = 'f' AND k.conparentid = 0 AND n.nspname IN ('public', 'jobs')`);
  return rows as Link[];
}

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, application_name: "jianglian restore" });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
