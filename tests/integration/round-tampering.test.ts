import { randomUUID } from "node:crypto";
import { addDays } from "date-fns/addDays";
import { beforeAll, describe, expect, test } from "vitest";
import { db, Prisma } from "#app/lib/db.server.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { fileStorage } from "#app/modules/attachments/storage.server.ts";
import { admitApplication } from "#app/modules/awards/applications/admit-application.server.ts";
import { recommendApplication } from "#app/modules/awards/applications/recommend-application.server.ts";
import { askedCriteria } from "#app/modules/awards/applications/statement.ts";
import { submitApplication } from "#app/modules/awards/applications/submit-application.server.ts";
import { decideRound } from "#app/modules/awards/decisions/decide-round.server.ts";
import { answerObjection, takeObjection } from "#app/modules/awards/notice/handle-objection.server.ts";
import { objectTo } from "#app/modules/awards/notice/object.server.ts";
import { publishNotice } from "#app/modules/awards/notice/publish-notice.server.ts";
import { loadNotice, loadObjection } from "#app/modules/awards/notice/queries.server.ts";
import { sealEarlierTexts } from "#app/modules/awards/notice/seal-earlier-texts.server.ts";
import { answerSeat } from "#app/modules/awards/panel/answer-seat.server.ts";
import { startPanel } from "#app/modules/awards/panel/start-panel.server.ts";
import { closeRound, openRound } from "#app/modules/awards/rounds/run-round.server.ts";
import { rangeOf } from "#app/modules/awards/rubrics/evaluate.ts";
import { closePanel } from "#app/modules/awards/scores/close-panel.server.ts";
import { factsFrom } from "#app/modules/awards/scores/facts-from.ts";
import { saveSheet } from "#app/modules/awards/scores/save-sheet.server.ts";
import { forgetOldRuns } from "#app/modules/operations/audit/forget-runs.server.ts";
import { loadAudit } from "#app/modules/operations/audit/queries.server.ts";
import { createRun, runAudit } from "#app/modules/operations/audit/run-audit.server.ts";
import { registerAuditChecks } from "#app/worker/audit.server.ts";
import { readRubric } from "#app/modules/awards/rubrics/schema.ts";
import { registerPolicies } from "#app/worker/register.server.ts";
import {
  applicationVersion,
  benefitRow,
  confirmedBy,
  draftedRound,
  registeredAchievement,
  writtenApplication,
} from "#tests/support/award-life.server.ts";
import { useTestDatabase } from "#tests/support/database.server.ts";
import { actorOf, makeWorld, type World } from "#tests/support/factories.server.ts";
import { pointsText } from "#app/modules/awards/scores/points-text.ts";

useTestDatabase();
registerPolicies();
const STRAY = "018f0000-0000-7000-8000-000000000abc";

/** What a check of everything finds in one union: which check, of what, which part. */
async function found(organisationId: string): Promise<string[]> {
  const { id } = await createRun(db, "COMMAND", new Date());
  const { findings } = await runAudit(id, () => new Date());
  return findings
    .filter((one) => one.organisationId === organisationId)
    .map((one) => `${one.check} ${one.kind} ${one.subjectKind} ${one.subjectId} ${one.part ?? ""}`.trim())
    .sort();
}

/** Writes as somebody does who has the database itself: past every trigger. */
const behind = (sql: Prisma.Sql) =>
  db.$transaction(async (tx) => {
    await tx.$executeRaw`SET LOCAL session_replication_role = 'replica'`;
    await tx.$executeRaw(sql);
  });

