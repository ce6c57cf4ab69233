import { expect, it } from "vitest";
import { ask } from "#app/lib/ask-together.server.ts";
import { db, Prisma } from "#app/lib/db.server.ts";
import { recordReuse } from "#app/modules/knowledge/record-reuse.server.ts";
import { reopenProblem } from "#app/modules/problems/reopen-problem.server.ts";
import { returnProblem } from "#app/modules/problems/return-problem.server.ts";
import { acceptSolution } from "#app/modules/solving/accept-solution.server.ts";
import { expectFound } from "#tests/support/behind.server.ts";
import { useTestDatabase } from "#tests/support/database.server.ts";
import {
  draftedProblem,
  makeActor,
  makeEnterprise,
  makeWorld,
  publishedProblem,
  versionOf,
  type World,
} from "#tests/support/factories.server.ts";
import { decideAdoption } from "#app/modules/knowledge/replication/decide-adoption.server.ts";
import { dropAdoption } from "#app/modules/knowledge/replication/drop-adoption.server.ts";
import { measureAdoption } from "#app/modules/knowledge/replication/measure-adoption.server.ts";
import { verifyCertificates } from "#app/modules/knowledge/replication/verify-certificates.server.ts";
import { certificateFile } from "#app/modules/knowledge/replication/certificate-file.server.ts";
import { adoptionTodo } from "#app/modules/knowledge/replication/queries-home.server.ts";
import { listAdoptions, loadAdoption, loadAdoptionsOfFix } from "#app/modules/knowledge/replication/queries.server.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { awaitingAcceptance, refusal, stateOf, tackledProblem } from "#tests/support/solving.server.ts";
import { until } from "#tests/support/until.ts";

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
  // Dropped and answered by it once more, it is taken up anew; measured since, who adopted it and when stays.
  const colleague = await makeActor([["ENGINEER", world.tools]]);
  const answeredAgain = async () => {
    await reopenProblem(world.toolsEngineer, { id: needId, version: null, reason: "还是它", to: "TRIAGE" });
    await returnProblem(world.toolsReviewer, { id: needId, version: await versionOf(needId), reason: "写清楚" });
    await recordReuse({ ...world.toolsEngineer, now: new Date() }, { fixId, needId });
    return db.reuse.findUniqueOrThrow({ where: { id: first.reuseId } });
  };
  await measureAdoption(world.toolsEngineer, first.reuseId, measuredBy(0));
  const master = await makeActor([["REVIEWER", world.tools]]);
  await decideAdoption(master, { id: first.reuseId, version: 1, verdict: "NOT_FIXED", note: "还卡" });
  await dropAdoption(world.toolsEngineer, first.reuseId, { version: 2, note: "备件没到" });
  expect(await answeredAgain()).toMatchObject({ state: "TAKEN", version: 4, decidedById: null, verdict: null });
  await measureAdoption(world.toolsEngineer, first.reuseId, measuredBy(4));
  const { at, byId, note } = await db.reuse.findUniqueOrThrow({ where: { id: first.reuseId } });
  expect(await answeredAgain()).toMatchObject({ state: "MEASURED", version: 5, at, byId });

  // Accepted while it is being answered by it once more, it stays as it was accepted.
  await reopenProblem(world.toolsEngineer, { id: needId, version: null, reason: "还是它", to: "TRIAGE" });
  await returnProblem(world.toolsReviewer, { id: needId, version: await versionOf(needId), reason: "写清楚" });
  await db.reuse.update({ where: { id: first.reuseId }, data: { state: "TAKEN" } });
  const { promise: answered, resolve: begun } = Promise.withResolvers<Promise<unknown>>();
  await db.$transaction(async (tx) => {
    await tx.reuse.update({ where: { id: first.reuseId }, data: { state: "ACCEPTED", version: 6 } });
    begun(recordReuse({ ...world.toolsEngineer, now: new Date() }, { fixId, needId, note: "又一次" }));
    await until("the use waits for the row", async () => {
      const rows = await db.$queryRaw<unknown[]>`
        SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%"Reuse"%'`;
      return rows.length > 0;
    });
  });
  await answered;
  const kept = await db.reuse.findUniqueOrThrow({ where: { id: first.reuseId } });
  expect(kept).toMatchObject({ state: "ACCEPTED", version: 6, at, byId, note });

  // Without a draft too: what was dropped is no second click.
  const alone = await recordReuse(colleague, { fixId });
  await dropAdoption(colleague, alone.reuseId, { version: 0, note: "备件没到" });
  expect(await recordReuse(colleague, { fixId })).not.toEqual(alone);
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

