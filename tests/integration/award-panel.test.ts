import { randomUUID } from "node:crypto";
import { addDays } from "date-fns/addDays";
import { beforeAll, expect, it } from "vitest";
import { db, inTransaction } from "#app/lib/db.server.ts";
import { type Actor, isGuestOnly } from "#app/modules/accounts/actor.ts";
import { acceptAsNewPerson } from "#app/modules/accounts/accept-invitation.server.ts";
import { staysInside } from "#app/modules/accounts/guest-pages.ts";
import { canonicalJson } from "#app/modules/events/chain.ts";
import { awardsOf, loadAward } from "#app/modules/awards/decisions/queries.server.ts";
import { decideRound } from "#app/modules/awards/decisions/decide-round.server.ts";
import { revokeAward } from "#app/modules/awards/decisions/revoke-award.server.ts";
import { gradeApplication } from "#app/modules/awards/notice/grade-application.server.ts";
import { answerObjection, takeObjection } from "#app/modules/awards/notice/handle-objection.server.ts";
import { objectTo } from "#app/modules/awards/notice/object.server.ts";
import { publishNotice } from "#app/modules/awards/notice/publish-notice.server.ts";
import { listObjections, loadNotice, loadObjection } from "#app/modules/awards/notice/queries.server.ts";
import { answerSeat } from "#app/modules/awards/panel/answer-seat.server.ts";
import { declareConflict } from "#app/modules/awards/panel/declare-conflict.server.ts";
import { registerJudgeFiles } from "#app/modules/awards/panel/judge-files.server.ts";
import { loadPanel } from "#app/modules/awards/panel/queries.server.ts";
import { loadJudging, loadSheet, type SheetState } from "#app/modules/awards/panel/queries-judge.server.ts";
import {
  inviteAgain,
  registerPanelSeats,
  removeSeat,
  seatPerson,
} from "#app/modules/awards/panel/seat-judge.server.ts";
import { startPanel } from "#app/modules/awards/panel/start-panel.server.ts";
import { applicationsVisibleTo } from "#app/modules/awards/visibility.ts";
import { closePanel } from "#app/modules/awards/scores/close-panel.server.ts";
import { computeRound } from "#app/modules/awards/scores/compute-round.server.ts";
import { reopenSheets, settleSpread } from "#app/modules/awards/scores/lead-panel.server.ts";
import { loadApplication } from "#app/modules/awards/applications/queries.server.ts";
import { loadPoints, loadScores } from "#app/modules/awards/scores/queries.server.ts";
import { saveSheet } from "#app/modules/awards/scores/save-sheet.server.ts";
import {
  achievementOf,
  admittedApplication,
  countedRecords,
  draftRound,
  marks,
  panelOf,
  putRound,
  submit,
  tookSeats,
} from "#tests/support/award-panel.server.ts";
import { applicationVersion } from "#tests/support/award-life.server.ts";
import { useTestDatabase } from "#tests/support/database.server.ts";
import { actorOf, makeActor, makeEnterprise, makePerson, makeWorld } from "#tests/support/factories.server.ts";
import { refusal } from "#tests/support/solving.server.ts";

useTestDatabase();
beforeAll(() => {
  registerJudgeFiles();
  registerPanelSeats();
});

