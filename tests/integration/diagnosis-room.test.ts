import { addDays } from "date-fns/addDays";
import { describe, expect, it } from "vitest";
import { localText } from "#app/lib/calendar.ts";
import { db } from "#app/lib/db.server.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { loadDiscussion } from "#app/modules/discussion/queries.server.ts";
import { postComment } from "#app/modules/discussion/post-comment.server.ts";
import { deliverNotices } from "#app/modules/notifications/deliver-notices.server.ts";
import { requireAccess } from "#app/modules/problems/visibility.server.ts";
import { addLogEntry } from "#app/modules/solving/add-log-entry.server.ts";
import { bidForProblem } from "#app/modules/solving/bid-for-problem.server.ts";
import { decidePermit } from "#app/modules/solving/decide-permit.server.ts";
import { admitToDetails } from "#app/modules/solving/diagnosis/admit.server.ts";
import { answerInvitation } from "#app/modules/solving/diagnosis/answer-invitation.server.ts";
import { calendarFile } from "#app/modules/solving/diagnosis/calendar-file.server.ts";
import { conveneDiagnosis } from "#app/modules/solving/diagnosis/convene-diagnosis.server.ts";
import { diagnosisDiscussion } from "#app/modules/solving/diagnosis/diagnosis-subject.server.ts";
import { invitePeople, takeBackInvitation } from "#app/modules/solving/diagnosis/invite.server.ts";
import { loadInvitees, searchInvitees } from "#app/modules/solving/diagnosis/invitees.server.ts";
import { diagnosisTodo } from "#app/modules/solving/diagnosis/queries-home.server.ts";
import { loadRoom } from "#app/modules/solving/diagnosis/queries-room.server.ts";
import { recordAttendance } from "#app/modules/solving/diagnosis/record-attendance.server.ts";
import { recordOpinion } from "#app/modules/solving/diagnosis/record-opinion.server.ts";
import { recordOutcome } from "#app/modules/solving/diagnosis/record-outcome.server.ts";
import { cancelDiagnosis, fixTime, proposeTimes } from "#app/modules/solving/diagnosis/set-time.server.ts";
import { loadSolving } from "#app/modules/solving/queries.server.ts";
import { useTestDatabase } from "#tests/support/database.server.ts";
import { actorOf, makeActor, makeWorld, publishedProblem, type World } from "#tests/support/factories.server.ts";
import { anId, eventTypes, offer, refusal, stateOf, tackledProblem } from "#tests/support/solving.server.ts";

useTestDatabase();

const ZONE = "Asia/Shanghai";
const LINK = "https://meet.example.test/room/42";
const typed = (at: Date): string => localText(at, ZONE);
const later = (actor: Actor, days: number): Actor => ({ ...actor, now: addDays(actor.now, days) });
const asInvitee = (actor: Actor, organisationId: string) => `${actor.personId}@${organisationId}`;

/** Called by the poster, with the foreign studio's leader and a colleague invited, two times proposed. */
async function called(world: World, problemId: string, by: Actor = world.engineer) {
  const times = [1, 2].map((days) => typed(addDays(world.engineer.now, days)));
  const { diagnosisId } = await conveneDiagnosis(by, {
    problemId,
    version: null,
    purpose: "一起听听星轮的声音",
    mode: "VIDEO",
    times,
    invite: [asInvitee(world.leader, world.toolsStudio), asInvitee(world.engineer2, world.brewery)],
  });
  return { problemId, diagnosisId, times };
}
const room = async (actor: Actor, at: { problemId: string; diagnosisId: string }) => (await loadRoom(actor, at)).room;

/** The foreign leader comes and the employer consented; the time is fixed for tomorrow, by video. */
async function fixed(world: World, problemId: string, by: Actor = world.engineer) {
  const at = await called(world, problemId, by);
  await answerInvitation(world.leader, { ...at, coming: true });
  const permit = await db.permit.findFirstOrThrow({ where: { problemId, kind: "DIAGNOSIS_CONSENT" } });
  await decidePermit(world.toolsReviewer, { permitId: permit.id, version: null, granted: true });
  await answerInvitation(world.engineer2, { ...at, coming: true });
  const { version, times } = await room(by, at);
  await fixTime(by, { ...at, version, timeId: times[0]?.id, mode: "VIDEO", place: "", link: LINK, minutes: 90 });
  return at;
}
const version = async (id: string) => (await db.jointDiagnosis.findUniqueOrThrow({ where: { id } })).version;

