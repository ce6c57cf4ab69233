import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { db } from "#app/lib/db.server.ts";
import { setRuntimeFacts } from "#app/lib/runtime/facts.server.ts";
import type { BundledMeilisearch } from "#app/lib/runtime/meilisearch.server.ts";
import { reconcileSearch } from "#app/modules/knowledge/reconcile-search.server.ts";
import { parseSearch } from "#app/modules/knowledge/schema.ts";
import { type SearchResult, searchFixes } from "#app/modules/knowledge/search-fixes.server.ts";
import { queriesOf } from "#tests/support/count-queries.server.ts";
import { useTestDatabase } from "#tests/support/database.server.ts";
import { makeWorld, publishedProblem, type World } from "#tests/support/factories.server.ts";
import { startTestMeilisearch } from "#tests/support/meilisearch.server.ts";

const database = useTestDatabase();
let meilisearch: BundledMeilisearch;
let world: World;
/** Twelve leaking gear pumps and three noisy bearings, in an order that is neither that of posting nor of titles. */
const PUMPS = [7, 2, 11, 5, 0, 9, 3, 8, 1, 10, 4, 6];
const BEARINGS = [1, 2, 0];

beforeAll(async () => {
  meilisearch = await startTestMeilisearch();
  setRuntimeFacts({ ...database.facts, meili: { url: meilisearch.url, apiKey: meilisearch.apiKey } });
  world = await makeWorld();
  const post = async (title: string, day: number) => {
    const id = await publishedProblem(world, { title, phenomenon: "每班都要停机处理。", equipmentType: "液压站" });
    const at = new Date(Date.UTC(2024, day % 2, 1 + day));
    await db.problem.update({ where: { id }, data: { postedAt: at } });
  };
  for (const day of PUMPS) await post(`齿轮泵泄漏 ${day + 1} 处`, day);
  for (const day of BEARINGS) await post(`推力轴承啸叫 ${day + 1} 天`, day);
  await post("同一箱里瓶子高低不一，一箱一个样", 20);
  await post("主轴高速异响", 21);
  await reconcileSearch();
}, 60_000);
afterAll(() => meilisearch.stop());

describe.each(["meilisearch", "postgres"] as const)("order by %s", (engine) => {
  beforeAll(() => {
    setRuntimeFacts({
      ...database.facts,
      meili: engine === "meilisearch" ? { url: meilisearch.url, apiKey: meilisearch.apiKey } : null,
    });
  });
  const search = async (query: string): Promise<SearchResult> => {
    let result = await searchFixes(world.toolsEngineer, parseSearch(new URLSearchParams(query)));
    for (let tries = 0; result.engine !== engine && tries < 50; tries += 1) {
      await wait(100);
      result = await searchFixes(world.toolsEngineer, parseSearch(new URLSearchParams(query)));
    }
    expect(result.engine).toBe(engine);
    return result;
  };
  const times = async (query: string) => (await search(query)).hits.map((hit) => hit.postedAt);

  it.each([
    ["many strict hits", "q=齿轮泵 泄漏", 12],
    ["few strict hits, with related ones", "q=推力轴承啸叫", 3],
    ["a description", "q=我们液压站的齿轮泵最近一直在泄漏，请问怎么处理", 12],
    ["a filter alone", "equipmentType=液压站", 17],
  ])("is by time where asked for: %s", async (_name, query, atLeast) => {
    const newest = await times(`${query}&sort=newest`);
    expect(newest.length).toBeGreaterThanOrEqual(atLeast);
    expect(newest).toEqual([...newest].sort().reverse());
    expect(await times(`${query}&sort=oldest`)).toEqual([...newest].reverse());
    const best = await times(query);
    expect([...best].sort()).toEqual([...newest].sort());
  });

  it.each(["zhuzhou yixiang", "zhuzhouyixiang", "zhu zhou yi xiang", "yixiang", "zzgsyx"])(
    "puts what was meant before what only sounds alike: %s",
    async (text) => {
      const { hits } = await search(`q=${text}`);
      expect(hits[0]?.title.map((part) => part.text).join("")).toBe("主轴高速异响");
    },
  );

  it("counts the alternatives of every chosen facet", async () => {
    const { facets, hits, total } = await search("q=齿轮泵 泄漏&category=EQUIPMENT&year=2024&equipmentType=贴标机");
    expect({ hits, total }).toEqual({ hits: [], total: 0 });
    expect(facets.equipmentType).toEqual({ 液压站: 12 });
    expect(facets.category).toEqual({});
  });

  it("finds a word nobody had used at once, though it was asked for before", async () => {
    const word = engine === "postgres" ? "砂轮崩刃" : "卡盘滑爪";
    const described = `q=我们的磨床最近老是${word}，请问怎么处理`;
    expect((await search(`q=${word}`)).hits.filter((hit) => !hit.related)).toEqual([]);
    await search(described);
    const id = await publishedProblem(world, { title: `磨床${word}`, equipmentType: "磨床" });
    await reconcileSearch();
    for (const query of [`q=${word}`, described]) expect((await search(query)).hits[0]?.id).toBe(id);
  });

  it("asks the database few times for a page of hits", async () => {
    for (const query of ["q=齿轮泵 泄漏", "q=我们液压站的齿轮泵最近一直在泄漏，请问怎么处理"]) {
      const asked = await queriesOf(() => search(query));
      expect(asked.length, asked.join("\n")).toBeLessThanOrEqual(5);
    }
  });
});
