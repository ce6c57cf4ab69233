import sharp from "sharp";
import { beforeAll, describe, expect, it } from "vitest";
import { db } from "#app/lib/db.server.ts";
import { readForm } from "#app/lib/http/form.server.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { openFile } from "#app/modules/attachments/open-file.server.ts";
import { fileTexts } from "#app/modules/attachments/queries.server.ts";
import { addCommentFiles } from "#app/modules/discussion/add-comment-files.server.ts";
import { openDraft } from "#app/modules/discussion/comment-draft.server.ts";
import { dropDraftFile } from "#app/modules/discussion/drop-draft-file.server.ts";
import { editComment } from "#app/modules/discussion/edit-comment.server.ts";
import { postComment } from "#app/modules/discussion/post-comment.server.ts";
import { loadDiscussion, loadDiscussionPage, SHOWN } from "#app/modules/discussion/queries.server.ts";
import { loadHistory } from "#app/modules/discussion/queries-history.server.ts";
import { removeComment } from "#app/modules/discussion/remove-comment.server.ts";
import { sweepDrafts } from "#app/modules/discussion/sweep-drafts.server.ts";
import { setWatch } from "#app/modules/discussion/set-watch.server.ts";
import { commentSchema } from "#app/modules/discussion/schema.ts";
import { deliverNotices } from "#app/modules/notifications/deliver-notices.server.ts";
import { problemDiscussion } from "#app/modules/problems/discussion-subject.server.ts";
import { timelineOf } from "#app/modules/problems/queries-timeline.server.ts";
import { requireAccess } from "#app/modules/problems/visibility.server.ts";
import { conveneDiagnosis } from "#app/modules/solving/diagnosis/convene-diagnosis.server.ts";
import { diagnosisDiscussion } from "#app/modules/solving/diagnosis/diagnosis-subject.server.ts";
import { takeBackInvitation } from "#app/modules/solving/diagnosis/invite.server.ts";
import { loadWatchedPage } from "#app/modules/solving/diagnosis/queries-watched.server.ts";
import { registerPolicies } from "#app/worker/register.server.ts";
import { useTestDatabase } from "#tests/support/database.server.ts";
import { makeWorld, publishedProblem } from "#tests/support/factories.server.ts";
import { anId, refusal, tackledProblem } from "#tests/support/solving.server.ts";

useTestDatabase();
let photo: File;
beforeAll(async () => {
  registerPolicies();
  const bytes = await sharp({ create: { width: 60, height: 40, channels: 3, background: "teal" } })
    .jpeg()
    .toBuffer();
  photo = new File([new Uint8Array(bytes)], "护栏.jpg", { type: "image/jpeg" });
});

const say = (actor: Actor, subjectId: string, more: object = {}) =>
  postComment(actor, problemDiscussion, { subjectId, clientId: anId(), body: "看照片", ...more });
const attach = (actor: Actor, subjectId: string, clientId: string, files = [photo]) =>
  addCommentFiles(actor, problemDiscussion, { subjectId, clientId, files });
const fileOf = async (actor: Actor, id: string) =>
  (await loadDiscussion(actor, problemDiscussion, id)).comments.at(-1)?.files[0];

