import { Meilisearch } from "meilisearch";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { db } from "#app/lib/db.server.ts";
import { startJobs, stopJobs } from "#app/lib/jobs.server.ts";
import { setRuntimeFacts } from "#app/lib/runtime/facts.server.ts";
import type { BundledMeilisearch } from "#app/lib/runtime/meilisearch.server.ts";
import { reconcileSearch } from "#app/modules/knowledge/reconcile-search.server.ts";
import { parseSearch } from "#app/modules/knowledge/schema.ts";
import { searchFixes, searchTrouble } from "#app/modules/knowledge/search-fixes.server.ts";
import { searchReader } from "#app/modules/knowledge/search-reader.server.ts";
import { pumpSettled } from "#app/modules/knowledge/search-service.server.ts";
import { registerSearchSync } from "#app/worker/search-sync.server.ts";
import { giveLeaseBack, takeLease } from "#search/index-state.server.ts";
import { ask } from "#search/question.ts";
import { SearchService } from "#search/service.server.ts";
import { useTestDatabase } from "#tests/support/database.server.ts";
import { makeWorld, publishedProblem, type World } from "#tests/support/factories.server.ts";
import { type HoldingProxy, startHoldingProxy } from "#tests/support/holding-proxy.server.ts";
import { startTestMeilisearch } from "#tests/support/meilisearch.server.ts";
import { until } from "#tests/support/until.ts";

const CASES = 12;

const database = useTestDatabase();
let meilisearch: BundledMeilisearch;
let proxy: HoldingProxy;
let world: World;
const use = (meili: { url: string; apiKey: string } | null) => setRuntimeFacts({ ...database.facts, meili });
const through = (changes: { apiKey?: string } = {}) => use({ url: proxy.url, apiKey: meilisearch.apiKey, ...changes });

beforeAll(async () => {
  meilisearch = await startTestMeilisearch();
  proxy = await startHoldingProxy(meilisearch.url);
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

/** Five questions while Meilisearch is as it is: who answered, with how many, and whether the secretariat is told. */
async function fiveQuestions() {
  const answers: { engine: string; total: number }[] = [];
  for (let n = 0; n < 5; n += 1) {
    const { engine, total } = await search("罗茨风机");
    answers.push({ engine, total });
  }
  return { answers, told: searchTrouble(world.secretariat), toldOthers: searchTrouble(world.toolsEngineer) };
}
const FALLEN_BACK = {
  answers: Array.from({ length: 5 }, () => ({ engine: "postgres", total: CASES })),
  told: true,
  toldOthers: false,
};

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
  await until("no trouble is told of", async () => {
    await search("罗茨风机");
    return !searchTrouble(world.secretariat);
  });
}

beforeEach(async () => {
  through();
  await answered("meilisearch", "罗茨风机");
});
afterEach(() => proxy.pass());

it("killed: PostgreSQL answers; started again by its keeper, Meilisearch gets what it missed", async () => {
  const before = meilisearch.pid();
  if (before === undefined) throw new Error("Meilisearch does not run");
  // It stays away as long as the test looks, however soon its keeper has started another one.
  proxy.cut();
  process.kill(before, "SIGKILL");
  await until("it is gone", () => meilisearch.pid() !== before);
  expect(await fiveQuestions()).toEqual(FALLEN_BACK);
  const title = "板框压滤机拉钩卡死";
  const id = await missed(title);
  await until("another one runs", () => meilisearch.pid() !== undefined && meilisearch.pid() !== before);
  proxy.pass();
  // Nobody looks after it: the first question that gets through has the rest sent.
  await healed(title, id);
});

it("slow: PostgreSQL answers while Meilisearch's answers are still on their way", async () => {
  proxy.hold();
  const before = proxy.questions;
  expect(await fiveQuestions()).toEqual(FALLEN_BACK);
  expect(proxy.questions).toBeGreaterThan(before);
  const title = "辊压机动辊轴承温升快";
  const id = await missed(title);
  proxy.pass();
  await healed(title, id);
});

it("wiped: PostgreSQL answers, and the minute's look at the index builds it anew", async () => {
  // Nobody heals while the test looks.
  await until("nobody sends", () => takeLease(db, "the test"));
  const client = new Meilisearch({ host: meilisearch.url, apiKey: meilisearch.apiKey });
  for (const { uid } of (await client.getRawIndexes()).results) await client.deleteIndex(uid).waitTask();
  expect(await fiveQuestions()).toEqual(FALLEN_BACK);
  const title = "筒仓破拱锤不动作";
  const id = await missed(title);
  await giveLeaseBack(db, "the test");
  await reconcileSearch();
  await healed(title, id);
});

it("a wrong key: PostgreSQL answers, nothing is lost, and with the right one it goes on", async () => {
  through({ apiKey: "a-key-of-some-other-server" });
  expect(await fiveQuestions()).toEqual(FALLEN_BACK);
  const title = "斗式提升机打滑回料";
  const id = await missed(title);
  through();
  // Another key is another start, and a start looks at the index first.
  await reconcileSearch();
  await healed(title, id);
});

describe.each(["slow", "wiped", "with a wrong key"] as const)("while it is %s", (fault) => {
  it("no question goes there until its pause is over, and what PostgreSQL answers is no sign of life", async () => {
    const { reader, index } = await searchReader(world.toolsEngineer);
    let now = 0;
    let recovered = 0;
    const healthy = { index: index ?? "", apiKey: meilisearch.apiKey };
    const failing = {
      slow: healthy,
      wiped: { ...healthy, index: "an-index-that-is-gone" },
      "with a wrong key": { ...healthy, apiKey: "a-key-of-some-other-server" },
    }[fault];
    if (fault === "slow") proxy.hold();
    const address = { url: proxy.url, apiKey: failing.apiKey };
    const service = new SearchService(
      db,
      address,
      () => {},
      () => {
        recovered += 1;
      },
      () => now,
    );
    const page = { offset: 0, limit: 20 };
    /** How many of so many questions Meilisearch was bothered with. */
    const reaching = async (times: number, text = "罗茨风机") => {
      const before = proxy.questions;
      for (let n = 0; n < times; n += 1) {
        const { engine, total } = await service.find(ask(text), reader, {}, page, failing.index);
        expect({ engine, some: total > 0 }).toEqual({ engine: "postgres", some: true });
      }
      return proxy.questions - before;
    };
    expect(await reaching(2)).toBeGreaterThan(0);
    expect(await reaching(8)).toBe(0);
    expect(service.troubled).toBe(true);
    now = 60_000;
    const description = "罗茨风机的油位每班都在下降，轴封那里一直漏油，不知道是什么原因";
    expect(ask(description).sentence).toBe(true);
    // Its turn to show that it is back: one looks for all, and no answer of PostgreSQL's is taken for its own.
    expect(await reaching(5, description)).toBeLessThanOrEqual(1);
    expect({ recovered, troubled: service.troubled }).toEqual({ recovered: 0, troubled: true });
    proxy.pass();
    if (fault !== "slow") return;
    await until("who describes has it found out that it is back", async () => {
      now += 60_000;
      await service.find(ask(description), reader, {}, page, failing.index);
      return !service.troubled;
    });
    expect(recovered).toBe(1);
  });
});
