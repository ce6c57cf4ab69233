import { randomUUID } from "node:crypto";
import { addDays } from "date-fns/addDays";
import { expect, it } from "vitest";
import { db } from "#app/lib/db.server.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { changedSince } from "#app/modules/awards/changes/changed-since.server.ts";
import { countChanges, loadChanges } from "#app/modules/awards/changes/queries.server.ts";
import { KEEP, OUT } from "#app/modules/awards/changes/rules.ts";
import { settleChanges } from "#app/modules/awards/changes/settle-changes.server.ts";
import { decideRound } from "#app/modules/awards/decisions/decide-round.server.ts";
import { factsOf } from "#app/modules/awards/facts/facts-of.server.ts";
import { gradeApplication } from "#app/modules/awards/notice/grade-application.server.ts";
import { publishNotice } from "#app/modules/awards/notice/publish-notice.server.ts";
import { loadNotice } from "#app/modules/awards/notice/queries.server.ts";
import { loadScores } from "#app/modules/awards/scores/queries.server.ts";
import { roundTabsFor } from "#app/modules/awards/rounds/tabs/round-tabs.server.ts";
import { roundsAuditedBy } from "#app/modules/awards/audit/visibility.ts";
import { applicationVersion, benefitRow, registeredAchievement } from "#tests/support/award-life.server.ts";
import {
  achievementOf,
  admittedApplication,
  countedRecords,
  draftRound,
  putRound,
} from "#tests/support/award-panel.server.ts";
import { applicationRow, roundRow } from "#tests/support/award-rows.server.ts";
import { solvedProblem } from "#tests/support/benefits.server.ts";
import { queriesOf } from "#tests/support/count-queries.server.ts";
import { useTestDatabase } from "#tests/support/database.server.ts";
import { makeActor, makeWorld, type World } from "#tests/support/factories.server.ts";
import { refusal } from "#tests/support/solving.server.ts";

useTestDatabase();

const roundVersion = async (id: string) => (await db.awardRound.findUniqueOrThrow({ where: { id } })).version;

/** An application of the brewery with these records, admitted and ranked. */
async function admitted(world: World, roundId: string, rank: number, records: { yuan?: number; adopters?: number }) {
  const place = { enterpriseId: world.brewery, studioId: null, unitId: world.brewery };
  const achievement = await achievementOf(world.engineer, place, world.reviewer.personId);
  await countedRecords(world, achievement, records);
  const by = { enterpriseId: world.brewery, byId: world.engineer.personId };
  const id = await admittedApplication(roundId, achievement, by, "counted");
  const score = { total: 900 - rank, rank, sheets: 2, spread: 0, detail: [], hash: "0".repeat(64) };
  await db.applicationScore.create({ data: { applicationId: id, ...score } });
  return { id, achievement };
}

/** The panel has closed. */
async function close(roundId: string) {
  await putRound(roundId, "REVIEW");
  await db.awardRound.update({ where: { id: roundId }, data: { state: "PANEL", panelClosedAt: new Date() } });
}

const rowOf = async (actor: Actor, roundId: string, id: string) => {
  const row = (await loadChanges(actor, roundId)).rows.find((one) => one.id === id);
  if (!row) throw new Error("It has not changed.");
  return row;
};
const wordOf = ({ id, mark, version }: Awaited<ReturnType<typeof rowOf>>, outcome: string) => ({
  applicationId: id,
  seen: mark,
  version,
  outcome,
  reason: "已核实",
});
const since = async (roundId: string, id: string) => {
  const round = await db.awardRound.findUniqueOrThrow({ where: { id: roundId } });
  return (await changedSince(db, round, new Map([[id, ""]]), new Date())).get(id);
};

/** The benefit of an achievement that counts is corrected: a new entry takes its place. */
async function correct(world: World, achievementId: string, yuan: number) {
  const { benefitId } = await db.achievementBenefit.findFirstOrThrow({
    where: { achievementId, benefit: { state: "CERTIFIED" } },
  });
  await db.benefit.update({ where: { id: benefitId }, data: { state: "CORRECTED", holds: false } });
  await countedRecords(world, achievementId, { yuan });
}