describe("calling together", () => {
  it("is for the poster's side and the secretariat; only people the problem is open to are invited", async () => {
    const world = await makeWorld();
    const id = await tackledProblem(world);
    const before = await stateOf(id);
    const at = await called(world, id);
    expect(await stateOf(id)).toBe(before);
    expect(await refusal(called(world, id, world.craftsman))).toBe("not-your-move");
    expect(await refusal(called(world, id, world.toolsEngineer))).toBe("not-your-move");
    expect(await refusal(called(world, id, world.outsider))).toBe("not_found");
    const invite = (who: string) => refusal(invitePeople(world.engineer, { ...at, invite: [who] }));
    // Outside the circle, unknown, and for an organisation they do not belong to: all the same answer.
    expect(await invite(asInvitee(world.outsider, world.outside))).toBe("invite-not-open");
    expect(await invite(`${anId()}@${world.toolsStudio}`)).toBe("invite-not-open");
    expect(await invite(asInvitee(world.leader, world.breweryStudio))).toBe("invite-not-open");
    expect(await invite(asInvitee(world.toolsEngineer, world.tools))).toBe("invite-not-open");
    const names = (await loadInvitees(world.engineer, id, "")).map((one) => one.personId);
    expect(names).toEqual(expect.arrayContaining([world.craftsman.personId, world.engineer2.personId]));
    expect(names).not.toContain(world.outsider.personId);
    expect(await eventTypes(id)).toEqual(expect.arrayContaining(["joint-diagnosis", "diagnosis-invited"]));
  });

  it("tells those invited, and who is not in the room finds no room", async () => {
    const world = await makeWorld();
    const id = await tackledProblem(world);
    const at = await called(world, id);
    const event = await db.event.findFirstOrThrow({ where: { subjectId: id, type: "problem.diagnosis-invited" } });
    await deliverNotices(event.id, world.engineer.now);
    const told = await db.notice.findMany({ where: { eventId: event.id }, select: { personId: true } });
    expect(told.map((one) => one.personId).sort()).toEqual([world.leader.personId, world.engineer2.personId].sort());
    for (const stranger of [world.toolsEngineer, world.outsider, world.officer])
      expect(await refusal(loadRoom(stranger, at))).toBe("not_found");
    expect((await room(world.reviewer, at)).rights).toMatchObject({ manages: false, speaks: false, joins: false });
  });

  it("on site needs the poster's leave, and of an anonymous poster the poster's own call", async () => {
    const world = await makeWorld();
    const closed = await publishedProblem(world, { visitAllowed: false });
    const call = (by: Actor, problemId: string) =>
      conveneDiagnosis(by, { problemId, version: null, purpose: "看现场", mode: "ON_SITE" });
    expect(await refusal(call(world.engineer, closed))).toBe("visit-not-allowed");
    const hidden = await publishedProblem(world, { visitAllowed: true, anonymous: true });
    expect(await refusal(call(world.secretariat, hidden))).toBe("diagnosis-anonymous-site");
    await call(world.engineer, hidden);
  });

  it("refuses times that are over or too many, and links that are none", async () => {
    const world = await makeWorld();
    const id = await publishedProblem(world);
    const call = (more: { times?: string[]; link?: string }) =>
      refusal(conveneDiagnosis(world.engineer, { problemId: id, version: null, purpose: "x", mode: "VIDEO", ...more }));
    expect(await call({ times: ["2020-01-01T09:00"] })).toBe("time-in-past");
    const seven = Array.from({ length: 7 }, (_, n) => typed(addDays(world.engineer.now, n + 1)));
    expect(await call({ times: seven })).toBe("times-too-many");
    for (const link of ["http://meet.test/a", "https://user:word@meet.test/", "meet.test"])
      expect(await call({ link }), link).toBe("diagnosis-link");
  });
});

