import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { writeBackup } from "#app/lib/backup/write-backup.server.ts";
import { closeDatabase, db, useDatabase } from "#app/lib/db.server.ts";
import { setRuntimeFacts } from "#app/lib/runtime/facts.server.ts";
import { projectFolder } from "#app/lib/runtime/project.server.ts";
import { reconcileSearch } from "#app/modules/knowledge/reconcile-search.server.ts";
import { parseSearch } from "#app/modules/knowledge/schema.ts";
import { searchFixes } from "#app/modules/knowledge/search-fixes.server.ts";
import { startSearchSync } from "#app/worker/search-sync.server.ts";
import { createTestDatabase, testFacts, useTestDatabase } from "#tests/support/database.server.ts";
import { actorOf, makeWorld, publishedProblem } from "#tests/support/factories.server.ts";
import { startTestMeilisearch } from "#tests/support/meilisearch.server.ts";
import { temporaryFolder } from "#tests/support/product.server.ts";
import { until } from "#tests/support/until.ts";

const database = useTestDatabase();
const home = temporaryFolder();
afterAll(() => rmSync(home, { recursive: true, force: true }));

it("a restored backup is found after the start, without anybody reindexing", async () => {
  const before = await startTestMeilisearch();
  setRuntimeFacts({ ...database.facts, meili: before });
  const world = await makeWorld();
  const indexed = await publishedProblem(world, { title: "热压机板间温差大", phenomenon: "第三层热板偏低" });
  await reconcileSearch();
  // Posted a moment before the backup: not even the database's own documents know it.
  const unindexed = await publishedProblem(world, { title: "砂光机导带跑偏", phenomenon: "纠偏气缸不动作" });
  expect(await db.searchDocument.count({ where: { problemId: unindexed } })).toBe(0);
  const archive = join(home, "backup.tar.gz");
  await writeBackup(database.facts, archive, new Date());
  await before.stop();

  const target = await createTestDatabase();
  const dataDir = join(home, "restored");
  const engine = await startTestMeilisearch();
  try {
    const { status, stderr } = spawnSync(process.execPath, ["app/cli/restore.ts", archive], {
      cwd: projectFolder,
      encoding: "utf8",
      timeout: 60_000,
      env: {
        ...process.env,
        DATABASE_URL: target.url,
        DATA_DIR: dataDir,
        CHAIN_SECRET: "",
        APP_SECRET: "",
        SEED: "none",
      },
    });
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    await closeDatabase();
    useDatabase(target.url);
    setRuntimeFacts(testFacts(target.url, dataDir, { meili: engine }));
    const sync = startSearchSync();
    const actor = await actorOf(world.toolsEngineer.personId);
    for (const [id, q] of [
      [indexed, "热压机 温差"],
      [unindexed, "砂光机 跑偏"],
    ] as const)
      await until(`Meilisearch finds ${q}`, async () => {
        const found = await searchFixes(actor, parseSearch(new URLSearchParams({ q })));
        return found.engine === "meilisearch" && found.hits[0]?.id === id && found.hits[0]?.related === false;
      });
    await sync.stop();
    expect(await db.searchPush.count()).toBe(0);
  } finally {
    await engine.stop();
    await closeDatabase();
    await target.drop();
  }
});
