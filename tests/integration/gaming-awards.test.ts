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
import { loadChanges } from "#app/modules/awards/changes/queries.server.ts";
import { OUT } from "#app/modules/awards/changes/rules.ts";
import { settleChanges } from "#app/modules/awards/changes/settle-changes.server.ts";
import { decideRound } from "#app/modules/awards/decisions/decide-round.server.ts";
import { detectRecycled } from "#app/modules/awards/flags/detect-recycled.server.ts";
import { gradeApplication } from "#app/modules/awards/notice/grade-application.server.ts";
import { answerObjection, takeObjection } from "#app/modules/awards/notice/handle-objection.server.ts";
import { objectTo } from "#app/modules/awards/notice/object.server.ts";
import { publishNotice } from "#app/modules/awards/notice/publish-notice.server.ts";
import { conflictNow } from "#app/modules/awards/panel/open-panel.server.ts";
import { startPanel } from "#app/modules/awards/panel/start-panel.server.ts";
import { closePanel } from "#app/modules/awards/scores/close-panel.server.ts";
import { alone, benefitOf, entered, registered, versionOf, written } from "#tests/support/achievements.server.ts";
import { applicationVersion } from "#tests/support/award-life.server.ts";
import { applicationRow, flagOn, roundRow } from "#tests/support/award-rows.server.ts";
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
    const id = await admittedApplication(roundId, achievement, by, "counted");
    await db.awardApplication.update({ where: { id }, data: { state: "PROPOSED", grade } });
    return { id, achievement };
  };
  const [revoked, honest] = [await propose("一等奖"), await propose("二等奖")];
  const now = new Date();
  await putRound(roundId, "REVIEW");
  await db.awardRound.update({
    where: { id: roundId },
    data: { state: "NOTICE", panelClosedAt: now, noticeFrom: addDays(now, -9), noticeUntil: addDays(now, 1) },
  });
  await db.achievement.update({ where: { id: revoked.achievement }, data: { state: "WITHDRAWN" } });

  // An officer who objects is not the one to answer, and what is answered is answered.
  const objector = await makeActor([["UNION_OFFICER", world.federation]]);
  await objectTo(objector, {
    clientId: randomUUID(),
    applicationId: honest.id,
    name: "乙",
    contact: "2",
    text: "存疑",
  });
  const { id: own } = await db.objection.findFirstOrThrow({ where: { applicationId: honest.id } });
  expect(await refusal(takeObjection(objector, own))).toBe("objection-involved");
  await takeObjection(world.officer, own);
  const rejected = { decision: "REJECTED" as const, answer: "查无实据", version: 1 };
  await answerObjection(world.officer, own, rejected);
  expect(await refusal(answerObjection(world.officer, own, { ...rejected, version: 2 }))).toBe("objection-answered");

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

  // Nobody's grace awards it; a person takes it out, with a reason.
  expect(await refusal(decideRound(world.officer, roundId, await roundVersion(roundId)))).toBe(
    "award-not-admitted-now",
  );
  const [seen] = (await loadChanges(world.officer, roundId)).rows;
  const looked = { applicationId: revoked.id, version: seen?.version ?? -1, seen: seen?.mark ?? "" };
  const out = { ...looked, outcome: OUT, reason: "成果已撤销登记，不再授奖" };
  await settleChanges(world.officer, roundId, out);
  const flagged = await flagOn(honest.achievement, world.tools);
  expect(await refusal(decideRound(world.officer, roundId, await roundVersion(roundId)))).toBe("flags-open");
  await db.flag.update({ where: { id: flagged.id }, data: { lapsedAt: new Date() } });
  await decideRound(world.officer, roundId, await roundVersion(roundId));
  expect([await stateOf(revoked.id), await stateOf(honest.id)]).toEqual(["EXCLUDED", "AWARDED"]);
  expect(await db.event.findFirst({ where: { subjectId: revoked.id, type: "award.excluded" } })).toMatchObject({
    reason: "成果已撤销登记，不再授奖",
  });
  expect((await db.awardApplication.findUniqueOrThrow({ where: { id: honest.id } })).certificateNumber).toMatch(
    /001号$/,
  );
});