describe("being invited", () => {
  it("opens the room to answer; what is said, where it is and the link open with the employer's consent", async () => {
    const world = await makeWorld();
    const id = await tackledProblem(world);
    const at = await called(world, id);
    await recordOpinion(world.engineer, { ...at, seen: 0, text: "我看是链条" });
    const [time] = (await room(world.leader, at)).times;
    expect((await room(world.leader, at)).rights).toMatchObject({ answers: true, joins: false, speaks: false });
    await answerInvitation(world.leader, { ...at, coming: true, suits: [{ timeId: time?.id ?? "", suits: "MAYBE" }] });
    // Consented to the work as a whole earlier: that covers the diagnosis.
    expect(await db.permit.count({ where: { problemId: id, kind: "DIAGNOSIS_CONSENT" } })).toBe(0);
    expect((await room(world.leader, at)).rights.joins).toBe(true);
    const other = await publishedProblem(world);
    const there = await called(world, other);
    await recordOpinion(world.engineer, { ...there, seen: 0, text: "我看是链条" });
    await answerInvitation(world.leader, { ...there, coming: true });
    const before = await room(world.leader, there);
    expect(before.rights).toMatchObject({ layer: "SUMMARY", joins: false, speaks: false });
    expect(before).toMatchObject({ opinions: [], link: null, place: null });
    expect(await refusal(recordOpinion(world.leader, { ...there, seen: 0, text: "先说一句" }))).toBe("not-your-move");

    const permit = await db.permit.findFirstOrThrow({ where: { problemId: other, kind: "DIAGNOSIS_CONSENT" } });
    expect(permit).toMatchObject({ organisationId: world.tools, studioId: world.toolsStudio, state: "REQUESTED" });
    // Neither the one invited nor somebody of another enterprise decides on it.
    for (const stranger of [world.reviewer, world.leader])
      expect(await refusal(decidePermit(stranger, { permitId: permit.id, version: null, granted: true }))).toBe(
        "not_found",
      );
    await decidePermit(world.toolsReviewer, { permitId: permit.id, version: null, granted: true });
    expect((await room(world.leader, there)).opinions.map((one) => one.text)).toEqual(["我看是链条"]);
    // The consent to a meeting is none to the work.
    const bid = { problemId: other, version: null, studioId: world.toolsStudio, leadId: world.craftsman.personId };
    expect(await refusal(bidForProblem(world.leader, { ...bid, ...offer }))).toBe("consent-missing");
    await decidePermit(world.toolsReviewer, { permitId: permit.id, version: null, granted: false, note: "人手不够" });
    expect((await room(world.leader, there)).opinions).toEqual([]);
  });

  it("opens no layer by itself: the reviewer lets in whoever reads the summary only, after the consent", async () => {
    const world = await makeWorld();
    const id = await publishedProblem(world, {}, { layer: "SUMMARY" } as never);
    await db.problemAudience.updateMany({ where: { problemId: id }, data: { layer: "SUMMARY" } });
    await db.problemReader.updateMany({ where: { problemId: id, via: "AUDIENCE" }, data: { layer: "SUMMARY" } });
    const at = await called(world, id);
    const seat = (await room(world.reviewer, at)).seats.find((one) => one.name === world.leader.name);
    const admit = (actor: Actor) => admitToDetails(actor, { ...at, seatId: seat?.id ?? "" });
    await answerInvitation(world.leader, { ...at, coming: true });
    expect(await refusal(admit(world.reviewer))).toBe("consent-missing");
    expect(await refusal(admit(world.engineer2))).toBe("not-your-move");
    const permit = await db.permit.findFirstOrThrow({ where: { problemId: id, kind: "DIAGNOSIS_CONSENT" } });
    await decidePermit(world.toolsReviewer, { permitId: permit.id, version: null, granted: true });
    expect((await requireAccess(world.leader, id)).layer).toBe("SUMMARY");
    // The button is there while it opens something.
    const offered = async () => (await room(world.reviewer, at)).seats.filter((one) => one.admittable).length;
    expect(await offered()).toBe(1);
    await admit(world.reviewer);
    expect(await offered()).toBe(0);
    expect((await requireAccess(world.leader, id)).layer).toBe("DETAIL");
    expect((await requireAccess(later(world.leader, 40), id)).layer).toBe("SUMMARY");
  });

  it("taken back, declined or left behind with the studio: the room is closed", async () => {
    const world = await makeWorld();
    const id = await publishedProblem(world);
    const at = await fixed(world, id);
    const seat = (await room(world.leader, at)).seats.find((one) => one.own);
    expect(await refusal(takeBackInvitation(world.leader, { ...at, seatId: seat?.id ?? "" }))).toBe("not-your-move");
    expect(await refusal(answerInvitation(world.leader, { ...at, coming: false }))).toBe("reason-required");
    await db.membership.updateMany({
      where: { personId: world.leader.personId },
      data: { endsAt: addDays(world.leader.now, -1) },
    });
    expect(await refusal(loadRoom(await actorOf(world.leader.personId, world.leader.now), at))).toBe("not_found");
    await db.membership.updateMany({ where: { personId: world.leader.personId }, data: { endsAt: null } });
    await takeBackInvitation(world.engineer, { ...at, seatId: seat?.id ?? "" });
    expect(await refusal(loadRoom(world.leader, at))).toBe("not_found");
    expect(await refusal(loadDiscussion(world.leader, diagnosisDiscussion, at.diagnosisId))).toBe("not_found");
  });
});

