import { addHours } from "date-fns/addHours";
import { beforeEach, describe, expect, it } from "vitest";
import { db } from "#app/lib/db.server.ts";
import { DomainError } from "#app/lib/errors.ts";
import { changeWorkCalendar } from "#app/modules/alliances/change-work-calendar.server.ts";
import { loadWorkCalendar } from "#app/modules/alliances/queries-work-calendar.server.ts";
import { workCalendarSchema } from "#app/modules/alliances/work-calendar.ts";
import { answerProposal } from "#app/modules/problems/answer-proposal.server.ts";
import { proposeAnswer } from "#app/modules/problems/propose-in-triage.server.ts";
import { assignCraftsman } from "#app/modules/solving/assign-craftsman.server.ts";
import { acceptSolution } from "#app/modules/solving/accept-solution.server.ts";
import { decidePermit } from "#app/modules/solving/decide-permit.server.ts";
import { requestPermit } from "#app/modules/solving/request-permit.server.ts";
import { sweepDueTimes } from "#app/modules/solving/sweep-due-times.server.ts";
import { useTestDatabase } from "#tests/support/database.server.ts";
import {
  actorOf,
  makeWorld,
  publishedProblem,
  releasedProblem,
  submittedProblem,
  versionOf,
  type World,
} from "#tests/support/factories.server.ts";
import { awaitingAcceptance, eventTypes, refusal, stateOf, tackledProblem } from "#tests/support/solving.server.ts";

useTestDatabase();
/** A Monday, 9:00 in Shanghai; offices work 8:00–12:00 and 13:30–17:30. */
const MONDAY = new Date("2026-11-02T01:00:00Z");
const monday = (hours: number) => addHours(MONDAY, hours);
const DAY = 24;
let world: World;
beforeEach(async () => {
  world = await makeWorld(MONDAY);
});

const clockOf = (id: string) =>
  db.problem.findUniqueOrThrow({ where: { id }, select: { dueAt: true, minutesLeft: true } });
const at = (person: { personId: string }, hours: number) => actorOf(person.personId, monday(hours));
const works = (organisationId: string, week: number[][][], more: object = {}) =>
  db.workCalendar.create({ data: { organisationId, week, ...more } });
const THREE_SHIFTS = Array.from({ length: 7 }, () => [[0, 1_440]]);

describe("whose calendar counts", () => {
  it("is the poster's enterprise's for its review, round the clock where it works so", async () => {
    expect((await clockOf(await submittedProblem(world))).dueAt).toEqual(monday(2 * DAY));
    await works(world.brewery, THREE_SHIFTS);
    // Two days of work are 48 hours there, Sundays too; a calendar of the secretariat is its own.
    expect((await clockOf(await submittedProblem(world))).dueAt).toEqual(monday(2 * DAY));
    const saturday = await makeWorld(monday(5 * DAY));
    await works(saturday.brewery, THREE_SHIFTS);
    expect((await clockOf(await submittedProblem(saturday))).dueAt).toEqual(monday(7 * DAY));
  });

  it("is the studio's once it is at work, which is its enterprise's unless it has its own", async () => {
    await works(world.tools, THREE_SHIFTS);
    expect((await clockOf(await tackledProblem(world))).dueAt).toEqual(monday(14 * DAY));
    await works(world.toolsStudio, [[], [], [], [[480, 960]], [], [], []]);
    // Wednesdays only: fourteen days of work end with the fourteenth Wednesday's shift.
    expect((await clockOf(await tackledProblem(world))).dueAt).toEqual(monday((2 + 13 * 7) * DAY + 7));
  });

  it("leaves out public holidays, works the days in their place, and follows days entered by hand", async () => {
    const before = await makeWorld(new Date("2026-09-30T01:00:00Z"));
    const due = async () => (await clockOf(await submittedProblem(before))).dueAt?.toISOString();
    expect(await due()).toBe("2026-10-09T01:00:00.000Z"); // 1–7 October off, the 8th and 9th are worked
    await works(before.brewery, [[], [[480, 960]], [[480, 960]], [[480, 960]], [[480, 960]], [[480, 960]], []], {
      days: { "2026-10-08": "OFF" },
    });
    expect(await due()).toBe("2026-10-10T01:00:00.000Z"); // a Saturday worked in place of a day of the holiday
  });

  it("is the clock itself when a line is down", async () => {
    await works(world.brewery, [[], [[480, 960]], [], [], [], [], []]);
    expect((await clockOf(await submittedProblem(world, { severity: "LINE_DOWN" }))).dueAt).toEqual(monday(1));
  });
});