/** A third enterprise of the alliance, in a group with whom it is told. */
async function adopterIn(
  world: World,
  groupWith?: string,
): Promise<{ enterprise: string; engineer: Actor; reviewer: Actor }> {
  const groupId = groupWith
    ? (
        await db.enterpriseGroup.create({
          data: { name: `集团${crypto.randomUUID()}`, enterprises: { connect: { organisationId: groupWith } } },
        })
      ).id
    : undefined;
  const enterprise = await makeEnterprise({ groupId });
  await db.allianceMember.create({
    data: { allianceId: world.alliance, memberId: enterprise, joinedAt: new Date("2020-01-01") },
  });
  return {
    enterprise,
    engineer: await makeActor([["ENGINEER", enterprise]]),
    reviewer: await makeActor([["REVIEWER", enterprise]]),
  };
}

const daysAgo = (days: number) => new Date(new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10));
const measuredBy = (version: number, more: object = {}) => ({
  version,
  place: "灌装 2 线",
  adapted: "护栏按小瓶改窄",
  startedOn: daysAgo(40),
  endedOn: daysAgo(10),
  result: "卡瓶基本没有了",
  lossYuan: 1_200,
  contact: "王工 13900000000",
  anonymous: false,
  kept: false,
  measures: [{ name: "卡瓶", unit: "次/班", before: 7, after: 0.5, period: "一个月" }],
  ...more,
});

