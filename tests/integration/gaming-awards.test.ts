import { randomUUID } from "node:crypto";
import { addDays } from "date-fns/addDays";
import { expect, it } from "vitest";
import { db } from "#app/lib/db.server.ts";
import { linkFact, unlinkFact } from "#app/modules/achievements/achievement/link-facts.server.ts";
import { loadAchievement } from "#app/modules/achievements/achievement/queries.server.ts";
import { shareAchievement } from "#app/modules/achievements/achievement/share-achievement.server.ts";
import { similarAchievements } from "#app/modules/achievements/achievement/similar.server.ts";
import { submitAchievement } from "#app/modules/achievements/achievement/submit-achievement.server.ts";
import { withdrawAchievement } from "#app/modules/achievements/achievement/withdraw-achievement.server.ts";
import { certifyBenefit } from "#app/modules/achievements/benefit/certify-benefit.server.ts";
import { registerBenefitFiles } from "#app/modules/achievements/benefit/evidence.server.ts";
import { decideRound } from "#app/modules/awards/decisions/decide-round.server.ts";
import { factsOfSubject } from "#app/modules/awards/facts/facts-of.server.ts";
import { detectRecycled } from "#app/modules/awards/flags/detect-recycled.server.ts";
import { gradeApplication } from "#app/modules/awards/notice/grade-application.server.ts";
import { objectTo } from "#app/modules/awards/notice/object.server.ts";
import { publishNotice } from "#app/modules/awards/notice/publish-notice.server.ts";
import { conflictNow } from "#app/modules/awards/panel/open-panel.server.ts";
import {
  adopted,
  adopter,
  alone,
  benefitOf,
  entered,
  registered,
  versionOf,
  written,
} from "#tests/support/achievements.server.ts";
import { applicationRow, roundRow } from "#tests/support/award-rows.server.ts";
import { later, solvedProblem } from "#tests/support/benefits.server.ts";
import { achievementOf, admittedApplication, draftRound, putRound } from "#tests/support/award-panel.server.ts";
import { useTestDatabase } from "#tests/support/database.server.ts";
import { makeActor, makeEnterprise, makePerson, makeStudio, makeWorld } from "#tests/support/factories.server.ts";
import { refusal, tackledProblem } from "#tests/support/solving.server.ts";
import { until } from "#tests/support/until.ts";

useTestDatabase();
registerBenefitFiles();

const roundVersion = async (id: string) => (await db.awardRound.findUniqueOrThrow({ where: { id } })).version;
const stateOf = async (id: string) => (await db.awardApplication.findUniqueOrThrow({ where: { id } })).state;

it("conflicts reach where completers have gone since, who shares in the benefit, and a studio's leaders", async () => {
  const world = await makeWorld();
  const roundId = await draftRound(world);
  const house = await makeEnterprise({ parentId: world.federation });
  const studio = await makeStudio(house);
  const judge = await makePerson([["CRAFTSMAN", studio]]);
  const place = { enterpriseId: world.tools, studioId: world.toolsStudio, unitId: world.toolsStudio };
  const achievement = await achievementOf(world.craftsman, place, world.toolsReviewer.personId);
  const by = { enterpriseId: world.tools, byId: world.toolsEngineer.personId };
  const id = await admittedApplication(roundId, achievement, by);
  const found = (about = id) => conflictNow(db, judge, about, new Date());
  expect(await found()).toBeNull();

  // The completer has gone to the judge's house since, or was there until a month ago; thirteen months ago is over.
  const went = await db.membership.create({
    data: {
      personId: world.craftsman.personId,
      organisationId: house,
      role: "ENGINEER",
      startsAt: new Date("2024-01-01"),
    },
  });
  const left = (days: number) =>
    db.membership.update({ where: { id: went.id }, data: { endsAt: addDays(new Date(), -days) } });
  expect(await found()).toBe("ENTERPRISE");
  await left(30);
  expect(await found()).toBe("ENTERPRISE");
  await left(396);
  expect(await found()).toBeNull();
  await db.membership.update({
    where: { id: went.id },
    data: { organisationId: studio, role: "CRAFTSMAN", endsAt: null },
  });
  expect(await found()).toBe("STUDIO");
  await left(396);

  // A share in the saving that the application counts is a part in it.
  const saving = await benefitOf(world, await tackledProblem(world), "灌装 3 线");
  await db.achievementBenefit.create({ data: { achievementId: achievement, benefitId: saving } });
  expect(await found()).toBeNull();
  const share = { benefitId: saving, personId: judge, organisationId: world.brewery, position: 1, basisPoints: 1 };
  await db.benefitShare.create({ data: share });
  expect(await found()).toBe("OWN");

  // A studio's work is its leaders': of both, also where only one of them wrote it; a bond outlasts its agreement.
  const now = new Date();
  const { id: ofStudio } = await db.awardApplication.create({
    data: { ...by, clientId: randomUUID(), roundId, studioId: world.toolsStudio, createdAt: now, submittedAt: now },
    select: { id: true },
  });
  expect(await found(ofStudio)).toBeNull();
  await db.mentorTie.create({
    data: {
      mentorId: world.leader.personId,
      apprenticeId: judge,
      startsAt: addDays(now, -900),
      endsAt: addDays(now, -500),
    },
  });
  expect(await found(ofStudio)).toBe("MENTOR");
});