it("a word covers the changes it was given to: the next correction of the same benefit asks again", async () => {
  const world = await makeWorld();
  const { officer } = world;
  const roundId = await draftRound(world);
  const { id, achievement } = await admitted(world, roundId, 1, { yuan: 1_200_000 });
  await close(roundId);
  await correct(world, achievement, 480_000);
  const first = await rowOf(officer, roundId, id);
  expect(first.facts).toEqual([
    { key: "bestYearYuan", was: "1200000", now: "480000" },
    { key: "certifiedYuan", was: "1200000", now: "480000" },
  ]);
  await settleChanges(officer, roundId, wordOf(first, KEEP));
  expect(await countChanges(officer, roundId)).toMatchObject({ changed: 1, waiting: 0 });
  await correct(world, achievement, 100_000);
  const second = await rowOf(officer, roundId, id);
  expect(second).toMatchObject({ waits: true, settled: null, facts: [{ now: "100000" }, { now: "100000" }] });
  expect(second.changes).toEqual(first.changes);
  expect(second.mark).not.toBe(first.mark);
  expect(await refusal(publishNotice(officer, roundId, await roundVersion(roundId)))).toBe("award-changes-open");
  // An adoption that came since is no change of what it was admitted with.
  await settleChanges(officer, roundId, wordOf(second, KEEP));
  await countedRecords(world, achievement, { adopters: 1 });
  expect(await countChanges(officer, roundId)).toMatchObject({ waiting: 0 });
});

it("shares that change places leave the sum, and ask for a word of their own", async () => {
  const world = await makeWorld();
  const now = new Date();
  const roundId = await draftRound(world, { factsFrom: addDays(now, -800) });
  const id = await applicationRow(world, roundId, { studioId: world.toolsStudio });
  const [one, other] = [await benefitRow(world), await benefitRow(world)];
  const facts = (await factsOf(db, [id], { from: addDays(now, -800), until: now })).get(id) ?? {};
  const kept = Object.entries(facts).map(([key, { value, evidence }]) => ({ applicationId: id, key, value, evidence }));
  await db.applicationFact.createMany({ data: kept as never });
  await db.awardApplication.update({
    where: { id },
    data: { state: "ADMITTED", admittedAt: now, factsHash: "0".repeat(64) },
  });
  const share = async (first: number) => {
    await db.benefitShare.updateMany({ where: { benefitId: one }, data: { basisPoints: first } });
    await db.benefitShare.updateMany({ where: { benefitId: other }, data: { basisPoints: 10_000 - first } });
    return since(roundId, id);
  };
  const [before, after] = [await share(4_000), await share(6_000)];
  expect(before).toMatchObject({ changes: [{ state: "SHARE" }, { state: "SHARE" }], facts: [{ now: "1000000" }] });
  expect(after?.facts).toEqual(before?.facts);
  expect(after?.mark).not.toBe(before?.mark);
});

it("a record that makes way for its twin is no change, and without both it is one", async () => {
  const world = await makeWorld();
  const roundId = await draftRound(world);
  const { id, achievement } = await admitted(world, roundId, 1, { adopters: 1 });
  const { reuse } = await db.achievementAdopter.findFirstOrThrow({
    where: { achievementId: achievement },
    select: { reuse: true },
  });
  if (!reuse) throw new Error("An adoption is what counts.");
  // The same house adopted another fix of it, before: of the two the earlier one counts.
  const fixId = await solvedProblem(world);
  const earlier = await db.reuse.create({
    data: {
      fixId,
      enterpriseId: reuse.enterpriseId,
      byId: reuse.byId,
      at: reuse.at,
      state: "ACCEPTED",
      decidedAt: addDays(reuse.decidedAt ?? new Date(), -9),
    },
  });
  await db.achievementAdopter.create({
    data: { achievementId: achievement, reuseId: earlier.id, unit: "采用厂", on: reuse.at },
  });
  expect(await since(roundId, id)).toBeUndefined();
  const { id: groupId } = await db.enterpriseGroup.create({ data: { name: `集团 ${id}` } });
  const joined = [world.brewery, reuse.enterpriseId];
  await db.enterprise.updateMany({ where: { organisationId: { in: joined } }, data: { groupId } });
  expect(await since(roundId, id)).toMatchObject({
    changes: [{ what: "RECORD", kind: "adoption", id: reuse.id, keys: ["independentAdopters"] }],
    facts: [{ key: "independentAdopters", was: "1", now: "0" }],
  });
});

