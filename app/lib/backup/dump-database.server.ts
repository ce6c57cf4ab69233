import { createWriteStream, mkdirSync } from "node:fs";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import pg from "pg";
import { copyOut } from "./copy-rows.server.ts";
import type { BackupTable, Manifest } from "./manifest.server.ts";

export type Dump = Pick<Manifest, "postgres" | "migrations" | "jobs" | "tables" | "sequences" | "chainHeads">;

const TABLES = `
  SELECT n.nspname AS schema, c.relname AS name,
    array_agg(a.attname::text ORDER BY a.attnum) AS columns
  FROM pg_class c
  JOIN pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
  WHERE n.nspname IN ('public', 'jobs') AND c.relkind IN ('r', 'p') AND NOT c.relispartition
    AND NOT (n.nspname = 'public' AND c.relname = '_prisma_migrations')
    AND NOT (n.nspname = 'jobs' AND c.relname = 'version')
  GROUP BY 1, 2 ORDER BY 1, 2`;

/** Writes every table of one moment into files below `stage`, without holding up anybody. */
export async function dumpDatabase(url: string, stage: string): Promise<Dump> {
  const client = new pg.Client({ connectionString: url, application_name: "jianglian backup" });
  await client.connect();
  try {
    await client.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
    const rows = async <T>(sql: string) => (await client.query(sql)).rows as T[];

    const tables: BackupTable[] = [];
    for (const found of await rows<{ schema: string; name: string; columns: string[] }>(TABLES)) {
      const table = { ...found, file: `database/${found.schema}/${found.name}.copy` };
      await dumpTable(client, table, stage);
      tables.push(table);
    }
    const hasJobs =
      (await rows("SELECT 1 FROM pg_tables WHERE schemaname = 'jobs' AND tablename = 'version'")).length > 0;
    const jobs = hasJobs ? await rows<{ version: number }>("SELECT version FROM jobs.version") : [];
    const applied = await rows<{ name: string }>(
      "SELECT migration_name AS name FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL ORDER BY 1",
    );
    return {
      tables,
      jobs: jobs[0]?.version ?? null,
      migrations: applied.map(({ name }) => name),
      postgres: (await rows<{ server_version: string }>("SHOW server_version"))[0]?.server_version ?? "",
      sequences: await dumpSequences(client),
      chainHeads: await rows('SELECT "organisationId", seq, hash FROM "ChainHead" ORDER BY 1'),
    };
  } finally {
    await client.end();
  }
}

async function dumpTable(
  client: pg.Client,
  { schema, name, columns, file }: BackupTable,
  stage: string,
): Promise<void> {
  mkdirSync(join(stage, "database", schema), { recursive: true });
  const list = columns.map((column) => pg.escapeIdentifier(column)).join(", ");
  // A partitioned table can only be copied through a query.
  const sql = `COPY (SELECT ${list} FROM ${pg.escapeIdentifier(schema)}.${pg.escapeIdentifier(name)}) TO STDOUT`;
  await pipeline(copyOut(client, sql), createWriteStream(join(stage, file)));
}

async function dumpSequences(client: pg.Client): Promise<Manifest["sequences"]> {
  const found = await client.query(
    "SELECT schemaname AS schema, sequencename AS name FROM pg_sequences WHERE schemaname IN ('public', 'jobs')",
  );
  const sequences: Manifest["sequences"] = [];
  for (const { schema, name } of found.rows as { schema: string; name: string }[]) {
    const { rows } = await client.query(
      `SELECT last_value::text AS value, is_called AS called FROM ${pg.escapeIdentifier(schema)}.${pg.escapeIdentifier(name)}`,
    );
    sequences.push({ schema, name, ...(rows[0] as { value: string; called: boolean }) });
  }
  return sequences;
}