it("what was revoked during the notice is awarded nothing, and no objection comes in beside the decision", async () => {
  const world = await makeWorld();
  const roundId = await draftRound(world);
  const place = { enterpriseId: world.tools, studioId: world.toolsStudio, unitId: world.toolsStudio };
  const by = { enterpriseId: world.tools, byId: world.craftsman.personId };
  const propose = async (grade: string) => {
    const achievement = await achievementOf(world.craftsman, place, world.toolsReviewer.personId);
    const id = await admittedApplication(roundId, achievement, by);
    await db.awardApplication.update({ where: { id }, data: { state: "PROPOSED", grade } });
    return { id, achievement };
  };
  const [revoked, honest] = [await propose("一等奖"), await propose("二等奖")];
  const now = new Date();
  await putRound(roundId, "REVIEW");
  await db.awardRound.update({
    where: { id: roundId },
    data: { state: "NOTICE", noticeFrom: addDays(now, -9), noticeUntil: addDays(now, 1) },
  });
  await db.achievement.update({ where: { id: revoked.achievement }, data: { state: "WITHDRAWN" } });

  // Somebody objects in the moment in which a colleague decides: it waits, and finds the round decided.
  const objection = { clientId: randomUUID(), applicationId: honest.id, name: "甲", contact: "1", text: "有异议" };
  let said = "";
  await db.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT "id" FROM "AwardRound" WHERE "id" = ${roundId}::uuid FOR UPDATE`;
    const objected = refusal(objectTo(world.outsider, objection)).then((answer) => {
      said = answer;
    });
    const waiting = async () => {
      const [row] = await db.$queryRaw<{ n: number }[]>`
        SELECT count(*)::int AS "n" FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '%FOR SHARE OF r%'`;
      return said !== "" || (row?.n ?? 0) > 0;
    };
    await until("the objection waits or is in", waiting);
    expect(said).toBe("");
    await tx.awardRound.update({ where: { id: roundId }, data: { noticeUntil: addDays(now, -1) } });
    void objected;
  });
  await until("the objection is answered", () => said !== "");
  expect(said).toBe("notice-over");

  await decideRound(world.officer, roundId, await roundVersion(roundId));
  expect([await stateOf(revoked.id), await stateOf(honest.id)]).toEqual(["EXCLUDED", "AWARDED"]);
  expect(await db.event.findFirst({ where: { subjectId: revoked.id, type: "award.excluded" } })).toMatchObject({
    reason: "成果已撤销登记，不再授奖",
  });
  expect((await db.awardApplication.findUniqueOrThrow({ where: { id: honest.id } })).certificateNumber).toMatch(
    /001号$/,
  );
});

it("a notice waits for flags and for work that was revoked, and nobody grades their own", async () => {
  const world = await makeWorld();
  const roundId = await draftRound(world);
  const place = { enterpriseId: world.tools, studioId: world.toolsStudio, unitId: world.toolsStudio };
  const admit = async (rank: number) => {
    const achievement = await achievementOf(world.craftsman, place, world.toolsReviewer.personId);
    const by = { enterpriseId: world.tools, byId: world.craftsman.personId };
    const id = await admittedApplication(roundId, achievement, by);
    const score = { total: 900 - rank, rank, sheets: 2, spread: 0, detail: [], hash: "0".repeat(64) };
    await db.applicationScore.create({ data: { applicationId: id, ...score } });
    return { id, achievement };
  };
  const [first, second, third] = [await admit(1), await admit(2), await admit(3)];
  await putRound(roundId, "REVIEW");
  await db.awardRound.update({ where: { id: roundId }, data: { state: "PANEL", panelClosedAt: new Date() } });
  const publish = async () => publishNotice(world.officer, roundId, await roundVersion(roundId));

  // An officer of the union who is a completer, though a colleague publishes; the colleague may.
  const grade = { applicationId: third.id, grade: "二等奖", reason: "安全意义大" };
  const own = { ...(await makeActor([["UNION_OFFICER", world.federation]])), personId: world.craftsman.personId };
  expect(await refusal(gradeApplication(own, roundId, grade))).toBe("award-own");
  await gradeApplication(world.officer, roundId, grade);
  await gradeApplication(world.officer, roundId, { ...grade, grade: null, reason: "" });

  const flagOn = (achievementId: string) =>
    db.flag.create({
      data: {
        kind: "RECYCLED_RESULT",
        subjectKey: `achievement:${achievementId}`,
        evidence: [third.achievement],
        facts: {},
        organisationIds: [world.tools],
        personIds: [],
        raisedAt: new Date(),
        changedAt: new Date(),
        targets: { create: { kind: "achievement", id: achievementId } },
      },
      select: { id: true },
    });
  // On what is not proposed it holds nothing up.
  await flagOn(third.achievement);
  const { id } = await flagOn(second.achievement);
  expect(await refusal(publish())).toBe("flags-open");
  await db.flag.update({ where: { id }, data: { lapsedAt: new Date() } });
  await db.achievement.update({ where: { id: second.achievement }, data: { state: "WITHDRAWN" } });
  expect(await refusal(publish())).toBe("award-work-withdrawn");
  await gradeApplication(world.officer, roundId, { applicationId: second.id, grade: "", reason: "成果已撤销" });
  await publish();
  expect([await stateOf(first.id), await stateOf(second.id), await stateOf(third.id)]).toEqual([
    "PROPOSED",
    "NOT_AWARDED",
    "NOT_AWARDED",
  ]);
});

it("affiliates, the own house and imported problems are no facts; what another house's problem became is", async () => {
  const world = await makeWorld();
  const fixId = await solvedProblem(world);
  const group = async (name: string) => (await db.enterpriseGroup.create({ data: { name } })).id;
  const [drinks, tools, third] = [await group("酒业集团"), await group("机床集团"), await group("第三集团")];
  for (const [organisationId, groupId] of [
    [world.brewery, drinks],
    [world.tools, tools],
  ] as const)
    await db.enterprise.update({ where: { organisationId }, data: { groupId } });
  // Of the poster's group, of the solver's, two of a third group, and one that belongs to nobody.
  for (const groupId of [drinks, tools, third, third, undefined])
    await adopted(world, fixId, await adopter(world, groupId));
  await adopted(world, fixId, await makeActor([["ENGINEER", world.tools]]));
  const span = { from: new Date("2020-01-01"), until: new Date("2030-12-31"), timeZone: "Asia/Shanghai" };
  const none = { achievementId: null, studioId: null, personId: null };
  const factsFor = async (subject: Partial<typeof none> | { studioId: string } | { personId: string }, at: string) => {
    const facts = await factsOfSubject(db, { id: randomUUID(), ...none, ...subject, enterpriseId: at }, span);
    const { solvedProblems, solvedElsewhere, independentAdopters } = facts;
    return [solvedProblems?.value, solvedElsewhere?.value, independentAdopters?.value];
  };
  const [studio, person] = [{ studioId: world.toolsStudio }, { personId: world.craftsman.personId }];
  expect(await factsFor(studio, world.tools)).toEqual(["1", "1", "2"]);
  expect(await factsFor(person, world.tools)).toEqual(["1", "1", "2"]);
  // Who has gone to another house since: what was solved within one house stays internal.
  await db.problem.update({ where: { id: fixId }, data: { internal: true } });
  expect(await factsFor(person, world.outside)).toEqual(["1", undefined, "2"]);
  await db.problem.update({ where: { id: fixId }, data: { internal: false } });
  await db.acceptance.updateMany({ where: { problemId: fixId }, data: { supersededAt: new Date() } });
  expect(await factsFor(studio, world.tools)).toEqual([undefined, undefined, "2"]);
  await db.acceptance.updateMany({ where: { problemId: fixId }, data: { supersededAt: null } });
  await db.problem.update({ where: { id: fixId }, data: { origin: "IMPORTED" } });
  expect((await factsFor(studio, world.tools))[0]).toBeUndefined();
});

it("gaming: who certified a saving has no part in the achievement that counts it, before or after", async () => {
  const world = await makeWorld();
  const fixId = await solvedProblem(world);
  const craftsman = later(world.craftsman);
  const saving = await benefitOf(world, fixId, "灌装 3 线");
  const { id: _, ...row } = await db.benefit.findUniqueOrThrow({ where: { id: saving } });
  const open = { state: "SUBMITTED" as const, certifiedFen: null, certifiedById: null, certifiedAt: null };
  const { id: waiting } = await db.benefit.create({
    data: { ...row, ...open, clientId: randomUUID(), placeKey: "line:4" },
  });
  const { id } = await entered(craftsman, `fix:${fixId}`);
  expect((await loadAchievement(craftsman, id)).benefits).toHaveLength(2);
  const half = alone(world).map((one) => ({ ...one, percent: "50" }));
  const withFinance = [...half, { ...half[0], who: `${world.finance.personId}@${world.brewery}` }] as typeof half;
  const share = async (lines: typeof half) => shareAchievement(craftsman, id, { version: await versionOf(id), lines });
  const link = async () => ({ what: "benefit" as const, id: saving, version: await versionOf(id) });
  expect(await refusal(share(withFinance))).toBe("shares-certifier");
  await share(alone(world));
  await unlinkFact(craftsman, id, await link());
  await share(withFinance);
  expect(await refusal(linkFact(craftsman, id, await link()))).toBe("shares-certifier");
  const whole = { version: 0, decision: "WHOLE" as const, amountYuan: "", reason: "" };
  expect(await refusal(certifyBenefit(later(world.finance), waiting, whole))).toBe("certify-involved");
});

it("gaming: what an award rests on stays counted and stays an earlier result, though it is withdrawn afterwards", async () => {
  const world = await makeWorld();
  const fixId = await solvedProblem(world);
  const saving = await benefitOf(world, fixId, "灌装 3 线");
  const told = {
    title: "烟支吸阻在线补偿",
    summary: "换辊之后吸阻漂移，原先每班手调两次；按滤棒密度算出补偿量，由伺服自动微调。",
    innovation: "用称重数据代替抽样吸阻。",
  };
  const first = await registered(world, `fix:${fixId}`, told);
  const roundId = await roundRow(world);
  const application = await applicationRow(world, roundId, { achievementId: first });
  const be = (state: "AWARDED" | "REVOKED") =>
    db.awardApplication.update({ where: { id: application }, data: { state } });
  await be("AWARDED");
  await withdrawAchievement(later(world.toolsReviewer), first, {
    action: "revoke",
    version: await versionOf(first),
    reason: "换个名称再报",
  });
  const again = await written(world, `fix:${fixId}`, told);
  const craftsman = later(world.craftsman);
  const take = async () => linkFact(craftsman, again, { what: "benefit", id: saving, version: await versionOf(again) });
  expect(await refusal(take())).toBe("achievement-benefit-taken");
  expect(await similarAchievements(db, again)).toMatchObject([{ id: first, sameFix: true }]);
  await submitAchievement(craftsman, again, { version: await versionOf(again), novelty: "没有新内容" });
  expect(await detectRecycled(db)).toContainEqual(
    expect.objectContaining({ subjectKey: `achievement:${again}`, evidence: [first] }),
  );
  // The honest twin: the award was taken back with it, and it is told again as what it is.
  await be("REVOKED");
  expect(await similarAchievements(db, again)).toEqual([]);
  expect((await detectRecycled(db)).map((one) => one.subjectKey)).not.toContain(`achievement:${again}`);
});
