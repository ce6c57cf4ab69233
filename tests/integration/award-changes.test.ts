import { randomUUID } from "node:crypto";
import { addDays } from "date-fns/addDays";
import { expect, it } from "vitest";
import { db } from "#app/lib/db.server.ts";
import { admitApplication } from "#app/modules/awards/applications/admit-application.server.ts";
import { recommendApplication } from "#app/modules/awards/applications/recommend-application.server.ts";
import { startApplication } from "#app/modules/awards/applications/start-application.server.ts";
import { submitApplication } from "#app/modules/awards/applications/submit-application.server.ts";
import { changedSince } from "#app/modules/awards/changes/changed-since.server.ts";
import { countChanges, loadChanges, wordsOnChanges } from "#app/modules/awards/changes/queries.server.ts";
import { KEEP, OUT } from "#app/modules/awards/changes/rules.ts";
import { type Outcome, settleChanges } from "#app/modules/awards/changes/settle-changes.server.ts";
import { decideRound } from "#app/modules/awards/decisions/decide-round.server.ts";
import { publishNotice } from "#app/modules/awards/notice/publish-notice.server.ts";
import { canonicalJson } from "#app/modules/events/chain.ts";
import { openRound } from "#app/modules/awards/rounds/run-round.server.ts";
import { saveRubric } from "#app/modules/awards/rounds/save-rubric.server.ts";
import { flagOn } from "#tests/support/award-rows.server.ts";
import { solvedProblem } from "#tests/support/benefits.server.ts";
import {
  applicationVersion,
  benefitRow,
  confirmedBy,
  draftedRound,
  registeredAchievement,
} from "#tests/support/award-life.server.ts";
import { queriesOf } from "#tests/support/count-queries.server.ts";
import {
  achievementOf,
  admittedApplication,
  countedRecords,
  draftRound,
  putRound,
} from "#tests/support/award-panel.server.ts";
import { useTestDatabase } from "#tests/support/database.server.ts";
import { makeActor, makeWorld } from "#tests/support/factories.server.ts";
import { refusal } from "#tests/support/solving.server.ts";

useTestDatabase();

const roundVersion = async (id: string) => (await db.awardRound.findUniqueOrThrow({ where: { id } })).version;
const changedSinceOf = async (roundId: string, ids: string[], gates?: unknown[]) => {
  const round = await db.awardRound.findUniqueOrThrow({ where: { id: roundId } });
  return changedSince(db, gates ? { ...round, gates } : round, new Map(ids.map((id) => [id, ""])), new Date());
};
const stateOf = async (id: string) => (await db.awardApplication.findUniqueOrThrow({ where: { id } })).state;

