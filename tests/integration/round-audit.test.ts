import { randomUUID } from "node:crypto";
import type { ActionFunctionArgs } from "@remix-run/node";
import { addDays } from "date-fns/addDays";
import { beforeAll, expect, test } from "vitest";
import { ask } from "#app/lib/ask-together.server.ts";
import { db, inTransaction } from "#app/lib/db.server.ts";
import { DomainError } from "#app/lib/errors.ts";
import { inRequestScope } from "#app/lib/http/request-scope.server.ts";
import { openSession } from "#app/modules/accounts/session.server.ts";
import { endAuditor, nameAuditor } from "#app/modules/awards/audit/name-auditor.server.ts";
import { loadAuditedApplication } from "#app/modules/awards/audit/queries-application.server.ts";
import { findingsAbout } from "#app/modules/awards/audit/queries-findings.server.ts";
import { auditTodo } from "#app/modules/awards/audit/queries-home.server.ts";
import { loadAuditedRound } from "#app/modules/awards/audit/queries-round.server.ts";
import { verifyDecisions, verifySheets } from "#app/modules/awards/audit/verify-awards.server.ts";
import { cancelRound } from "#app/modules/awards/rounds/run-round.server.ts";
import { recordEvent } from "#app/modules/events/record-event.server.ts";
import type { EventType, SubjectKind } from "#app/modules/events/types.ts";
import { deliverPanelNotices, registerPanelSubjects } from "#app/modules/notifications/panel-notices.server.ts";
import { noticeSubject } from "#app/modules/notifications/subjects.server.ts";
import { loadAudit } from "#app/modules/operations/audit/queries.server.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { registerPolicies } from "#app/worker/register.server.ts";
import { achievementRow, applicationRow, roundRow } from "#tests/support/award-rows.server.ts";
import { useTestDatabase } from "#tests/support/database.server.ts";
import {
  actorOf,
  makeActor,
  makeEnterprise,
  makePerson,
  makeWorld,
  type World,
} from "#tests/support/factories.server.ts";
import { refusal } from "#tests/support/solving.server.ts";

useTestDatabase();
let world: World;
let auditor: Actor;
/** Officer of the organising union, and on the panel. */
let judge: Actor;
let roundId: string;
let applicationId: string;
let auditorId: string;
const contact = "auditor@audit.test";
const input = (more: Partial<{ contact: string; until: Date; reason: string }> = {}) => ({
  contact,
  until: addDays(new Date(), 30),
  reason: "市总工会经审办专项审计",
  ...more,
});

beforeAll(async () => {
  registerPolicies();
  world = await makeWorld();
  const house = await makeEnterprise();
  auditor = await actorOf(await makePerson([["FINANCE", house]], { email: contact, name: "审计员" }));
  judge = await makeActor([["UNION_OFFICER", world.federation]]);
  roundId = await roundRow(world, [
    { name: "评委甲", unit: "大学" },
    { personId: judge.personId, name: judge.name, unit: "总工会" },
  ]);
  applicationId = await applicationRow(world, roundId, { achievementId: await achievementRow(world, []) });
  const seat = await db.panelSeat.findFirstOrThrow({ where: { roundId, position: 1 } });
  await db.scoreSheet.create({
    data: {
      applicationId,
      seatId: seat.id,
      scores: { advanced: { points: 850, remark: "思路新" } },
      savedAt: new Date(),
      submittedAt: new Date(),
    },
  });
  await db.objection.create({
    data: {
      clientId: randomUUID(),
      applicationId,
      byId: world.engineer.personId,
      name: "匿名者真名",
      contact: "13900001234",
      text: "数据与现场不符",
      at: new Date(),
      answer: "已到现场核对",
    },
  });
});