it("another enterprise adopts a fix, measures and accepts it itself; the studio gets its certificate", async () => {
  const world = await makeWorld();
  const fixId = await solved(world);
  const { engineer, reviewer, enterprise } = await adopterIn(world);
  const { reuseId } = await recordReuse(engineer, { fixId });
  expect((await ask(adoptionTodo(engineer))).map((one) => [one.id, one.reason])).toEqual([[reuseId, "measure"]]);
  const rule = { id: reuseId, verdict: "FIXED" as const, note: "" };
  expect(await refusal(decideAdoption(reviewer, { ...rule, version: 0 }))).toBe("adoption-state");
  const half = measuredBy(0, { measures: [{ name: "卡瓶", unit: "次/班", before: 7, after: null, period: "" }] });
  expect(await refusal(measureAdoption(engineer, reuseId, half))).toBe("adoption-measure");
  const later = measuredBy(0, { endedOn: new Date("2099-01-01") });
  expect(await refusal(measureAdoption(engineer, reuseId, later))).toBe("adoption-ends-later");
  await measureAdoption(engineer, reuseId, measuredBy(0));
  expect((await ask(adoptionTodo(reviewer))).map((one) => one.reason)).toEqual(["accept"]);

  // Nobody of the other side, and nobody who looks on.
  expect(await refusal(decideAdoption(world.engineer, { ...rule, version: 1 }))).toBe("not-your-move");
  expect(await refusal(decideAdoption(world.craftsman, { ...rule, version: 1 }))).toBe("not-your-move");
  expect(await refusal(decideAdoption(world.secretariat, { ...rule, version: 1 }))).toBe("not-your-move");
  expect(await refusal(decideAdoption(world.outsider, { ...rule, version: 1 }))).toBe("not_found");
  // Somebody of the adopter's who was in the solver's studio this year, or is a master of the solver's.
  const both = await makeActor([
    ["ENGINEER", enterprise],
    ["CRAFTSMAN", world.toolsStudio],
  ]);
  expect(await refusal(decideAdoption(both, { ...rule, version: 1 }))).toBe("adoption-acceptor");
  const master = await makeActor([["REVIEWER", enterprise]]);
  await db.mentorTie.create({
    data: { mentorId: master.personId, apprenticeId: world.craftsman.personId, startsAt: new Date("2019-01-01") },
  });
  expect(await refusal(decideAdoption(master, { ...rule, version: 1 }))).toBe("adoption-acceptor");
  expect(await refusal(decideAdoption(reviewer, { ...rule, version: 0 }))).toBe("conflict");
  expect(await refusal(decideAdoption(reviewer, { ...rule, verdict: "NOT_FIXED", version: 1 }))).toBe(
    "reason-required",
  );
  await decideAdoption(reviewer, { ...rule, verdict: "NOT_FIXED", note: "换瓶型又卡", version: 1 });
  await measureAdoption(engineer, reuseId, measuredBy(2));
  await decideAdoption(reviewer, { ...rule, version: 3 });
  expect(await refusal(measureAdoption(engineer, reuseId, measuredBy(4)))).toBe("adoption-state");

  const page = await loadAdoption(world.craftsman, reuseId);
  expect(page).toMatchObject({ state: "ACCEPTED", internal: false, affiliate: false, place: null, contact: null });
  expect(page.lossFen).toBe(null);
  expect(page.certificate).toMatchObject({ serial: 1 });
  const look = async () =>
    (await verifyCertificates(async () => {})).findings
      .filter((one) => one.subjectId === reuseId)
      .map((one) => `${one.kind} ${one.part}`);
  const serial = (to: number) =>
    Prisma.sql`UPDATE "AdoptionCertificate" SET "serial" = ${to} WHERE "reuseId" = ${reuseId}::uuid`;
  expect(await look()).toEqual([]);
  await expectFound(look, [["row-differs certificate", serial(7), serial(1)]]);
  const { file } = await certificateFile(world.craftsman, reuseId);
  expect(file.subarray(0, 2).toString()).toBe("PK");
  expect(await refusal(certificateFile(world.engineer, reuseId))).toBe("not_found");
  const listed = async (actor: Actor, given: boolean, q?: string) =>
    (await listAdoptions(actor, { given, q }, {})).rows.map((row) => row.id);
  expect(await listed(world.leader, true)).toEqual([reuseId]);
  expect(await listed(engineer, false)).toEqual([reuseId]);
  expect(await listed(world.engineer, false)).toEqual([]);

  // Found by what its line shows to whoever looks, and by nothing else.
  const fix = await db.problem.findUniqueOrThrow({ where: { id: fixId }, select: { number: true, title: true } });
  const { name: unit } = await db.organisation.findUniqueOrThrow({ where: { id: enterprise } });
  for (const q of [fix.number, fix.title.slice(1, 4), unit])
    expect([q, await listed(world.leader, true, q)]).toEqual([q, [reuseId]]);
  for (const q of ["没有这样的办法", "%", "_"]) expect(await listed(world.leader, true, q)).toEqual([]);
  await db.reuse.update({ where: { id: reuseId }, data: { anonymous: true } });
  await db.problem.update({ where: { id: fixId }, data: { redactions: { title: "脱敏以后的标题" } } });
  expect(await listed(world.leader, true, unit)).toEqual([]);
  expect(await listed(engineer, false, unit)).toEqual([reuseId]);
  expect(await listed(engineer, false, "脱敏以后")).toEqual([reuseId]);
  expect(await listed(engineer, false, fix.title)).toEqual([]);
  await db.problemReader.deleteMany({ where: { problemId: fixId } });
  expect(await listed(engineer, false, "脱敏以后")).toEqual([]);
  expect(await listed(engineer, false, fix.number)).toEqual([reuseId]);
  const told = await db.event.findFirstOrThrow({ where: { subjectId: fixId, type: "problem.adopted" } });
  expect(told).toMatchObject({ organisationId: world.brewery, actorOrgId: enterprise });
});

