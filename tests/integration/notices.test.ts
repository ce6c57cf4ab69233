import { describe, expect, it } from "vitest";
import { db } from "#app/lib/db.server.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { countUnread } from "#app/modules/accounts/count-unread.server.ts";
import { loadActors } from "#app/modules/accounts/load-actor.server.ts";
import { postComment } from "#app/modules/discussion/post-comment.server.ts";
import { registerActivitySubject } from "#app/modules/notifications/activity-notices.server.ts";
import { deliverNotices } from "#app/modules/notifications/deliver-notices.server.ts";
import { loadInbox, openNotice, readAllNotices, readNoticesOf } from "#app/modules/notifications/inbox.server.ts";
import { registerMentorshipSubject } from "#app/modules/notifications/mentorship-notices.server.ts";
import { registerRobotNotices } from "#app/modules/notifications/robots/tell-paused.server.ts";
import { layersFor } from "#app/modules/problems/layers-for.server.ts";
import { layerFor, problemDiscussion } from "#app/modules/problems/discussion-subject.server.ts";
import { withdrawProblem } from "#app/modules/problems/withdraw-problem.server.ts";
import { acceptSolution } from "#app/modules/solving/accept-solution.server.ts";
import { addLogEntry } from "#app/modules/solving/add-log-entry.server.ts";
import { assignCraftsman } from "#app/modules/solving/assign-craftsman.server.ts";
import { refuseBids } from "#app/modules/solving/refuse-bids.server.ts";
import { queriesOf } from "#tests/support/count-queries.server.ts";
import { useTestDatabase } from "#tests/support/database.server.ts";
import {
  actorOf,
  LONG_AGO,
  makePerson,
  makeWorld,
  publishedProblem,
  releasedProblem,
  submittedProblem,
  type World,
} from "#tests/support/factories.server.ts";
import { anId, awaitingAcceptance, claimedProblem, refusal, tackledProblem } from "#tests/support/solving.server.ts";

useTestDatabase();

/** Delivers everything that happened to a problem, as the jobs would. */
async function deliverAll(problemId: string, now: Date = new Date()): Promise<void> {
  const events = await db.event.findMany({
    where: { subjectId: problemId },
    orderBy: { id: "asc" },
    select: { id: true },
  });
  for (const { id } of events) await deliverNotices(id, now);
}

/** Who was told what, by the world's names for people. */
async function told(world: World, problemId: string): Promise<Record<string, string[]>> {
  const people = new Map(
    Object.entries(world).flatMap(([name, one]) => (typeof one === "object" ? [[one.personId, name] as const] : [])),
  );
  const rows = await db.notice.findMany({
    where: { subjectId: problemId },
    orderBy: { eventId: "asc" },
    select: { personId: true, type: true },
  });
  const found: Record<string, string[]> = {};
  for (const row of rows)
    (found[row.type.replace("problem.", "")] ??= []).push(people.get(row.personId) ?? "somebody else");
  for (const names of Object.values(found)) names.sort();
  return found;
}

const lines = async (actor: Actor) => (await loadInbox(actor, { after: null, unread: false })).matters;

