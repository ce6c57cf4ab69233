import { addDays } from "date-fns/addDays";
import { addMinutes } from "date-fns/addMinutes";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { db } from "#app/lib/db.server.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { endMembership } from "#app/modules/accounts/end-membership.server.ts";
import { sweepEndedMemberships } from "#app/modules/accounts/sweep-ended-memberships.server.ts";
import { registerProblemHeirs } from "#app/modules/problems/pass-problems.server.ts";
import { waitingFor } from "#app/modules/problems/queries-waiting.server.ts";
import { requireAccess } from "#app/modules/problems/visibility.server.ts";
import { assignCraftsman } from "#app/modules/solving/assign-craftsman.server.ts";
import { chooseBid } from "#app/modules/solving/choose-bid.server.ts";
import { registerWorkHeirs } from "#app/modules/solving/pass-work.server.ts";
import { useTestDatabase } from "#tests/support/database.server.ts";
import { actorOf, makePerson, makeWorld, publishedProblem, type World } from "#tests/support/factories.server.ts";
import { claimedProblem, eventTypes, stateOf, tackledProblem } from "#tests/support/solving.server.ts";

useTestDatabase();
beforeAll(() => {
  registerProblemHeirs();
  registerWorkHeirs();
});

const START = new Date("2026-11-02T01:00:00Z");
const END = addDays(START, 3);
const AFTER = addMinutes(END, 1);
let world: World;
beforeEach(async () => {
  world = await makeWorld(START);
});

/** The person's roles in the organisation end on a date, set beforehand. */
const endsOn = (personId: string, organisationId: string, endsAt = END) =>
  db.membership.updateMany({ where: { personId, organisationId }, data: { endsAt } });
const deputise = (personId: string, deputyId: string, organisationId: string) =>
  db.deputy.create({
    data: { personId, deputyId, organisationId, startsAt: START, endsAt: addDays(END, 5), createdAt: START },
  });
const endings = (personId: string) =>
  db.event.findMany({ where: { subjectId: personId, type: "person.membership-ended" } });
const authorOf = async (id: string) => (await db.problem.findUniqueOrThrow({ where: { id } })).authorId;

describe("a role that ends by its date", () => {
  it("allows nothing from that moment on, before any job has run", async () => {
    const id = await publishedProblem(world);
    await endsOn(world.engineer.personId, world.brewery);
    const before = await actorOf(world.engineer.personId, new Date(END.getTime() - 1));
    expect((await requireAccess(before, id)).own).toBe(true);
    const at = await actorOf(world.engineer.personId, END);
    expect(at.standings).toEqual([]);
    await expect(requireAccess(at, id)).rejects.toMatchObject({ code: "not_found" });
  });

  it("hands open problems to the deputy named for that time, once, with events", async () => {
    const id = await publishedProblem(world);
    await deputise(world.engineer.personId, world.engineer2.personId, world.brewery);
    await endsOn(world.engineer.personId, world.brewery);
    await sweepEndedMemberships(new Date(END.getTime() - 1));
    expect(await authorOf(id)).toBe(world.engineer.personId);
    await Promise.all([sweepEndedMemberships(AFTER), sweepEndedMemberships(AFTER)]);
    await sweepEndedMemberships(addDays(AFTER, 1));
    expect(await authorOf(id)).toBe(world.engineer2.personId);
    expect((await eventTypes(id)).filter((type) => type === "author-passed")).toHaveLength(1);
    const [event, ...more] = await endings(world.engineer.personId);
    expect(more).toEqual([]);
    expect(event).toMatchObject({ actorId: null, payload: { role: "ENGINEER", how: "date" } });
    expect(await db.deputy.count({ where: { personId: world.engineer.personId, endedAt: null } })).toBe(0);
  });

  it("passes nothing on when the person has a role there anew", async () => {
    const id = await publishedProblem(world);
    await endsOn(world.engineer.personId, world.brewery);
    await deputise(world.engineer.personId, world.engineer2.personId, world.brewery);
    await db.membership.create({
      data: { personId: world.engineer.personId, organisationId: world.brewery, role: "ENGINEER", startsAt: END },
    });
    await sweepEndedMemberships(AFTER);
    expect(await authorOf(id)).toBe(world.engineer.personId);
    expect(await endings(world.engineer.personId)).toHaveLength(1);
    expect(await db.deputy.count({ where: { personId: world.engineer.personId, endedAt: null } })).toBe(1);
  });

  it("that somebody ended earlier is told once", async () => {
    await endsOn(world.engineer2.personId, world.brewery);
    const { id } = await db.membership.findFirstOrThrow({ where: { personId: world.engineer2.personId } });
    await endMembership(world.reviewer, { membershipId: id });
    await sweepEndedMemberships(AFTER);
    expect(await endings(world.engineer2.personId)).toHaveLength(1);
  });
});