describe("files of a comment", () => {
  it("are nobody's but the writer's until it is posted, then its readers', in its layer", async () => {
    const world = await makeWorld();
    const id = await tackledProblem(world);
    const clientId = anId();
    for (let n = 0; n < 2; n += 1) await attach(world.engineer, id, clientId);
    const waiting = (await loadDiscussion(world.engineer, problemDiscussion, id)).draftFiles;
    expect(waiting).toHaveLength(1);
    const fileId = waiting[0]?.id ?? "";
    expect((await openFile(world.engineer, fileId)).size).toBeGreaterThan(0);
    for (const other of [world.engineer2, world.reviewer, world.leader, world.secretariat])
      expect(await refusal(openFile(other, fileId))).toBe("not_found");
    expect(await refusal(dropDraftFile(world.engineer2, fileId))).toBe("not_found");
    const happened = async () =>
      (await timelineOf(world.engineer, id, await requireAccess(world.engineer, id))).map((one) => one.type);
    expect(await happened()).not.toContain("problem.file-added");

    await say(world.engineer, id, { clientId, layer: "CONFIDENTIAL" });
    expect(await fileOf(world.craftsman, id)).toMatchObject({ id: fileId, hasPicture: true });
    expect(await refusal(openFile(world.toolsEngineer, fileId))).toBe("not_found");
    expect(await refusal(dropDraftFile(world.engineer, fileId))).toBe("not_found");
    expect((await loadDiscussion(world.engineer, problemDiscussion, id)).draftFiles).toEqual([]);
    expect((await fileTexts([id])).size).toBe(0);
    const event = await db.event.findFirstOrThrow({ where: { subjectId: id, type: "problem.commented" } });
    expect(JSON.stringify(event.payload)).toContain(fileId);
  });

  it("of what nobody posted go a month after the last of them; what is new or posted stays", async () => {
    const world = await makeWorld();
    const id = await publishedProblem(world);
    const [left, posted, lately] = [anId(), anId(), anId()];
    for (const clientId of [left, posted, lately]) await attach(world.leader, id, clientId);
    await say(world.leader, id, { clientId: posted });
    const inDays = (days: number) => new Date(world.leader.now.getTime() + days * 86_400_000);
    const draft = (clientId: string) => db.commentDraft.findFirst({ where: { clientId }, select: { id: true } });
    const old = await draft(left);
    const young = await draft(lately);
    await db.attachment.updateMany({ where: { ownerId: young?.id }, data: { createdAt: inDays(20) } });
    await sweepDrafts(inDays(29));
    expect(await draft(left)).not.toBeNull();
    await sweepDrafts(inDays(32));
    expect(await draft(left)).toBeNull();
    expect(await db.attachment.count({ where: { ownerId: old?.id } })).toBe(0);
    expect(await db.attachment.count({ where: { ownerId: young?.id } })).toBe(1);
    expect(await fileOf(world.leader, id)).toBeDefined();
  });

  it("stay with what is being written when the comment is refused, and go when it is removed", async () => {
    const world = await makeWorld();
    const id = await publishedProblem(world);
    const clientId = anId();
    await attach(world.leader, id, clientId);
    expect(await refusal(say(world.leader, id, { clientId, layer: "CONFIDENTIAL" }))).toBe("layer-too-high");
    expect((await loadDiscussion(world.leader, problemDiscussion, id)).draftFiles).toHaveLength(1);
    const { commentId } = await say(world.leader, id, { clientId });
    expect(await refusal(openDraft(world.leader, problemDiscussion, { subjectId: id, clientId }))).toBe(
      "client-id-used",
    );
    const fileId = (await fileOf(world.engineer, id))?.id ?? "";
    await openFile(world.toolsEngineer, fileId);
    await removeComment(world.leader, problemDiscussion, { commentId });
    for (const reader of [world.leader, world.toolsEngineer, world.secretariat, world.engineer])
      expect(await refusal(openFile(reader, fileId))).toBe("not_found");
    await openFile(world.reviewer, fileId);
  });

  it("are not added in another's name, to another problem, or where one does not read", async () => {
    const world = await makeWorld();
    const [one, two] = [await publishedProblem(world), await publishedProblem(world)];
    const clientId = anId();
    await attach(world.leader, one, clientId);
    expect(await refusal(attach(world.leader, two, clientId))).toBe("client-id-used");
    expect(await refusal(attach(world.outsider, one, anId()))).toBe("not_found");
    const bad = new File(["MZ"], "坏.pdf", { type: "application/pdf" });
    await expect(attach(world.leader, one, clientId, [bad])).rejects.toMatchObject({ details: { field: "files" } });
  });
});