it("gaming: what an award rests on has changed since its admission: a person says what it means, and no rule is waived", async () => {
  const world = await makeWorld();
  const { officer } = world;
  const second = [
    { grade: "一等奖", places: 1 },
    { grade: "二等奖", places: 2 },
  ];
  const roundId = await draftRound(world, { headRule: "NOT_AMONG", places: second });
  const brewery = { enterpriseId: world.brewery, studioId: null, unitId: world.brewery };
  const admit = async (person: { personId: string }, rank: number) => {
    const achievement = await achievementOf(person, brewery, world.reviewer.personId);
    await countedRecords(world, achievement, { yuan: 1_200_000, adopters: 2 });
    const by = { enterpriseId: world.brewery, byId: person.personId };
    const id = await admittedApplication(roundId, achievement, by, "counted");
    const score = { total: 900 - rank, rank, sheets: 2, spread: 0, detail: [], hash: "0".repeat(64) };
    await db.applicationScore.create({ data: { applicationId: id, ...score } });
    return { id, achievement };
  };
  const corrected = await admit(world.engineer, 1);
  const headed = await admit(world.engineer2, 2);
  const honest = await admit(world.craftsman, 3);
  const all = [corrected.id, headed.id, honest.id];
  await putRound(roundId, "REVIEW");
  await db.awardRound.update({ where: { id: roundId }, data: { state: "PANEL", panelClosedAt: new Date() } });
  const publish = async () => publishNotice(officer, roundId, await roundVersion(roundId));
  const changes = async () => (await loadChanges(officer, roundId)).rows;
  const seenOf = async (id: string) => {
    const row = (await changes()).find((one) => one.id === id);
    return { seen: row?.mark ?? "", version: row?.version ?? -1 };
  };
  const settle = async (id: string, outcome: string, more: Partial<Outcome> = {}) =>
    settleChanges(officer, roundId, {
      applicationId: id,
      ...(await seenOf(id)),
      outcome,
      reason: "更正后仍为最高",
      ...more,
    });
  const frozen = async () =>
    canonicalJson([
      await db.applicationScore.findMany({ orderBy: { applicationId: "asc" } }),
      await db.applicationFact.findMany({ orderBy: [{ applicationId: "asc" }, { key: "asc" }] }),
    ]);
  const admitted = await frozen();
  expect(await countChanges(officer, roundId)).toEqual({ changed: 0, waiting: 0, barred: 0 });
  expect(await refusal(loadChanges(world.secretariat, roundId))).toBe("not_found");

  // The best one's benefit is corrected: the points stay, and its rank alone gives it no grade any more.
  const { benefitId } = await db.achievementBenefit.findFirstOrThrow({
    where: { achievementId: corrected.achievement },
  });
  await db.benefit.update({ where: { id: benefitId }, data: { state: "CORRECTED", holds: false } });
  expect(await refusal(publish())).toBe("award-changes-open");
  expect(await changes()).toMatchObject([
    {
      id: corrected.id,
      grade: "一等奖",
      barred: false,
      waits: true,
      changes: [{ what: "RECORD", kind: "benefit", id: benefitId, state: "CORRECTED", keys: ["certifiedYuan"] }],
      facts: [
        { key: "bestYearYuan", was: "1200000", now: "0" },
        { key: "certifiedYuan", was: "1200000", now: "0" },
      ],
    },
  ]);
  expect((await queriesOf(() => loadChanges(officer, roundId))).length).toBeLessThanOrEqual(6);
  const own = { ...(await makeActor([["UNION_OFFICER", world.federation]])), personId: world.engineer.personId };
  const said = {
    applicationId: corrected.id,
    ...(await seenOf(corrected.id)),
    outcome: KEEP,
    reason: "更正后仍为最高",
  };
  for (const [refused, actor, input] of [
    ["changes-moved", officer, { ...said, seen: "0".repeat(64) }],
    ["conflict", officer, { ...said, version: said.version + 1 }],
    ["changes-moved", officer, { ...said, applicationId: honest.id, version: 0 }],
    ["reason-required", officer, { ...said, reason: "" }],
    ["bad_choice", officer, { ...said, outcome: "特等奖" }],
    ["award-own", own, said],
    ["not_found", world.secretariat, said],
  ] as const)
    expect(await refusal(settleChanges(actor, roundId, input))).toBe(refused);
  expect(await db.event.count({ where: { type: "award.changes-settled" } })).toBe(0);
  await settle(corrected.id, KEEP);
  expect(await countChanges(officer, roundId)).toEqual({ changed: 1, waiting: 0, barred: 0 });
  await publish();
  expect(await Promise.all(all.map(stateOf))).toEqual(["PROPOSED", "PROPOSED", "PROPOSED"]);

  // During the notice a completer is made the head of a house: what the round does not admit nobody waives.
  const decide = async () =>
    decideRound({ ...officer, now: addDays(officer.now, 60) }, roundId, await roundVersion(roundId));
  const head = { organisationId: world.brewery, role: "ENGINEER" as const, isHead: true };
  const since = { personId: world.engineer2.personId, startsAt: addDays(new Date(), -1) };
  await db.membership.create({ data: { ...head, ...since } });
  // The honest twin was one once: it ended more than a year ago.
  const once = {
    personId: world.craftsman.personId,
    startsAt: addDays(new Date(), -900),
    endsAt: addDays(new Date(), -400),
  };
  await db.membership.create({ data: { ...head, ...once } });
  expect(await refusal(decide())).toBe("award-not-admitted-now");
  expect(await refusal(settle(headed.id, KEEP))).toBe("award-cannot-stay");
  expect(await refusal(settle(headed.id, "二等奖"))).toBe("bad_choice");
  await settle(headed.id, OUT, { reason: "公示期间任企业负责人" });
  expect(await db.event.findFirst({ where: { subjectId: headed.id, type: "award.excluded" } })).toMatchObject({
    reason: "公示期间任企业负责人",
  });

  // A word given to one change is none to another: an adopter has become one of the own group since.
  const { reuse } = await db.achievementAdopter.findFirstOrThrow({
    where: { achievementId: corrected.achievement },
    select: { reuse: { select: { enterpriseId: true } } },
  });
  const { id: groupId } = await db.enterpriseGroup.create({ data: { name: `集团 ${corrected.id}` } });
  const joined = [world.brewery, reuse?.enterpriseId ?? ""];
  await db.enterprise.updateMany({ where: { organisationId: { in: joined } }, data: { groupId } });
  expect(await refusal(decide())).toBe("award-changes-open");
  await settle(corrected.id, KEEP);
  // However many there are, they are two statements, the rules of the round with them.
  const asked = await queriesOf(() => changedSinceOf(roundId, all));
  expect(asked).toHaveLength(3);
  await decide();
  expect(await Promise.all(all.map(stateOf))).toEqual(["AWARDED", "EXCLUDED", "AWARDED"]);
  expect(await frozen()).toBe(admitted);
  // Who audits the round reads what was said to them, in its order.
  expect(await wordsOnChanges(corrected.id)).toMatchObject([
    { outcome: KEEP, by: officer.name, reason: "更正后仍为最高" },
    { outcome: KEEP },
  ]);
});