describe("who leaves a studio", () => {
  it("hands the lead of the work and of a bid to the deputy, else to the studio's leader", async () => {
    const tackled = await tackledProblem(world);
    const { id: claimed, bidId } = await claimedProblem(world);
    const deputy = await makePerson([["CRAFTSMAN", world.toolsStudio]]);
    await deputise(world.craftsman.personId, deputy, world.toolsStudio);
    await endsOn(world.craftsman.personId, world.toolsStudio);
    await sweepEndedMemberships(AFTER);
    const team = await db.engagementMember.findMany({ where: { engagement: { problemId: tackled, endedAt: null } } });
    expect(new Map(team.map((one) => [one.personId, one.isLead]))).toEqual(
      new Map([
        [world.craftsman.personId, false],
        [deputy, true],
      ]),
    );
    expect((await db.bid.findUniqueOrThrow({ where: { id: bidId } })).leadId).toBe(deputy);
    expect((await requireAccess(await actorOf(deputy, AFTER), tackled)).team).toBe(true);
    for (const id of [tackled, claimed])
      expect((await eventTypes(id)).filter((type) => type === "work-passed")).toHaveLength(1);

    await endsOn(deputy, world.toolsStudio, addDays(AFTER, 1));
    await sweepEndedMemberships(addDays(AFTER, 2));
    expect((await db.bid.findUniqueOrThrow({ where: { id: bidId } })).leadId).toBe(world.leader.personId);
  });

  it("gives an assignment back unless a deputy is there to take it", async () => {
    const assigned = async () => {
      const id = await publishedProblem(world);
      await assignCraftsman(world.secretariat, {
        problemId: id,
        version: null,
        craftsmanId: world.craftsman.personId,
        studioId: world.toolsStudio,
      });
      return id;
    };
    const id = await assigned();
    const { id: membershipId } = await db.membership.findFirstOrThrow({
      where: { personId: world.craftsman.personId },
    });
    await endMembership(world.leader, { membershipId });
    expect(await stateOf(id)).toBe("PUBLISHED");
    expect(await db.assignment.findFirstOrThrow({ where: { problemId: id } })).toMatchObject({ state: "CANCELLED" });

    await db.membership.update({ where: { id: membershipId }, data: { endsAt: null } });
    const other = await assigned();
    await endMembership(world.leader, { membershipId, deputyId: world.leader.personId });
    expect(await stateOf(other)).toBe("ASSIGNED");
    expect(await db.assignment.findFirstOrThrow({ where: { problemId: other } })).toMatchObject({
      craftsmanId: world.leader.personId,
      state: "OFFERED",
    });
  });
});

describe("what an author leaves behind", () => {
  const reasons = async (actor: Actor, id: string) =>
    (await waitingFor(actor)).filter((one) => one.problemId === id).map((one) => one.reason);

  it("waits on the home of whom it passed to, else of the enterprise's reviewers, and can be done there", async () => {
    const { id, bidId } = await claimedProblem(world);
    expect(await reasons(world.engineer, id)).toEqual(["choose-bid"]);
    expect(await reasons(world.reviewer, id)).toEqual([]);
    const { id: membershipId } = await db.membership.findFirstOrThrow({
      where: { personId: world.engineer.personId },
    });
    await endMembership(world.reviewer, { membershipId });
    const reviewer = await actorOf(world.reviewer2.personId, addMinutes(START, 5));
    expect(await reasons(reviewer, id)).toEqual(["choose-bid"]);
    expect(await reasons(await actorOf(world.toolsReviewer.personId, addMinutes(START, 5)), id)).toEqual([]);
    await chooseBid(reviewer, { problemId: id, version: null, bidId });
    expect(await stateOf(id)).toBe("IN_PROGRESS");
    expect(await reasons(reviewer, id)).toEqual([]);
  });

  it("with a deputy waits for the deputy alone", async () => {
    const { id } = await claimedProblem(world);
    await deputise(world.engineer.personId, world.engineer2.personId, world.brewery);
    await endsOn(world.engineer.personId, world.brewery);
    await sweepEndedMemberships(AFTER);
    expect(await reasons(await actorOf(world.engineer2.personId, AFTER), id)).toEqual(["choose-bid"]);
    expect(await reasons(await actorOf(world.reviewer.personId, AFTER), id)).toEqual([]);
  });
});