const versionOf = async (id: string) => (await db.awardRound.findUniqueOrThrow({ where: { id } })).version;
const stateOf = async (id: string) => (await db.awardApplication.findUniqueOrThrow({ where: { id } })).state;
it("from the seats to the decision: conflicts are seen, sheets are blind, scores come out the same, objectors stay hidden", async () => {
  const world = await makeWorld();
  const { officer } = world;
  const officer2 = await makeActor([["UNION_OFFICER", world.federation]]);
  const roundId = await draftRound(world);
  expect((await loadPanel(officer, roundId, "")).lacks).toEqual(["no-chair", "too-few"]);
  const seats = await panelOf(world, roundId);
  expect((await loadPanel(officer, roundId, "")).lacks).toEqual([]);
  expect(await refusal(loadPanel(world.secretariat, roundId, ""))).toBe("not_found");
  expect(
    await refusal(seatPerson(officer, roundId, { personId: seats.secondId, chair: false, substitute: false })),
  ).toBe("seat-twice");
  expect(
    await refusal(seatPerson(officer, roundId, { personId: world.outsider.personId, chair: true, substitute: false })),
  ).toBe("seat-chair-twice");
  // A conflicted judge: of the solving studio's enterprise until half a year ago.
  const former = await makePerson([["ENGINEER", await makeEnterprise({ parentId: world.federation })]], {
    name: "前同事",
  });
  await db.membership.create({
    data: {
      personId: former,
      organisationId: world.tools,
      role: "ENGINEER",
      startsAt: new Date("2020-01-01"),
      endsAt: addDays(new Date(), -180),
    },
  });
  await seatPerson(officer, roundId, { personId: former, chair: false, substitute: false });

  const tools = { enterpriseId: world.tools, studioId: world.toolsStudio, unitId: world.toolsStudio };
  const brewery = { enterpriseId: world.brewery, studioId: null, unitId: world.brewery };
  const first = await achievementOf(world.craftsman, tools, world.toolsReviewer.personId);
  const second = await achievementOf(world.engineer, brewery, world.reviewer.personId);
  const third = await achievementOf(world.engineer2, brewery, world.reviewer.personId);
  await putRound(roundId, "OPEN");
  expect(
    await refusal(seatPerson(officer, roundId, { personId: world.finance.personId, chair: false, substitute: true })),
  ).toBe("round-state");
  await expect(db.panelSeat.deleteMany({ where: { roundId } })).rejects.toThrow(/cannot be changed/);

  // The outside judge comes by the second link; the first is void.
  const outsideSeat = (await loadPanel(officer, roundId, "")).seats.find((one) => one.outside);
  const { token } = await inviteAgain(officer, roundId, outsideSeat?.id ?? "");
  const account = { name: "外请专家", email: `${randomUUID()}@example.com`, password: "jianglian-demo" };
  expect(await refusal(acceptAsNewPerson(seats.token, account, new Date()))).toBe("not_found");
  const outsideId = await acceptAsNewPerson(token, account, new Date());
  const outside = await actorOf(outsideId);
  expect(isGuestOnly(outside)).toBe(true);
  expect([staysInside(outside, `/awards/rounds/${roundId}/judging`), staysInside(outside, "/problems")]).toEqual([
    true,
    false,
  ]);
  expect(outside.recentOrganisationIds).not.toContain(world.tools);

  await countedRecords(world, first, { yuan: 1_200_000, adopters: 2 });
  await countedRecords(world, second, { yuan: 600_000, adopters: 1 });
  await countedRecords(world, third, { adopters: 2 });
  const by = { enterpriseId: world.brewery, byId: world.engineer.personId };
  const ofTools = { enterpriseId: world.tools, byId: world.craftsman.personId };
  const a = await admittedApplication(roundId, first, ofTools, "counted");
  const b = await admittedApplication(roundId, second, by, "counted");
  const c = await admittedApplication(roundId, third, { ...by, byId: world.engineer2.personId }, "counted");
  await putRound(roundId, "REVIEW");
  expect(await refusal(startPanel(officer, roundId, await versionOf(roundId)))).toBe("panel-few-seats");
  const [chair, judge, substitute, colleague] = (await tookSeats(roundId, [
    seats.chairId,
    seats.secondId,
    seats.substituteId,
    former,
    outsideId,
  ])) as [Actor, Actor, Actor, Actor];
  expect(await refusal(answerSeat(outside, outsideSeat?.id ?? "", true))).toBe("seat-answered");
  await startPanel(officer, roundId, await versionOf(roundId));

  // Gaming: a judge with a conflict neither finds the application nor scores it; the substitute is called. Their honest twin is.
  expect(await db.recusal.findMany({ select: { applicationId: true, kind: true, ground: true } })).toEqual([
    { applicationId: a, kind: "DETECTED", ground: "ENTERPRISE" },
  ]);
  expect(await refusal(loadSheet(colleague, a))).toBe("not_found");
  expect(await refusal(saveSheet(colleague, a, { version: 0, submit: true, scores: marks("8", "20") }))).toBe(
    "not_found",
  );
  expect((await loadJudging(colleague, roundId, {})).rows.map((one) => one.id)).toEqual([b, c]);
  expect((await loadJudging(substitute, roundId, {})).rows.map((one) => one.id)).toEqual([a]);
  expect(await refusal(loadSheet(substitute, b))).toBe("not_found");
  expect((await loadJudging(judge, roundId, {})).rows).toHaveLength(3);
  // One who joins the applicant's enterprise under way loses it at once, without a row that says so.
  const joined = await db.membership.create({
    data: {
      personId: judge.personId,
      organisationId: world.brewery,
      role: "ENGINEER",
      startsAt: addDays(new Date(), -1),
    },
  });
  expect(await refusal(loadSheet(judge, b))).toBe("not_found");
  expect((await loadJudging(judge, roundId, {})).rows.map((one) => one.id)).toEqual([a]);
  await db.membership.delete({ where: { id: joined.id } });

  // Sheets: the allowed range, a remark at its ends, own sheets only, locked once submitted.
  const wrong = (scores: ReturnType<typeof marks>) =>
    refusal(saveSheet(chair, a, { version: 0, submit: true, scores }));
  expect(await wrong(marks("8", "14"))).toBe("sheet-range");
  expect(await wrong(marks("八", "20"))).toBe("sheet-number");
  expect(await wrong([{ key: "advanced", points: "10", remark: "" }])).toBe("sheet-remark");
  expect(await wrong([{ key: "advanced", points: "8", remark: "" }])).toBe("required");
  await saveSheet(chair, a, { version: 0, submit: false, scores: [{ key: "advanced", points: "8.25", remark: "" }] });
  expect(await refusal(saveSheet(chair, a, { version: 0, submit: false, scores: [] }))).toBe("conflict");
  await submit(chair, a, "8.25", "20");
  expect(await refusal(saveSheet(chair, a, { version: 2, submit: false, scores: [] }))).toBe("sheet-locked");
  await submit(judge, a, "7", "25");
  await submit(outside, a, "9", "28.5");
  await submit(substitute, a, "9.99", "22");
  expect((await loadSheet(judge, a)).sheet.marks.advanced?.points).toBe(700);
  expect((await loadSheet(judge, a)).lead).toBeNull();
  expect(JSON.stringify(await loadSheet(chair, a))).not.toContain("2850");
  for (const actor of [chair, judge, outside, colleague]) {
    await submit(actor, b, "6", actor === chair ? "10" : "14");
    await submit(actor, c, "6", actor === chair ? "15" : "30");
  }
  const reads = (actor: Actor) => db.awardApplication.count({ where: { roundId, AND: applicationsVisibleTo(actor) } });
  expect([await reads(judge), await reads(colleague), await reads(outside)]).toEqual([0, 0, 0]);
  expect(await refusal(loadScores(chair, roundId))).toBe("not_found");
  expect(await refusal(loadScores(officer, roundId))).toBe("not_found");
  expect(await refusal(closePanel(officer, roundId, await versionOf(roundId)))).toBe("panel-apart");

  expect(await refusal(reopenSheets(chair, a, { which: "ALL", reason: "再看看" }))).toBe("sheet-none");
  // The chair is asked: a second look, or the reason why it stands. That they lie apart, not how far.
  expect((await loadJudging(chair, roundId, {})).apart).toEqual([{ id: c, title: expect.any(String) }]);
  expect((await loadJudging(judge, roundId, {})).apart).toEqual([]);
  const sheets = (await loadSheet(chair, c)).lead?.mark ?? "";
  expect(Object.keys((await loadSheet(chair, c)).lead ?? {})).toEqual(["apart", "mark", "sheets"]);
  expect(await refusal(settleSpread(judge, c, { sheets, reason: "看法不同" }))).toBe("not-your-move");
  expect(await refusal(settleSpread(chair, c, { sheets: "9-9", reason: "看法不同" }))).toBe("spread-moved");
  await settleSpread(chair, c, { sheets, reason: "看法不同" });
  await reopenSheets(chair, c, { which: "ALL", reason: "请复看应用范围" });
  // All of them: who was high and who was low stays unknown, and nothing is told until they are in again.
  await submit(chair, c, "6", "29");
  expect((await loadSheet(chair, c)).lead?.apart).toBeNull();
  expect(await refusal(reopenSheets(chair, c, { which: "ALL", reason: "再看" }))).toBe("sheet-none");
  expect(await refusal(settleSpread(chair, c, { sheets, reason: "看法不同" }))).toBe("not-your-move");
  expect((await loadPanel(officer, roundId, "")).progress?.apart).toBe(0);
  expect(await refusal(closePanel(officer, roundId, await versionOf(roundId)))).toBe("panel-unfinished");
  const reopened = await db.scoreSheet.findMany({ where: { applicationId: c, submittedAt: null } });
  expect(reopened).toHaveLength(3);
  for (const actor of [chair, judge, outside, colleague])
    if (!(await loadSheet(actor, c)).sheet.submittedAt) await submit(actor, c, "6", "29");
  // A declared conflict: the sheet already given does not count, for good.
  await declareConflict(outside, a, { ground: "OTHER", text: "合写过论文" });
  expect(await refusal(loadSheet(outside, a))).toBe("not_found");
  await closePanel(officer, roundId, await versionOf(roundId));
  expect(await refusal(declareConflict(judge, a, { ground: "OTHER", text: "" }))).toBe("panel-closed");
  expect([await reads(judge), await reads(colleague), await reads(outside)]).toEqual([3, 2, 0]);

  // 8.25, 7 and the substitute's 9.99: 8.41; 20, 25 and 22: 22.33; and 20 for what is certified.
  const scores = await loadScores(officer, roundId);
  expect(scores.rows.map(({ id, total, rank, sheets, grade }) => [id, total, rank, sheets, grade])).toEqual([
    [a, 841 + 2000 + 2233, 1, 3, "一等奖"],
    [c, 600 + 0 + 2900, 2, 4, "二等奖"],
    [b, 600 + 1500 + 1300, 3, 4, ""],
  ]);
  expect((await loadScores(colleague, roundId)).rows.map((one) => one.id)).toEqual([c, b]);
  // By pages, the proposal is still that of the whole round; by spread the widest comes first.
  const top = await loadScores(officer, roundId, { size: 1 });
  const next = await loadScores(officer, roundId, { size: 1, after: top.after });
  expect([top, next].map((one) => one.rows.map((row) => [row.id, row.grade]))).toEqual([
    [[a, "一等奖"]],
    [[c, "二等奖"]],
  ]);
  expect((await loadScores(officer, roundId, { size: 1, before: next.before })).rows[0]?.id).toBe(a);
  expect((await loadScores(officer, roundId, {}, "spread")).rows.map((one) => one.id)).toEqual([b, a, c]);
  const todo = async (show: SheetState) => (await loadJudging(judge, roundId, {}, show)).rows.length;
  expect([await todo("NONE"), await todo("SAVED"), await todo("SUBMITTED")]).toEqual([0, 0, 3]);
  for (const actor of [world.craftsman, world.engineer, world.secretariat, outside])
    expect(await refusal(loadScores(actor, roundId))).toBe("not_found");
  const points = await loadPoints(officer, a);
  expect(points.scored[0]?.sheets.map((one) => [one.judge, one.points])).toEqual([
    ["主审", 825],
    ["评委乙", 700],
    ["候补", 999],
  ]);
  expect(points.facts.certifiedYuan?.evidence).toHaveLength(1);
  expect((await loadPoints(judge, a)).scored[0]?.sheets.map((one) => one.judge)).toEqual([null, null, null]);

  // Dropped and made anew, from rows and from the chain of events: the same bytes.
  const stored = async () => canonicalJson(await db.applicationScore.findMany({ orderBy: { applicationId: "asc" } }));
  const before = await stored();
  for (const from of ["rows", "events"] as const) {
    await db.applicationScore.deleteMany();
    await inTransaction((tx) => computeRound(tx, roundId, from));
    expect(await stored()).toBe(before);
  }
  // Another grade than the rank's wants a reason, and there are no more places than there are.
  const propose = async (applicationId: string, grade: string | null, reason: string) =>
    gradeApplication(officer, roundId, {
      applicationId,
      version: await applicationVersion(applicationId),
      grade,
      reason,
    });
  expect(await refusal(propose(b, "一等奖", ""))).toBe("reason-required");
  expect(await refusal(propose(b, "特等奖", "好"))).toBe("bad_choice");
  await propose(b, "一等奖", "安全意义大");
  expect(await refusal(publishNotice(officer, roundId, await versionOf(roundId)))).toBe("places-exceeded");
  await propose(b, null, "");
  await publishNotice(officer, roundId, await versionOf(roundId));
  expect(await Promise.all([a, b, c].map(stateOf))).toEqual(["PROPOSED", "NOT_AWARDED", "PROPOSED"]);

  // The notice: title, people, units, grade; nothing of scores.
  const notice = await loadNotice(world.outsider, roundId);
  expect(notice.rows.map((one) => [one.id, one.grade, one.people.length])).toEqual([
    [a, "一等奖", 1],
    [c, "二等奖", 1],
  ]);
  expect(JSON.stringify(notice)).not.toMatch(/total|points|5074/);
  const page = await loadNotice(world.outsider, roundId, { size: 1 });
  expect([page.rows.length, page.after]).toEqual([1, a]);
  expect((await loadNotice(world.outsider, roundId, { size: 1, after: page.after })).rows[0]?.id).toBe(c);
  expect((await loadNotice(world.outsider, roundId, { size: 1, whole: true })).rows).toHaveLength(2);
  expect(await refusal(loadNotice(outside, roundId))).toBe("not_found");

  // An objection: its handler alone reads who made it.
  const input = {
    clientId: randomUUID(),
    applicationId: c,
    name: "赵不平",
    contact: "13800009999",
    text: "数据有出入",
  };
  await objectTo(world.outsider, input);
  await objectTo(world.outsider, input);
  await objectTo(world.leader, { ...input, clientId: randomUUID(), applicationId: a, name: "钱有话" });
  expect((await listObjections(officer, roundId)).rows).toHaveLength(2);
  const against = (applicationId: string) => db.objection.findFirstOrThrow({ where: { applicationId } });
  const [{ id }, { id: otherId }] = [await against(c), await against(a)];
  for (const actor of [world.engineer2, world.secretariat, chair]) {
    expect(await refusal(loadObjection(actor, id))).toBe("not_found");
    expect(await refusal(takeObjection(actor, id))).toBe("not_found");
  }
  const involved = { ...officer2, personId: world.engineer2.personId };
  expect(await refusal(takeObjection(involved, id))).toBe("objection-involved");
  await takeObjection(officer, id);
  expect(await refusal(takeObjection(officer2, id))).toBe("objection-taken");
  expect((await loadObjection(officer, id)).told).toMatchObject({ name: "赵不平", contact: "13800009999" });
  const seenByOthers = [
    await loadObjection(officer2, id),
    await listObjections(officer2, roundId),
    await loadNotice(world.engineer2, roundId),
    await db.event.findMany({
      where: { subjectId: roundId },
      select: { payload: true, actorName: true, actorId: true, reason: true },
    }),
    await db.objection.findMany(),
  ];
  const said = JSON.stringify(seenByOthers, (_, value) => (typeof value === "bigint" ? String(value) : value));
  for (const secret of ["赵不平", "13800009999", world.outsider.personId]) expect(said).not.toContain(secret);
  expect((await loadNotice(world.outsider, roundId)).own).toMatchObject([{ text: "数据有出入", state: "RECEIVED" }]);

  const noticeUntil = (await loadNotice(officer, roundId)).round.noticeUntil as Date;
  const after = { ...officer, now: addDays(noticeUntil, 1) };
  expect(await refusal(decideRound(officer, roundId, await versionOf(roundId)))).toBe("notice-running");
  expect(await refusal(decideRound(after, roundId, await versionOf(roundId)))).toBe("objections-open");
  const answer = { decision: "UPHELD" as const, answer: "核实属实，撤出公示", version: 1 };
  expect(await refusal(answerObjection(officer2, id, answer))).toBe("not_found");
  await answerObjection(officer, id, answer);
  expect(await stateOf(c)).toBe("EXCLUDED");
  await takeObjection(officer2, otherId);
  await answerObjection(officer2, otherId, { decision: "REJECTED", answer: "与事实不符", version: 1 });
  expect(
    await refusal(
      objectTo({ ...world.outsider, now: after.now }, { ...input, clientId: randomUUID(), applicationId: a }),
    ),
  ).toBe("notice-over");

  // Decided: number, profile, revocation on the record; the outside judge's role has ended.
  expect(
    await refusal(decideRound({ ...after, personId: world.craftsman.personId }, roundId, await versionOf(roundId))),
  ).toBe("award-own");
  await decideRound(after, roundId, await versionOf(roundId));
  const award = await loadAward(world.craftsman, a);
  expect(award.number).toMatch(/〔2026〕001号$/);
  expect(award).toMatchObject({ grade: "一等奖", revoked: false, paper: true, points: true });
  expect((await loadAward(world.outsider, a)).paper).toBe(false);
  expect(await refusal(loadAward(world.outsider, c))).toBe("not_found");
  const own = await loadPoints(world.craftsman, a);
  expect([own.total, own.rank, own.scored.every((one) => one.sheets.length === 0)]).toEqual([5074, null, true]);
  expect(JSON.stringify(own)).not.toMatch(/主审|评委乙|候补/);
  // Exact amounts are finance's and the reviewers'; applicants read bands, and not which records they are.
  const exact = (await loadPoints(officer, a)).facts.certifiedYuan;
  expect(Number(exact?.value)).toBeGreaterThan(0);
  expect(own.facts.certifiedYuan).toMatchObject({ value: null, band: expect.stringMatching(/^(BELOW|TO|FROM)_/) });
  expect(own.facts.certifiedYuan?.evidence).toEqual(
    exact?.evidence.map(({ kind, on }) => ({ kind, id: null, on, value: null })),
  );
  // Who was given nothing reads the same of their own, and is led there.
  expect(await loadApplication(world.engineer, b)).toMatchObject({ state: "NOT_AWARDED", mayReadPoints: true });
  expect(await loadPoints(world.engineer, b)).toMatchObject({ state: "NOT_AWARDED", rank: null });
  expect(await refusal(loadPoints(world.craftsman, b))).toBe("not_found");
  expect((await awardsOf(world.outsider, { personId: world.craftsman.personId })).awards.map((one) => one.id)).toEqual([
    a,
  ]);
  expect((await actorOf(outsideId, addDays(after.now, 1))).standings).toEqual([]);
  expect(await refusal(revokeAward(after, a, { reason: "", version: award.version }))).toBe("reason-required");
  await revokeAward(after, a, { reason: "成果系他人完成", version: award.version });
  expect(await loadAward(world.outsider, a)).toMatchObject({
    revoked: true,
    reason: "成果系他人完成",
    number: award.number,
  });
});