test("named by the organising union's officer for days, never from among those with a part in the round", async () => {
  expect(await refusal(loadAuditedRound(auditor, roundId, {}))).toBe("not_found");
  for (const actor of [world.engineer, world.secretariat, world.toolsReviewer])
    expect(await refusal(nameAuditor(actor, roundId, input()))).toBe("not_found");
  expect(await refusal(nameAuditor(world.officer, roundId, input({ contact: "nobody@audit.test" })))).toBe(
    "auditor-unknown",
  );
  for (const until of [addDays(new Date(), -2), addDays(new Date(), 400)])
    expect(await refusal(nameAuditor(world.officer, roundId, input({ until })))).toBe("auditor-until");
  for (const person of [world.craftsman, world.toolsEngineer, world.officer]) {
    const email = `${person.personId}@audit.test`;
    await db.person.update({ where: { id: person.personId }, data: { email } });
    expect(await refusal(nameAuditor(world.officer, roundId, input({ contact: email })))).toBe("auditor-part");
  }
  ({ id: auditorId } = await nameAuditor(world.officer, roundId, input()));
  expect(await ask(auditTodo(auditor))).toMatchObject([{ id: roundId }]);
  // Whoever was named hears of it, and nobody else reads what the message is about.
  const named = await db.event.findFirstOrThrow({ where: { type: "audit.auditor-named", subjectId: roundId } });
  await deliverPanelNotices(named.id, new Date());
  expect(await db.notice.findMany({ where: { eventId: named.id }, select: { personId: true } })).toEqual([
    { personId: auditor.personId },
  ]);
  registerPanelSubjects();
  const about = [{ subjectId: roundId, payload: null }];
  expect((await noticeSubject("audit-round")?.read(auditor, about))?.has(roundId)).toBe(true);
  expect((await noticeSubject("audit-round")?.read(world.engineer, about))?.size).toBe(0);
  expect((await loadAudit(auditor)).rounds).toMatchObject([{ id: roundId }]);
});

test("reads everything but who objected; scores once the panel closed; every look is in the chain", async () => {
  expect(await loadAuditedRound(auditor, roundId, {})).toMatchObject({
    officer: false,
    rows: [{ id: applicationId, total: null }],
  });
  const before = await loadAuditedApplication(auditor, roundId, applicationId);
  expect(before).toMatchObject({
    closed: false,
    sheets: [],
    objections: [{ answer: "已到现场核对" }],
  });
  await db.awardRound.update({ where: { id: roundId }, data: { panelClosedAt: new Date() } });
  const page = await loadAuditedApplication(auditor, roundId, applicationId);
  expect(page).toMatchObject({ closed: true, sheets: [{ judge: "评委甲", marks: { advanced: { points: 850 } } }] });
  expect(JSON.stringify([before, page])).not.toMatch(/匿名者真名|13900001234|数据与现场不符/);
  expect(JSON.stringify([before, page])).not.toContain(world.engineer.personId);
  // Another round is none of the auditor's business.
  const other = await roundRow(world);
  expect(await refusal(loadAuditedRound(auditor, other, {}))).toBe("not_found");
  expect(await refusal(loadAuditedApplication(auditor, other, applicationId))).toBe("not_found");
});

type Module = { action?: (args: ActionFunctionArgs) => unknown; loader?: (args: ActionFunctionArgs) => unknown };
const modules = import.meta.glob<Module>([
  "/app/routes/{audit,awards}*.{ts,tsx}",
  "/app/routes/{audit,awards}*/route.tsx",
]);

/** Everything of the round, as rows. */
const rows = async () =>
  JSON.stringify(
    await Promise.all([
      db.awardRound.findMany({ orderBy: { id: "asc" } }),
      db.awardApplication.findMany({ orderBy: { id: "asc" } }),
      db.scoreSheet.findMany({ orderBy: { id: "asc" } }),
      db.objection.findMany({ orderBy: { id: "asc" } }),
      db.panelSeat.findMany({ orderBy: { id: "asc" } }),
      db.roundAuditor.findMany({ orderBy: { id: "asc" } }),
      db.recusal.count(),
      db.flag.count(),
    ]),
  );

test("writes nothing: whatever an auditor posts to a page of audits and awards is refused", async () => {
  const cookie = (await openSession(new Request("http://localhost/"), auditor.personId, { now: new Date() })).split(
    ";",
  )[0];
  const before = await rows();
  const ids = { id: roundId, applicationId, roundId };
  let asked = 0;
  for (const [file, load] of Object.entries(modules)) {
    const { action } = await load();
    if (!action) continue;
    const intents = new Set([
      "",
      "name",
      "end",
      "start",
      "save",
      "submit",
      "decide",
      "open",
      "close",
      "delete",
      "admit",
      "reject",
      "recommend",
    ]);
    for (const id of [roundId, applicationId])
      for (const intent of intents) {
        const body = new URLSearchParams({
          intent,
          version: "0",
          id: auditorId,
          reason: "理由理由理由",
          applicationId,
          roundId,
          contact,
          until: "2030-01-01",
        });
        const request = new Request(`http://localhost/${file}`, {
          method: "POST",
          body,
          headers: { cookie: cookie ?? "" },
        });
        const args = { request, params: { ...ids, id }, context: {} } as unknown as ActionFunctionArgs;
        const answer = await inRequestScope(args.context, async () => {
          try {
            return await action(args);
          } catch (error) {
            return error;
          }
        });
        asked += 1;
        const status =
          answer instanceof DomainError
            ? answer.status
            : ((answer as { init?: { status?: number } }).init?.status ?? (answer as Response).status);
        expect([file, intent, status]).toEqual([
          file,
          intent,
          expect.toSatisfy((code: number) => code >= 400 && code < 500),
        ]);
      }
  }
  expect(asked).toBeGreaterThan(20);
  expect(await rows()).toBe(before);
});

