import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { Meilisearch } from "meilisearch";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { db } from "#app/lib/db.server.ts";
import { startJobs, stopJobs } from "#app/lib/jobs.server.ts";
import { setRuntimeFacts } from "#app/lib/runtime/facts.server.ts";
import type { BundledMeilisearch } from "#app/lib/runtime/meilisearch.server.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { changeVocabulary } from "#app/modules/knowledge/change-vocabulary.server.ts";
import { reconcileSearch } from "#app/modules/knowledge/reconcile-search.server.ts";
import { reindexEverything } from "#app/modules/knowledge/reindex-everything.server.ts";
import { parseSearch } from "#app/modules/knowledge/schema.ts";
import { searchFixes } from "#app/modules/knowledge/search-fixes.server.ts";
import { pumpSettled } from "#app/modules/knowledge/search-service.server.ts";
import { loadVocabulary } from "#app/modules/knowledge/vocabulary.server.ts";
import { postComment } from "#app/modules/discussion/post-comment.server.ts";
import { problemDiscussion } from "#app/modules/problems/discussion-subject.server.ts";
import { registerSearchSync } from "#app/worker/search-sync.server.ts";
import { useTestDatabase } from "#tests/support/database.server.ts";
import { makeWorld, publishedProblem, type World } from "#tests/support/factories.server.ts";
import { startTestMeilisearch } from "#tests/support/meilisearch.server.ts";

const database = useTestDatabase();
let meilisearch: BundledMeilisearch;
let client: Meilisearch;
let world: World;
const use = (meili: { url: string; apiKey: string } | null) => setRuntimeFacts({ ...database.facts, meili });

beforeAll(async () => {
  meilisearch = await startTestMeilisearch();
  client = new Meilisearch({ host: meilisearch.url, apiKey: meilisearch.apiKey });
  use(meilisearch);
  world = await makeWorld();
  await reconcileSearch();
  registerSearchSync();
  await startJobs({ work: true });
}, 120_000);
afterAll(async () => {
  await stopJobs();
  await pumpSettled();
  await meilisearch.stop();
});

afterEach(() => use(meilisearch));

const search = (actor: Actor, q: string) => searchFixes(actor, parseSearch(new URLSearchParams({ q })));
/** Milliseconds until a question is answered as wanted. */
async function until(limit: number, look: () => Promise<boolean>): Promise<number> {
  const start = performance.now();
  while (!(await look())) {
    if (performance.now() - start > limit) throw new Error(`not within ${limit} ms`);
    await wait(20);
  }
  return performance.now() - start;
}
const foundBy = (engine: string, actor: Actor, q: string, id: string) => async () => {
  const result = await search(actor, q);
  return result.engine === engine && result.hits[0]?.id === id;
};
const liveIndex = async () =>
  ((await db.setting.findUniqueOrThrow({ where: { key: "search.index" } })).value as { live: string }).live;
const settled = async () => {
  await reconcileSearch();
  await until(10_000, async () => (await db.searchPush.count()) === 0);
};

it("finds a change within two seconds, in Meilisearch too", async () => {
  const id = await publishedProblem(world, { title: "码垛机抓手掉箱", phenomenon: "抓手真空度不足" });
  expect(await until(2_000, foundBy("meilisearch", world.toolsEngineer, "码垛机抓手", id))).toBeLessThan(2_000);
  await postComment(world.engineer, problemDiscussion, {
    subjectId: id,
    clientId: crypto.randomUUID(),
    body: "怀疑文丘里管堵塞",
    layer: "DETAIL",
  });
  expect(await until(2_000, foundBy("meilisearch", world.toolsEngineer, "文丘里管", id))).toBeLessThan(2_000);
});

it("answers from PostgreSQL while Meilisearch is away, and catches up", async () => {
  await settled();
  const id = await publishedProblem(world, { title: "理瓶机倒瓶", phenomenon: "理瓶盘转速波动" });
  await until(15_000, foundBy("meilisearch", world.toolsEngineer, "理瓶机倒瓶", id));
  use({ url: "http://127.0.0.1:9", apiKey: "nobody" });
  expect(await foundBy("postgres", world.toolsEngineer, "理瓶机倒瓶", id)()).toBe(true);
  const missed = await publishedProblem(world, { title: "裹包机断膜", phenomenon: "预拉伸辊打滑" });
  await until(15_000, foundBy("postgres", world.toolsEngineer, "裹包机断膜", missed));
  expect(await db.searchPush.count()).toBeGreaterThan(0);
  use(meilisearch);
  await reconcileSearch();
  expect(await foundBy("meilisearch", world.toolsEngineer, "裹包机断膜", missed)()).toBe(true);
  expect(await db.searchPush.count()).toBe(0);
});