describe("notices reach those concerned", () => {
  it("along the way from review to acceptance, and nobody else", async () => {
    const world = await makeWorld();
    const id = await tackledProblem(world);
    await awaitingAcceptance(world, id);
    await acceptSolution(world.engineer, { problemId: id, version: null, verdict: "FIXED" });
    await deliverAll(id);
    expect(await told(world, id)).toEqual({
      submitted: ["reviewer", "reviewer2"],
      approved: ["engineer", "secretariat"],
      published: ["engineer"],
      "consent-requested": ["toolsReviewer"],
      "consent-decided": ["leader"],
      bid: ["engineer"],
      "bid-chosen": ["craftsman", "leader"],
      "solution-submitted": ["engineer"],
      "trial-started": ["craftsman"],
      "trial-reported": ["craftsman", "reviewer", "reviewer2"],
      accepted: ["craftsman", "leader", "secretariat"],
    });
  });

  it("once each, however often and however parallel they are delivered", async () => {
    const world = await makeWorld();
    const id = await claimedProblem(world).then((one) => one.id);
    await Promise.all([deliverAll(id), deliverAll(id), deliverAll(id)]);
    const before = await db.notice.count({ where: { subjectId: id } });
    await deliverAll(id);
    expect(await db.notice.count({ where: { subjectId: id } })).toBe(before);
    expect(
      await db.notice.count({ where: { subjectId: id, personId: world.engineer.personId, type: "problem.bid" } }),
    ).toBe(1);
  });

  it("urgent ones tell the own studios before the review, and the alliance nothing", async () => {
    const world = await makeWorld();
    const id = await submittedProblem(world, { severity: "LINE_DOWN" });
    await deliverAll(id);
    expect(await told(world, id)).toEqual({ submitted: ["breweryLeader", "reviewer", "reviewer2"] });
  });

  it("bidders and people asked learn that it is over", async () => {
    const world = await makeWorld();
    const { id } = await claimedProblem(world);
    await refuseBids(world.engineer, { problemId: id, version: null, reason: "时间太长" });
    await assignCraftsman(world.secretariat, {
      problemId: id,
      version: null,
      craftsmanId: world.craftsman.personId,
      studioId: world.toolsStudio,
    });
    await withdrawProblem(world.engineer, { id, version: null, reason: "已更换设备" });
    await deliverAll(id);
    const found = await told(world, id);
    expect(found["bids-refused"]).toEqual(["craftsman", "leader"]);
    expect(found.assigned).toEqual(["craftsman", "leader"]);
    expect(found.withdrawn).toEqual(expect.arrayContaining(["craftsman", "secretariat"]));
    expect(found.withdrawn).not.toContain("toolsEngineer");
  });

  it("only those who may read the problem when they are delivered, at the event's layer", async () => {
    const world = await makeWorld();
    const id = await publishedProblem(world);
    const watch = (personId: string) => db.watch.create({ data: { personId, subjectKind: "problem", subjectId: id } });
    await watch(world.outsider.personId);
    await watch(world.toolsEngineer.personId);
    await watch(world.officer.personId);
    const say = (layer: "DETAIL" | "CONFIDENTIAL", body: string) =>
      postComment(world.engineer, problemDiscussion, { subjectId: id, clientId: anId(), body, layer });
    await say("CONFIDENTIAL", "保密的话");
    await deliverAll(id);
    expect((await told(world, id)).commented).toBeUndefined();
    await say("DETAIL", "能说的话");
    await deliverAll(id);
    expect((await told(world, id)).commented).toEqual(["toolsEngineer"]);
  });

  it("those who left hear nothing more, their deputies do", async () => {
    const world = await makeWorld();
    const deputyId = await makePerson([["ENGINEER", world.brewery]]);
    const { now } = world.engineer;
    await db.deputy.create({
      data: {
        personId: world.reviewer.personId,
        deputyId,
        organisationId: world.brewery,
        startsAt: new Date(now.getTime() - 1000),
        endsAt: new Date("2100-01-01"),
      },
    });
    await db.membership.updateMany({
      where: { personId: world.reviewer2.personId },
      data: { endsAt: new Date(now.getTime() - 1000) },
    });
    const id = await submittedProblem(world);
    await deliverAll(id);
    const rows = await db.notice.findMany({
      where: { subjectId: id, type: "problem.submitted" },
      select: { personId: true },
    });
    expect(rows.map((row) => row.personId).sort()).toEqual([deputyId, world.reviewer.personId].sort());
  });

  it("a busy log is one message a day", async () => {
    const world = await makeWorld();
    const id = await tackledProblem(world);
    for (const text of ["一", "二", "三"])
      await addLogEntry(world.craftsman, { problemId: id, clientId: anId(), kind: "NOTE", text });
    await deliverAll(id);
    expect((await told(world, id))["log-added"]).toEqual(["engineer"]);
  });

  it("a mention is a message of its own, instead of the general one", async () => {
    const world = await makeWorld();
    const id = await publishedProblem(world);
    await postComment(world.leader, problemDiscussion, {
      subjectId: id,
      clientId: anId(),
      body: "请看",
      mentions: [world.engineer.personId],
    });
    await deliverAll(id);
    const found = await told(world, id);
    expect(found.mentioned).toEqual(["engineer"]);
    expect(found.commented).toBeUndefined();
  });

  it("old news is filed as read", async () => {
    const world = await makeWorld(new Date(Date.now() - 40 * 86_400_000));
    const id = await submittedProblem(world);
    await deliverAll(id);
    expect(await countUnread(world.reviewer.personId)).toBe(0);
    expect(await lines(await actorOf(world.reviewer.personId))).toHaveLength(1);
  });
});