it("a fault that came back after the admission is a change, also where no fact counted its fix", async () => {
  const world = await makeWorld();
  const roundId = await draftRound(world, { headRule: "NOT_FIRST" });
  const [counted, older] = [await solvedProblem(world), await solvedProblem(world)];
  await db.acceptance.updateMany({ where: { problemId: older }, data: { at: addDays(new Date(), -900) } });
  const yesterday = addDays(new Date(), -1);
  await db.acceptance.updateMany({ where: { problemId: counted }, data: { at: yesterday } });
  const achievement = await registeredAchievement(world, [world.craftsman], { problemIds: [counted, older] });
  const by = { enterpriseId: world.tools, byId: world.craftsman.personId };
  const id = await admittedApplication(roundId, achievement, by, "counted");
  expect(await changedSinceOf(roundId, [id])).toEqual(new Map());
  for (const problemId of [counted, older]) {
    await db.acceptance.updateMany({ where: { problemId }, data: { supersededAt: addDays(new Date(), 1) } });
    await db.problem.update({ where: { id: problemId }, data: { state: "IN_PROGRESS" } });
  }
  const back = { kind: "problem", state: "IN_PROGRESS", bars: false };
  expect((await changedSinceOf(roundId, [id])).get(id)?.changes).toMatchObject([
    { ...back, what: "FIX", id: older, keys: [] },
    { ...back, what: "RECORD", id: counted, keys: expect.arrayContaining(["solvedProblems"]) },
  ]);

  // Accepted again after the days of the round it counts no more, and has not come back; bought up, it is none of another house.
  const one = await db.acceptance.findFirstOrThrow({ where: { problemId: counted } });
  const { id: _, ...again } = { ...one, at: addDays(new Date(), 3), supersededAt: null };
  await db.acceptance.create({ data: again });
  await db.problem.update({ where: { id: counted }, data: { state: "SOLVED" } });
  const now = async () => (await changedSinceOf(roundId, [id])).get(id)?.changes;
  expect(await now()).toMatchObject([{ id: older }, { what: "RECORD", id: counted, state: "SOLVED" }]);
  await db.acceptance.updateMany({ where: { problemId: counted, supersededAt: null }, data: { at: yesterday } });
  await db.problem.update({ where: { id: counted }, data: { internal: true } });
  expect(await now()).toMatchObject([
    { id: older },
    { what: "RECORD", id: counted, state: "SHARE", keys: ["solvedElsewhere"], now: "solvedProblems 1" },
  ]);
});

it("a flag on a saving that only a studio's facts name holds up its admission; cleared it does not", async () => {
  const world = await makeWorld();
  const { officer, leader } = world;
  const roundId = await draftedRound(world, { subject: "STUDIO" });
  const criterion = { key: "money", name: { zh: "效益", en: "" }, guide: { zh: "", en: "" }, max: 1_000 };
  const marking = { kind: "COMPUTED" as const, formula: "certifiedYuan / 1000000", steps: [] };
  await saveRubric(officer, roundId, { version: 1, content: { criteria: [{ ...criterion, marking }], ties: [] } });
  await openRound(officer, roundId, 2);
  const saving = await benefitRow(world);
  const subject = { kind: "studio" as const, id: world.toolsStudio };
  const { id } = await startApplication(leader, { clientId: randomUUID(), roundId, subject });
  await confirmedBy(id, leader);
  await submitApplication(leader, id, await applicationVersion(id));
  await recommendApplication(world.toolsReviewer, id, { version: await applicationVersion(id), opinion: "同意" });
  const flagged = await flagOn(saving, world.tools, "benefit");
  expect(await refusal(admitApplication(officer, id, await applicationVersion(id)))).toBe("flag-blocks");
  expect(await db.applicationFact.count({ where: { applicationId: id } })).toBe(0);
  await db.flag.update({ where: { id: flagged.id }, data: { lapsedAt: new Date() } });
  // A studio that has lost its name is not let in, and what was let in is not awarded to one.
  const revoked = (state: "REVOKED" | "DESIGNATED") =>
    db.studio.update({ where: { organisationId: world.toolsStudio }, data: { state } });
  await revoked("REVOKED");
  expect(await refusal(admitApplication(officer, id, await applicationVersion(id)))).toBe("application-lacks");
  await revoked("DESIGNATED");
  await admitApplication(officer, id, await applicationVersion(id));
  expect(await stateOf(id)).toBe("ADMITTED");
  expect(await changedSinceOf(roundId, [id])).toEqual(new Map());
  await revoked("REVOKED");
  const lost = { what: "STUDIO", id: world.toolsStudio, bars: true };
  expect((await changedSinceOf(roundId, [id])).get(id)?.changes).toMatchObject([lost]);
  // Its part of the saving is another now: two fifths of a million, and with it the gate of the round is missed.
  await db.benefitShare.updateMany({ where: { benefitId: saving }, data: { basisPoints: 4_000 } });
  const gate = { key: "g", text: { zh: "效益", en: "" }, formula: "certifiedYuan", at: "LEAST", value: "500000" };
  const today = (await changedSinceOf(roundId, [id], [gate])).get(id);
  expect(today?.changes[0]?.now).toBe("certifiedYuan 400000");
  expect(today?.facts).toEqual([{ key: "certifiedYuan", was: "1000000", now: "400000" }]);
  expect(today?.changes).toMatchObject([
    { what: "RECORD", kind: "benefit", id: saving, state: "SHARE", bars: false },
    lost,
    { what: "GATE", id: "0", bars: true },
  ]);
});