it("of two officers the later one is told, before the notice and during it, and no grade contradicts the last word", async () => {
  const world = await makeWorld();
  const { officer } = world;
  const colleague = await makeActor([["UNION_OFFICER", world.federation]]);
  const roundId = await draftRound(world);
  const { id, achievement } = await admitted(world, roundId, 1, { yuan: 1_200_000 });
  await admitted(world, roundId, 2, { yuan: 600_000 });
  await close(roundId);
  await correct(world, achievement, 480_000);
  const gradeOf = async () => (await db.awardApplication.findUniqueOrThrow({ where: { id } })).grade;
  const words = () => db.event.count({ where: { subjectId: id, type: "award.changes-settled" } });

  const older = await rowOf(colleague, roundId, id);
  await settleChanges(officer, roundId, wordOf(older, OUT));
  expect(await refusal(settleChanges(colleague, roundId, wordOf(older, KEEP)))).toBe("conflict");
  expect([await gradeOf(), await words()]).toEqual(["", 1]);

  // Proposed after all: "no award" is no word for it, though nothing has changed since.
  const ranked = { applicationId: id, grade: null, reason: "" };
  await gradeApplication(officer, roundId, { ...ranked, version: await applicationVersion(id) });
  const again = await rowOf(colleague, roundId, id);
  expect(again).toMatchObject({ mark: older.mark, waits: true, settled: { outcome: OUT, by: officer.name } });
  expect(await countChanges(officer, roundId)).toMatchObject({ waiting: 1 });
  await settleChanges(officer, roundId, wordOf(again, KEEP));
  expect(await refusal(settleChanges(colleague, roundId, wordOf(again, "二等奖")))).toBe("conflict");
  await publishNotice(officer, roundId, await roundVersion(roundId));

  const noticed = await rowOf(colleague, roundId, id);
  await settleChanges(officer, roundId, wordOf(noticed, OUT));
  expect(await refusal(settleChanges(colleague, roundId, wordOf(noticed, KEEP)))).toBe("conflict");
  expect([await words(), (await db.awardApplication.findUniqueOrThrow({ where: { id } })).state]).toEqual([
    3,
    "EXCLUDED",
  ]);
  const elsewhere = await applicationRow(world, roundId, { achievementId: await registeredAchievement(world) });
  const strange = { ...wordOf(noticed, OUT), applicationId: elsewhere };
  expect(await refusal(settleChanges(colleague, roundId, strange))).toBe("not_found");
});

it("a grade a word was given on is not undone without one, and who grades what was settled meanwhile is told so", async () => {
  const world = await makeWorld();
  const { officer } = world;
  const roundId = await draftRound(world, {
    places: [
      { grade: "一等奖", places: 2 },
      { grade: "二等奖", places: 1 },
    ],
  });
  const { id, achievement } = await admitted(world, roundId, 1, { yuan: 1_200_000 });
  await close(roundId);
  await correct(world, achievement, 480_000);
  const grade = async (version: number) =>
    gradeApplication(officer, roundId, { applicationId: id, version, grade: null, reason: "" });
  const publish = async () => publishNotice(officer, roundId, await roundVersion(roundId));
  const seen = await applicationVersion(id);
  await settleChanges(officer, roundId, wordOf(await rowOf(officer, roundId, id), "二等奖"));
  expect(await rowOf(officer, roundId, id)).toMatchObject({ grade: "二等奖", waits: false, regraded: false });
  expect((await loadScores(officer, roundId)).rows.find((row) => row.id === id)?.version).toBe(seen + 1);

  // Whose page is older than the word overwrites nothing.
  expect(await refusal(grade(seen))).toBe("conflict");
  expect(await rowOf(officer, roundId, id)).toMatchObject({ grade: "二等奖", waits: false });
  // The rank's grade needs no reason; against the last word it needs another word.
  await grade(seen + 1);
  const undone = await rowOf(officer, roundId, id);
  expect(undone).toMatchObject({ grade: "一等奖", waits: true, regraded: true, settled: { outcome: "二等奖" } });
  expect(await refusal(publish())).toBe("award-changes-open");
  await settleChanges(officer, roundId, wordOf(undone, KEEP));
  expect(await rowOf(officer, roundId, id)).toMatchObject({ waits: false, regraded: false });
  // A word tells the grade it was given on, also where ranks gave it.
  const word = await db.event.findFirstOrThrow({ where: { subjectId: id }, orderBy: { id: "desc" } });
  expect(word.payload).toMatchObject({ outcome: KEEP, grade: "一等奖" });
  await publish();
  expect(await countChanges(officer, roundId)).toMatchObject({ changed: 1, waiting: 0 });
});