it("does not wait for a silent Meilisearch, nor trust one with another key", async () => {
  const id = await publishedProblem(world, { title: "喷码机漏墨", phenomenon: "喷头回墨负压不足" });
  await until(15_000, foundBy("meilisearch", world.toolsEngineer, "喷码机漏墨", id));
  const silent: Server = createServer(() => {});
  await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
  use({ url: `http://127.0.0.1:${(silent.address() as AddressInfo).port}`, apiKey: "any" });
  // Many times the engine's patience, far less than for ever.
  const answer = await Promise.race([
    search(world.toolsEngineer, "喷码机漏墨"),
    wait(5_000, "still waiting", { ref: false }),
  ]);
  silent.closeAllConnections();
  silent.close();
  expect(answer).toMatchObject({ engine: "postgres", hits: expect.arrayContaining([expect.objectContaining({ id })]) });
  use({ url: meilisearch.url, apiKey: "a wrong key" });
  expect(await foundBy("postgres", world.toolsEngineer, "喷码机漏墨", id)()).toBe(true);
  use(meilisearch);
});

it("heals an index that was wiped or lost documents", async () => {
  await settled();
  const id = await publishedProblem(world, { title: "杀菌釜压力波动", phenomenon: "背压阀迟滞" });
  await until(15_000, foundBy("meilisearch", world.toolsEngineer, "杀菌釜压力", id));
  await settled();
  await client.deleteIndex(await liveIndex()).waitTask();
  // Others may come after it, as related.
  expect(await foundBy("postgres", world.toolsEngineer, "杀菌釜压力", id)()).toBe(true);
  await reconcileSearch();
  await until(15_000, foundBy("meilisearch", world.toolsEngineer, "杀菌釜压力", id));
  await client
    .index(await liveIndex())
    .deleteAllDocuments()
    .waitTask();
  await reconcileSearch();
  await until(15_000, foundBy("meilisearch", world.toolsEngineer, "杀菌釜压力", id));
});

it("rebuilds while problems are written, and loses none", async () => {
  const before = await liveIndex();
  const written: string[] = [];
  let rebuilding = true;
  const writer = (async () => {
    while (rebuilding)
      written.push(
        await publishedProblem(world, { title: `重建期间第${written.length}台离心机振动`, phenomenon: "转鼓偏磨" }),
      );
  })();
  const { problems, documents } = await reindexEverything().finally(() => {
    rebuilding = false;
  });
  await writer;
  expect(problems).toBeGreaterThan(0);
  expect(documents).toBeGreaterThan(0);
  expect(await liveIndex()).not.toBe(before);
  await settled();
  await pumpSettled();
  const { numberOfDocuments } = await client.index(await liveIndex()).getStats();
  expect(numberOfDocuments).toBe(await db.searchDocument.count());
  expect(written.length).toBeGreaterThan(0);
  for (const [n, id] of written.entries())
    expect((await search(world.toolsEngineer, `重建期间第${n}台离心机`)).hits.map((hit) => hit.id)).toContain(id);
  const old = await client.getRawIndexes();
  await until(15_000, async () => (await client.getRawIndexes()).results.length === 1);
  expect(old.results.map((index) => index.uid)).toContain(await liveIndex());
});

it("follows the synonyms people keep: at once in the database, and in Meilisearch while it goes on answering", async () => {
  const id = await publishedProblem(world, { title: "星轮拨爪磨损", phenomenon: "拨爪圆角磨平" });
  await settled();
  const finds = async () =>
    (await search(world.toolsEngineer, "马扎克轮")).hits.some((hit) => hit.id === id && !hit.related);
  expect(await finds()).toBe(false);
  const before = await liveIndex();
  const { version } = await loadVocabulary();
  await changeVocabulary(world.secretariat, { version, change: { kind: "add", words: ["马扎克轮", "星轮拨爪"] } });
  // While the new index is made, questions are answered from the old one or the database.
  let failures = 0;
  await until(20_000, async () => {
    const answer = await search(world.toolsEngineer, "星轮拨爪").catch(() => null);
    if (!answer?.hits.some((hit) => hit.id === id)) failures += 1;
    return (await liveIndex()) !== before && (await finds());
  });
  expect(failures).toBe(0);
  expect((await search(world.toolsEngineer, "马扎克轮")).engine).toBe("meilisearch");
  use(null);
  expect(await finds()).toBe(true);
});