describe("the clock stands still", () => {
  it("in triage while a poster is asked whether a known fix solves it, and goes on with what was left", async () => {
    const fix = await tackledProblem(world);
    await awaitingAcceptance(world, fix);
    await acceptSolution(world.engineer, {
      problemId: fix,
      version: await versionOf(fix),
      verdict: "FIXED",
    });
    const id = await releasedProblem(world);
    const secretariat = await at(world.secretariat, 7); // 16:00, an hour and a half before closing
    const { proposalId } = await proposeAnswer(secretariat, { id, version: null, targetId: fix });
    // Two days of eight hours, less 9–12 and 13:30–16:00.
    expect(await clockOf(id)).toEqual({ dueAt: null, minutesLeft: 960 - 330 });
    await sweepDueTimes(monday(30 * DAY));
    expect(await eventTypes(id)).not.toContain("reminded");
    await answerProposal(await at(world.engineer, 9 * DAY), { proposalId, agree: false, reason: "不一样" });
    // Wednesday has 420 of the 630 minutes left from 9:00 on; the others end on Thursday at 11:30.
    expect(await clockOf(id)).toEqual({ dueAt: monday(10 * DAY + 2.5), minutesLeft: null });
  });

  it("for the craftsman asked while the employer has not consented", async () => {
    const id = await publishedProblem(world);
    await assignCraftsman(world.secretariat, {
      problemId: id,
      version: null,
      craftsmanId: world.craftsman.personId,
      studioId: world.toolsStudio,
    });
    expect(await clockOf(id)).toEqual({ dueAt: null, minutesLeft: 960 });
    const permit = await db.permit.findFirstOrThrow({ where: { problemId: id } });
    await decidePermit(await at(world.toolsReviewer, DAY), { permitId: permit.id, version: null, granted: true });
    expect(await clockOf(id)).toEqual({ dueAt: monday(3 * DAY), minutesLeft: null });
  });

  it("for a team that waits for its visit permit; no lease is released meanwhile", async () => {
    const id = await tackledProblem(world, { visitAllowed: true });
    const { permitId } = await requestPermit(await at(world.craftsman, DAY), {
      problemId: id,
      kind: "VISIT_PERMIT",
      studioId: world.toolsStudio,
    });
    expect((await clockOf(id)).minutesLeft).toBe(13 * 480);
    for (const days of [30, 60]) await sweepDueTimes(monday(days * DAY));
    expect(await stateOf(id)).toBe("IN_PROGRESS");
    await decidePermit(await at(world.reviewer, 28 * DAY), {
      permitId,
      version: null,
      granted: false,
      note: "停产检修",
    });
    expect(await clockOf(id)).toEqual({ dueAt: monday((28 + 17) * DAY), minutesLeft: null });
  });
});

describe("an organisation's calendar", () => {
  const office = { monday: "8:00-16:00", publicHolidays: "on", daysOff: "2026-10-08" };
  const read = (version: number, more: object = {}) =>
    workCalendarSchema.parse({ ...office, ...more, version: String(version) });

  it("is set by its own people, on the record, and two who change it at once are told", async () => {
    const change = (version: number, more?: object) =>
      changeWorkCalendar(world.reviewer, { organisationId: world.brewery, ...read(version, more) });
    await change(0);
    await expect(change(0)).rejects.toMatchObject({ code: "conflict" });
    await change(1, { monday: "0:00-24:00" });
    await expect(change(1)).rejects.toMatchObject({ code: "conflict" });
    const form = await loadWorkCalendar(world.reviewer, world.brewery);
    expect(form).toMatchObject({
      from: null,
      values: { version: "2", monday: "00:00-24:00", tuesday: "", publicHolidays: "on", daysOff: "2026-10-08" },
    });
    const events = await db.event.findMany({
      where: { subjectId: world.brewery, type: "organisation.calendar-changed" },
    });
    expect(events.map(({ actorId }) => actorId)).toEqual([world.reviewer.personId, world.reviewer.personId]);
  });

  it("is nobody else's to set, and a studio's form starts from its enterprise's", async () => {
    for (const actor of [world.engineer, world.toolsReviewer]) {
      const refused = await refusal(changeWorkCalendar(actor, { organisationId: world.brewery, ...read(0) }));
      expect(["forbidden", "not_found"]).toContain(refused.replace("-", "_"));
      await expect(loadWorkCalendar(actor, world.brewery)).rejects.toBeInstanceOf(DomainError);
    }
    expect(await db.workCalendar.count({ where: { organisationId: world.brewery } })).toBe(0);
    await works(world.tools, THREE_SHIFTS, { publicHolidays: false });
    const { name } = await db.organisation.findUniqueOrThrow({ where: { id: world.tools }, select: { name: true } });
    expect(await loadWorkCalendar(world.leader, world.toolsStudio)).toMatchObject({
      from: { name },
      values: { version: "0", sunday: "00:00-24:00", publicHolidays: "" },
    });
  });
});
