import { randomBytes } from "node:crypto";
import type { TestProject } from "vitest/node";
import { startTemporaryPostgres } from "#app/lib/runtime/temporary-postgres.server.ts";
import { runOnce, withDatabase } from "#prisma/engine/adapter.server.ts";
import { applyMigrations } from "#prisma/migrate.server.ts";

declare module "vitest" {
  export interface ProvidedContext {
    /** Address of the test server's maintenance database. */
    databaseServer: string;
    /** The migrated database every test file's own is copied from. */
    templateDatabase: string;
  }
}

type Server = { url: string; template: string; stop(): Promise<void> };

/** Each project of a run loads this file anew: what they share hangs on the process. */
const shared: { server?: Promise<Server>; users: number } = ((
  globalThis as { __jianglianTestServer?: { users: number } }
).__jianglianTestServer ??= { users: 0 });

/**
 * One PostgreSQL for the whole run, shared by the projects: the embedded one, or TEST_DATABASE_URL.
 * @returns the teardown
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  shared.server ??= startServer();
  shared.users++;
  const { url, template, stop } = await shared.server;
  project.provide("databaseServer", url);
  project.provide("templateDatabase", template);
  return async () => {
    shared.users--;
    if (shared.users === 0) await stop();
  };
}

async function startServer(): Promise<Server> {
  const given = process.env.TEST_DATABASE_URL;
  const own = given ? undefined : await startTemporaryPostgres();
  const url = withDatabase(given ?? own?.url ?? "", "postgres");
  const template = `jianglian_template_${randomBytes(4).toString("hex")}`;
  await runOnce(
    url,
    `CREATE DATABASE "${template}" TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C.UTF-8' LC_CTYPE 'C.UTF-8'`,
  );
  await applyMigrations(withDatabase(url, template));
  // Copying wants nobody connected, and the migrating engine lets go of its connections a moment later.
  await runOnce(
    url,
    `ALTER DATABASE "${template}" ALLOW_CONNECTIONS false; SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${template}'`,
  );
  return {
    url,
    template,
    async stop() {
      if (own) await own.stop();
      else await runOnce(url, `DROP DATABASE IF EXISTS "${template}" WITH (FORCE)`);
    },
  };
}
