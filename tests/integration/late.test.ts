import { addHours } from "date-fns/addHours";
import { describe, expect, it } from "vitest";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { loadInbox, openNotice } from "#app/modules/notifications/inbox.server.ts";
import { noticeSubject } from "#app/modules/notifications/subjects.server.ts";
import { tellOffices } from "#app/modules/notifications/tell-offices.server.ts";
import { approveProblem } from "#app/modules/problems/approve-problem.server.ts";
import { publishProblem } from "#app/modules/problems/publish-problem.server.ts";
import { submitProblem } from "#app/modules/problems/submit-problem.server.ts";
import { loadLate } from "#app/modules/solving/queries-late.server.ts";
import { sweepDueTimes } from "#app/modules/solving/sweep-due-times.server.ts";
import { queriesOf } from "#tests/support/count-queries.server.ts";
import { useTestDatabase } from "#tests/support/database.server.ts";
import {
  actorOf,
  draftedProblem,
  makeActor,
  makeEnterprise,
  makeWorld,
  publishedProblem,
  releasedProblem,
  submittedProblem,
  versionOf,
  type World,
} from "#tests/support/factories.server.ts";
import { db } from "#app/lib/db.server.ts";
import { assignCraftsman } from "#app/modules/solving/assign-craftsman.server.ts";

useTestDatabase();
/** A Monday, 9:00 in Shanghai. */
const MONDAY = new Date("2026-11-02T01:00:00Z");
const days = (n: number) => addHours(MONDAY, n * 24);
const at = (person: { personId: string }, n: number) => actorOf(person.personId, days(n));
const ALL = { days: 90 } as const;
const look = (actor: Actor, filters: object = {}, scope: string | null = null, after = null) =>
  loadLate(actor, scope, { ...ALL, ...filters }, after);
const counted = (page: Awaited<ReturnType<typeof look>>) =>
  Object.fromEntries(page.counts.filter((one) => one.count !== 0).map((one) => [one.ball, one.count]));
const numbers = (page: Awaited<ReturnType<typeof look>>) => page.list.late.map((one) => one.problem.id);

/** Another enterprise of the alliance with a problem of its own in triage. */
async function inTriage(world: World, more: { title?: string; anonymous?: boolean } = {}): Promise<string> {
  const enterprise = await makeEnterprise();
  await db.allianceMember.create({ data: { allianceId: world.alliance, memberId: enterprise, joinedAt: days(-100) } });
  const engineer = await makeActor([["ENGINEER", enterprise]], { now: MONDAY });
  const reviewer = await makeActor([["REVIEWER", enterprise]], { now: MONDAY });
  const id = await draftedProblem(world, more, engineer);
  await submitProblem(engineer, { id, version: await versionOf(id) });
  const version = await versionOf(id);
  await approveProblem(reviewer, { id, version, allianceId: world.alliance, shownToSecretariat: !more.anonymous });
  return id;
}

describe("what came up to the unit that leads the alliance", () => {
  it("is there for whoever of it is told, also a studio's leader: number and state, and no word of whose it is", async () => {
    const world = await makeWorld(MONDAY);
    await db.alliance.update({ where: { organisationId: world.alliance }, data: { leadUnitId: world.toolsStudio } });
    const id = await releasedProblem(world, { title: "配方专用阀卡死" });
    for (let day = 0; day < 9; day += 1) await sweepDueTimes(days(day));
    const event = await db.event.findFirstOrThrow({ where: { subjectId: id, type: "problem.late-escalated" } });
    await tellOffices(event.id, days(9));
    const leader = await at(world.leader, 9);
    const { matters } = await loadInbox(leader, { after: null, unread: true });
    expect(matters).toMatchObject([{ type: "late.escalated", problem: null, other: { title: expect.any(String) } }]);
    const notice = await openNotice(leader, matters[0]?.id ?? "");
    const path = noticeSubject("late")?.path(notice.subjectId, notice.payload) ?? "";
    const page = await look(leader, {}, new URL(path, "http://localhost").searchParams.get("scope"));
    expect(page.scope.key).toBe(`lead:${world.alliance}`);
    expect(page.list.escalated).toMatchObject([{ id, state: "TRIAGE", enterprise: null }]);
    expect([page.counts, page.spent]).toEqual([[], []]);
    expect(JSON.stringify(page)).not.toContain("配方");
    // A craftsman of the studio is not told and finds nothing; neither does who no longer leads.
    await expect(look(await at(world.craftsman, 9))).rejects.toMatchObject({ code: "not_found" });
    await db.alliance.update({ where: { organisationId: world.alliance }, data: { leadUnitId: null } });
    await expect(look(leader)).rejects.toMatchObject({ code: "not_found" });
    expect((await loadInbox(leader, { after: null, unread: false })).matters).toMatchObject([{ other: null }]);
  });
});