it("a panel with too few judges left cannot be closed, and a seat is removed only from a draft", async () => {
  const world = await makeWorld();
  const roundId = await draftRound(world, { minJudges: 2 });
  const seats = await panelOf(world, roundId);
  const panel = await loadPanel(world.officer, roundId, "");
  await removeSeat(world.officer, roundId, panel.seats.find((one) => one.outside)?.id ?? "");
  expect((await loadPanel(world.officer, roundId, "主")).seats).toHaveLength(3);
  const place = { enterpriseId: world.tools, studioId: world.toolsStudio, unitId: world.toolsStudio };
  const achievement = await achievementOf(world.craftsman, place, world.toolsReviewer.personId);
  await putRound(roundId, "OPEN");
  const id = await admittedApplication(roundId, achievement, {
    enterpriseId: world.tools,
    byId: world.craftsman.personId,
  });
  await putRound(roundId, "REVIEW");
  const [chair, judge, substitute] = (await tookSeats(roundId, [
    seats.chairId,
    seats.secondId,
    seats.substituteId,
  ])) as [Actor, Actor, Actor];
  await startPanel(world.officer, roundId, await versionOf(roundId));
  await declareConflict(chair, id, { ground: "MENTOR", text: "" });
  // The substitute is called, and the first judge leads in the chair's place.
  expect((await loadSheet(substitute, id)).lead).toBeNull();
  expect((await loadSheet(judge, id)).lead).not.toBeNull();
  await declareConflict(judge, id, { ground: "STUDIO", text: "" });
  expect((await loadPanel(world.officer, roundId, "")).progress).toMatchObject({ tooFew: 1 });
  expect(await refusal(closePanel(world.officer, roundId, await versionOf(roundId)))).toBe("panel-too-few");
});
