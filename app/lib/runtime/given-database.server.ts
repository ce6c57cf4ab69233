import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";
import type { Log } from "#app/lib/log.server.ts";
import { OperatorError } from "./operator-error.server.ts";

const OLDEST = 15;
const WAIT_MS = 60_000;
/** One product a database: files and indexes of two would drift apart. The number is arbitrary but ours. */
const OWNER_LOCK = 7_260_101;
const MIGRATION_LOCK = 7_260_102;

/** Waits until the server of DATABASE_URL answers and checks that it will do. @throws with a sentence */
export async function checkGivenDatabase(url: string, log: Log): Promise<string> {
  const where = `${new URL(url).host}${new URL(url).pathname}`;
  const end = Date.now() + WAIT_MS;
  for (let told = false; ; await wait(500)) {
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
    client.on("error", () => {});
    try {
      await client.connect();
      const { rows } = await client.query(
        "SELECT current_setting('server_version') AS version, current_setting('server_version_num')::int / 10000 AS major, pg_encoding_to_char(encoding) AS encoding FROM pg_database WHERE datname = current_database()",
      );
      const { version, major, encoding } = rows[0] as { version: string; major: number; encoding: string };
      if (major < OLDEST) throw new OperatorError(`PostgreSQL ${version} is too old: ${OLDEST} or newer is needed.`);
      if (encoding !== "UTF8")
        throw new OperatorError(`The database at ${where} has the encoding ${encoding}; it must be UTF8.`);
      return version;
    } catch (error) {
      const code = (error as { code?: string }).code ?? "";
      const passing = ["ECONNREFUSED", "ECONNRESET", "ETIMEDOUT", "ENOTFOUND", "EAI_AGAIN", "57P03"].includes(code);
      if (!passing || Date.now() > end) {
        throw new OperatorError(`The database at ${where} cannot be used: ${(error as Error).message}`, {
          cause: error,
        });
      }
      if (!told) log.info(`waiting for the database at ${where}`);
      told = true;
    } finally {
      await client.end().catch(() => {});
    }
  }
}

/** Runs `work` while no other process migrates this database. */
export async function withMigrationLock<T>(url: string, work: () => Promise<T>): Promise<T> {
  const client = await lockClient(url);
  try {
    await client.query("SELECT pg_advisory_lock($1)", [MIGRATION_LOCK]);
    return await work();
  } finally {
    await client.end();
  }
}

export type DatabaseOwnership = { release(): Promise<void> };

/**
 * Claims the database for this product, so that a second one started on it is refused. The claim ends with the
 * connection; when that is lost it is taken again as soon as the server is back.
 * @throws with a sentence naming the holder
 */
export async function claimDatabase(url: string, log: Log): Promise<DatabaseOwnership> {
  let released = false;
  let client = await claim(url);

  const keep = (held: pg.Client) => {
    held.once("error", () => {});
    held.once("end", async () => {
      while (!released) {
        try {
          client = await claim(url);
          keep(client);
          return;
        } catch (error) {
          if ((error as { code?: string }).code === undefined) log.error((error as Error).message);
          await wait(2_000);
        }
      }
    });
  };
  keep(client);
  return {
    async release() {
      released = true;
      await client.end().catch(() => {});
    },
  };
}

async function claim(url: string): Promise<pg.Client> {
  const client = await lockClient(url);
  const { rows } = await client.query("SELECT pg_try_advisory_lock($1) AS got", [OWNER_LOCK]);
  if (rows[0]?.got) return client;
  const holders = await client.query(
    "SELECT a.application_name AS name, coalesce(host(a.client_addr), 'the same machine') AS address FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid WHERE l.locktype = 'advisory' AND l.objid = $1 AND l.granted AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())",
    [OWNER_LOCK],
  );
  await client.end();
  const holder = holders.rows[0] as { name: string; address: string } | undefined;
  throw new OperatorError(
    `Another Jianglian uses this database already: ${holder?.name ?? "unknown"}, from ${holder?.address ?? "unknown"}. End it first, or give this one a database of its own.`,
  );
}

async function lockClient(url: string): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: url,
    application_name: `jianglian, process ${process.pid}`,
    keepAlive: true,
  });
  client.on("error", () => {});
  await client.connect();
  return client;
}