test("a look through the page is in the chain; on the last day, and once taken back, it is over", async () => {
  const { loader } = (await modules["/app/routes/audit.rounds.$id._index.tsx"]?.()) ?? {};
  const cookie = (await openSession(new Request("http://localhost/"), auditor.personId, { now: new Date() })).split(
    ";",
  )[0];
  const request = new Request(`http://localhost/audit/rounds/${roundId}`, { headers: { cookie: cookie ?? "" } });
  const args = { request, params: { id: roundId }, context: {} } as unknown as ActionFunctionArgs;
  await inRequestScope(args.context, async () => loader?.(args));
  expect(await db.event.findFirst({ where: { type: "audit.viewed", subjectId: roundId } })).toMatchObject({
    organisationId: world.federation,
    actorId: auditor.personId,
    subjectKind: "round",
  });
  const late = await actorOf(auditor.personId, addDays(new Date(), 32));
  expect(await refusal(loadAuditedRound(late, roundId, {}))).toBe("not_found");
  await endAuditor(world.officer, roundId, auditorId);
  expect(await refusal(loadAuditedRound(auditor, roundId, {}))).toBe("not_found");
  expect(await refusal(endAuditor(world.officer, roundId, auditorId))).toBe("conflict");
  expect(await refusal(loadAuditedRound(judge, roundId, {}))).toBe("not_found");
});

test("sheets and awards are as the chain tells them; whatever is changed behind the product's back shows", async () => {
  const silent = async () => {};
  const audited = async () =>
    [...(await verifySheets(silent)).findings, ...(await verifyDecisions()).findings].map(
      (one) => `${one.subjectId === applicationId ? "ours" : one.subjectId} ${one.kind}`,
    );
  const tell = (type: EventType, subjectKind: SubjectKind, subjectId: string, payload: Record<string, unknown>) =>
    inTransaction((tx) =>
      recordEvent(tx, {
        type,
        organisationId: world.federation,
        subjectKind,
        subjectId,
        by: null,
        payload,
        at: new Date(),
      }),
    );
  await db.awardRound.update({ where: { id: roundId }, data: { state: "PANEL", panelClosedAt: null } });
  const sheet = await db.scoreSheet.findFirstOrThrow({ where: { applicationId } });
  expect(await audited()).toEqual(["ours row-without-event"]);
  const marks = sheet.scores as Record<string, unknown>;
  await tell("panel.sheet-submitted", "round", roundId, { applicationId, seatId: sheet.seatId, marks });
  expect(await audited()).toEqual([]);
  await db.scoreSheet.update({ where: { id: sheet.id }, data: { scores: { advanced: { points: 1000, remark: "" } } } });
  expect(await audited()).toEqual(["ours row-differs"]);
  await db.scoreSheet.delete({ where: { id: sheet.id } });
  expect(await audited()).toEqual(["ours event-without-row"]);
  await db.scoreSheet.create({ data: { ...sheet, scores: sheet.scores as object } });

  const award = { grade: "一等奖", certificateNumber: "〔2026〕001号" };
  await db.awardApplication.update({ where: { id: applicationId }, data: { state: "AWARDED", ...award } });
  expect(await audited()).toEqual(["ours row-without-event"]);
  await tell("award.granted", "application", applicationId, { grade: award.grade, number: award.certificateNumber });
  expect(await audited()).toEqual([]);
  await db.awardApplication.update({ where: { id: applicationId }, data: { grade: "特等奖" } });
  expect(await audited()).toEqual(["ours row-differs"]);
  await db.awardApplication.update({ where: { id: applicationId }, data: { ...award, state: "NOT_AWARDED" } });
  expect(await audited()).toEqual(["ours event-without-row"]);
});

