import { addHours } from "date-fns/addHours";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { db } from "#app/lib/db.server.ts";
import { deliverNotices } from "#app/modules/notifications/deliver-notices.server.ts";
import { tellOffices } from "#app/modules/notifications/tell-offices.server.ts";
import { approveProblem } from "#app/modules/problems/approve-problem.server.ts";
import { changeLimits } from "#app/modules/problems/change-limits.server.ts";
import { DEFAULT_LIMITS } from "#app/modules/problems/limits.ts";
import { answerProposal } from "#app/modules/problems/answer-proposal.server.ts";
import { proposeMerge } from "#app/modules/problems/propose-in-triage.server.ts";
import { publishProblem } from "#app/modules/problems/publish-problem.server.ts";
import { loadLimits } from "#app/modules/problems/queries-limits.server.ts";
import { mayRead } from "#app/modules/problems/visibility.server.ts";
import { acceptAssignment } from "#app/modules/solving/accept-assignment.server.ts";
import { assignCraftsman } from "#app/modules/solving/assign-craftsman.server.ts";
import { decidePermit } from "#app/modules/solving/decide-permit.server.ts";
import { requestPermit } from "#app/modules/solving/request-permit.server.ts";
import { sweepDueTimes } from "#app/modules/solving/sweep-due-times.server.ts";
import { useTestDatabase } from "#tests/support/database.server.ts";
import {
  actorOf,
  makePerson,
  makeWorld,
  publishedProblem,
  releasedProblem,
  submittedProblem,
  versionOf,
  type World,
} from "#tests/support/factories.server.ts";
import {
  awaitingAcceptance,
  claimedProblem,
  eventTypes,
  refusal,
  stateOf,
  tackledProblem,
} from "#tests/support/solving.server.ts";

useTestDatabase();

/** A Monday, 9:00 in Shanghai. */
const MONDAY = new Date("2026-11-02T01:00:00Z");
const days = (n: number) => addHours(MONDAY, n * 24);
const hours = (n: number) => addHours(MONDAY, n);
const SAID = ["due-soon", "reminded", "late-escalated", "lease-reminded", "released", "unclaimed"];
const said = async (id: string) => (await eventTypes(id)).filter((type) => SAID.includes(type));
const steps = async (id: string) =>
  (await db.event.findMany({ where: { subjectId: id, type: "problem.late-escalated" }, orderBy: { id: "asc" } })).map(
    (event) => (event.payload as { step: string }).step,
  );
const dueOf = async (id: string) => (await db.problem.findUniqueOrThrow({ where: { id } })).dueAt;

/** Tells everybody of everything that happened to a problem, as the jobs would; twice, as they may. */
async function deliverAll(id: string, now: Date): Promise<void> {
  const events = await db.event.findMany({ where: { subjectId: id }, orderBy: { id: "asc" } });
  for (const { id: eventId, type } of [...events, ...events])
    await (type.endsWith("-escalated") ? tellOffices : deliverNotices)(eventId, now);
}
const noticesOf = async (person: { personId: string }, subjectId: string) =>
  (await db.notice.findMany({ where: { personId: person.personId, subjectId }, orderBy: { eventId: "asc" } })).map(
    (row) => row.type,
  );