it("internal and affiliated adopters are marked and no independent ones", async () => {
  const world = await makeWorld();
  const fixId = await solved(world);
  const affiliate = await adopterIn(world, world.tools);
  const stranger = await adopterIn(world);
  const toolsMaster = await makeActor([["REVIEWER", world.tools]]);
  for (const [by, acceptor] of [
    [world.engineer, world.reviewer],
    [world.toolsEngineer, toolsMaster],
    [affiliate.engineer, affiliate.reviewer],
    [stranger.engineer, stranger.reviewer],
    [stranger.engineer, stranger.reviewer],
  ] as const) {
    const known = await db.reuse.findMany({ where: { fixId, byId: by.personId } });
    const later = { ...by, now: new Date(by.now.getTime() + known.length * 2 * 86_400_000) };
    const { reuseId } = await recordReuse(later, { fixId });
    await measureAdoption(later, reuseId, measuredBy(0));
    await decideAdoption(acceptor, { id: reuseId, version: 1, verdict: "PARTLY", note: "" });
  }
  const { lines, independent } = await loadAdoptionsOfFix(world.engineer, fixId);
  expect(lines.map((one) => [one.internal, one.affiliate]).sort()).toEqual([
    [false, false],
    [false, false],
    [false, true],
    [true, false],
    [true, false],
  ]);
  expect(independent).toBe(1);
  const serials = await db.adoptionCertificate.findMany({
    where: { studioId: world.toolsStudio },
    orderBy: { serial: "asc" },
  });
  expect(serials.map((one) => one.serial)).toEqual([1, 2, 3, 4, 5]);
});

it("an unnamed adopter stays unnamed, kept results stay with the team, and what is dropped says why", async () => {
  const world = await makeWorld();
  const fixId = await solved(world);
  const { engineer, reviewer } = await adopterIn(world);
  const { reuseId } = await recordReuse(engineer, { fixId });
  await measureAdoption(engineer, reuseId, measuredBy(0, { anonymous: true, kept: true }));
  await decideAdoption(reviewer, { id: reuseId, version: 1, verdict: "FIXED", note: "" });
  const seen = async (actor: Actor) => {
    const { unit, by, closed, measures } = await loadAdoption(actor, reuseId);
    return { named: unit !== null || by !== null, closed, measures: measures.length };
  };
  expect(await seen(engineer)).toEqual({ named: true, closed: false, measures: 1 });
  expect(await seen(world.craftsman)).toEqual({ named: false, closed: false, measures: 1 });
  for (const actor of [world.engineer, world.secretariat, world.toolsEngineer])
    expect(await seen(actor)).toEqual({ named: false, closed: true, measures: 0 });
  expect(await db.adoptionCertificate.findUniqueOrThrow({ where: { reuseId } })).toMatchObject({
    unit: "",
    contact: "",
  });
  expect(await db.event.findFirstOrThrow({ where: { subjectId: fixId, type: "problem.adopted" } })).toMatchObject({
    actorId: null,
    actorOrgId: null,
    payload: {},
  });
  // A reader of the summary alone learns nothing of it.
  expect(await refusal(loadAdoption(world.officer, reuseId))).toBe("not_found");
  expect(await refusal(loadAdoptionsOfFix(world.officer, fixId))).toBe("adoptions-detail");

  const other = await recordReuse(world.toolsEngineer, { fixId });
  expect(await refusal(dropAdoption(world.toolsEngineer, other.reuseId, { version: 0, note: "" }))).toBe(
    "reason-required",
  );
  await dropAdoption(world.toolsEngineer, other.reuseId, { version: 0, note: "瓶型不一样" });
  expect(await loadAdoption(world.toolsEngineer, other.reuseId)).toMatchObject({
    state: "DROPPED",
    verdictNote: "瓶型不一样",
  });
});