describe("what a comment said", () => {
  it("is read by its readers; a removed one's only by the enterprise's reviewer, for audit", async () => {
    const world = await makeWorld();
    const id = await publishedProblem(world);
    const { commentId } = await say(world.leader, id, { body: "一" });
    const edit = (body: string, version: number) =>
      editComment(world.leader, problemDiscussion, { commentId, body, version });
    await edit("二", 0);
    expect(await refusal(edit("从旧页面", 0))).toBe("comment-changed");
    const both = await Promise.allSettled([edit("三", 1), edit("四", 1)]);
    expect(both.filter((one) => one.status === "fulfilled")).toHaveLength(1);
    const history = (actor: Actor) => loadHistory(actor, problemDiscussion, id, commentId);
    const read = await history(world.toolsEngineer);
    expect(read.versions.map((one) => one.body).slice(0, 2)).toEqual(["一", "二"]);
    expect(read.versions).toHaveLength(3);
    expect(await refusal(history(world.outsider))).toBe("not_found");
    await removeComment(world.leader, problemDiscussion, { commentId });
    for (const reader of [world.leader, world.toolsEngineer, world.secretariat, world.engineer])
      expect(await refusal(history(reader))).toBe("not_found");
    expect((await history(world.reviewer)).versions).toHaveLength(3);
  });

  it("an answer shows of what it answers only what its reader reads", async () => {
    const world = await makeWorld();
    const id = await tackledProblem(world);
    const secret = await say(world.engineer, id, { body: "配比三比七", layer: "CONFIDENTIAL" });
    await say(world.craftsman, id, { body: "收到", replyToId: secret.commentId });
    const last = async (actor: Actor) => (await loadDiscussion(actor, problemDiscussion, id)).comments.at(-1);
    expect((await last(world.engineer2))?.replyTo?.excerpt).toBe("配比三比七");
    expect(await last(world.toolsEngineer)).toMatchObject({ body: "收到", replyTo: null });
    expect(await refusal(say(world.toolsEngineer, id, { replyToId: secret.commentId }))).toBe("reply-missing");
    expect(
      await refusal(loadDiscussionPage(world.toolsEngineer, problemDiscussion, id, { comment: secret.commentId })),
    ).toBe("not_found");
  });

  it("a narrowed layer closes what was open at the next read", async () => {
    const world = await makeWorld();
    const id = await publishedProblem(world);
    await say(world.engineer, id, { body: "细节在此" });
    expect((await loadDiscussion(world.toolsEngineer, problemDiscussion, id)).comments).toHaveLength(1);
    await db.problemReader.updateMany({ where: { problemId: id, via: "AUDIENCE" }, data: { layer: "SUMMARY" } });
    expect((await loadDiscussion(world.toolsEngineer, problemDiscussion, id)).comments).toEqual([]);
  });
});

describe("a long thread", () => {
  it("of 10,000 comments is read page by page, each once, in order, from both ends and from any comment", async () => {
    const world = await makeWorld();
    const id = await publishedProblem(world);
    const many = 10_000;
    await db.$executeRaw`
      INSERT INTO "Comment" ("id", "subjectKind", "subjectId", "layer", "authorId", "authorOrgId", "clientId", "body", "createdAt")
      SELECT gen_random_uuid(), 'problem', ${id}::uuid, 'DETAIL', ${world.leader.personId}::uuid, ${world.toolsStudio}::uuid,
             gen_random_uuid(), 'n' || n, now() - ((${many} - n) / 3) * interval '1 second'
      FROM generate_series(1, ${many}::int) n`;
    const page = async (place: Parameters<typeof loadDiscussionPage>[3]) =>
      (await loadDiscussionPage(world.toolsEngineer, problemDiscussion, id, place)).discussion;
    const cursor = (text: string | null) => {
      const [at = "", comment = ""] = (text ?? "").split(/\.(.*)/s);
      return { at: new Date(Number(at)), id: comment };
    };
    const began = performance.now();
    let now = await page(null);
    const seen: string[] = [];
    for (let n = 0; n < 5; n += 1) {
      expect(now.comments).toHaveLength(SHOWN);
      seen.unshift(...now.comments.map((one) => one.id));
      now = await page({ before: cursor(now.older) });
    }
    expect(new Set(seen).size).toBe(5 * SHOWN);
    expect((performance.now() - began) / 5, "ms a page").toBeLessThan(500);
    const [from = ""] = seen;
    const there = await page({ comment: from });
    expect(there.comments.map((one) => one.id)).toEqual(seen.slice(0, SHOWN));
    const on = await page({ after: cursor(there.newer) });
    expect(on.comments.map((one) => one.id)).toEqual(seen.slice(SHOWN, 2 * SHOWN));
    expect((await loadDiscussion(world.leader, problemDiscussion, id)).participants.length).toBeLessThan(10);
  });
});

describe("what is typed", () => {
  it("control characters are left out, ten thousand characters refused, signs of four bytes kept", async () => {
    const world = await makeWorld();
    const id = await publishedProblem(world);
    const body = new FormData();
    body.set("body", "a\u0000b\u0007c 👷🏽 \u202e");
    const form = await readForm(new Request("http://here.test/", { method: "POST", body }));
    const { commentId } = await say(world.leader, id, { body: String(form.get("body")) });
    expect((await db.comment.findUniqueOrThrow({ where: { id: commentId } })).body).toMatch(/^abc 👷🏽/);
    const long = commentSchema.safeParse({ clientId: anId(), body: "长".repeat(10_000) });
    expect(long.error?.issues[0]?.path).toEqual(["body"]);
  });
});

