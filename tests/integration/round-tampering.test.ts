import { randomUUID } from "node:crypto";
import { addDays } from "date-fns/addDays";
import { beforeAll, describe, expect, test } from "vitest";
import { db, Prisma } from "#app/lib/db.server.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { fileStorage } from "#app/modules/attachments/storage.server.ts";
import { admitApplication } from "#app/modules/awards/applications/admit-application.server.ts";
import { changeStatement } from "#app/modules/awards/applications/change-application.server.ts";
import { removeApplicationFile } from "#app/modules/awards/applications/evidence.server.ts";
import {
  recommendApplication,
  returnApplication,
} from "#app/modules/awards/applications/recommend-application.server.ts";
import { askedCriteria } from "#app/modules/awards/applications/statement.ts";
import { submitApplication, withdrawApplication } from "#app/modules/awards/applications/submit-application.server.ts";
import { decideRound } from "#app/modules/awards/decisions/decide-round.server.ts";
import { answerObjection, takeObjection } from "#app/modules/awards/notice/handle-objection.server.ts";
import { objectTo } from "#app/modules/awards/notice/object.server.ts";
import { publishNotice } from "#app/modules/awards/notice/publish-notice.server.ts";
import { loadNotice, loadObjection } from "#app/modules/awards/notice/queries.server.ts";
import { sealEarlierTexts } from "#app/modules/awards/notice/seal-earlier-texts.server.ts";
import { answerSeat } from "#app/modules/awards/panel/answer-seat.server.ts";
import { declareConflict } from "#app/modules/awards/panel/declare-conflict.server.ts";
import { startPanel } from "#app/modules/awards/panel/start-panel.server.ts";
import { closeRound, openRound } from "#app/modules/awards/rounds/run-round.server.ts";
import { rangeOf } from "#app/modules/awards/rubrics/evaluate.ts";
import { closePanel } from "#app/modules/awards/scores/close-panel.server.ts";
import { factsFrom } from "#app/modules/awards/scores/facts-from.ts";
import { saveSheet } from "#app/modules/awards/scores/save-sheet.server.ts";
import { auditChecks } from "#app/modules/events/audit-checks.ts";
import { forgetOldRuns } from "#app/modules/operations/audit/forget-runs.server.ts";
import { loadAudit } from "#app/modules/operations/audit/queries.server.ts";
import { createRun, runAudit } from "#app/modules/operations/audit/run-audit.server.ts";
import { registerAuditChecks } from "#app/worker/audit.server.ts";
import { loadAuditedApplication } from "#app/modules/awards/audit/queries-application.server.ts";
import { nameAuditor } from "#app/modules/awards/audit/name-auditor.server.ts";
import { readRubric } from "#app/modules/awards/rubrics/schema.ts";
import { SHIPPED_RUBRICS } from "#app/modules/awards/rubrics/shipped.ts";
import { addRubric } from "#app/modules/awards/rubrics/write-rubric.server.ts";
import { registerPolicies } from "#app/worker/register.server.ts";
import {
  applicationVersion,
  benefitRow,
  confirmedBy,
  draftedRound,
  openedRound,
  registeredAchievement,
  writtenApplication,
} from "#tests/support/award-life.server.ts";
import { useTestDatabase } from "#tests/support/database.server.ts";
import { actorOf, makeEnterprise, makePerson, makeWorld, type World } from "#tests/support/factories.server.ts";
import { behind } from "#tests/support/behind.server.ts";
import { ROUND_CHANGES, STRAY } from "#tests/support/round-tampering.server.ts";
import { pointsText } from "#app/modules/awards/scores/points-text.ts";

useTestDatabase();
registerPolicies();

/** What these checks, or all, find in one union: which check, of what, which part. */
async function found(organisationId: string, ...only: string[]): Promise<string[]> {
  const { id } = await createRun(db, "COMMAND", new Date());
  const checks = auditChecks().filter(([name]) => only.length === 0 || only.includes(name));
  const { findings } = await runAudit(id, () => new Date(), checks);
  return findings
    .filter((one) => one.organisationId === organisationId)
    .map((one) => `${one.check} ${one.kind} ${one.subjectKind} ${one.subjectId} ${one.part ?? ""}`.trim())
    .sort();
}

/** Somebody without a part in the round, to be named its auditor. */
async function makeAuditor(): Promise<{ id: string }> {
  const id = await makePerson([["FINANCE", await makeEnterprise()]]);
  return db.person.update({ where: { id }, data: { email: `${id}@audit.test` }, select: { id: true } });
}