describe("a limit speaks before and after it ends", () => {
  it("to who has the move, then to one office after another, each once, by the time its alliance gives them", async () => {
    const world = await makeWorld(MONDAY);
    const leadHead = await makePerson([["REVIEWER", world.tools]]);
    await db.membership.updateMany({ where: { personId: leadHead }, data: { isHead: true } });
    await db.alliance.update({ where: { organisationId: world.alliance }, data: { leadUnitId: world.tools } });
    const { id } = await claimedProblem(world); // five working days: Monday 9:00 in a week
    await sweepDueTimes(days(3)); // three of five are not three quarters
    expect(await said(id)).toEqual([]);
    await sweepDueTimes(days(4));
    await sweepDueTimes(days(4));
    expect(await said(id)).toEqual(["due-soon"]);
    await Promise.all([sweepDueTimes(days(8)), sweepDueTimes(days(8)), sweepDueTimes(days(8))]);
    expect(await said(id)).toEqual(["due-soon", "reminded"]);
    // Said on the 8th day, a Tuesday: the secretariat one working day later, the lead unit two after that, the union three after that.
    await sweepDueTimes(days(9));
    expect(await steps(id)).toEqual([]);
    for (const day of [9.1, 10, 11, 14, 15, 16, 17, 18, 21, 22, 30, 60]) await sweepDueTimes(days(day));
    expect(await steps(id)).toEqual(["SECRETARIAT", "LEAD_UNIT", "FEDERATION"]);
    expect(await stateOf(id)).toBe("CLAIMED");

    await deliverAll(id, days(61));
    expect(await noticesOf(world.engineer, id)).toEqual(
      expect.arrayContaining(["problem.due-soon", "problem.reminded"]),
    );
    expect(await noticesOf(world.secretariat, id)).toContain("problem.late-escalated");
    expect(await noticesOf({ personId: leadHead }, id)).toContain("problem.late-escalated");
    expect(await noticesOf(world.officer, id)).toEqual(["problem.late-escalated"]);
    expect(await noticesOf(world.toolsEngineer, id)).toEqual([]);
  });

  it("officers and the lead unit learn number and state of what they do not read, and nothing else", async () => {
    const world = await makeWorld(MONDAY);
    await db.alliance.update({ where: { organisationId: world.alliance }, data: { leadUnitId: world.tools } });
    const id = await releasedProblem(world, { title: "配方专用阀卡死" }); // in triage: the alliance does not read it
    for (let day = 0; day < 30; day += 1) await sweepDueTimes(days(day));
    expect(await steps(id)).toEqual(["LEAD_UNIT", "FEDERATION"]);
    await deliverAll(id, days(30));
    const { number } = await db.problem.findUniqueOrThrow({ where: { id } });
    for (const person of [world.officer, world.toolsReviewer]) {
      const notices = await db.notice.findMany({ where: { personId: person.personId, subjectId: id } });
      expect(notices).toMatchObject([
        { type: "late.escalated", subjectKind: "late", payload: { number, state: "TRIAGE" } },
      ]);
      expect(JSON.stringify(notices.map((one) => one.payload))).not.toContain("配方");
    }
    expect(await noticesOf(world.outsideSecretariat, id)).toEqual([]);
  });

  it("a late review is told within the enterprise only", async () => {
    const world = await makeWorld(MONDAY);
    const head = await makePerson([["ENGINEER", world.brewery]]);
    await db.membership.updateMany({ where: { personId: head }, data: { isHead: true } });
    const id = await submittedProblem(world, { severity: "LINE_DOWN" });
    for (let hour = 0; hour < 100; hour += 1) await sweepDueTimes(hours(hour));
    expect(await steps(id)).toEqual(["ENTERPRISE"]);
    await deliverAll(id, hours(100));
    expect(await noticesOf({ personId: head }, id)).toContain("problem.late-escalated");
    for (const other of [world.secretariat, world.officer, world.toolsReviewer, world.leader])
      expect(await db.notice.count({ where: { personId: other.personId, subjectId: id } })).toBe(0);
  });

  it("what waits on the other side says nothing to who has the move, and does not fall asleep", async () => {
    const world = await makeWorld(MONDAY);
    await db.alliance.update({ where: { organisationId: world.alliance }, data: { leadUnitId: world.tools } });
    const id = await publishedProblem(world, { visitAllowed: true });
    await assignCraftsman(world.secretariat, {
      problemId: id,
      version: null,
      craftsmanId: world.craftsman.personId,
      studioId: world.toolsStudio,
    });
    const waiting = async () => (await eventTypes(id)).filter((type) => type.startsWith("waiting-"));
    // The employer has three working days to consent: until Thursday 9:00, with a word after three quarters of them.
    await sweepDueTimes(days(2));
    expect(await waiting()).toEqual([]);
    await Promise.all([sweepDueTimes(days(2.25)), sweepDueTimes(days(2.25))]);
    expect(await waiting()).toEqual(["waiting-reminded"]);
    for (const day of [2.3, 3.1, 3.2, 4, 5, 8, 9, 10, 11, 15, 16, 40]) await sweepDueTimes(days(day));
    expect(await waiting()).toEqual([
      "waiting-reminded",
      "waiting-reminded",
      "waiting-escalated",
      "waiting-escalated",
      "waiting-escalated",
    ]);
    expect(await said(id)).toEqual([]);
    await deliverAll(id, days(40));
    expect(await noticesOf(world.toolsReviewer, id)).toContain("problem.waiting-reminded");
    expect(await noticesOf(world.secretariat, id)).toContain("problem.waiting-escalated");
    expect(await noticesOf(world.officer, id)).toContain("problem.waiting-escalated");
    expect(await noticesOf(world.craftsman, id)).not.toContain("problem.waiting-reminded");

    // The answer lets the craftsman's clock go on with what was left; a second wait is a limit of its own.
    const { id: permitId } = await db.permit.findFirstOrThrow({ where: { problemId: id } });
    const reviewer = await actorOf(world.toolsReviewer.personId, days(42));
    await decidePermit(reviewer, { permitId, version: null, granted: true });
    expect(await dueOf(id)).toEqual(days(44));
    await acceptAssignment(await actorOf(world.craftsman.personId, days(42.1)), { problemId: id, version: null });
    await requestPermit(await actorOf(world.craftsman.personId, days(42.2)), {
      problemId: id,
      kind: "VISIT_PERMIT",
      studioId: world.toolsStudio,
    });
    expect(await dueOf(id)).toBeNull();
    await sweepDueTimes(days(46));
    expect(await waiting()).toHaveLength(6);
    await deliverAll(id, days(46));
    expect(await noticesOf(world.reviewer, id)).toContain("problem.waiting-reminded");
  });

  it("a proposal nobody answers: its poster is reminded, then the poster's reviewers, then the secretariat is told", async () => {
    const world = await makeWorld(MONDAY);
    const id = await releasedProblem(world);
    const targetId = await publishedProblem(world);
    const { proposalId } = await proposeMerge(world.secretariat, { id, version: null, targetId });
    for (const day of [2.5, 3.5, 4, 5, 7, 8]) await sweepDueTimes(days(day));
    expect(await steps(id)).toEqual([]);
    await deliverAll(id, days(9));
    const of = async (who: { personId: string }) =>
      (await noticesOf(who, id)).filter((type) => type.startsWith("problem.waiting"));
    expect(await of(world.engineer)).toEqual(["problem.waiting-reminded", "problem.waiting-reminded"]);
    expect(await of(world.reviewer)).toEqual(["problem.waiting-reminded"]);
    expect(await of(world.secretariat)).toContain("problem.waiting-escalated");
    await answerProposal(await actorOf(world.engineer.personId, days(9)), {
      proposalId,
      agree: false,
      reason: "不是一回事",
    });
    const before = (await eventTypes(id)).length;
    await sweepDueTimes(days(9.1));
    expect((await eventTypes(id)).length).toBe(before);
    expect(await dueOf(id)).not.toBeNull();
  });
});