describe("what is late", () => {
  it("to the secretariat: its alliance's, by who has the move, what stands still apart; nothing of a review, nothing of others", async () => {
    const world = await makeWorld(MONDAY);
    const triage = await releasedProblem(world);
    const urgent = await releasedProblem(world, { severity: "LINE_DOWN" });
    const review = await submittedProblem(world);
    const standing = await publishedProblem(world);
    await assignCraftsman(world.secretariat, {
      problemId: standing,
      version: null,
      craftsmanId: world.craftsman.personId,
      studioId: world.toolsStudio,
    });
    const secretariat = await at(world.secretariat, 5);
    const page = await look(secretariat);
    expect(counted(page)).toEqual({ SECRETARIAT: 2, OTHER_SIDE: 1 });
    expect(numbers(page)).toEqual([urgent, triage]);
    expect(numbers(await look(secretariat, { lane: "normal" }))).toEqual([triage]);
    expect(numbers(await look(secretariat, { ball: "OTHER_SIDE" }))).toEqual([standing]);
    expect(numbers(await look(secretariat, { ball: "AUTHOR" }))).toEqual([]);
    const outside = await look(await at(world.outsideSecretariat, 5));
    expect(counted(outside)).toEqual({});
    expect(numbers(outside)).toEqual([]);

    const reviewer = await look(await at(world.reviewer, 5));
    expect(counted(reviewer)).toEqual({ REVIEWER: 1, SECRETARIAT: 2, OTHER_SIDE: 1 });
    expect(numbers(reviewer)).toContain(review);
    expect(counted(await look(await at(world.toolsReviewer, 5)))).toEqual({});
    await expect(look(await at(world.craftsman, 5))).rejects.toMatchObject({ code: "not_found" });
    await expect(look(await at(world.engineer, 5))).rejects.toMatchObject({ code: "not_found" });
  });

  it("turns its pages and asks the database four times, as many as there are", async () => {
    const world = await makeWorld(MONDAY);
    const ids = [];
    for (let n = 0; n < 23; n += 1) ids.push(await releasedProblem(world));
    const secretariat = await at(world.secretariat, 5);
    const statements = await queriesOf(async () => void (await look(secretariat)));
    expect(statements.length).toBeLessThanOrEqual(4);
    const first = await look(secretariat);
    expect(first.list.late).toHaveLength(20);
    const { readCursor } = await import("#app/modules/problems/cursor.ts");
    const second = await loadLate(secretariat, null, ALL, readCursor(first.list.after));
    expect([...numbers(first), ...numbers(second)].sort()).toEqual([...ids].sort());
    expect(second.list.after).toBeNull();
  });

  it("to officers as number, state and organisations of what came up to them; no numbers that move from day to day", async () => {
    const world = await makeWorld(MONDAY);
    const officerAt = (day: number) => at(world.officer, day);
    const first = await inTriage(world, { title: "专用配方阀卡死" });
    const hidden = await inTriage(world, { anonymous: true });
    await inTriage(world);
    const early = await look(await officerAt(5));
    expect([early.counts, early.spent, early.list.escalated]).toEqual([[], [], []]);

    for (let day = 2; day < 30; day += 1) await sweepDueTimes(days(day));
    const page = await look(await officerAt(30));
    const row = await db.problem.findUniqueOrThrow({ where: { id: first }, include: { enterprise: true } });
    const line = page.list.escalated.find((one) => one.id === first);
    expect(line).toMatchObject({ number: row.number, state: "TRIAGE", enterprise: row.enterprise.name });
    expect(page.list.escalated).toHaveLength(3);
    expect(page.list.escalated.find((one) => one.id === hidden)?.enterprise).toBeNull();
    expect(page.list.late).toEqual([]);
    expect(JSON.stringify(page)).not.toContain("专用配方阀");
  });
});

describe("where time goes", () => {
  it("is counted in working time from the record, waiting apart; a review's time is its enterprise's only", async () => {
    const world = await makeWorld(MONDAY);
    for (const hours of [1, 2, 6]) {
      const id = await submittedProblem(world);
      const reviewer = await actorOf(world.reviewer.personId, addHours(MONDAY, hours));
      await approveProblem(reviewer, { id, version: await versionOf(id), allianceId: world.alliance });
      const secretariat = await actorOf(world.secretariat.personId, addHours(MONDAY, hours + 24));
      await publishProblem(secretariat, { id, version: await versionOf(id) });
    }
    const own = (await look(await at(world.reviewer, 2))).spent;
    // 9:00 to 10:00, to 11:00, and to 15:00 with the noon hour and a half left out.
    expect(own.find((row) => row.state === "ENTERPRISE_REVIEW")).toMatchObject({
      count: 3,
      hours: { median: 2, total: 1 + 2 + 4.5, waited: 0 },
    });
    expect(own.find((row) => row.state === "TRIAGE")?.hours).toMatchObject({ median: 8, p90: 8, total: 24 });
    expect(own.map((row) => row.state)).toEqual(["TRIAGE", "ENTERPRISE_REVIEW"]);
    expect(own.reduce((sum, row) => sum + (row.share ?? 0), 0)).toBeCloseTo(1);
    const seen = (await look(await at(world.secretariat, 2))).spent;
    expect(seen.map((row) => row.state)).toEqual(["TRIAGE"]);
    expect((await look(await at(world.secretariat, 200))).spent).toEqual([]);
    expect((await look(await at(world.officer, 2))).spent).toEqual([]);
  });
});
