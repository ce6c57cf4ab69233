import { describe, expect, it } from "vitest";
import { db } from "#app/lib/db.server.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { editComment } from "#app/modules/discussion/edit-comment.server.ts";
import { postComment } from "#app/modules/discussion/post-comment.server.ts";
import { loadDiscussion } from "#app/modules/discussion/queries.server.ts";
import { removeComment } from "#app/modules/discussion/remove-comment.server.ts";
import { setWatch } from "#app/modules/discussion/set-watch.server.ts";
import { problemDiscussion } from "#app/modules/problems/discussion-subject.server.ts";
import { useTestDatabase } from "#tests/support/database.server.ts";
import { draftedProblem, makeActor, makeWorld, publishedProblem } from "#tests/support/factories.server.ts";
import { anId, refusal, tackledProblem } from "#tests/support/solving.server.ts";

useTestDatabase();

type Words = { body?: string; layer?: "SUMMARY" | "DETAIL" | "CONFIDENTIAL"; mentions?: string[]; clientId?: string };
const say = (actor: Actor, subjectId: string, words: Words = {}) =>
  postComment(actor, problemDiscussion, { subjectId, clientId: anId(), body: "先量一下间隙", ...words });
const heard = async (actor: Actor, id: string) =>
  (await loadDiscussion(actor, problemDiscussion, id)).comments.map((one) => one.body);

describe("comments", () => {
  it("are read by layer, and written no higher than one reads", async () => {
    const world = await makeWorld();
    const id = await tackledProblem(world);
    await say(world.engineer, id, { body: "参数在柜里", layer: "CONFIDENTIAL" });
    await say(world.toolsEngineer, id, { body: "我们也遇到过" });
    expect(await heard(world.engineer2, id)).toEqual(["参数在柜里", "我们也遇到过"]);
    expect(await heard(world.craftsman, id)).toEqual(["参数在柜里", "我们也遇到过"]);
    expect(await heard(world.toolsEngineer, id)).toEqual(["我们也遇到过"]);
    expect(await heard(world.officer, id)).toEqual([]);
    expect(await refusal(say(world.toolsEngineer, id, { layer: "CONFIDENTIAL" }))).toBe("layer-too-high");
    expect(await refusal(say(world.officer, id, { layer: "DETAIL" }))).toBe("layer-too-high");
    expect(await refusal(say(world.outsider, id))).toBe("not_found");
    expect(await refusal(loadDiscussion(world.outsider, problemDiscussion, id))).toBe("not_found");
  });

  it("are possible in every state, from the draft on", async () => {
    const world = await makeWorld();
    const id = await draftedProblem(world);
    await say(world.engineer, id);
    expect(await refusal(say(world.engineer2, id))).toBe("not_found");
    await db.problem.update({ where: { id }, data: { state: "WITHDRAWN" } });
    await say(world.engineer, id, { body: "撤回后补一句" });
    expect(await heard(world.engineer, id)).toHaveLength(2);
  });

  it("a repeat is one comment, also at the same moment; other words under its id are refused, not lost", async () => {
    const world = await makeWorld();
    const id = await publishedProblem(world);
    const clientId = anId();
    const answers = await Promise.all([1, 2, 3].map(() => say(world.engineer, id, { clientId })));
    expect(new Set(answers.map((one) => one.commentId)).size).toBe(1);
    expect(await db.comment.count({ where: { subjectId: id } })).toBe(1);
    expect(await db.event.count({ where: { subjectId: id, type: "problem.commented" } })).toBe(1);
    expect(await refusal(say(world.engineer, id, { clientId, body: "别的话" }))).toBe("client-id-used");
    // The id belongs to its author: a colleague's device may come up with the same.
    await say(world.engineer2, id, { clientId, body: "同号" });
  });

  it("may be put right for a day and taken away, by their author alone", async () => {
    const world = await makeWorld();
    const id = await publishedProblem(world);
    const { commentId } = await say(world.engineer, id);
    const edit = (actor: Actor) => editComment(actor, problemDiscussion, { commentId, body: "先量两处间隙" });
    expect(await refusal(edit(world.engineer2))).toBe("comment-not-yours");
    expect(await refusal(edit(world.outsider))).toBe("not_found");
    expect(
      await refusal(edit({ ...world.engineer, now: new Date(world.engineer.now.getTime() + 25 * 3_600_000) })),
    ).toBe("comment-too-old");
    await edit(world.engineer);
    expect((await loadDiscussion(world.leader, problemDiscussion, id)).comments[0]).toMatchObject({
      body: "先量两处间隙",
      edits: 1,
      editable: false,
    });
    expect(await refusal(removeComment(world.leader, problemDiscussion, { commentId }))).toBe("comment-not-yours");
    await removeComment(world.engineer, problemDiscussion, { commentId });
    expect((await loadDiscussion(world.leader, problemDiscussion, id)).comments[0]).toMatchObject({ body: null });
    expect(JSON.stringify(await db.comment.findUniqueOrThrow({ where: { id: commentId } }))).not.toContain("间隙");
    expect(await refusal(removeComment(world.engineer, problemDiscussion, { commentId }))).toBe("comment-gone");
  });

  it("hide who speaks for an anonymous poster, own studio included, from all who may not know", async () => {
    const world = await makeWorld();
    const colleague = await makeActor([["CRAFTSMAN", world.breweryStudio]], { name: "本厂师傅" });
    const id = await publishedProblem(world, { anonymous: true });
    await say(world.engineer, id, { body: "发布人说" });
    await say(colleague, id, { body: "本厂工作室说" });
    await say(world.leader, id, { body: "机床厂说" });
    const names = async (actor: Actor) => {
      const { comments, participants } = await loadDiscussion(actor, problemDiscussion, id);
      const told = Object.fromEntries(comments.map((one) => [one.body, [one.author, one.organisation !== null]]));
      return { told, participants: participants.map((one) => one.name) };
    };
    expect(await names(world.toolsEngineer)).toEqual({
      told: { 发布人说: [null, false], 本厂工作室说: [null, false], 机床厂说: [world.leader.name, true] },
      participants: [world.leader.name],
    });
    expect((await names(world.engineer2)).told).toMatchObject({
      发布人说: [world.engineer.name, true],
      本厂工作室说: ["本厂师傅", true],
    });
  });
});

