import { randomUUID } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { wavOf } from "#app/browser/voice/wav.ts";
import { db } from "#app/lib/db.server.ts";
import { setRuntimeFacts } from "#app/lib/runtime/facts.server.ts";
import type { BundledMeilisearch } from "#app/lib/runtime/meilisearch.server.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { readFileTexts } from "#app/modules/attachments/read-file-texts.server.ts";
import { removePhoto } from "#app/modules/attachments/remove-photo.server.ts";
import { storeUpload } from "#app/modules/attachments/store-upload.server.ts";
import { indexProblems } from "#app/modules/knowledge/index-problems.server.ts";
import { reconcileSearch } from "#app/modules/knowledge/reconcile-search.server.ts";
import { parseSearch } from "#app/modules/knowledge/schema.ts";
import { searchFixes } from "#app/modules/knowledge/search-fixes.server.ts";
import { addRecordings } from "#app/modules/problems/add-recordings.server.ts";
import { registerProblemFiles } from "#app/modules/problems/file-policy.server.ts";
import { movePhoto } from "#app/modules/problems/move-photo.server.ts";
import { typeOutRecording } from "#app/modules/problems/type-out-recording.server.ts";
import { pumpNow } from "#app/modules/knowledge/search-service.server.ts";
import { pdf, sheet, word } from "#tests/support/documents.ts";
import { useTestDatabase } from "#tests/support/database.server.ts";
import { makeWorld, publishedProblem, type World } from "#tests/support/factories.server.ts";
import { startTestMeilisearch } from "#tests/support/meilisearch.server.ts";

const database = useTestDatabase();
let meilisearch: BundledMeilisearch;
let world: World;
beforeAll(async () => {
  meilisearch = await startTestMeilisearch();
  setRuntimeFacts({ ...database.facts, meili: meilisearch });
  registerProblemFiles();
  world = await makeWorld();
  await reconcileSearch();
}, 120_000);
afterAll(() => meilisearch.stop());

const FILES = {
  "bericht.pdf": { bytes: pdf("Counterbalance valve KZ4711 leaks past the seat"), q: "counterbalance valve" },
  "检修记录.docx": { bytes: word("回转支承齿圈磨损，更换后复测"), q: "齿圈 磨损" },
  "台账.xlsx": { bytes: sheet("蓄能器氮气预充压力不足"), q: "蓄能器 氮气" },
};

/** A second of sound. */
const tone = (pitch: number): File => {
  const samples = Float32Array.from({ length: 8_000 }, (_, at) => Math.sin((at * pitch) / 50) / 2);
  return new File([wavOf(samples, 8_000)], "voice.wav", { type: "audio/wav" });
};

async function problemWithFiles() {
  const id = await publishedProblem(world, { title: `装卸臂下滑${randomUUID()}`, phenomenon: "停机后缓慢下沉" });
  const files: Record<string, string> = {};
  for (const [fileName, { bytes }] of Object.entries(FILES)) {
    const path = join(database.facts.dataDir, `${randomUUID()}.part`);
    writeFileSync(path, bytes);
    const file = await storeUpload(world.engineer, {
      ownerKind: "problem",
      ownerId: id,
      clientId: randomUUID(),
      fileName,
      claimedType: "",
      path,
    });
    files[fileName] = file.id;
  }
  expect(await readFileTexts(id, new Date())).toBe(true);
  return { id, files };
}

/** The problems whose recording was typed out. */
const typedOut: string[] = [];

