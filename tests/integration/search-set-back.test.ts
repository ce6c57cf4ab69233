import { randomUUID } from "node:crypto";
import { cpSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { db } from "#app/lib/db.server.ts";
import { silentLog } from "#app/lib/log.server.ts";
import { setRuntimeFacts } from "#app/lib/runtime/facts.server.ts";
import { type BundledMeilisearch, startMeilisearch } from "#app/lib/runtime/meilisearch.server.ts";
import { postComment } from "#app/modules/discussion/post-comment.server.ts";
import { reconcileSearch } from "#app/modules/knowledge/reconcile-search.server.ts";
import { parseSearch } from "#app/modules/knowledge/schema.ts";
import { searchFixes } from "#app/modules/knowledge/search-fixes.server.ts";
import { pumpNow } from "#app/modules/knowledge/search-service.server.ts";
import { indexProblems } from "#app/modules/knowledge/index-problems.server.ts";
import { problemDiscussion } from "#app/modules/problems/discussion-subject.server.ts";
import { useTestDatabase } from "#tests/support/database.server.ts";
import { makeWorld, publishedProblem, type World } from "#tests/support/factories.server.ts";
import { temporaryFolder } from "#tests/support/product.server.ts";

const database = useTestDatabase();
const home = temporaryFolder();
let meilisearch: BundledMeilisearch;
let world: World;

async function start(): Promise<void> {
  meilisearch = await startMeilisearch({
    folder: join(home, "index"),
    pidFile: join(home, "meilisearch.pid"),
    logFile: join(home, "meilisearch.log"),
    masterKey: "set-back-test-key-of-32-characters",
    log: silentLog,
    endWithParent: true,
  });
  setRuntimeFacts({ ...database.facts, meili: meilisearch });
}
/** Its data as they are now, put away, or brought back in place of what came since. */
async function copy(from: string, to: string): Promise<void> {
  await meilisearch.stop();
  rmSync(join(home, to), { recursive: true, force: true });
  cpSync(join(home, from), join(home, to), { recursive: true });
  await start();
}
const keep = () => copy("index", "kept");
const setBack = () => copy("kept", "index");

beforeAll(async () => {
  await start();
  world = await makeWorld();
  await reconcileSearch();
}, 120_000);
afterAll(async () => {
  await meilisearch.stop();
  rmSync(home, { recursive: true, force: true });
});

const search = (q: string) => searchFixes(world.toolsEngineer, parseSearch(new URLSearchParams({ q })));
const say = (subjectId: string, body: string) =>
  postComment(world.engineer, problemDiscussion, { subjectId, clientId: randomUUID(), body, layer: "DETAIL" });

it("heals after its data were set back to an older state of as many documents", async () => {
  const id = await publishedProblem(world, { title: "压滤机滤板错位", phenomenon: "接水盘顶死" });
  await reconcileSearch();
  await keep();
  const documents = await db.searchDocument.count();
  await say(id, "后来发现是曲张机构断裂");
  await reconcileSearch();
  expect(await search("曲张机构")).toMatchObject({ engine: "meilisearch", hits: [{ id, related: false }] });
  await setBack();
  expect(await db.searchDocument.count()).toBe(documents);
  await reconcileSearch();
  expect(await search("曲张机构")).toMatchObject({ engine: "meilisearch", hits: [{ id, related: false }] });
}, 120_000);

it("is not asked any more as soon as a change finds it set back, and heals then", async () => {
  const id = await publishedProblem(world, { title: "造粒机切刀崩刃", phenomenon: "水室温度高" });
  await reconcileSearch();
  await keep();
  await say(id, "模板涨缩造成间隙变化");
  await reconcileSearch();
  await setBack();
  await say(id, "换用浮动刀轴");
  await indexProblems([id]);
  await pumpNow();
  for (const q of ["模板涨缩", "浮动刀轴"])
    expect(await search(q)).toMatchObject({ engine: "postgres", hits: [{ id, related: false }] });
  await reconcileSearch();
  for (const q of ["模板涨缩", "浮动刀轴"])
    expect(await search(q)).toMatchObject({ engine: "meilisearch", hits: [{ id, related: false }] });
}, 120_000);
