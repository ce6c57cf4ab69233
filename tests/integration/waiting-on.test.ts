import { addHours } from "date-fns/addHours";
import { beforeEach, describe, expect, it } from "vitest";
import { db } from "#app/lib/db.server.ts";
import { endMembership } from "#app/modules/accounts/end-membership.server.ts";
import { deliverNotices } from "#app/modules/notifications/deliver-notices.server.ts";
import { requireAccess } from "#app/modules/problems/visibility.server.ts";
import { listProblems } from "#app/modules/problems/queries-list.server.ts";
import { timelineOf } from "#app/modules/problems/queries-timeline.server.ts";
import { waitingFor } from "#app/modules/problems/queries-waiting.server.ts";
import { acceptSolution } from "#app/modules/solving/accept-solution.server.ts";
import { addLogEntry } from "#app/modules/solving/add-log-entry.server.ts";
import { answerQuestion } from "#app/modules/solving/answer-question.server.ts";
import { answerStillGood } from "#app/modules/solving/answer-still-good.server.ts";
import { askQuestion } from "#app/modules/solving/ask-question.server.ts";
import { assignCraftsman } from "#app/modules/solving/assign-craftsman.server.ts";
import { declineAssignment } from "#app/modules/solving/decline-assignment.server.ts";
import { giveUp } from "#app/modules/solving/give-up.server.ts";
import { goOn } from "#app/modules/solving/go-on.server.ts";
import { loadSolving } from "#app/modules/solving/queries.server.ts";
import { reportTrial } from "#app/modules/solving/report-trial.server.ts";
import { saveSolution } from "#app/modules/solving/save-solution.server.ts";
import { startTrial } from "#app/modules/solving/start-trial.server.ts";
import { submitSolution } from "#app/modules/solving/submit-solution.server.ts";
import { sweepDueTimes } from "#app/modules/solving/sweep-due-times.server.ts";
import { sweepQuestions } from "#app/modules/solving/sweep-questions.server.ts";
import { sweepStillGood } from "#app/modules/solving/sweep-still-good.server.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { useTestDatabase } from "#tests/support/database.server.ts";
import { actorOf, makeWorld, publishedProblem, versionOf, type World } from "#tests/support/factories.server.ts";
import {
  anId,
  awaitingAcceptance,
  eventTypes,
  fix,
  measured,
  refusal,
  stateOf,
  tackledProblem,
} from "#tests/support/solving.server.ts";

useTestDatabase();
/** A Monday, 9:00 in Shanghai. */
const MONDAY = new Date("2026-11-02T01:00:00Z");
const days = (n: number) => addHours(MONDAY, n * 24);
const at = (person: { personId: string }, n: number) => actorOf(person.personId, days(n));
const clockOf = (id: string) =>
  db.problem.findUniqueOrThrow({ where: { id }, select: { dueAt: true, minutesLeft: true } });
const reasons = async (actor: Actor, id: string) =>
  (await waitingFor(actor)).flatMap((one) => (one.problemId === id ? [one.reason] : []));
const told = async (person: { personId: string }, id: string, now: Date) => {
  const events = await db.event.findMany({ where: { subjectId: id }, orderBy: { id: "asc" } });
  for (const event of events) await deliverNotices(event.id, now);
  const rows = await db.notice.findMany({ where: { personId: person.personId, subjectId: id } });
  return rows.map((row) => row.type.replace("problem.", ""));
};
let world: World;
beforeEach(async () => {
  world = await makeWorld(MONDAY);
});

