import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { wavOf } from "#app/browser/voice/wav.ts";
import { db } from "#app/lib/db.server.ts";
import { fileTexts } from "#app/modules/attachments/queries.server.ts";
import { addRecordings } from "#app/modules/problems/add-recordings.server.ts";
import { approveProblem } from "#app/modules/problems/approve-problem.server.ts";
import { registerProblemFiles } from "#app/modules/problems/file-policy.server.ts";
import { postProblem } from "#app/modules/problems/post-problem.server.ts";
import { getProblem } from "#app/modules/problems/queries-problem.server.ts";
import { loadRecording, recordingsOf } from "#app/modules/problems/queries-recordings.server.ts";
import { submitProblem } from "#app/modules/problems/submit-problem.server.ts";
import { timelineOf } from "#app/modules/problems/queries-timeline.server.ts";
import { typeOutRecording } from "#app/modules/problems/type-out-recording.server.ts";
import { useTestDatabase } from "#tests/support/database.server.ts";
import { makeWorld, type World } from "#tests/support/factories.server.ts";
import { refusal } from "#tests/support/solving.server.ts";

useTestDatabase();
let world: World;
beforeAll(async () => {
  registerProblemFiles();
  world = await makeWorld();
});

let pitch = 0;
/** A second of a tone nobody else has. */
function note(name = "voice.wav"): File {
  pitch += 1;
  const samples = Float32Array.from({ length: 8_000 }, (_, at) => Math.sin((at * pitch) / 50) / 2);
  return new File([wavOf(samples, 8_000)], name, { type: "audio/wav" });
}
const draft = (fields = {}) =>
  postProblem(world.engineer, { clientId: randomUUID(), equipmentType: "灌装机", phenomenon: "", ...fields });
const recordingOf = async (problemId: string) =>
  (await db.attachment.findFirstOrThrow({ where: { problemId, kind: "AUDIO" }, select: { id: true } })).id;
async function spoken(): Promise<{ id: string; recordingId: string }> {
  const { id } = await draft();
  await addRecordings(world.engineer, id, [note()]);
  return { id, recordingId: await recordingOf(id) };
}

describe("a voice note", () => {
  it("says what happens in the place of words; with neither nothing is submitted", async () => {
    const { id } = await draft();
    expect(await refusal(submitProblem(world.engineer, { id, version: null }))).toBe("required");
    await addRecordings(world.engineer, id, [note()]);
    await submitProblem(world.engineer, { id, version: null });
    const row = await db.problem.findUniqueOrThrow({
      where: { id },
      select: { state: true, title: true, phenomenon: true },
    });
    expect(row).toEqual({ state: "ENTERPRISE_REVIEW", title: "灌装机：语音说明", phenomenon: "" });
  });

  it("sent twice is one; what is no sound is refused beside its field", async () => {
    const { id } = await draft();
    const file = note();
    await addRecordings(world.engineer, id, [file, file]);
    await addRecordings(world.engineer, id, [file]);
    expect(await db.attachment.count({ where: { problemId: id } })).toBe(1);
    const page = new File(["<html><script>alert(1)</script>"], "voice.wav", { type: "audio/wav" });
    await expect(addRecordings(world.engineer, id, [page])).rejects.toMatchObject({
      messageKey: "file-type",
      details: { field: "voice" },
    });
    const pdf = new File(["%PDF-1.4\n%%EOF"], "voice.wav", { type: "audio/wav" });
    await expect(addRecordings(world.engineer, id, [pdf])).rejects.toMatchObject({ details: { field: "voice" } });
  });

  it("is heard by the own side only, until somebody shows it", async () => {
    const { id, recordingId } = await spoken();
    await submitProblem(world.engineer, { id, version: null });
    await approveProblem(world.reviewer, { id, version: null, allianceId: world.alliance });
    const ally = await getProblem(world.secretariat, id);
    expect(await recordingsOf(id, ally.access)).toEqual([]);
    expect(await refusal(loadRecording(world.secretariat, recordingId))).toBe("not_found");
    expect(await refusal(typeOutRecording(world.secretariat, { recordingId, version: 0, text: "别人的话" }))).toBe(
      "not_found",
    );
    expect(await refusal(typeOutRecording(world.outsider, { recordingId, version: 0, text: "别人的话" }))).toBe(
      "not_found",
    );
  });
});

describe("typing out", () => {
  it("keeps who and when, every text, and what the search reads in the note's layer", async () => {
    const { id, recordingId } = await spoken();
    await submitProblem(world.engineer, { id, version: null });
    await typeOutRecording(world.engineer, { recordingId, version: 0, text: "星轮处卡平" });
    await typeOutRecording(world.reviewer, { recordingId, version: 1, text: "星轮处卡瓶" });
    const { texts } = await loadRecording(world.engineer, recordingId);
    expect(texts.map(({ version, text, by }) => ({ version, text, by }))).toEqual([
      { version: 2, text: "星轮处卡瓶", by: world.reviewer.name },
      { version: 1, text: "星轮处卡平", by: world.engineer.name },
    ]);
    expect((await fileTexts([id])).get(id)).toMatchObject([{ layer: "CONFIDENTIAL", text: "星轮处卡瓶" }]);
    const { access } = await getProblem(world.engineer, id);
    const steps = (await timelineOf(world.engineer, id, access)).filter((one) => one.type === "problem.typed-out");
    expect(steps.map((one) => one.actor)).toEqual([world.engineer.name, world.reviewer.name]);
  });

  it("of two at once one is told of the other; the same words again change nothing", async () => {
    const { recordingId } = await spoken();
    const write = (text: string, version = 0) => typeOutRecording(world.engineer, { recordingId, version, text });
    await write("第一稿");
    await write("第一稿");
    expect(await refusal(write("另一稿"))).toBe("typed-out-meanwhile");
    const both = await Promise.allSettled([write("甲", 1), write("乙", 1)]);
    expect(both.filter((one) => one.status === "fulfilled")).toHaveLength(1);
    expect(await db.typedText.count({ where: { attachmentId: recordingId } })).toBe(2);
  });
});
