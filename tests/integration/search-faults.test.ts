import { Meilisearch } from "meilisearch";
import { afterAll, beforeAll, expect, it } from "vitest";
import { db } from "#app/lib/db.server.ts";
import { startJobs, stopJobs } from "#app/lib/jobs.server.ts";
import { setRuntimeFacts } from "#app/lib/runtime/facts.server.ts";
import type { BundledMeilisearch } from "#app/lib/runtime/meilisearch.server.ts";
import { reconcileSearch } from "#app/modules/knowledge/reconcile-search.server.ts";
import { parseSearch } from "#app/modules/knowledge/schema.ts";
import { searchFixes, searchTrouble } from "#app/modules/knowledge/search-fixes.server.ts";
import { pumpSettled } from "#app/modules/knowledge/search-service.server.ts";
import { registerSearchSync } from "#app/worker/search-sync.server.ts";
import { useTestDatabase } from "#tests/support/database.server.ts";
import { makeWorld, publishedProblem, type World } from "#tests/support/factories.server.ts";
import { startTestMeilisearch } from "#tests/support/meilisearch.server.ts";
import { type SlowProxy, startSlowProxy } from "#tests/support/slow-proxy.server.ts";
import { until } from "#tests/support/until.ts";

/** What a fault of Meilisearch may cost a question. */
const EXTRA_MS = 300;
const CASES = 12;

const database = useTestDatabase();
let meilisearch: BundledMeilisearch;
let proxy: SlowProxy;
let world: World;
const use = (meili: { url: string; apiKey: string } | null) => setRuntimeFacts({ ...database.facts, meili });
const through = (changes: { apiKey?: string } = {}) => use({ url: proxy.url, apiKey: meilisearch.apiKey, ...changes });

beforeAll(async () => {
  meilisearch = await startTestMeilisearch();
  proxy = await startSlowProxy(meilisearch.url);
  through();
  world = await makeWorld();
  for (let n = 0; n < CASES; n += 1)
    await publishedProblem(world, { title: `${n} 号罗茨风机轴封漏油`, phenomenon: "油位每班下降" });
  await reconcileSearch();
  registerSearchSync();
  await startJobs({ work: true });
  await answered("meilisearch", "罗茨风机");
}, 120_000);
afterAll(async () => {
  await stopJobs();
  await pumpSettled();
  await proxy.stop();
  await meilisearch.stop();
});

const search = (q: string) => searchFixes(world.toolsEngineer, parseSearch(new URLSearchParams({ q })));
const answered = (engine: "meilisearch" | "postgres", q: string) =>
  until(`${engine} answers`, async () => (await search(q)).engine === engine);

async function spent(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
const median = (times: number[]) => [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;

/** Asks five times while Meilisearch is as it is: each time PostgreSQL answers, and with little delay. */
async function fallsBack(): Promise<number[]> {
  const times: number[] = [];
  for (let n = 0; n < 5; n += 1)
    times.push(
      await spent(async () => {
        const { engine, total } = await search("罗茨风机");
        expect({ engine, total }).toEqual({ engine: "postgres", total: CASES });
      }),
    );
  expect(searchTrouble(world.secretariat)).toBe(true);
  return times;
}

/** What PostgreSQL alone takes at this moment, on this machine. */
async function alone(): Promise<number> {
  use(null);
  const times: number[] = [];
  for (let n = 0; n < 5; n += 1) times.push(await spent(() => search("罗茨风机")));
  return median(times);
}

/** A problem that is posted and published while Meilisearch is away. */
async function missed(title: string): Promise<string> {
  const id = await publishedProblem(world, { title });
  await until("PostgreSQL has it", async () => (await search(title)).hits[0]?.id === id);
  expect(await db.searchPush.count()).toBeGreaterThan(0);
  return id;
}

/** Meilisearch answers again, has every document, and nothing waits to be sent. */
async function healed(title: string, id: string): Promise<void> {
  await until("Meilisearch has what it missed", async () => {
    const { engine, hits } = await search(title);
    return engine === "meilisearch" && hits[0]?.id === id;
  });
  await until("nothing waits to be sent", async () => (await db.searchPush.count()) === 0);
  await pumpSettled();
  const { live } = (await db.setting.findUniqueOrThrow({ where: { key: "search.index" } })).value as { live: string };
  const client = new Meilisearch({ host: meilisearch.url, apiKey: meilisearch.apiKey });
  const { numberOfDocuments } = await client.index(live).getStats();
  expect(numberOfDocuments).toBe(await db.searchDocument.count());
  expect((await search("罗茨风机")).total).toBe(CASES);
  expect(searchTrouble(world.secretariat)).toBe(false);
}

it("killed: PostgreSQL answers at once; started again by its keeper, Meilisearch gets what it missed", async () => {
  const usual = await alone();
  through();
  await answered("meilisearch", "罗茨风机");
  const before = meilisearch.pid();
  if (before === undefined) throw new Error("Meilisearch does not run");
  process.kill(before, "SIGKILL");
  await until("it is gone", () => meilisearch.pid() !== before);
  expect(median(await fallsBack())).toBeLessThan(usual + EXTRA_MS);
  const title = "板框压滤机拉钩卡死";
  const id = await publishedProblem(world, { title });
  await until("another one runs", () => meilisearch.pid() !== undefined && meilisearch.pid() !== before);
  // Nobody looks after it: the first question that gets through has the rest sent.
  await healed(title, id);
});

it("slow: no question waits for it beyond the limit, and soon none asks it", async () => {
  const usual = await alone();
  through();
  await answered("meilisearch", "罗茨风机");
  proxy.delayMs = 2_000;
  const times = await fallsBack();
  expect(median(times)).toBeLessThan(usual + EXTRA_MS);
  expect(times.filter((time) => time > usual + 200).length).toBeLessThanOrEqual(2);
  const title = "辊压机动辊轴承温升快";
  const id = await missed(title);
  proxy.delayMs = 0;
  await healed(title, id);
});

it("wiped: PostgreSQL answers, and the minute's look at the index builds it anew", async () => {
  const usual = await alone();
  through();
  await answered("meilisearch", "罗茨风机");
  const client = new Meilisearch({ host: meilisearch.url, apiKey: meilisearch.apiKey });
  for (const { uid } of (await client.getRawIndexes()).results) await client.deleteIndex(uid).waitTask();
  expect(median(await fallsBack())).toBeLessThan(usual + EXTRA_MS);
  const title = "筒仓破拱锤不动作";
  const id = await missed(title);
  await reconcileSearch();
  await healed(title, id);
});

it("a wrong key: PostgreSQL answers, nothing is lost, and with the right one it goes on", async () => {
  const usual = await alone();
  through({ apiKey: "a-key-of-some-other-server" });
  expect(median(await fallsBack())).toBeLessThan(usual + EXTRA_MS);
  const title = "斗式提升机打滑回料";
  const id = await missed(title);
  through();
  // Another key is another start, and a start looks at the index first.
  await reconcileSearch();
  await healed(title, id);
});
