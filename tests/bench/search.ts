/**
 * `npm run bench:search -- [--cases 200000] [--folder DIR] [--only indexing|faults]`: fills a database of its own with generated cases, indexes
 * them as the product does, and measures the search with one client. One line of JSON on standard output.
 * With --folder database and index stay there, and the next run goes on with them.
 */
import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { closeDatabase, db, useDatabase } from "#app/lib/db.server.ts";
import { silentLog } from "#app/lib/log.server.ts";
import { setRuntimeFacts } from "#app/lib/runtime/facts.server.ts";
import { startMeilisearch } from "#app/lib/runtime/meilisearch.server.ts";
import { startPostgres } from "#app/lib/runtime/postgres.server.ts";
import { applyMigrations } from "#prisma/migrate.server.ts";
import { reconcileSearch } from "#app/modules/knowledge/reconcile-search.server.ts";
import { reindexEverything } from "#app/modules/knowledge/reindex-everything.server.ts";
import { processorSeconds } from "./processes.ts";
import { measureFaults } from "./search-faults.server.ts";
import { limitsOf } from "./search-limits.ts";
import { measureSearch } from "./search-times.server.ts";
import { webMemory } from "./search-memory.server.ts";
import { addCases, benchWorld, whoAsks } from "./search-world.server.ts";

const { values } = parseArgs({
  options: { cases: { type: "string", default: "200000" }, folder: { type: "string" }, only: { type: "string" } },
});
const cases = Number(values.cases);
const folder = values.folder ? resolve(values.folder) : mkdtempSync(join(tmpdir(), "jianglian-search-bench-"));
const say = (text: string) => process.stderr.write(`${text}\n`);
const stops: (() => unknown)[] = values.folder ? [] : [() => rmSync(folder, { recursive: true, force: true })];

/** The same secret each time the folder is used. */
function secret(name: string): string {
  const file = join(folder, name);
  if (!existsSync(file)) writeFileSync(file, randomBytes(24).toString("hex"), { mode: 0o600 });
  return readFileSync(file, "utf8");
}

async function startServers(): Promise<{ databaseUrl: string; meili: { url: string; apiKey: string } }> {
  mkdirSync(folder, { recursive: true });
  const postgres = await startPostgres({
    folder: join(folder, "postgres"),
    logFile: join(folder, "postgres.log"),
    password: secret("postgres-password"),
    log: silentLog,
    endWithParent: true,
  });
  stops.unshift(() => postgres.stop());
  await applyMigrations(postgres.url);
  const meilisearch = await startMeilisearch({
    folder: join(folder, "meilisearch"),
    pidFile: join(folder, "meilisearch.pid"),
    logFile: join(folder, "meilisearch.log"),
    masterKey: secret("meilisearch-key"),
    log: silentLog,
    endWithParent: true,
  });
  stops.unshift(() => meilisearch.stop());
  const { url, apiKey } = meilisearch;
  const databaseUrl = postgres.url;
  useDatabase(databaseUrl);
  stops.unshift(closeDatabase);
  setRuntimeFacts({
    databaseUrl,
    meili: { url, apiKey },
    dataDir: folder,
    filesDir: join(folder, "files"),
    secrets: { chain: secret("chain"), app: secret("app") },
    publicUrl: null,
    secureCookies: false,
    version: "bench",
    mode: "production",
    worker: "off",
    seed: "none",
    seedForced: false,
  });
  return { databaseUrl, meili: { url, apiKey } };
}

/** What the web process takes without cases: measured in an empty folder, and kept with it. */
async function webMemoryBefore(servers: Parameters<typeof webMemory>[0], personId: string): Promise<number | null> {
  const file = join(folder, "web-before");
  if ((await db.problem.count()) === 0) writeFileSync(file, String(await webMemory(servers, folder, personId)));
  return existsSync(file) ? Number(readFileSync(file, "utf8")) : null;
}

/** Documents and index together, by the product's own reindexing; what an earlier run indexed stays as it is. */
async function index() {
  const indexed = await db.searchState.count();
  if (indexed >= cases) {
    await reconcileSearch();
    return null;
  }
  const before = processorSeconds();
  const start = performance.now();
  let documentsSeconds = 0;
  await reindexEverything((n) => {
    documentsSeconds = (performance.now() - start) / 1_000;
    if (n % 10_000 === 0) say(`${n} cases read`);
  });
  const seconds = (performance.now() - start) / 1_000;
  const after = processorSeconds();
  const took = (name: keyof typeof after) => Number((after[name] - before[name]).toFixed(1));
  return {
    cases,
    documents: await db.searchDocument.count(),
    documentsSeconds: Number(documentsSeconds.toFixed(1)),
    meilisearchSeconds: Number((seconds - documentsSeconds).toFixed(1)),
    casesPerSecond: Math.round(cases / seconds),
    processorSeconds: { ours: took("ours"), postgres: took("postgres"), meilisearch: took("meilisearch") },
  };
}

try {
  const servers = await startServers();
  const world = await benchWorld();
  const actor = await whoAsks(world);
  const few = process.env.BENCH_WEB === "no" || values.only ? null : await webMemoryBefore(servers, actor.personId);
  await addCases(world, cases, (n) => n % 10_000 === 0 && say(`${n} cases written`));
  await db.$executeRawUnsafe("ANALYZE");
  const indexing = await index();
  if (values.only === "indexing") {
    process.stdout.write(`${JSON.stringify({ what: "indexing", ...indexing })}\n`);
    for (const stop of stops) await stop();
    process.exit();
  }
  await db.$executeRawUnsafe("VACUUM ANALYZE");
  if (values.only === "faults") {
    process.stdout.write(`${JSON.stringify({ what: "search-faults", cases, ...(await measureFaults(actor, say)) })}\n`);
    for (const stop of stops) await stop();
    process.exit();
  }
  const times = await measureSearch(actor, say);
  const faults = await measureFaults(actor, say);
  const many = few === null ? null : await webMemory(servers, folder, actor.personId);
  const web = few === null || many === null ? null : { fewMB: few, manyMB: many, growthMB: many - few };
  const measured = { cases, indexing, ...times, faults, web };
  process.stdout.write(`${JSON.stringify({ what: "search", limits: limitsOf(measured), ...measured })}\n`);
} finally {
  for (const stop of stops) await stop();
}
process.exit();