it("a conflict that came about after the sheet was handed in is found when the panel closes", async () => {
  const world = await makeWorld();
  const roundId = await draftRound(world);
  const house = await makeEnterprise({ parentId: world.federation });
  const seats: { id: string; personId: string }[] = [];
  for (const position of [1, 2, 3]) {
    const personId = await makePerson([["ENGINEER", house]]);
    const seat = {
      roundId,
      personId,
      name: `评委${position}`,
      position,
      chair: position === 1,
      acceptedAt: new Date(),
    };
    seats.push({ ...(await db.panelSeat.create({ data: seat, select: { id: true } })), personId });
  }
  await putRound(roundId, "REVIEW");
  expect(await refusal(startPanel(world.officer, roundId, await roundVersion(roundId)))).toBe("panel-nobody");
  const place = { enterpriseId: world.tools, studioId: world.toolsStudio, unitId: world.toolsStudio };
  const by = { enterpriseId: world.tools, byId: world.craftsman.personId };
  const work = () => achievementOf(world.craftsman, place, world.toolsReviewer.personId);
  const id = await admittedApplication(roundId, await work(), by);
  const waiting = await db.awardApplication.create({
    data: {
      ...by,
      clientId: randomUUID(),
      roundId,
      state: "SUBMITTED",
      achievementId: await work(),
      createdAt: new Date(),
    },
  });
  expect(await refusal(startPanel(world.officer, roundId, await roundVersion(roundId)))).toBe("panel-review-open");
  await db.awardApplication.update({ where: { id: waiting.id }, data: { state: "REJECTED" } });
  await startPanel(world.officer, roundId, await roundVersion(roundId));
  const said = { advanced: { points: 700, remark: "" }, scope: { points: 2_000, remark: "" } };
  for (const [n, seat] of seats.entries())
    await db.scoreSheet.create({
      data: {
        applicationId: id,
        seatId: seat.id,
        scores: n === 2 ? { ...said, advanced: { points: 990, remark: "" } } : said,
        savedAt: new Date(),
        submittedAt: new Date(),
      },
    });
  const [, , late] = seats;
  await db.mentorTie.create({
    data: { mentorId: late?.personId ?? "", apprenticeId: world.craftsman.personId, startsAt: new Date() },
  });
  await closePanel(world.officer, roundId, await roundVersion(roundId));
  expect(await db.recusal.findMany({ where: { applicationId: id } })).toMatchObject([
    { seatId: late?.id, kind: "DETECTED", ground: "MENTOR" },
  ]);
  expect(await db.applicationScore.findUniqueOrThrow({ where: { applicationId: id } })).toMatchObject({
    sheets: 2,
    total: 700 + 2_000 + 2_000,
  });
});

it("a notice waits for flags and for work that was revoked, and nobody grades their own", async () => {
  const world = await makeWorld();
  const roundId = await draftRound(world);
  const place = { enterpriseId: world.tools, studioId: world.toolsStudio, unitId: world.toolsStudio };
  const admit = async (rank: number) => {
    const achievement = await achievementOf(world.craftsman, place, world.toolsReviewer.personId);
    const by = { enterpriseId: world.tools, byId: world.craftsman.personId };
    const id = await admittedApplication(roundId, achievement, by, "counted");
    const score = { total: 900 - rank, rank, sheets: 2, spread: 0, detail: [], hash: "0".repeat(64) };
    await db.applicationScore.create({ data: { applicationId: id, ...score } });
    return { id, achievement };
  };
  const [first, second, third] = [await admit(1), await admit(2), await admit(3)];
  await putRound(roundId, "REVIEW");
  await db.awardRound.update({ where: { id: roundId }, data: { state: "PANEL", panelClosedAt: new Date() } });
  const publish = async () => publishNotice(world.officer, roundId, await roundVersion(roundId));

  // An officer of the union who is a completer, though a colleague publishes; the colleague may.
  const version = await applicationVersion(third.id);
  const grade = { applicationId: third.id, version, grade: "二等奖", reason: "安全意义大" };
  const own = { ...(await makeActor([["UNION_OFFICER", world.federation]])), personId: world.craftsman.personId };
  expect(await refusal(gradeApplication(own, roundId, grade))).toBe("award-own");
  await gradeApplication(world.officer, roundId, grade);
  await gradeApplication(world.officer, roundId, { ...grade, version: version + 1, grade: null, reason: "" });

  // On what is not proposed it holds nothing up.
  await flagOn(third.achievement, world.tools);
  const { id } = await flagOn(second.achievement, world.tools);
  expect(await refusal(publish())).toBe("flags-open");
  await db.flag.update({ where: { id }, data: { lapsedAt: new Date() } });
  await db.achievement.update({ where: { id: second.achievement }, data: { state: "WITHDRAWN" } });
  expect(await refusal(publish())).toBe("award-not-admitted-now");
  const none = { applicationId: second.id, version: await applicationVersion(second.id), grade: "" };
  await gradeApplication(world.officer, roundId, { ...none, reason: "成果已撤销" });
  await publish();
  expect([await stateOf(first.id), await stateOf(second.id), await stateOf(third.id)]).toEqual([
    "PROPOSED",
    "NOT_AWARDED",
    "NOT_AWARDED",
  ]);
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
  const { id: anew } = await entered(craftsman, `fix:${fixId}`, { title: "第三次" });
  await linkFact(craftsman, anew, { what: "benefit", id: saving, version: await versionOf(anew) });
  expect(await similarAchievements(db, again)).toEqual([]);
  expect((await detectRecycled(db)).map((one) => one.subjectKey)).not.toContain(`achievement:${again}`);
});