it("an officer who stands back as a judge reads and says nothing of that application; its change still counts", async () => {
  const world = await makeWorld();
  const judge = await makeActor([["UNION_OFFICER", world.federation]]);
  const roundId = await draftRound(world);
  const [own, other] = [
    await admitted(world, roundId, 1, { yuan: 1_234_567 }),
    await admitted(world, roundId, 2, { yuan: 600_000 }),
  ];
  const seat = await db.panelSeat.create({
    data: { roundId, personId: judge.personId, name: judge.name, position: 1, acceptedAt: new Date() },
  });
  await db.recusal.create({
    data: { seatId: seat.id, applicationId: own.id, kind: "DECLARED", ground: "OTHER", at: new Date() },
  });
  await close(roundId);
  const seen = async () => wordOf(await rowOf(world.officer, roundId, own.id), KEEP);
  for (const one of [own, other]) await correct(world, one.achievement, 100_000);
  const page = await loadChanges(judge, roundId);
  expect(page).toMatchObject({ count: { changed: 2, waiting: 2 }, stoodBack: 1, rows: [{ id: other.id }] });
  expect(JSON.stringify(page)).not.toContain("1234567");
  expect(await refusal(settleChanges(judge, roundId, await seen()))).toBe("not_found");
  const grade = { applicationId: own.id, version: await applicationVersion(own.id), grade: "二等奖", reason: "好" };
  expect(await refusal(gradeApplication(judge, roundId, grade))).toBe("not_found");
  expect(await loadChanges(world.officer, roundId)).toMatchObject({ stoodBack: 0, rows: [{}, {}] });
  await settleChanges(world.officer, roundId, await seen());
});

it("the notice counts objections as the decision does, also of what was withdrawn meanwhile", async () => {
  const world = await makeWorld();
  const { officer } = world;
  const roundId = await draftRound(world);
  const [gone] = [
    await admitted(world, roundId, 1, { yuan: 1_200_000 }),
    await admitted(world, roundId, 2, { yuan: 600_000 }),
  ];
  await close(roundId);
  await publishNotice(officer, roundId, await roundVersion(roundId));
  const about = { clientId: randomUUID(), applicationId: gone.id, at: new Date() };
  await db.objection.create({ data: { ...about, name: "甲", contact: "1", text: "有异议" } });
  await db.awardApplication.update({ where: { id: gone.id }, data: { state: "WITHDRAWN" } });
  expect((await loadNotice(officer, roundId)).open).toBe(1);
  expect((await loadNotice(world.outsider, roundId)).open).toBeNull();
  expect((await queriesOf(() => loadNotice(officer, roundId))).length).toBeLessThanOrEqual(6);
  const after = { ...officer, now: addDays(officer.now, 60) };
  expect(await refusal(decideRound(after, roundId, await roundVersion(roundId)))).toBe("objections-open");
});

it("a deputy has no tab that leads to evidence deputies do not read", async () => {
  const world = await makeWorld();
  const roundId = await roundRow(world);
  const deputyFor = { personId: world.officer.personId, name: world.officer.name };
  const standings = world.officer.standings.map((one) => ({ ...one, deputyFor }));
  for (const [actor, audits] of [
    [world.officer, true],
    [{ ...(await makeActor([])), standings }, false],
  ] as const) {
    expect(await roundTabsFor(actor, roundId)).toMatchObject({ id: roundId, audits });
    expect(await db.awardRound.count({ where: { id: roundId, AND: roundsAuditedBy(actor) } })).toBe(audits ? 1 : 0);
  }
});