describe("mentions", () => {
  it("show whom the text itself names to every reader, and by id nobody a reader has not met here", async () => {
    const world = await makeWorld();
    const id = await publishedProblem(world);
    await db.person.update({ where: { id: world.leader.personId }, data: { name: "欧阳望川" } });
    const lines = async (actor: Actor) =>
      (await loadDiscussion(actor, problemDiscussion, id)).comments.map((one) => one.mentions);
    await say(world.engineer, id, { body: "@欧阳望川请看" });
    await say(world.engineer, id, { body: "请看一下", mentions: [world.leader.personId] });
    expect(await lines(world.toolsEngineer)).toEqual([["欧阳望川"], []]);
    // Once they speak here themselves, they are named beside it too.
    await say(world.leader, id, { body: "来了" });
    expect((await lines(world.toolsEngineer)).slice(0, 2)).toEqual([["欧阳望川"], ["欧阳望川"]]);
  });

  it("call those chosen and those typed by name, not oneself", async () => {
    const world = await makeWorld();
    const id = await tackledProblem(world);
    await db.person.update({ where: { id: world.craftsman.personId }, data: { name: "欧阳建国" } });
    const { commentId } = await say(world.engineer, id, {
      body: "@欧阳建国请看一下，护栏图在柜里",
      mentions: [world.engineer2.personId, world.engineer.personId],
    });
    const called = await db.mention.findMany({ where: { commentId } });
    expect(called.map((one) => one.personId).sort()).toEqual(
      [world.craftsman.personId, world.engineer2.personId].sort(),
    );
  });

  it("of somebody who may not read it are refused, by name", async () => {
    const world = await makeWorld();
    const id = await publishedProblem(world);
    // Whether there is such a person, nobody learns who could not know them.
    for (const stranger of [world.outsider.personId, anId()])
      expect(await refusal(say(world.engineer, id, { mentions: [stranger] }))).toBe("mention-unknown");
    // The layer counts: a reader of the details is not a reader of what is confidential.
    expect(await refusal(say(world.engineer, id, { layer: "CONFIDENTIAL", mentions: [world.leader.personId] }))).toBe(
      "mention-no-access",
    );
    await say(world.engineer, id, { mentions: [world.leader.personId] });
    expect(await db.comment.count({ where: { subjectId: id } })).toBe(1);
  });

  it("typed for a colleague who may not read it are refused too; other text after an @ is just text", async () => {
    const world = await makeWorld();
    const id = await draftedProblem(world);
    await db.person.update({ where: { id: world.engineer2.personId }, data: { name: "司徒建业" } });
    expect(await refusal(say(world.engineer, id, { body: "@司徒建业 你看呢" }))).toBe("mention-no-access");
    await say(world.engineer, id, { body: "温度 @ 65 度，@不认识 的人" });
    expect(await db.mention.count({ where: { comment: { subjectId: id } } })).toBe(0);
  });
});

it("watching is switched on by speaking, on and off by hand, and needs access", async () => {
  const world = await makeWorld();
  const id = await publishedProblem(world);
  const watching = async (actor: Actor) => (await loadDiscussion(actor, problemDiscussion, id)).watching;
  await say(world.leader, id);
  expect(await watching(world.leader)).toBe(true);
  await setWatch(world.leader, problemDiscussion, { subjectId: id, watching: false });
  expect(await watching(world.leader)).toBe(false);
  await setWatch(world.leader, problemDiscussion, { subjectId: id, watching: true });
  await setWatch(world.leader, problemDiscussion, { subjectId: id, watching: true });
  expect(await watching(world.leader)).toBe(true);
  expect(await refusal(setWatch(world.outsider, problemDiscussion, { subjectId: id, watching: true }))).toBe(
    "not_found",
  );
});