describe("changed in the database, found by the audit and named", () => {
  let side: World;
  let roundId: string;
  let id: string;
  let objectionId: string;
  let benefitId: string;
  let rubricId: string;
  let titleId: string;
  /** With this round decided, as the product wrote it. */
  beforeAll(async () => {
    registerAuditChecks();
    side = await makeWorld();
    const { craftsman, toolsEngineer, toolsReviewer, officer } = side;
    await db.organisation.update({ where: { id: side.tools }, data: { parentId: side.federation } });
    roundId = await draftedRound(side, { noticeDays: 1 });
    // Beside the one who judges one who will stand back, and one of the applicants' own house.
    const more = [await makePerson(), side.toolsReviewer.personId];
    await db.panelSeat.createMany({
      data: more.map((personId, n) => ({ roundId, personId, name: `评委 ${n}`, unit: "大学", position: n + 2 })),
    });
    const judges: Actor[] = [];
    for (const seat of await db.panelSeat.findMany({ where: { roundId }, orderBy: { position: "asc" } }))
      judges.push(await actorOf(seat.personId ?? ""));
    const [judge, friend] = judges as [Actor, Actor];
    ({ titleId } = await db.awardRound.findUniqueOrThrow({ where: { id: roundId } }));
    ({ id: rubricId } = await addRubric(officer, {
      clientId: randomUUID(),
      organisationId: side.federation,
      subject: "ACHIEVEMENT",
      name: "本会评分表",
      nameEn: "",
      from: { kind: "rubric", id: SHIPPED_RUBRICS[0]?.id ?? "" },
    }));
    await openRound(officer, roundId, 1);
    const achievementId = await registeredAchievement(side, [craftsman, toolsEngineer], {
      benefitIds: [(benefitId = await benefitRow(side))],
    });
    id = await writtenApplication(side, roundId, achievementId);
    await confirmedBy(id, craftsman, toolsEngineer);
    await submitApplication(craftsman, id, await applicationVersion(id));
    await recommendApplication(toolsReviewer, id, { version: await applicationVersion(id), opinion: "同意" });
    await admitApplication(officer, id, await applicationVersion(id));
    const version = async () => (await db.awardRound.findUniqueOrThrow({ where: { id: roundId } })).version;
    await closeRound(officer, roundId, await version());
    for (const one of judges) {
      const seat = await db.panelSeat.findFirstOrThrow({ where: { roundId, personId: one.personId } });
      await answerSeat(one, seat.id, true);
    }
    await startPanel(officer, roundId, await version());
    await declareConflict(friend, id, { ground: "OTHER", text: "老同学" });
    const { rubric } = await db.awardRound.findUniqueOrThrow({ where: { id: roundId } });
    const facts = factsFrom(await db.applicationFact.findMany({ where: { applicationId: id } }));
    await saveSheet(judge, id, {
      version: 0,
      submit: true,
      scores: askedCriteria(readRubric(rubric)).map((one) => ({
        key: one.key,
        points: pointsText(rangeOf(one, facts).most),
        remark: "材料齐全，效果明显",
      })),
    });
    await closePanel(officer, roundId, await version());
    const { id: auditorId } = await makeAuditor();
    const until = addDays(new Date(), 30);
    await nameAuditor(officer, roundId, { contact: `${auditorId}@audit.test`, until, reason: "专项审计" });
    await publishNotice(officer, roundId, await version());
    await objectTo(side.engineer, {
      clientId: randomUUID(),
      applicationId: id,
      name: "真名",
      contact: "13900001234",
      text: "我在二号线值夜班，当晚看见的数据不是这样",
    });
    ({ id: objectionId } = await db.objection.findFirstOrThrow({ where: { applicationId: id } }));
    await takeObjection(officer, objectionId);
    await answerObjection(officer, objectionId, { version: 1, decision: "REJECTED", answer: "已到现场核对" });
    const { noticeUntil } = await db.awardRound.findUniqueOrThrow({ where: { id: roundId } });
    await decideRound(await actorOf(officer.personId, addDays(noticeUntil ?? new Date(), 1)), roundId, await version());
  });

  test("the honest twin: nothing is found; the text of an objection is sealed, and read by its handler", async () => {
    expect(await found(side.federation)).toEqual([]);
    const row = await db.objection.findUniqueOrThrow({ where: { id: objectionId } });
    expect(JSON.stringify(row)).not.toMatch(/真名|13900001234|值夜班/);
    expect(
      JSON.stringify(await db.event.findMany({ where: { subjectId: roundId }, select: { payload: true } })),
    ).not.toMatch(/值夜班/);
    const text = "我在二号线值夜班，当晚看见的数据不是这样";
    expect((await loadObjection(side.officer, objectionId)).told).toMatchObject({ text, name: "真名" });
    expect((await loadNotice(side.engineer, roundId)).own).toMatchObject([{ text, answer: "已到现场核对" }]);
    // One of before, as it came: readable, and sealed by and by.
    const earlier = await db.objection.create({
      data: { ...row, id: randomUUID(), clientId: randomUUID(), text: "早先的异议" },
    });
    expect((await loadObjection(side.officer, earlier.id)).told).toMatchObject({ text: "早先的异议" });
    expect([await sealEarlierTexts(), await sealEarlierTexts()]).toEqual([1, 0]);
    expect((await db.objection.findUniqueOrThrow({ where: { id: earlier.id } })).text).not.toContain("早先");
    expect((await loadObjection(side.officer, earlier.id)).told).toMatchObject({ text: "早先的异议" });
    expect(await found(side.federation)).toContain(`objections row-without-event objection ${earlier.id} objection`);
    await db.objection.delete({ where: { id: earlier.id } });
    expect(await found(side.federation)).toEqual([]);
  });

  const of = () => ({ side, roundId, id, objectionId, rubricId, titleId });
  /** What no check can read any more must stop none of them. */
  const unreadable = ["a gate", "points of a criterion", "a rubric of the library", "a round removed"];
  test.each(ROUND_CHANGES)("%s", async (what, change, named) => {
    const before = await rowsOf();
    const [check = ""] = named(of()).split(" ");
    await behind(change(of()));
    const checks = unreadable.includes(what) ? [] : [check];
    expect(await found(side.federation, ...checks)).toContain(named(of()));
    await putBack(before);
    expect(await found(side.federation, check)).toEqual([]);
  });

  test("all of it put back, nothing is found", async () => {
    expect(await found(side.federation)).toEqual([]);
  });

  /** The rows that a test changes, to be put back as they were. */
  const rowsOf = async () => ({
    round: await db.awardRound.findUniqueOrThrow({ where: { id: roundId } }),
    seats: await db.panelSeat.findMany({ where: { roundId } }),
    recusals: await db.recusal.findMany({ where: { applicationId: id } }),
    facts: await db.applicationFact.findMany({ where: { applicationId: id } }),
    sheets: await db.scoreSheet.findMany({ where: { applicationId: id } }),
    scores: await db.applicationScore.findMany({ where: { applicationId: id } }),
    application: await db.awardApplication.findUniqueOrThrow({ where: { id } }),
    objection: await db.objection.findUniqueOrThrow({ where: { id: objectionId } }),
    steps: await db.applicationStep.findMany({ where: { applicationId: id } }),
    confirmations: await db.applicationConfirmation.findMany({ where: { applicationId: id } }),
    auditors: await db.roundAuditor.findMany({ where: { roundId } }),
    rubric: await db.rubric.findUniqueOrThrow({ where: { id: rubricId } }),
    title: await db.awardTitle.findUniqueOrThrow({ where: { id: titleId } }),
  });
  const putBack = ({ round: was, ...rows }: Awaited<ReturnType<typeof rowsOf>>) =>
    db.$transaction(async (tx) => {
      await tx.$executeRaw`SET LOCAL session_replication_role = 'replica'`;
      const { rubric, gates, places, ...plain } = was;
      const json = { rubric: rubric as object, gates: gates as object, places: places as object };
      const data = { ...plain, ...json };
      await tx.awardRound.upsert({ where: { id: roundId }, create: data, update: data });
      for (const seat of rows.seats) await tx.panelSeat.update({ where: { id: seat.id }, data: seat });
      await tx.recusal.deleteMany({ where: { applicationId: id } });
      await tx.recusal.createMany({ data: rows.recusals });
      await tx.applicationFact.deleteMany({ where: { applicationId: id } });
      await tx.applicationFact.createMany({ data: rows.facts as never });
      await tx.scoreSheet.deleteMany({ where: { applicationId: id } });
      await tx.scoreSheet.createMany({ data: rows.sheets as never });
      for (const { detail, ...score } of rows.scores)
        await tx.applicationScore.update({
          where: { applicationId: id },
          data: { ...score, detail: detail as object },
        });
      const application = { ...rows.application, statement: rows.application.statement as object };
      await tx.awardApplication.upsert({ where: { id }, create: application, update: application });
      await tx.awardApplication.deleteMany({ where: { id: STRAY } });
      await tx.objection.update({ where: { id: objectionId }, data: rows.objection });
      await tx.attachment.deleteMany({ where: { id: STRAY } });
      await tx.applicationStep.deleteMany({ where: { applicationId: id } });
      await tx.applicationStep.createMany({ data: rows.steps });
      await tx.applicationConfirmation.deleteMany({ where: { applicationId: id } });
      await tx.applicationConfirmation.createMany({ data: rows.confirmations });
      await tx.roundAuditor.deleteMany({ where: { roundId } });
      await tx.roundAuditor.createMany({ data: rows.auditors });
      await tx.rubric.deleteMany({ where: { id: rubricId } });
      await tx.rubric.create({ data: { ...rows.rubric, content: rows.rubric.content as object } });
      await tx.awardTitle.update({ where: { id: titleId }, data: rows.title });
    });

  test("an application withdrawn after the panel closed keeps the score it had: that is no finding", async () => {
    const before = await rowsOf();
    await behind(Prisma.sql`UPDATE "AwardApplication" SET "state" = 'WITHDRAWN' WHERE "id" = ${id}::uuid`);
    const named = await found(side.federation, "standing", "sheets");
    await putBack(before);
    expect(named).toContain(`standing row-differs application ${id} state`);
    // Whoever reads its evidence is told, too.
    const { outcome } = await loadAuditedApplication(side.officer, roundId, id);
    expect(outcome.findings).toEqual([{ of: "application", called: "", kind: "row-differs", part: "state" }]);
    expect(named.filter((one) => one.startsWith("sheets"))).toEqual([]);
    // Nor does it look clean where a check found more than is kept one by one.
    await db.auditRun.create({ data: { source: "CLOCK", askedAt: new Date(), state: "DONE", found: 600 } });
    const { outcome: later } = await loadAuditedApplication(side.officer, roundId, id);
    expect([outcome.more, later]).toMatchObject([0, { findings: [], more: 600 }]);
  });

  test("whoever reads its evidence is told what was found about any of it, by name, each thing once", async () => {
    const before = await rowsOf();
    const read = async () => (await loadAuditedApplication(side.officer, roundId, id)).outcome.findings;
    await behind(
      Prisma.sql`UPDATE "AwardApplication" SET "state" = 'REVOKED' WHERE "id" = ${id}::uuid`,
      Prisma.sql`UPDATE "Objection" SET "answer" = '属实' WHERE "id" = ${objectionId}::uuid`,
    );
    const named = await found(side.federation, "standing", "decisions", "objections");
    // Two checks found it, the page says it once.
    expect(named.filter((one) => one.endsWith(" state"))).toHaveLength(2);
    expect(await read()).toEqual([
      { of: "application", called: "", kind: "row-differs", part: "state" },
      { of: "objection", called: "", kind: "row-differs", part: "answer" },
    ]);
    await putBack(before);
  });

  test("what was returned is the applicants' to change, also where they then take it back", async () => {
    const own = await makeWorld();
    const { craftsman, toolsEngineer, toolsReviewer } = own;
    await db.organisation.update({ where: { id: own.tools }, data: { parentId: own.federation } });
    const of = await openedRound(own);
    const look = async () => {
      const about = [await found(own.federation, "standing", "trail")];
      return about.flat().map((one) => one.replace(/ application \S+/, ""));
    };
    const handedIn = async () => {
      const rests = { benefitIds: [await benefitRow(own)] };
      const achievementId = await registeredAchievement(own, [craftsman, toolsEngineer], rests);
      const written = await writtenApplication(own, of, achievementId);
      await confirmedBy(written, craftsman, toolsEngineer);
      await submitApplication(craftsman, written, await applicationVersion(written));
      return written;
    };
    const takenBack = async (application: string) =>
      withdrawApplication(craftsman, application, { version: await applicationVersion(application), reason: "不报了" });
    const returned = await handedIn();
    const version = await applicationVersion(returned);
    await returnApplication(toolsReviewer, returned, { version, reason: "写清楚" });
    const { round } = await db.awardApplication.findUniqueOrThrow({
      where: { id: returned },
      include: { round: true },
    });
    await changeStatement(craftsman, returned, {
      version: await applicationVersion(returned),
      said: askedCriteria(readRubric(round.rubric)).map(({ key }) => ({ key, text: "改写过", files: [] })),
    });
    const file = await db.attachment.findFirstOrThrow({ where: { ownerKind: "application", ownerId: returned } });
    await removeApplicationFile(craftsman, returned, file.id);
    await takenBack(returned);
    expect(await look()).toEqual([]);
    // What was not returned is as it was handed in, also taken back.
    const kept = await handedIn();
    await takenBack(kept);
    expect(await look()).toEqual([]);
    await behind(
      Prisma.sql`UPDATE "AwardApplication" SET "textVersion" = "textVersion" + 1 WHERE "id" = ${kept}::uuid`,
      Prisma.sql`UPDATE "Attachment" SET "removedAt" = now() WHERE "ownerId" = ${kept}::uuid`,
    );
    expect(await look()).toEqual(["standing row-differs files", "trail row-differs statement"]);
  });

  test("events of before say less: what they say is compared, the rest is said to be compared in part, and is no finding", async () => {
    const told = {
      where: { subjectId: { in: [roundId, id, rubricId, titleId] } },
      select: { id: true, payload: true },
    };
    const before = await db.event.findMany(told);
    await db.$executeRaw`UPDATE "Event" SET "payload" = "payload" - '{dates,way,statement,step,opinion,legalBasis,nameEn}'::text[]
      WHERE "id" = ANY (${before.map((one) => one.id)})`;
    await db.$executeRaw`UPDATE "Event" SET "payload" = "payload" - 'subject' WHERE "subjectId" = ${rubricId}::uuid`;
    const { findings, progress } = await runAudit((await createRun(db, "COMMAND", new Date())).id, () => new Date());
    for (const { id: event, payload } of before)
      await db.event.update({ where: { id: event }, data: { payload: payload as object } });
    // The chain itself was touched here, and says so.
    const ours = findings.filter((one) => one.organisationId === side.federation);
    expect(new Set(ours.map((one) => one.check))).toEqual(new Set(["chains"]));
    const untold = Object.fromEntries(progress.map((one) => [one.check, one.untold]));
    expect(untold).toMatchObject({ dates: 1, trail: 1, library: 2, rounds: 0 });
    expect(await found(side.federation)).toEqual([]);
  });

  test("a benefit that nobody certified, and a file's bytes: each under its own record", async () => {
    const own = await db.attachment.findFirstOrThrow({ where: { ownerKind: "application", ownerId: id } });
    // The benefit is a row of this test's own: no event tells of its certification, and that is what is found.
    expect(await found(side.tools)).toContain(`benefits row-without-event benefit ${benefitId}`);
    await fileStorage().remove(`${own.key}.original`);
    await fileStorage().put(`${own.key}.original`, Buffer.from("anders"));
    expect(await found(side.tools)).toContain(`files file-differs application ${id} file:${own.id}`);
    const { findings } = await loadAudit(side.officer);
    expect(findings.find((one) => one.part === `file:${own.id}`)).toMatchObject({ subjectId: id });
    const { outcome } = await loadAuditedApplication(side.officer, roundId, id);
    expect(outcome.findings).toContainEqual(expect.objectContaining({ of: "benefit", kind: "row-without-event" }));
    const file = { of: "application", called: own.fileName, kind: "file-differs", part: `file:${own.id}` };
    expect(outcome.findings).toContainEqual(file);
  });

  test("old checks that found nothing go; the newest, those that broke off and those with findings stay", async () => {
    await db.auditRun.deleteMany({});
    const at = (days: number) => addDays(new Date(), -days);
    const kept = [];
    for (const [days, data] of [
      [1, { state: "DONE" }],
      [2, { state: "DONE" }],
      [3, { state: "FAILED" }],
      [4, { state: "DONE", found: 2 }],
      [5, { state: "RUNNING" }],
    ] as const)
      kept.push((await db.auditRun.create({ data: { source: "CLOCK", askedAt: at(days), ...data } })).id);
    await db.auditRun.create({ data: { source: "CLOCK", askedAt: at(6), state: "DONE" } });
    expect([await forgetOldRuns(2), await forgetOldRuns(2)]).toEqual([1, 0]);
    expect((await db.auditRun.findMany()).map((one) => one.id).sort()).toEqual(kept.sort());
  });
});