describe("the inbox", () => {
  it("is one's own: read, opened and marked by nobody else", async () => {
    const world = await makeWorld();
    const id = await releasedProblem(world);
    await deliverAll(id);
    const reviewer = await actorOf(world.reviewer.personId);
    const [message] = await lines(reviewer);
    if (!message) throw new Error("no message");
    expect(message).toMatchObject({
      type: "problem.submitted",
      read: false,
      who: world.engineer.name,
      problem: { id },
    });
    expect(await refusal(openNotice(world.reviewer2, message.id))).toBe("not_found");
    expect(await openNotice(reviewer, message.id)).toMatchObject({
      type: "problem.submitted",
      subjectKind: "problem",
      subjectId: id,
    });
    expect(await countUnread(reviewer.personId)).toBe(0);
    expect(await countUnread(world.reviewer2.personId)).toBe(1);
    await readAllNotices(await actorOf(world.reviewer2.personId));
    expect(await countUnread(world.reviewer2.personId)).toBe(0);
  });

  it("says of what has been closed to one since only that, and names nobody of an anonymous poster", async () => {
    const world = await makeWorld();
    const id = await publishedProblem(world, { anonymous: true, title: "不能外传的标题" });
    await db.watch.create({ data: { personId: world.toolsEngineer.personId, subjectKind: "problem", subjectId: id } });
    await postComment(world.engineer, problemDiscussion, { subjectId: id, clientId: anId(), body: "补充" });
    await deliverAll(id);
    expect(await lines(await actorOf(world.toolsEngineer.personId))).toMatchObject([
      { type: "problem.commented", who: null, problem: { id } },
    ]);
    await db.membership.updateMany({
      where: { personId: world.toolsEngineer.personId },
      data: { endsAt: new Date(Date.now() - 1000) },
    });
    const after = await lines(await actorOf(world.toolsEngineer.personId));
    expect(after).toMatchObject([{ problem: null, who: null }]);
    expect(JSON.stringify(after)).not.toContain("不能外传");
  });

  it("holds one entry a matter, however much happened; reading one message reads its matter", async () => {
    const world = await makeWorld();
    const id = await tackledProblem(world);
    const other = await submittedProblem(world);
    await deliverAll(id);
    await deliverAll(other);
    for (let n = 1; n <= 12; n += 1)
      await db.notice.create({
        data: {
          personId: world.engineer.personId,
          type: "problem.log-added",
          subjectKind: "problem",
          subjectId: id,
          dedupeKey: `more${n}`,
          createdAt: new Date(Date.now() + n * 1000),
          // What one does not want to be called for comes in read, and does not hide what is unread.
          readAt: n === 12 ? new Date() : null,
        },
      });
    const engineer = await actorOf(world.engineer.personId, new Date(Date.now() + 60_000));
    const page = await loadInbox(engineer, { after: null, unread: false });
    const told = await db.notice.count({ where: { personId: engineer.personId, subjectId: id } });
    expect(page.matters.map((one) => one.problem?.id)).toEqual([id]);
    expect(page.matters[0]).toMatchObject({ type: "problem.log-added", read: false, total: told });
    expect(page.matters[0]?.at).toBe(
      (await db.notice.findFirstOrThrow({ where: { dedupeKey: "more11", subjectId: id } })).createdAt.toISOString(),
    );
    expect(page.matters[0]?.earlier).toHaveLength(9);
    expect([page.unread, await countUnread(engineer.personId)]).toEqual([1, 1]);
    const reviewer = await loadInbox(await actorOf(world.reviewer.personId), { after: null, unread: true });
    expect(reviewer.matters.map((one) => one.problem?.id)).toEqual([other, id]);
    expect(reviewer.unread).toBe(2);

    await openNotice(engineer, page.matters[0]?.earlier[3]?.id ?? "");
    expect(await db.notice.count({ where: { personId: engineer.personId, readAt: null } })).toBe(0);
    expect(await countUnread(world.reviewer.personId)).toBe(2);
    expect((await loadInbox(engineer, { after: null, unread: true })).matters).toEqual([]);
  });

  it("asks at most six statements, whatever it holds", async () => {
    for (const register of [registerActivitySubject, registerMentorshipSubject, registerRobotNotices]) register();
    const world = await makeWorld();
    const kinds = ["search", "late", "activity", "mentorship", "robots", "gone"];
    await db.notice.createMany({
      data: kinds.map((subjectKind) => ({
        personId: world.leader.personId,
        type: "late.escalated",
        subjectKind,
        subjectId: anId(),
        dedupeKey: subjectKind,
      })),
    });
    const id = await publishedProblem(world);
    await db.notice.create({
      data: {
        personId: world.leader.personId,
        type: "problem.published",
        subjectKind: "problem",
        subjectId: id,
        dedupeKey: "p",
      },
    });
    const statements = await queriesOf(async () => {
      expect((await loadInbox(world.leader, { after: null, unread: false })).matters).toHaveLength(kinds.length + 1);
    });
    expect(statements.length, statements.join("\n")).toBeLessThanOrEqual(6);
  });

  it("turns pages without a gap or a double", async () => {
    const world = await makeWorld();
    const subjects = Array.from({ length: 35 }, () => anId());
    const at = new Date("2026-11-01T00:00:00Z");
    await db.notice.createMany({
      data: Array.from({ length: 70 }, (_, n) => ({
        personId: world.leader.personId,
        type: "problem.commented",
        subjectKind: "problem",
        // Two messages a matter; one matter of them is older than the others of its second.
        subjectId: subjects[n % 35] ?? "",
        dedupeKey: `n${n}`,
        createdAt: new Date(at.getTime() + Math.floor(n / 7) * 1000),
      })),
    });
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof loadInbox>> = await loadInbox(world.leader, { after, unread: true });
      seen.push(...page.matters.flatMap((one) => [one.id, ...one.earlier.map((line) => line.id)]));
      after = page.after;
    } while (after);
    expect(seen).toHaveLength(70);
    expect(new Set(seen).size).toBe(70);
  });
});