describe.each(["meilisearch", "postgres"] as const)("the words inside files, by %s", (engine) => {
  let id: string;
  let files: Record<string, string>;
  const index = async () => {
    setRuntimeFacts({ ...database.facts, meili: meilisearch });
    await indexProblems([id]);
    await pumpNow();
    if (engine === "postgres") setRuntimeFacts({ ...database.facts, meili: null });
  };
  const ask = async (actor: Actor, q: string) => {
    const result = await searchFixes(actor, parseSearch(new URLSearchParams({ q })));
    expect(result.engine).toBe(engine);
    return { ...result, hit: result.hits.find((one) => one.id === id) };
  };
  const move = (fileName: string, layer: "DETAIL" | "CONFIDENTIAL") =>
    movePhoto(world.reviewer, { id, photoId: files[fileName] as string, layer });

  beforeAll(async () => {
    ({ id, files } = await problemWithFiles());
    await index();
  });

  it.each(Object.entries(FILES))("%s is found by who reads its layer, and told by name", async (fileName, { q }) => {
    const { hit } = await ask(world.engineer, q);
    expect(hit?.elsewhere?.map((part) => part.text).join("")).toMatch(new RegExp(`^附件 ${fileName}：`));
    expect(hit?.elsewhere?.some((part) => part.hit)).toBe(true);
    const foreign = await ask(world.toolsEngineer, q);
    expect(foreign.hit).toBeUndefined();
    expect(foreign.total).toBe(0);
    expect(Object.values(foreign.facets.state)).toEqual([]);
  });

  it("a code in a file is found as a code, by those only", async () => {
    expect((await ask(world.engineer, "KZ4711")).hit?.id).toBe(id);
    expect((await ask(world.toolsEngineer, "KZ4711")).hit).toBeUndefined();
  });

  it("a file shown with the details is found by their readers, and no more once it is taken back", async () => {
    const fileName = "检修记录.docx";
    await move(fileName, "DETAIL");
    await index();
    const shown = await ask(world.toolsEngineer, FILES[fileName].q);
    // Its name is for those who read everything.
    const told = shown.hit?.elsewhere?.map((part) => part.text).join("");
    expect(told).toMatch(/^附件：/);
    expect(told).not.toContain(fileName);
    // Neither its name nor its words lead to the other files.
    expect((await ask(world.toolsEngineer, "台账.xlsx")).hit?.elsewhere ?? null).toBeNull();
    await move(fileName, "CONFIDENTIAL");
    expect((await ask(world.toolsEngineer, FILES[fileName].q)).hit).toBeUndefined();
    await index();
    expect((await ask(world.toolsEngineer, FILES[fileName].q)).hit).toBeUndefined();
    expect((await ask(world.engineer, FILES[fileName].q)).hit?.id).toBe(id);
  });

  it("a file taken away is not found from the next question on, the problem's other words are", async () => {
    await removePhoto(world.engineer, files["台账.xlsx"] as string);
    expect((await ask(world.engineer, FILES["台账.xlsx"].q)).hit).toBeUndefined();
    await index();
    expect((await ask(world.engineer, FILES["台账.xlsx"].q)).hit).toBeUndefined();
    expect((await ask(world.engineer, FILES["bericht.pdf"].q)).hit?.id).toBe(id);
  });

  it("what was typed out of a recording is found by a description, like what somebody wrote, in its layer", async () => {
    const spoken = await publishedProblem(world, { phenomenon: `见录音${randomUUID()}` });
    await addRecordings(world.engineer, spoken, [tone(engine === "postgres" ? 3 : 5)]);
    const recording = await db.attachment.findFirstOrThrow({ where: { problemId: spoken, kind: "AUDIO" } });
    const text = "夜班换产以后码垛机抓手每隔几分钟就掉一箱，把吸盘擦一擦又好了，气压表正常";
    await typeOutRecording(world.engineer, { recordingId: recording.id, version: 0, text });
    id = spoken;
    await index();
    const q = "码垛机换产后抓手老是掉箱子，擦了吸盘能好一阵，气压没有问题，不知道什么原因";
    typedOut.push(spoken);
    // Both engines' recordings say the same: they lead, in an order of their own.
    const leading = (await ask(world.engineer, q)).hits.slice(0, typedOut.length);
    expect(leading.map((hit) => hit.id).toSorted()).toEqual(typedOut.toSorted());
    expect((await ask(world.toolsEngineer, q)).hit).toBeUndefined();
  });
});