describe("changed in the database, found by the audit and named", () => {
  let side: World;
  let roundId: string;
  let id: string;
  let objectionId: string;
  let benefitId: string;
  let judge: Actor;
  /** With this round decided, as the product wrote it. */
  beforeAll(async () => {
    registerAuditChecks();
    side = await makeWorld();
    const { craftsman, toolsEngineer, toolsReviewer, officer } = side;
    await db.organisation.update({ where: { id: side.tools }, data: { parentId: side.federation } });
    roundId = await draftedRound(side, { noticeDays: 1 });
    judge = await actorOf((await db.panelSeat.findFirstOrThrow({ where: { roundId } })).personId ?? "");
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
    const seat = await db.panelSeat.findFirstOrThrow({ where: { roundId } });
    await answerSeat(judge, seat.id, true);
    await startPanel(officer, roundId, await version());
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

  const round =
    (part: string, kind = "seal-broken", check = "rounds") =>
    () =>
      `${check} ${kind} round ${roundId} ${part}`;
  const application =
    (check: string, part: string, kind = "row-differs") =>
    () =>
      `${check} ${kind} application ${id} ${part}`;
  const objection = (part: string) => () => `objections row-differs objection ${objectionId} ${part}`;
  test.each<[string, () => Prisma.Sql, () => string]>([
    [
      "the rubric",
      () =>
        Prisma.sql`UPDATE "AwardRound" SET "rubric" = jsonb_set("rubric", '{criteria,0,max}', '9999') WHERE "id" = ${roundId}::uuid`,
      round("rubric"),
    ],
    [
      "a gate",
      () => Prisma.sql`UPDATE "AwardRound" SET "gates" = '[{"key":"x"}]' WHERE "id" = ${roundId}::uuid`,
      round("gates"),
    ],
    [
      "who may be a head",
      () => Prisma.sql`UPDATE "AwardRound" SET "headRule" = 'ALLOWED' WHERE "id" = ${roundId}::uuid`,
      round("rules"),
    ],
    [
      "the places",
      () => Prisma.sql`UPDATE "AwardRound" SET "places" = '[]' WHERE "id" = ${roundId}::uuid`,
      round("places"),
    ],
    [
      "a panel member's name",
      () => Prisma.sql`UPDATE "PanelSeat" SET "name" = '别人' WHERE "roundId" = ${roundId}::uuid`,
      round("panel"),
    ],
    [
      "a panel member",
      () =>
        Prisma.sql`UPDATE "PanelSeat" SET "personId" = ${side.outsider.personId}::uuid WHERE "roundId" = ${roundId}::uuid`,
      round("seat:1", "row-differs", "panels"),
    ],
    [
      "a judge who stands back",
      () => Prisma.sql`INSERT INTO "Recusal" ("id", "seatId", "applicationId", "kind", "ground", "text", "at")
        SELECT gen_random_uuid(), "id", ${id}::uuid, 'DETECTED', 'OTHER', '', now() FROM "PanelSeat" WHERE "roundId" = ${roundId}::uuid`,
      round("recusal:1", "row-without-event", "panels"),
    ],
    [
      "the end of the notice",
      () => Prisma.sql`UPDATE "AwardRound" SET "noticeUntil" = now() WHERE "id" = ${roundId}::uuid`,
      round("notice-until", "row-differs", "standing"),
    ],
    [
      "an admitted fact",
      () =>
        Prisma.sql`UPDATE "ApplicationFact" SET "value" = '9000000' WHERE "applicationId" = ${id}::uuid AND "key" = 'certifiedYuan'`,
      application("applications", "fact:certifiedYuan", "seal-broken"),
    ],
    [
      "what a fact rests on",
      () =>
        Prisma.sql`UPDATE "ApplicationFact" SET "evidence" = '[]' WHERE "applicationId" = ${id}::uuid AND "key" = 'certifiedYuan'`,
      application("applications", "evidence", "seal-broken"),
    ],
    [
      "a judge's points",
      () => Prisma.sql`UPDATE "ScoreSheet" SET "scores" = '{}' WHERE "applicationId" = ${id}::uuid`,
      application("sheets", "sheet:1"),
    ],
    [
      "a total",
      () => Prisma.sql`UPDATE "ApplicationScore" SET "total" = "total" + 100 WHERE "applicationId" = ${id}::uuid`,
      application("sheets", "total"),
    ],
    [
      "a rank",
      () => Prisma.sql`UPDATE "ApplicationScore" SET "rank" = 7 WHERE "applicationId" = ${id}::uuid`,
      application("sheets", "rank"),
    ],
    [
      "points of a criterion",
      () => Prisma.sql`UPDATE "ApplicationScore" SET "detail" = '[]' WHERE "applicationId" = ${id}::uuid`,
      application("sheets", "points"),
    ],
    [
      "a decision",
      () => Prisma.sql`UPDATE "AwardApplication" SET "grade" = '特等奖' WHERE "id" = ${id}::uuid`,
      application("decisions", "grade"),
    ],
    [
      "a state",
      () => Prisma.sql`UPDATE "AwardApplication" SET "state" = 'REJECTED' WHERE "id" = ${id}::uuid`,
      application("standing", "state"),
    ],
    [
      "an answer",
      () => Prisma.sql`UPDATE "Objection" SET "answer" = '属实' WHERE "id" = ${objectionId}::uuid`,
      objection("answer"),
    ],
    [
      "an outcome",
      () => Prisma.sql`UPDATE "Objection" SET "state" = 'UPHELD' WHERE "id" = ${objectionId}::uuid`,
      objection("answer"),
    ],
    [
      "what was objected",
      () => Prisma.sql`UPDATE "Objection" SET "text" = '没有异议' WHERE "id" = ${objectionId}::uuid`,
      objection("text"),
    ],
    [
      "who reads the objector's name",
      () =>
        Prisma.sql`UPDATE "Objection" SET "handlerId" = ${side.outsider.personId}::uuid WHERE "id" = ${objectionId}::uuid`,
      objection("handler"),
    ],
    [
      "a file put among those handed in",
      () => Prisma.sql`INSERT INTO "Attachment" ("id", "ownerKind", "ownerId", "enterpriseId", "key", "fileName", "mime", "size", "sha256", "uploadedById", "clientId", "createdAt")
        VALUES (${STRAY}::uuid, 'application', ${id}::uuid, ${side.tools}::uuid, ${STRAY}, 'x', 'x/x', 1, 'x', ${side.craftsman.personId}::uuid, gen_random_uuid(), '2020-01-01')`,
      application("standing", "files"),
    ],
  ])("%s", async (_what, change, named) => {
    const before = await rowsOf();
    await behind(change());
    expect(await found(side.federation)).toContain(named());
    await putBack(before);
    expect(await found(side.federation)).toEqual([]);
  });

  /** The rows that a test changes, to be put back as they were. */
  const rowsOf = async () => ({
    round: await db.awardRound.findUniqueOrThrow({ where: { id: roundId } }),
    seats: await db.panelSeat.findMany({ where: { roundId } }),
    facts: await db.applicationFact.findMany({ where: { applicationId: id } }),
    sheets: await db.scoreSheet.findMany({ where: { applicationId: id } }),
    scores: await db.applicationScore.findMany({ where: { applicationId: id } }),
    application: await db.awardApplication.findUniqueOrThrow({ where: { id } }),
    objection: await db.objection.findUniqueOrThrow({ where: { id: objectionId } }),
  });
  const putBack = ({ round: was, ...rows }: Awaited<ReturnType<typeof rowsOf>>) =>
    db.$transaction(async (tx) => {
      await tx.$executeRaw`SET LOCAL session_replication_role = 'replica'`;
      const { rubric, gates, places, ...plain } = was;
      const json = { rubric: rubric as object, gates: gates as object, places: places as object };
      await tx.awardRound.update({ where: { id: roundId }, data: { ...plain, ...json } });
      for (const seat of rows.seats) await tx.panelSeat.update({ where: { id: seat.id }, data: seat });
      await tx.recusal.deleteMany({ where: { applicationId: id } });
      await tx.applicationFact.deleteMany({ where: { applicationId: id } });
      await tx.applicationFact.createMany({ data: rows.facts as never });
      for (const { scores, ...sheet } of rows.sheets)
        await tx.scoreSheet.update({ where: { id: sheet.id }, data: { ...sheet, scores: scores as object } });
      for (const { detail, ...score } of rows.scores)
        await tx.applicationScore.update({
          where: { applicationId: id },
          data: { ...score, detail: detail as object },
        });
      const { statement, ...application_ } = rows.application;
      await tx.awardApplication.update({ where: { id }, data: { ...application_, statement: statement as object } });
      await tx.objection.update({ where: { id: objectionId }, data: rows.objection });
      await tx.attachment.deleteMany({ where: { id: STRAY } });
    });

  test("an application withdrawn after the panel closed keeps the score it had: that is no finding", async () => {
    const before = await rowsOf();
    await behind(Prisma.sql`UPDATE "AwardApplication" SET "state" = 'WITHDRAWN' WHERE "id" = ${id}::uuid`);
    const named = await found(side.federation);
    await putBack(before);
    expect(named).toContain(application("standing", "state")());
    expect(named.filter((one) => one.startsWith("sheets"))).toEqual([]);
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