test("what was found about anything that is shown stands above it, once, under its name; nothing else does", async () => {
  const [other, problem, photo] = [randomUUID(), randomUUID(), randomUUID()];
  const patent = { kind: "INVENTION", number: "ZL1", numberKey: "ZL1", title: "装置", holder: "机床厂" } as const;
  const patents = { create: { ...patent, state: "GRANTED", on: new Date() } } as const;
  const achievementId = await achievementRow(world, [], undefined, { patents });
  const { id: patentId } = await db.achievementPatent.findFirstOrThrow({ where: { achievementId } });
  const by = { byId: world.craftsman.personId, byName: "工匠", at: new Date(), clientId: randomUUID() };
  const held = { name: "市赛", level: "MUNICIPAL", heldOn: new Date(), organiser: "市总工会" } as const;
  const { id: competitionId } = await db.competition.create({
    data: { ...by, ...held, organisationId: world.federation },
  });
  const { id: resultId } = await db.competitionResult.create({
    data: { ...by, competitionId, personId: world.craftsman.personId, event: "钳工", onBehalf: false },
  });
  const { id: file } = await db.attachment.create({
    data: {
      ownerKind: "application-scan",
      ownerId: applicationId,
      key: randomUUID(),
      sha256: "x",
      mime: "application/pdf",
      fileName: "盖章页.pdf",
      size: 1,
      enterpriseId: world.tools,
      uploadedById: world.craftsman.personId,
      clientId: randomUUID(),
      createdAt: new Date(),
    },
  });
  const found = [
    ["standing", "row-differs", "application", applicationId, "state"],
    ["decisions", "row-differs", "application", applicationId, "state"],
    ["files", "file-differs", "application-scan", applicationId, `file:${file}`],
    ["achievements", "seal-broken", "achievement", achievementId, "patents"],
    ["achievements", "seal-broken", "achievement", other, "patents"],
    ["problems", "row-differs", "problem", problem, ""],
    // Photos of a fix are not handed in.
    ["files", "file-missing", "problem", problem, `file:${photo}`],
    ["studio-entries", "row-differs", "competition", competitionId, "result"],
    ["studio-entries", "row-differs", "competition", competitionId, "other"],
  ].map(([check = "", kind = "", subjectKind = "", subjectId = "", part = ""], position) => ({
    position,
    check,
    kind,
    subjectKind,
    subjectId,
    part,
    organisationId: world.tools,
  }));
  await db.auditRun.create({
    data: {
      source: "CLOCK",
      askedAt: addDays(new Date(), 1),
      state: "DONE",
      found: found.length + 2,
      findings: { createMany: { data: found } },
    },
  });
  const names = new Map([
    [file, "盖章页.pdf"],
    [problem, "NT-1"],
  ]);
  const outcome = await findingsAbout([applicationId, patentId, problem, resultId], names);
  expect(outcome).toMatchObject({ more: 2 });
  expect(outcome.findings).toEqual([
    { of: "application", called: "", kind: "row-differs", part: "state" },
    { of: "application-scan", called: "盖章页.pdf", kind: "file-differs", part: `file:${file}` },
    { of: "achievement", called: "", kind: "seal-broken", part: "patents" },
    { of: "problem", called: "NT-1", kind: "row-differs", part: "" },
    { of: "competition", called: "", kind: "row-differs", part: "result" },
  ]);
});

test("who applied and who was to judge hear that a round was cancelled, and open it from there", async () => {
  const other = await roundRow(world, [{ personId: judge.personId, name: judge.name, unit: "总工会" }]);
  await applicationRow(world, other, { personId: world.toolsEngineer.personId });
  const { version } = await db.awardRound.findUniqueOrThrow({ where: { id: other } });
  await cancelRound(world.officer, other, { version, reason: "经费未落实" });
  const event = await db.event.findFirstOrThrow({ where: { type: "round.cancelled", subjectId: other } });
  registerPanelSubjects();
  await deliverPanelNotices(event.id, new Date());
  await deliverPanelNotices(event.id, new Date());
  const told = await db.notice.findMany({
    where: { eventId: event.id },
    select: { personId: true, subjectKind: true },
  });
  const people = [judge.personId, world.craftsman.personId, world.toolsEngineer.personId];
  expect(told.map((one) => one.personId).sort()).toEqual(people.sort());
  const lines = await noticeSubject("award-round")?.read(world.toolsEngineer, [
    { subjectId: other, payload: {} },
  ] as never);
  expect(lines?.get(other)).toMatchObject({ title: "2026 年职工创新成果奖" });
});