describe("alarms under a clock that jumps", () => {
  it("are said once each, whatever the sweeps read, also by several workers at a time", async () => {
    const world = await makeWorld(MONDAY);
    const claimed = (await claimedProblem(world)).id;
    const waiting = await tackledProblem(world);
    await awaitingAcceptance(world, waiting);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: -30, max: 200 }), { minLength: 3, maxLength: 12 }), async (jumps) => {
        for (const day of jumps) await Promise.all([sweepDueTimes(days(day)), sweepDueTimes(days(day))]);
        for (const id of [claimed, waiting]) {
          const events = await db.event.findMany({
            where: { subjectId: id, type: { in: ["problem.due-soon", "problem.reminded", "problem.late-escalated"] } },
          });
          const each = events.map((one) => (one.payload as { step: string }).step);
          expect(new Set(each).size).toBe(each.length);
        }
      }),
      { numRuns: 6 },
    );
    expect(await stateOf(waiting)).toBe("ACCEPTANCE");
  });

  it("one that cannot be attended to keeps no other from its turn", async () => {
    const other = await makeWorld(MONDAY);
    const broken = await submittedProblem(other);
    const sound = await submittedProblem(await makeWorld(MONDAY));
    // Nothing the product writes: a calendar that cannot be read.
    await db.workCalendar.create({ data: { organisationId: other.brewery, week: 5 } });
    await sweepDueTimes(days(3));
    expect(await said(broken)).toEqual([]);
    expect(await said(sound)).toContain("reminded");
  });
});