it("the home page says what somebody is waited for, until it is done", async () => {
  const world = await makeWorld();
  const id = await publishedProblem(world);
  const waits = async (actor: Actor) => (await diagnosisTodo(actor)).map((one) => one.reason);
  const at = await called(world, id);
  expect(await waits(world.leader)).toEqual(["answer"]);
  expect(await waits(world.engineer)).toEqual([]);
  for (const one of [world.engineer2, world.leader]) await answerInvitation(one, { ...at, coming: true });
  expect(await waits(world.leader)).toEqual([]);
  expect(await waits(world.engineer)).toEqual(["fix"]);
  const { version: seen, times } = await room(world.engineer, at);
  const where = { mode: "VIDEO" as const, place: "", link: LINK, minutes: 60 };
  await fixTime(world.engineer, { ...at, ...where, version: seen, timeId: times[0]?.id });
  expect(await waits(later(world.engineer2, 2))).toEqual(["opinion"]);
  // The employer has not consented: there is nothing the guest could write yet.
  expect(await waits(later(world.leader, 2))).toEqual([]);
  await db.problem.update({ where: { id }, data: { state: "WITHDRAWN" } });
  expect(await waits(later(world.engineer, 2))).toEqual([]);
});

describe("the time", () => {
  it("is fixed, put off with a reason and cancelled by the side that called; old pages are refused", async () => {
    const world = await makeWorld();
    const id = await publishedProblem(world, { visitAllowed: true });
    const at = await fixed(world, id);
    const seen = await room(world.leader, at);
    expect(seen).toMatchObject({ state: "FIXED", link: LINK, heldAt: expect.any(String) });
    expect((await room(world.reviewer, at)).link).toBeNull();
    const file = await calendarFile(world.leader, { ...at, url: "https://here.test/x" });
    expect(file.text).toContain("BEGIN:VEVENT");
    expect(file.text.replace(/\r?\n /g, "")).toContain(LINK);
    expect(await refusal(calendarFile(world.reviewer, { ...at, url: "https://here.test/x" }))).toBe("not_found");
    const where = { mode: "VIDEO" as const, place: "", link: LINK, minutes: 60 };
    const move = (actor: Actor, more: object) =>
      fixTime(actor, {
        ...at,
        ...where,
        version: seen.version,
        at: typed(addDays(world.engineer.now, 3)),
        reason: "设备停机",
        ...more,
      });
    for (const other of [world.secretariat, world.leader, world.reviewer])
      expect(await refusal(move(other, {}))).toBe("not-your-move");
    expect(await refusal(move(world.engineer, { reason: " " }))).toBe("reason-required");
    expect(await refusal(move(world.engineer, { version: seen.version - 1 }))).toBe("diagnosis-changed");
    const [first, second] = await Promise.allSettled([move(world.engineer, {}), move(world.engineer, {})]);
    expect([first.status, second.status].sort()).toEqual(["fulfilled", "rejected"]);
    // On site: guests are asked a visit permit and a safety briefing for, before they may come in.
    await move(world.engineer, { version: await version(at.diagnosisId), mode: "ON_SITE", link: "", place: "三号线" });
    const guest = (await room(world.leader, at)).seats.find((one) => one.own);
    expect(guest).toMatchObject({ consent: "GRANTED", onSite: false });
    const site = { in: ["VISIT_PERMIT" as const, "SAFETY_BRIEFING" as const] };
    expect(await db.permit.count({ where: { problemId: id, kind: site } })).toBe(2);
    // Whoever fixes the time asks in their own house's name, not in the guest's studio's.
    const asked = { subjectId: id, type: "problem.consent-requested", actorId: world.engineer.personId };
    expect(await db.event.findFirst({ where: asked })).toMatchObject({ actorOrgId: world.brewery });
    for (const kind of ["VISIT_PERMIT", "SAFETY_BRIEFING"] as const) {
      const permit = await db.permit.findFirstOrThrow({ where: { problemId: id, kind } });
      await decidePermit(world.reviewer, { permitId: permit.id, version: null, granted: true });
    }
    expect((await room(world.leader, at)).seats.find((one) => one.own)?.onSite).toBe(true);
    const times = [typed(addDays(world.engineer.now, 5))];
    await proposeTimes(world.engineer, { ...at, version: await version(at.diagnosisId), times });
    expect((await room(world.leader, at)).times).toHaveLength(1);
    const off = { ...at, version: await version(at.diagnosisId), reason: "改用电话" };
    expect(await refusal(cancelDiagnosis(world.leader, off))).toBe("not-your-move");
    await cancelDiagnosis(world.engineer, off);
    expect((await room(world.leader, at)).rights).toMatchObject({ manages: false, speaks: false, answers: false });
  });
});