describe("a question to the poster", () => {
  const ask = async (
    id: string,
    day: number,
    text = "报警前一小时的气压记录有吗？",
    layer: "DETAIL" | "CONFIDENTIAL" = "DETAIL",
  ) => (await askQuestion(await at(world.craftsman, day), { problemId: id, clientId: anId(), text, layer })).questionId;
  const answer = async (id: string, questionId: string, day: number, by = world.engineer) =>
    answerQuestion(await at(by, day), {
      problemId: id,
      questionId,
      version: 0,
      answer: "有，0.35 到 0.52 MPa 之间摆动。",
    });

  it("stops the clock until the answer; both stand in the timeline of those who read the details", async () => {
    const id = await tackledProblem(world);
    const questionId = await ask(id, 1);
    expect(await clockOf(id)).toEqual({ dueAt: null, minutesLeft: 13 * 480 });
    expect(await reasons(await at(world.engineer, 1), id)).toContain("answer-question");
    await answer(id, questionId, 2);
    expect(await clockOf(id)).toEqual({ dueAt: days(21), minutesLeft: null }); // thirteen working days after the 2nd: a Monday
    expect(await reasons(await at(world.engineer, 2), id)).toEqual([]);
    const entries = async (actor: Actor) => {
      const lines = await timelineOf(actor, id, await requireAccess(actor, id));
      return lines.filter((one) => one.type.includes("question")).map((one) => one.reason);
    };
    expect(await entries(await at(world.engineer2, 2))).toEqual([
      "报警前一小时的气压记录有吗？",
      "有，0.35 到 0.52 MPa 之间摆动。",
    ]);
    expect(await entries(await at(world.officer, 2))).toEqual([]);
    expect(await told(world.engineer, id, days(2))).toContain("question-asked");
    expect(await told(world.craftsman, id, days(2))).toContain("question-answered");
    expect(await refusal(answer(id, questionId, 3))).toBe("question-decided");
  });

  it("stops it for the alliance's days at most: a reminder at half, then the clock goes on, each said once; it may still be answered", async () => {
    const id = await tackledProblem(world);
    const questionId = await ask(id, 0);
    for (const day of [1, 1.1]) await sweepQuestions(days(day));
    expect(await eventTypes(id)).not.toContain("question-reminded");
    await Promise.all([2, 2, 1, 2].map((day) => sweepQuestions(days(day))));
    expect((await eventTypes(id)).filter((type) => type.startsWith("question"))).toEqual([
      "question-asked",
      "question-reminded",
    ]);
    expect(await reasons(await at(world.reviewer, 2), id)).toContain("answer-question");
    await Promise.all([sweepQuestions(days(3.2)), sweepQuestions(days(3.2)), sweepQuestions(days(1))]);
    await sweepQuestions(days(90));
    expect((await eventTypes(id)).filter((type) => type.startsWith("question"))).toEqual([
      "question-asked",
      "question-reminded",
      "question-lapsed",
    ]);
    expect((await clockOf(id)).minutesLeft).toBeNull();
    expect((await clockOf(id)).dueAt).not.toBeNull();
    await db.question.findFirstOrThrow({ where: { id: questionId, state: "OPEN", pauses: false } });
    await answerQuestion(await at(world.reviewer, 4), { problemId: id, questionId, version: 1, answer: "见附件。" });
    expect((await told(world.engineer, id, days(4))).filter((one) => one.startsWith("question"))).toEqual(
      expect.arrayContaining(["question-reminded", "question-lapsed"]),
    );
  });

  it("is no way to stop the clock for ever: one at a time, and the fourth of a lease stops nothing", async () => {
    const id = await tackledProblem(world);
    for (const day of [0.1, 0.2, 0.3]) {
      const questionId = await ask(id, day);
      expect(await refusal(ask(id, day))).toBe("question-open");
      await answer(id, questionId, day);
    }
    await ask(id, 0.4);
    expect((await clockOf(id)).dueAt).not.toBeNull();
  });

  it("is asked by the team only, answered by the poster's side only, sent twice only once, and closes with the work", async () => {
    const id = await tackledProblem(world);
    const clientId = anId();
    const asking = { problemId: id, clientId, text: "何时能停机？", layer: "DETAIL" as const };
    for (const stranger of [world.engineer, world.secretariat, world.leader])
      expect(await refusal(askQuestion(stranger, asking))).toBe("not-your-move");
    await expect(askQuestion(world.outsider, asking)).rejects.toMatchObject({ code: "not_found" });
    const both = await Promise.all([askQuestion(world.craftsman, asking), askQuestion(world.craftsman, asking)]);
    expect(both[0]).toEqual(both[1]);
    const { questionId } = both[0] ?? { questionId: "" };
    for (const other of [world.craftsman, world.secretariat, world.toolsReviewer])
      expect(await refusal(answer(id, questionId, 0, other))).toBe("not-your-move");
    await giveUp(world.engineer, { problemId: id, version: await versionOf(id), reason: "设备报废" });
    expect(await db.question.findUniqueOrThrow({ where: { id: questionId } })).toMatchObject({
      state: "CLOSED",
      pauses: false,
    });
    expect(await refusal(answer(id, questionId, 1))).toBe("question-decided");
    const offered = await publishedProblem(world);
    await assignCraftsman(world.secretariat, {
      problemId: offered,
      version: null,
      craftsmanId: world.craftsman.personId,
      studioId: world.toolsStudio,
    });
    const before = await askQuestion(world.craftsman, { ...asking, problemId: offered, clientId: anId() });
    await declineAssignment(world.craftsman, {
      problemId: offered,
      version: await versionOf(offered),
      reason: "没有空",
    });
    expect(await db.question.findUniqueOrThrow({ where: { id: before.questionId } })).toMatchObject({
      state: "CLOSED",
    });
    const draft = await publishedProblem(world);
    expect(await refusal(askQuestion(world.craftsman, { ...asking, problemId: draft, clientId: anId() }))).toBe(
      "not-your-move",
    );
  });
});