describe("calling people", () => {
  it("by a name two readers share asks which; nobody learns who posts anonymously by calling", async () => {
    const world = await makeWorld();
    const id = await publishedProblem(world);
    for (const one of [world.leader, world.craftsman])
      await db.person.update({ where: { id: one.personId }, data: { name: "诸葛大力" } });
    expect(await refusal(say(world.toolsEngineer, id, { body: "@诸葛大力 看一下" }))).toBe("mention-ambiguous");
    const { commentId } = await say(world.toolsEngineer, id, {
      body: "@诸葛大力 看一下",
      mentions: [world.leader.personId],
    });
    const called = await db.mention.findMany({ where: { commentId } });
    expect(called.map((one) => one.personId)).toEqual([world.leader.personId]);

    const hidden = await publishedProblem(world, { anonymous: true });
    await db.problemAudience.updateMany({ where: { problemId: hidden }, data: { organisationId: world.toolsStudio } });
    await db.problemReader.deleteMany({ where: { problemId: hidden, via: "AUDIENCE" } });
    await db.problemReader.create({
      data: { problemId: hidden, key: `org:${world.toolsStudio}`, layer: "DETAIL", via: "AUDIENCE" },
    });
    // The poster's own craftsman reads all of it, and is answered like anybody else outside the circle.
    expect(await refusal(say(world.leader, hidden, { mentions: [world.breweryLeader.personId] }))).toBe(
      "mention-no-access",
    );
    const found = await problemDiscussion.suggest(
      world.leader,
      hidden,
      await problemDiscussion.requireReading(world.leader, hidden),
      { q: "人员", layer: "DETAIL" },
    );
    expect(found.map((one) => one.id)).not.toContain(world.breweryLeader.personId);
    const open = await problemDiscussion.suggest(
      world.engineer,
      id,
      await problemDiscussion.requireReading(world.engineer, id),
      { q: "诸葛", layer: "DETAIL" },
    );
    expect(open.map((one) => one.id).sort()).toEqual([world.leader.personId, world.craftsman.personId].sort());
  });
});

it("what is watched is listed, also what was closed since, without its words", async () => {
  const world = await makeWorld();
  const [one, two] = [await publishedProblem(world), await publishedProblem(world, { title: "打标机偏移" })];
  await say(world.toolsEngineer, one);
  await say(world.toolsEngineer, two);
  await db.problemReader.deleteMany({ where: { problemId: two, via: "AUDIENCE" } });
  const { watched } = await loadWatchedPage(world.toolsEngineer, null);
  expect(watched.map((row) => [row.id, row.problem !== null]).sort()).toEqual(
    [
      [one, true],
      [two, false],
    ].sort(),
  );
  expect(JSON.stringify(watched)).not.toContain("打标机");

  // A room is closed by itself, though its problem stays open.
  const { diagnosisId } = await conveneDiagnosis(world.engineer, {
    problemId: one,
    version: null,
    purpose: "看看",
    mode: "VIDEO",
    invite: [`${world.leader.personId}@${world.toolsStudio}`],
  });
  await setWatch(world.leader, diagnosisDiscussion, { subjectId: diagnosisId, watching: true });
  const shown = async () => (await loadWatchedPage(world.leader, null)).watched.find((row) => row.id === diagnosisId);
  expect(await shown()).toMatchObject({ room: { state: "CONVENED", over: false }, problem: { id: one } });
  const seat = await db.diagnosisSeat.findFirstOrThrow({ where: { diagnosisId, personId: world.leader.personId } });
  await takeBackInvitation(world.engineer, { problemId: one, diagnosisId, seatId: seat.id });
  expect(await shown()).toMatchObject({ room: null, problem: null });
  // Nor is anybody told of what is said behind a door that is closed to them; colleagues who follow it are.
  await setWatch(world.reviewer, diagnosisDiscussion, { subjectId: diagnosisId, watching: true });
  await postComment(world.engineer, diagnosisDiscussion, {
    subjectId: diagnosisId,
    clientId: anId(),
    body: "我们先谈",
  });
  const event = await db.event.findFirstOrThrow({ where: { type: "problem.diagnosis-commented", subjectId: one } });
  await deliverNotices(event.id, world.engineer.now);
  const told = await db.notice.findMany({ where: { eventId: event.id }, select: { personId: true } });
  expect(told.map((row) => row.personId)).toEqual([world.reviewer.personId]);
});