describe("an alliance's limits", () => {
  it("count for what begins afterwards; two who change them at once are told; nobody else may", async () => {
    const world: World = await makeWorld(MONDAY);
    const before = await releasedProblem(world);
    const limits = {
      ...DEFAULT_LIMITS,
      states: {
        ...DEFAULT_LIMITS.states,
        TRIAGE: { days: 1, urgentHours: 5 },
        ENTERPRISE_REVIEW: { days: 4, urgentHours: 1 },
      },
    };
    await changeLimits(world.secretariat, { allianceId: world.alliance, version: 0, limits });
    expect(await refusal(changeLimits(world.secretariat, { allianceId: world.alliance, version: 0, limits }))).toBe(
      "conflict",
    );
    for (const actor of [world.reviewer, world.leader, world.outsideSecretariat])
      await expect(changeLimits(actor, { allianceId: world.alliance, version: 1, limits })).rejects.toMatchObject({
        code: expect.stringMatching(/forbidden|not_found/),
      });
    expect(await dueOf(before)).toEqual(days(2));
    expect(await dueOf(await releasedProblem(world))).toEqual(days(1));
    expect(await dueOf(await submittedProblem(world))).toEqual(days(4));
    expect(await dueOf(await releasedProblem(world, { severity: "SAFETY" }))).toEqual(hours(5));
    expect((await loadLimits(world.officer, world.alliance)).values).toMatchObject({ TRIAGE_days: "1", version: "1" });
    const changed = await db.event.findFirstOrThrow({
      where: { subjectId: world.alliance, type: "organisation.limits-changed" },
    });
    expect(changed.actorId).toBe(world.secretariat.personId);
  });
});

describe("the urgent lane", () => {
  it("own people at once, with a notice to the reviewer and the studios; the alliance nothing before the review; hours for each step", async () => {
    const world = await makeWorld(MONDAY);
    const id = await submittedProblem(world, { severity: "LINE_DOWN" });
    await deliverAll(id, hours(0));
    expect(await dueOf(id)).toEqual(hours(1));
    for (const own of [world.engineer2, world.breweryLeader, world.finance]) expect(await mayRead(own, id)).toBe(true);
    expect(await noticesOf(world.reviewer, id)).toEqual(["problem.submitted"]);
    expect(await noticesOf(world.breweryLeader, id)).toEqual(["problem.submitted"]);
    for (const other of [world.secretariat, world.leader, world.craftsman, world.toolsEngineer, world.officer]) {
      expect(await mayRead(other, id)).toBe(false);
      expect(await noticesOf(other, id)).toEqual([]);
    }
    await approveProblem(await actorOf(world.reviewer.personId, hours(0.5)), {
      id,
      version: await versionOf(id),
      allianceId: world.alliance,
    });
    expect(await dueOf(id)).toEqual(hours(2.5));
    expect(await mayRead(world.secretariat, id)).toBe(true);
    expect(await mayRead(world.leader, id)).toBe(false);
    await publishProblem(await actorOf(world.secretariat.personId, hours(1)), { id, version: await versionOf(id) });
    expect(await dueOf(id)).toEqual(hours(9));
    await deliverAll(id, hours(1));
    expect(await noticesOf(world.leader, id)).toContain("problem.published");
    await assignCraftsman(await actorOf(world.secretariat.personId, hours(2)), {
      problemId: id,
      version: null,
      craftsmanId: world.craftsman.personId,
      studioId: world.toolsStudio,
    });
    const row = await db.problem.findUniqueOrThrow({ where: { id } });
    expect(row).toMatchObject({ state: "ASSIGNED", dueAt: null, minutesLeft: 4 * 60 }); // the employer's consent is awaited

    const review = await submittedProblem(world, { severity: "SAFETY" });
    for (const hour of [0.8, 1.1, 1.2, 2.3, 3, 4, 20]) await sweepDueTimes(hours(hour));
    expect(await said(review)).toEqual(["due-soon", "reminded", "late-escalated"]);
    const unclaimed = await publishedProblem(world, { severity: "SAFETY" });
    await sweepDueTimes(hours(7.9));
    expect(await stateOf(unclaimed)).toBe("PUBLISHED");
    await sweepDueTimes(hours(8.1));
    expect(await stateOf(unclaimed)).toBe("TRIAGE");
  });
});