/** Solved on Monday. */
async function solvedProblem(): Promise<string> {
  const id = await tackledProblem(world);
  await awaitingAcceptance(world, id);
  await acceptSolution(world.engineer, { problemId: id, version: await versionOf(id), verdict: "FIXED" });
  return id;
}
const respond = async (
  id: string,
  day: number,
  answer: "GOOD" | "CAME_BACK" | "UNKNOWN",
  more: object = {},
  by = world.engineer,
) => answerStillGood(await at(by, day), { problemId: id, version: await versionOf(id), answer, note: "", ...more });
const solving = async (actor: Actor, id: string) => loadSolving(actor, id, await requireAccess(actor, id));

describe("30 and 90 days after acceptance", () => {
  it("the poster is asked, once each; silence reads not confirmed, an answer stays on the page", async () => {
    const id = await solvedProblem();
    await sweepStillGood(days(29.9));
    expect(await eventTypes(id)).not.toContain("still-good-asked");
    expect((await solving(await at(world.engineer, 29), id)).stillGood.map((one) => one.reading)).toEqual([null, null]);
    await Promise.all([30, 30, 31, 30].map((day) => sweepStillGood(days(day))));
    await sweepStillGood(days(10));
    expect((await eventTypes(id)).filter((type) => type === "still-good-asked")).toHaveLength(1);
    expect(await told(world.engineer, id, days(31))).toContain("still-good-asked");
    expect(await reasons(await at(world.engineer, 31), id)).toEqual(["still-good"]);
    const page = await solving(await at(world.engineer, 31), id);
    expect(page.stillGood.find((one) => one.afterDays === 30)?.reading).toBe("NOT_CONFIRMED");
    expect(page.actions).toContainEqual({ name: "still-good", main: true });

    for (const [who, why] of [
      [world.craftsman, "not-your-move"],
      [world.secretariat, "not-your-move"],
      [world.officer, "not-your-move"],
    ] as const)
      expect(await refusal(respond(id, 31, "GOOD", {}, who))).toBe(why);
    await respond(id, 32, "GOOD", { note: "一个月没再卡瓶" });
    expect(await refusal(respond(id, 33, "GOOD"))).toBe("still-good-answered");
    await sweepStillGood(days(90));
    expect((await eventTypes(id)).filter((type) => type === "still-good-asked")).toHaveLength(2);
    expect(await stateOf(id)).toBe("SOLVED");
    const later = (await solving(await at(world.leader, 120), id)).stillGood;
    expect(later.map(({ afterDays, reading }) => [afterDays, reading])).toEqual([
      [90, "NOT_CONFIRMED"],
      [30, "GOOD"],
    ]);
  });

  it("once the poster has left, the enterprise's reviewers are; after a long absence of the worker one question, not two", async () => {
    const id = await solvedProblem();
    const membership = await db.membership.findFirstOrThrow({ where: { personId: world.engineer.personId } });
    await endMembership(await at(world.reviewer, 20), { membershipId: membership.id });
    await sweepStillGood(days(95));
    expect((await eventTypes(id)).filter((type) => type === "still-good-asked")).toHaveLength(1);
    expect(await told(world.reviewer, id, days(95))).toContain("still-good-asked");
    expect(await told(world.engineer, id, days(95))).not.toContain("still-good-asked");
    expect(await reasons(await at(world.reviewer, 95), id)).toEqual(["still-good"]);
    await respond(id, 96, "UNKNOWN", {}, world.reviewer);
    expect(await reasons(await at(world.reviewer, 96), id)).toEqual([]);
  });
});