it("rights asked for many at once are those asked for one by one", async () => {
  const world = await makeWorld();
  const deputyId = await makePerson([["ENGINEER", world.brewery]]);
  await db.deputy.create({
    data: {
      personId: world.reviewer.personId,
      deputyId,
      organisationId: world.brewery,
      startsAt: LONG_AGO,
      endsAt: new Date("2100-01-01"),
    },
  });
  const shut = await makePerson([["REVIEWER", world.brewery]]);
  await db.person.update({ where: { id: shut }, data: { disabledAt: LONG_AGO } });
  const people = Object.values(world).flatMap((one) => (typeof one === "object" ? [one.personId] : []));
  const now = new Date();
  const problems = [
    await submittedProblem(world, { severity: "LINE_DOWN" }),
    await publishedProblem(world, { anonymous: true }),
    await tackledProblem(world),
  ];
  for (const id of problems) {
    const all = [...people, deputyId, shut];
    const one = await Promise.all(all.map(async (personId) => [personId, await layerFor(personId, id, now)] as const));
    const many = await layersFor(all, id, now);
    expect(Object.fromEntries(many)).toEqual(Object.fromEntries(one.filter(([, layer]) => layer !== null)));
    expect(many.has(shut)).toBe(false);
  }
  const actors = await loadActors(people, now);
  for (const personId of people) expect(actors.get(personId)).toEqual(await actorOf(personId, now));
});

it("opening a problem reads the reader's own notices on it, and no others", async () => {
  const world = await makeWorld();
  const [opened, other] = [await submittedProblem(world), await submittedProblem(world)];
  for (const id of [opened, other]) await deliverAll(id);
  expect(await countUnread(world.reviewer.personId)).toBe(2);
  await readNoticesOf(world.reviewer, opened);
  expect(await db.notice.findMany({ where: { readAt: null }, select: { personId: true, subjectId: true } })).toEqual(
    expect.arrayContaining([
      { personId: world.reviewer.personId, subjectId: other },
      { personId: world.reviewer2.personId, subjectId: opened },
    ]),
  );
  expect(await countUnread(world.reviewer.personId)).toBe(1);
  expect(await countUnread(world.reviewer2.personId)).toBe(2);
});
