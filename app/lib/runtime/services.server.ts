import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { restoreWasInterrupted } from "#app/lib/backup/load-database.server.ts";
import { type Env, isLoopback } from "#app/lib/env.server.ts";
import type { Log } from "#app/lib/log.server.ts";
import { applyMigrations } from "#prisma/migrate.server.ts";
import { type DataFolder, dataFolderAt, keepSecret, openDataFolder } from "./data-folder.server.ts";
import type { RuntimeFacts } from "./facts.server.ts";
import { checkGivenDatabase, claimDatabase, withMigrationLock } from "./given-database.server.ts";
import { LockedError, lockHolder, takeLock } from "./lock-file.server.ts";
import { startMeilisearch } from "./meilisearch.server.ts";
import { OperatorError } from "./operator-error.server.ts";
import { startPostgres } from "./postgres.server.ts";
import { productVersion } from "./project.server.ts";

export type Services = { facts: RuntimeFacts; folder: DataFolder; stop(): Promise<void> };

/** Which of the services a command needs. */
export type ServiceNeeds = {
  search: boolean;
  migrate: boolean;
  /** Work that needs the data folder locked but none of the services; waited for. */
  meanwhile?: () => Promise<void>;
};

/** The product, or one of its commands, already works on the data folder. */
export class InUseError extends OperatorError {}

/**
 * Takes the data folder, starts or finds the database and the search engine, and migrates.
 * Whatever was started is stopped again when a later step fails.
 * @throws InUseError when another process holds the data folder
 */
export async function startServices(env: Env, log: Log, what: string, needs: ServiceNeeds): Promise<Services> {
  const folder = openDataFolder(env.DATA_DIR);
  const lock = lockDataFolder(folder, what);
  const stops: (() => void | Promise<void>)[] = [() => lock.release()];
  const stop = async () => {
    for (const step of stops.splice(0).reverse()) await step();
  };
  try {
    const search = needs.search ? startSearch(env, folder, log) : Promise.resolve(null);
    // Seen to below; it must not count as unhandled while the database is still starting.
    search.catch(() => {});
    const meanwhile = needs.meanwhile?.() ?? Promise.resolve();
    meanwhile.catch(() => {});
    const databaseUrl = await startDatabase(env, folder, log, stops);
    if (needs.migrate) await migrate(databaseUrl, log);
    const engine = await search;
    if (engine?.stop) stops.push(engine.stop);
    await meanwhile;
    const facts = gatherFacts(env, folder, databaseUrl, engine ? { url: engine.url, apiKey: engine.apiKey } : null);
    writeFileSync(folder.services, JSON.stringify(facts), { mode: 0o600 });
    stops.push(() => rmSync(folder.services, { force: true }));
    return { facts, folder, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** What the product that runs on this data folder uses, or undefined when none runs. */
export function findRunningServices(env: Env): RuntimeFacts | undefined {
  const folder = dataFolderAt(env.DATA_DIR);
  if (!lockHolder(folder.lock)) return undefined;
  try {
    return JSON.parse(readFileSync(folder.services, "utf8")) as RuntimeFacts;
  } catch {
    return undefined;
  }
}

function lockDataFolder(folder: DataFolder, what: string) {
  try {
    return takeLock(folder.lock, what);
  } catch (error) {
    if (!(error instanceof LockedError)) throw error;
    const { pid, what: other, since, host } = error.holder;
    throw new InUseError(
      `Another Jianglian works on the data folder ${folder.root} already: process ${pid} on ${host} (${other}, since ${since}). End it first, or choose another folder with DATA_DIR.`,
    );
  }
}

type Stops = (() => void | Promise<void>)[];

async function startDatabase(env: Env, folder: DataFolder, log: Log, stops: Stops): Promise<string> {
  if (env.DATABASE_URL) {
    const version = await checkGivenDatabase(env.DATABASE_URL, log);
    const claimed = await claimDatabase(env.DATABASE_URL, log);
    stops.push(() => claimed.release());
    log.info(`database: PostgreSQL ${version} at ${new URL(env.DATABASE_URL).host}`);
    return env.DATABASE_URL;
  }
  const server = await startPostgres({
    folder: folder.postgres,
    logFile: join(folder.logs, "postgres.log"),
    password: keepSecret(folder, "postgres"),
    log,
  });
  stops.push(() => server.stop());
  log.info(`database: embedded PostgreSQL ${server.version}`);
  return server.url;
}

async function migrate(databaseUrl: string, log: Log): Promise<void> {
  if (await restoreWasInterrupted(databaseUrl)) {
    throw new OperatorError(
      "A restore ended half way. Run it again with --force; what was here before it is still kept in the database.",
    );
  }
  const applied = await withMigrationLock(databaseUrl, () => applyMigrations(databaseUrl));
  if (applied.length > 0) log.info(`database: ${applied.length} migration${applied.length === 1 ? "" : "s"} applied`);
}

type Engine = { url: string; apiKey: string; stop?: () => Promise<void> };

/** Never fails: search then runs on PostgreSQL's full text. */
async function startSearch(env: Env, folder: DataFolder, log: Log): Promise<Engine | null> {
  if (env.SEARCH_ENGINE === "postgres") return null;
  if (env.MEILI_URL && env.MEILI_API_KEY) {
    log.info(`search: Meilisearch at ${new URL(env.MEILI_URL).host}`);
    return { url: env.MEILI_URL, apiKey: env.MEILI_API_KEY };
  }
  try {
    const engine = await startMeilisearch({
      folder: folder.meilisearch,
      pidFile: join(folder.run, "meilisearch.pid"),
      logFile: join(folder.logs, "meilisearch.log"),
      masterKey: keepSecret(folder, "meilisearch"),
      log,
    });
    log.info("search: Meilisearch 1.21.0");
    return engine;
  } catch (error) {
    log.warn(`search: PostgreSQL full text, because ${(error as Error).message}`);
    return null;
  }
}

function gatherFacts(env: Env, folder: DataFolder, databaseUrl: string, meili: RuntimeFacts["meili"]): RuntimeFacts {
  const publicUrl = env.PUBLIC_URL?.replace(/\/+$/, "") ?? null;
  const unconfigured = !env.DATABASE_URL && !publicUrl && isLoopback(env.HOST);
  return {
    databaseUrl,
    meili,
    dataDir: folder.root,
    filesDir: folder.files,
    secrets: { chain: keepSecret(folder, "chain", env.CHAIN_SECRET), app: keepSecret(folder, "app", env.APP_SECRET) },
    publicUrl,
    secureCookies: publicUrl?.startsWith("https:") ?? env.TLS_CERT !== undefined,
    version: productVersion(),
    mode: process.env.NODE_ENV === "development" ? "development" : "production",
    worker: env.WORKER,
    seed: env.SEED ?? (unconfigured ? "demo" : "none"),
    seedForced: env.SEED === "demo",
  };
}