describe("a recurrence", () => {
  it("opens the problem for the former team and withdraws its solved; the team says whether it goes on", async () => {
    const id = await solvedProblem();
    await sweepStillGood(days(30));
    expect(await refusal(respond(id, 30, "CAME_BACK"))).toBe("reason-required");
    await respond(id, 30, "CAME_BACK", { note: "上周又卡了两次", to: "TEAM" });
    expect(await stateOf(id)).toBe("IN_PROGRESS");
    const row = await db.problem.findUniqueOrThrow({ where: { id }, include: { acceptances: true, stillGood: true } });
    expect(row).toMatchObject({ solvedAt: null, partial: false, internal: false });
    expect(row.acceptances.map((one) => one.supersededAt)).toEqual([days(30)]);
    expect(row.stillGood.every((one) => one.closedAt !== null)).toBe(true);
    const solved = await listProblems(await at(world.engineer, 30), { tab: "solved", sort: "-created", q: "" });
    expect(solved.rows.map((one) => one.id)).not.toContain(id);
    // The time of an assignment's answer, not fourteen days: Wednesday and two working days.
    expect((await clockOf(id)).dueAt).toEqual(days(32));
    expect(await reasons(await at(world.craftsman, 30), id)).toEqual(["asked-again"]);
    expect((await solving(await at(world.craftsman, 30), id)).actions).toContainEqual({ name: "again", main: true });
    expect(await told(world.craftsman, id, days(30))).toContain("reopened");

    await goOn(await at(world.craftsman, 31), { problemId: id, version: await versionOf(id) });
    expect(await refusal(goOn(await at(world.craftsman, 31), { problemId: id, version: null }))).toBe(
      "nobody-asks-again",
    );
    expect((await clockOf(id)).dueAt).toEqual(days(51));
    await sweepDueTimes(days(40));
    await sweepStillGood(days(120));
    expect(await stateOf(id)).toBe("IN_PROGRESS");
    expect((await eventTypes(id)).filter((type) => type === "still-good-asked")).toHaveLength(1);
  });

  it("goes to triage when the team declines, or does not answer in time; an entry in the log is an answer", async () => {
    const ids = [await solvedProblem(), await solvedProblem(), await solvedProblem()] as const;
    await sweepStillGood(days(30));
    for (const id of ids) await respond(id, 30, "CAME_BACK", { note: "又卡瓶", to: "TEAM" });
    const [declined, silent, working] = ids;
    await giveUp(await at(world.craftsman, 31), {
      problemId: declined,
      version: await versionOf(declined),
      reason: "人手不够",
    });
    await addLogEntry(await at(world.craftsman, 31), {
      problemId: working,
      clientId: anId(),
      kind: "NOTE",
      text: "周四到厂",
    });
    for (const day of [31.9, 32, 33, 33]) await sweepDueTimes(days(day));
    expect(await Promise.all(ids.map(stateOf))).toEqual(["TRIAGE", "TRIAGE", "IN_PROGRESS"]);
    expect(await eventTypes(silent)).toEqual(expect.arrayContaining(["due-soon", "given-up"]));
    const lease = await db.engagement.findFirstOrThrow({ where: { problemId: silent } });
    expect(lease).toMatchObject({ end: "GIVEN_UP", endedAt: days(33), askedAgainAt: null });
  });

  it("accepted again, the new acceptance stands and is asked after anew", async () => {
    const id = await solvedProblem();
    await sweepStillGood(days(30));
    await respond(id, 30, "CAME_BACK", { note: "又卡瓶", to: "TEAM" });
    const craftsman = await at(world.craftsman, 31);
    await goOn(craftsman, { problemId: id, version: null });
    const { version: solutionVersion } = await db.solution.findFirstOrThrow({ where: { problemId: id } });
    await saveSolution(craftsman, { problemId: id, solutionVersion, ...fix });
    await submitSolution(craftsman, { problemId: id, version: await versionOf(id) });
    const engineer = await at(world.engineer, 32);
    const period = { startedOn: "2026-12-04", endsOn: "2026-12-05" };
    await startTrial(engineer, { problemId: id, version: null, baseline: "每班两次", ...period });
    await reportTrial(engineer, { problemId: id, version: null, result: "没有再卡", measures: measured });
    await acceptSolution(await at(world.engineer, 33), {
      problemId: id,
      version: await versionOf(id),
      verdict: "FIXED",
    });
    const acceptances = await db.acceptance.findMany({ where: { problemId: id }, orderBy: { at: "asc" } });
    expect(acceptances.map((one) => one.supersededAt !== null)).toEqual([true, false]);
    await sweepStillGood(days(63));
    expect((await eventTypes(id)).filter((type) => type === "still-good-asked")).toHaveLength(2);
  });
});