describe("what was said", () => {
  it("opinions are their writers' own, kept in versions; the outcome goes back to the problem, dissent beside it", async () => {
    const world = await makeWorld();
    const id = await publishedProblem(world);
    const suspect = async (text: string, layer: "DETAIL" | "CONFIDENTIAL") =>
      (await addLogEntry(world.engineer, { problemId: id, clientId: anId(), kind: "HYPOTHESIS", text, layer })).entryId;
    const chain = await suspect("链条松", "DETAIL");
    const secret = await suspect("配方变了", "CONFIDENTIAL");
    const at = await fixed(world, id);
    const say = (actor: Actor, seen: number, text: string, more: object = {}) =>
      recordOpinion(actor, { ...at, seen, text, ...more });
    await say(world.leader, 0, "链条没问题", { votes: [{ entryId: chain, status: "REFUTED" }] });
    // What the writer does not read is no choice, as if it were not there.
    expect(await refusal(say(world.leader, 1, "x", { votes: [{ entryId: secret, status: "REFUTED" }] }))).toBe(
      "bad_choice",
    );
    expect(await refusal(say(world.leader, 1, "x", { layer: "CONFIDENTIAL" }))).toBe("layer-too-high");
    expect(await refusal(say(world.leader, 0, "从旧页面来"))).toBe("opinion-changed");
    const twice = await Promise.allSettled([say(world.leader, 1, "甲"), say(world.leader, 1, "乙")]);
    expect(twice.filter((one) => one.status === "fulfilled")).toHaveLength(1);
    await say(world.leader, 2, "我仍看是护栏", { dissents: true });
    await say(world.engineer2, 0, "参数要保密", { layer: "CONFIDENTIAL" });
    expect(await refusal(say(world.reviewer, 0, "没有席位的人"))).toBe("not-your-move");
    const seen = (await room(world.leader, at)).opinions;
    expect(seen).toHaveLength(1);
    expect(seen[0]).toMatchObject({ text: "我仍看是护栏", dissents: true, own: true });
    expect(seen[0]?.earlier.map((one) => one.text)).toHaveLength(2);
    const held = later(world.engineer, 2);
    const outcome = {
      ...at,
      outcome: "换链条后再看",
      verdicts: [{ entryId: chain, status: "CONFIRMED" as const, why: "量过" }],
    };
    const write = async (actor: Actor, more: object = {}) =>
      recordOutcome(actor, { ...outcome, version: await version(at.diagnosisId), ...more });
    expect(await refusal(write(world.engineer))).toBe("not-your-move");
    for (const other of [world.leader, world.secretariat, world.reviewer])
      expect(await refusal(write(later(other, 2)))).toBe("not-your-move");
    expect(await refusal(write(held, { verdicts: [{ entryId: chain, status: "CONFIRMED" }] }))).toBe("why-required");
    const present = (await room(held, at)).seats
      .filter((one) => one.name !== world.engineer2.name)
      .map((one) => one.id);
    await recordAttendance(held, { ...at, version: await version(at.diagnosisId), present });
    await write(held);
    expect(await refusal(write(held))).toBe("not-your-move");
    // Dissent is kept whenever it is found, and nothing of it was changed by the outcome.
    await say(later(world.engineer2, 3), 1, "我也不同意", { dissents: true, layer: "DETAIL" });
    const shown = await loadSolving(world.toolsEngineer, id, await requireAccess(world.toolsEngineer, id));
    expect(shown.diagnoses).toMatchObject([{ state: "RECORDED", outcome: "换链条后再看", room: false, place: "" }]);
    expect(shown.diagnoses[0]?.dissents.map((one) => one.text).sort()).toEqual(["我也不同意", "我仍看是护栏"].sort());
    expect(shown.log.find((one) => one.id === chain)).toMatchObject({ status: "CONFIRMED", why: "量过" });
    expect(shown.log.map((one) => one.text)).toContain("换链条后再看");
    const summary = await loadSolving(world.officer, id, await requireAccess(world.officer, id));
    expect(JSON.stringify(summary)).not.toMatch(/护栏|换链条/);
  });

  it("an outcome of a stricter layer stays there, in the log too", async () => {
    const world = await makeWorld();
    const id = await publishedProblem(world);
    const at = await fixed(world, id);
    const held = later(world.engineer, 2);
    await recordOutcome(held, {
      ...at,
      version: await version(at.diagnosisId),
      outcome: "温度 65 度",
      layer: "CONFIDENTIAL",
    });
    const guest = later(world.leader, 2);
    expect(await room(guest, at)).toMatchObject({ recorded: true, outcome: null });
    expect(JSON.stringify(await loadSolving(guest, id, await requireAccess(guest, id)))).not.toContain("温度 65 度");
    expect((await room(later(world.engineer2, 2), at)).outcome?.text).toBe("温度 65 度");
  });

  it("nobody learns from the room who posts anonymously", async () => {
    const world = await makeWorld();
    const id = await publishedProblem(world, { anonymous: true });
    const colleague = await makeActor([["CRAFTSMAN", world.breweryStudio]], { name: "本厂师傅" });
    const at = await fixed(world, id);
    await invitePeople(world.engineer, { ...at, invite: [asInvitee(colleague, world.breweryStudio)] });
    await recordOpinion(world.engineer, { ...at, seen: 0, text: "我们先说" });
    await postComment(world.engineer2, diagnosisDiscussion, {
      subjectId: at.diagnosisId,
      clientId: anId(),
      body: "请先看照片",
    });
    const seen = JSON.stringify([
      await room(world.leader, at),
      await loadDiscussion(world.leader, diagnosisDiscussion, at.diagnosisId),
    ]);
    const brewery = await db.organisation.findUniqueOrThrow({ where: { id: world.brewery } });
    for (const name of [world.engineer.name, world.engineer2.name, "本厂师傅", brewery.name])
      expect(seen.includes(`"${name}"`), name).toBe(false);
    expect(seen).toContain("请先看照片");
    const asked = [asInvitee(world.leader, world.toolsStudio), asInvitee(world.engineer2, world.brewery), "x@y"];
    const searched = await searchInvitees(world.leader, id, { q: "没有这个人", chosen: asked });
    // Ticks are asked by the same rule as the list: an id guessed is not told whose it is.
    expect(searched.map((one) => one.personId)).toEqual([world.leader.personId]);
    const open = (await loadInvitees(world.leader, id, "")).map((one) => one.personId);
    // The poster's studio is one of the alliance's; the poster's own engineers would tell.
    for (const one of [world.engineer, world.engineer2]) expect(open).not.toContain(one.personId);
  });

  it("its comments are read in the room and nowhere else", async () => {
    const world = await makeWorld();
    const id = await publishedProblem(world);
    const at = await fixed(world, id);
    const say = (actor: Actor, more: object = {}) =>
      postComment(actor, diagnosisDiscussion, {
        subjectId: at.diagnosisId,
        clientId: anId(),
        body: "带上塞尺",
        ...more,
      });
    const { commentId } = await say(world.leader, { mentions: [world.engineer2.personId] });
    expect(await refusal(say(world.leader, { mentions: [world.craftsman.personId] }))).toBe("mention-no-access");
    expect(await refusal(say(world.toolsEngineer))).toBe("not_found");
    const event = await db.event.findFirstOrThrow({ where: { subjectId: id, type: "problem.diagnosis-commented" } });
    expect(event).toMatchObject({ subjectKind: "problem", subjectId: id });
    await deliverNotices(event.id, world.engineer.now);
    const told = await db.notice.findMany({ where: { eventId: event.id }, select: { personId: true, type: true } });
    expect(told).toEqual([{ personId: world.engineer2.personId, type: "problem.mentioned" }]);
    expect((await loadDiscussion(world.engineer, diagnosisDiscussion, at.diagnosisId)).comments[0]?.id).toBe(commentId);
  });
});
