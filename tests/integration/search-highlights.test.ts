import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { db } from "#app/lib/db.server.ts";
import { setRuntimeFacts } from "#app/lib/runtime/facts.server.ts";
import type { BundledMeilisearch } from "#app/lib/runtime/meilisearch.server.ts";
import { reconcileSearch } from "#app/modules/knowledge/reconcile-search.server.ts";
import type { FixLine } from "#app/modules/knowledge/queries-hits.server.ts";
import { parseSearch } from "#app/modules/knowledge/schema.ts";
import { searchFixes } from "#app/modules/knowledge/search-fixes.server.ts";
import { acceptSolution } from "#app/modules/solving/accept-solution.server.ts";
import { useTestDatabase } from "#tests/support/database.server.ts";
import { makeWorld, publishedProblem, type World } from "#tests/support/factories.server.ts";
import { startTestMeilisearch } from "#tests/support/meilisearch.server.ts";
import { awaitingAcceptance, tackledProblem } from "#tests/support/solving.server.ts";

const database = useTestDatabase();
let meilisearch: BundledMeilisearch;
let world: World;
let fixId: string;

beforeAll(async () => {
  meilisearch = await startTestMeilisearch();
  setRuntimeFacts({ ...database.facts, meili: { url: meilisearch.url, apiKey: meilisearch.apiKey } });
  world = await makeWorld();
  fixId = await tackledProblem(world, {
    title: "加工中心主轴异响",
    phenomenon: "转速上去主轴异响。",
    alarmCode: "SV0401",
  });
  await awaitingAcceptance(world, fixId);
  await db.solution.updateMany({
    where: { problemId: fixId },
    data: { rootCause: "主轴轴承预紧力不足。", actions: "更换轴承，重调预紧力。" },
  });
  await acceptSolution(world.engineer, { problemId: fixId, version: null, verdict: "FIXED" });
  for (const title of ["输送带跑偏", "贴标机漏标", "空压机排气温度高"]) await publishedProblem(world, { title });
  await reconcileSearch();
}, 120_000);
afterAll(() => meilisearch.stop());

describe.each(["meilisearch", "postgres"] as const)("what is marked, by %s", (engine) => {
  beforeAll(() => {
    const meili = engine === "meilisearch" ? { url: meilisearch.url, apiKey: meilisearch.apiKey } : null;
    setRuntimeFacts({ ...database.facts, meili });
  });
  async function first(q: string): Promise<FixLine> {
    const ask = () => searchFixes(world.toolsEngineer, parseSearch(new URLSearchParams({ q })));
    let result = await ask();
    // On a busy machine the other engine may step in for a moment, as it should.
    for (let tries = 0; result.engine !== engine && tries < 50; tries += 1) {
      await wait(100);
      result = await ask();
    }
    expect(result.engine).toBe(engine);
    const [hit] = result.hits;
    expect(hit?.id, q).toBe(fixId);
    return hit as FixLine;
  }
  const marked = (parts: FixLine["title"] | null) =>
    (parts ?? [])
      .filter((part) => part.hit)
      .map((part) => part.text)
      .join("|");

  it.each([
    ["the words themselves", "主轴 异响"],
    ["without a gap", "主轴异响"],
    ["pinyin", "zhuzhou yixiang"],
    ["initials", "zzyx"],
    ["homophones", "朱轴异想"],
    ["traditional characters", "主軸異響"],
  ])("%s mark them in title and phenomenon", async (_name, question) => {
    const hit = await first(question);
    for (const parts of [hit.title, hit.phenomenon]) {
      expect(marked(parts), question).toContain("主轴");
      expect(marked(parts), question).toContain("异响");
    }
  });

  it("cause and action are marked, too, also by the other language", async () => {
    for (const question of ["轴承 预紧力", "bearing 预紧力", "zhoucheng yujinli"]) {
      const hit = await first(question);
      expect(marked(hit.cause), question).toContain("轴承");
      expect(marked(hit.cause), question).toContain("预紧力");
      expect(marked(hit.action), question).toContain("预紧力");
    }
    expect(marked((await first("spindle 异响")).title)).toContain("主轴");
  });

  it("what matched nowhere else is shown where it stands", async () => {
    const hit = await first("SV0401");
    expect(marked(hit.title) + marked(hit.phenomenon) + marked(hit.cause) + marked(hit.action)).toBe("");
    expect(marked(hit.elsewhere)).toBe("SV0401");
  });

  it("text with nothing asked for carries no marks", async () => {
    const hit = await first("主轴 异响");
    expect(marked(hit.action)).toBe("");
  });
});
