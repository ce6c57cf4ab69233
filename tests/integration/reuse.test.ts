import { expect, it } from "vitest";
import { db } from "#app/lib/db.server.ts";
import { recordReuse } from "#app/modules/knowledge/record-reuse.server.ts";
import { reopenProblem } from "#app/modules/problems/reopen-problem.server.ts";
import { returnProblem } from "#app/modules/problems/return-problem.server.ts";
import { acceptSolution } from "#app/modules/solving/accept-solution.server.ts";
import { useTestDatabase } from "#tests/support/database.server.ts";
import { draftedProblem, makeWorld, publishedProblem, versionOf, type World } from "#tests/support/factories.server.ts";
import { awaitingAcceptance, refusal, stateOf, tackledProblem } from "#tests/support/solving.server.ts";

useTestDatabase();

async function solved(world: World): Promise<string> {
  const id = await tackledProblem(world);
  await awaitingAcceptance(world, id);
  await acceptSolution(world.engineer, { problemId: id, version: null, verdict: "FIXED" });
  return id;
}

it("closes a draft as answered and credits the fix, as one record", async () => {
  const world = await makeWorld();
  const fixId = await solved(world);
  const needId = await draftedProblem(world, {}, world.toolsEngineer);
  await recordReuse(world.toolsEngineer, { fixId, needId, version: 0 });
  expect(await stateOf(needId)).toBe("ANSWERED");
  expect(await db.problem.findUniqueOrThrow({ where: { id: needId } })).toMatchObject({ answeredById: fixId });
  expect(await db.reuse.findMany({ where: { fixId } })).toMatchObject([
    { needId, enterpriseId: world.tools, byId: world.toolsEngineer.personId },
  ]);
  expect(await refusal(recordReuse(world.toolsEngineer, { fixId, needId }))).toBe("problem-state");
  const credit = await db.event.findFirstOrThrow({ where: { subjectId: fixId, type: "problem.reused" } });
  expect(credit).toMatchObject({ organisationId: world.brewery, actorId: world.toolsEngineer.personId });
});

it("a draft answered, opened again and returned is answered by the same fix again", async () => {
  const world = await makeWorld();
  const fixId = await solved(world);
  const needId = await draftedProblem(
    world,
    { phenomenon: "灌装机星轮卡瓶，每班七八次", title: "" },
    world.toolsEngineer,
  );
  const first = await recordReuse(world.toolsEngineer, { fixId, needId });
  // It is found in lists by what happened, like one that was submitted.
  expect(await db.problem.findUniqueOrThrow({ where: { id: needId } })).toMatchObject({
    title: "灌装机星轮卡瓶",
    solvedAt: world.toolsEngineer.now,
  });
  await reopenProblem(world.toolsEngineer, { id: needId, version: null, reason: "点错了", to: "TRIAGE" });
  await returnProblem(world.toolsReviewer, { id: needId, version: await versionOf(needId), reason: "写清楚" });
  expect(await stateOf(needId)).toBe("DRAFT");
  const again = await recordReuse(world.toolsEngineer, { fixId, needId, note: "这回真是它" });
  expect(again).toEqual(first);
  expect(await stateOf(needId)).toBe("ANSWERED");
  expect(await db.reuse.findMany({ where: { fixId } })).toMatchObject([{ id: first.reuseId, note: "这回真是它" }]);
});

it("works from the fix's own page without a draft; a second click is the same use", async () => {
  const world = await makeWorld();
  const fixId = await solved(world);
  const clicks = await Promise.all([1, 2, 3].map(() => recordReuse(world.toolsEngineer, { fixId })));
  expect(new Set(clicks.map((one) => one.reuseId)).size).toBe(1);
  expect(await db.event.count({ where: { subjectId: fixId, type: "problem.reused" } })).toBe(1);
  expect(await refusal(recordReuse(world.craftsman, { fixId }))).toBe("reuse-needs-enterprise");
  expect(await refusal(recordReuse(world.outsider, { fixId }))).toBe("not_found");
});

it("names nobody on the fix's timeline when the asker is anonymous", async () => {
  const world = await makeWorld();
  const fixId = await solved(world);
  const needId = await draftedProblem(world, { anonymous: true }, world.toolsEngineer);
  await recordReuse(world.toolsEngineer, { fixId, needId });
  const credit = await db.event.findFirstOrThrow({ where: { subjectId: fixId, type: "problem.reused" } });
  expect(credit).toMatchObject({ actorId: null, actorName: "", actorOrgId: null, payload: {} });
});

it("is refused for what is not solved, for itself, and for a draft of somebody else", async () => {
  const world = await makeWorld();
  const open = await publishedProblem(world);
  const draft = await draftedProblem(world, {}, world.toolsEngineer);
  expect(await refusal(recordReuse(world.toolsEngineer, { fixId: open, needId: draft }))).toBe("fix-not-solved");
  const fixId = await solved(world);
  expect(await refusal(recordReuse(world.engineer, { fixId, needId: fixId }))).toBe("reuse-of-itself");
  expect(await refusal(recordReuse(world.engineer, { fixId, needId: draft }))).toBe("not_found");
  expect(await stateOf(draft)).toBe("DRAFT");
});

it("two enterprises using each other's fixes at the same moment both succeed", async () => {
  const world = await makeWorld();
  const ours = await solved(world);
  const theirs = await solved(world);
  await db.problem.update({ where: { id: theirs }, data: { enterpriseId: world.tools } });
  const needs = await Promise.all([
    draftedProblem(world, {}, world.engineer),
    draftedProblem(world, {}, world.toolsEngineer),
  ]);
  await Promise.all([
    recordReuse(world.engineer, { fixId: theirs, needId: needs[0] }),
    recordReuse(world.toolsEngineer, { fixId: ours, needId: needs[1] }),
  ]);
  expect(await Promise.all(needs.map(stateOf))).toEqual(["ANSWERED", "ANSWERED"]);
});
