import { beforeAll, describe, expect, it } from "vitest";
import { db, inTransaction } from "#app/lib/db.server.ts";
import { passProblems } from "#app/modules/problems/pass-problems.server.ts";
import { answerProposal, cancelProposal } from "#app/modules/problems/answer-proposal.server.ts";
import { closeUnsolved } from "#app/modules/problems/close-unsolved.server.ts";
import { escalateProblem } from "#app/modules/problems/escalate-problem.server.ts";
import { proposeAnswer, proposeMerge } from "#app/modules/problems/propose-in-triage.server.ts";
import { publishProblem } from "#app/modules/problems/publish-problem.server.ts";
import { getProblem } from "#app/modules/problems/queries-problem.server.ts";
import { openProposals } from "#app/modules/problems/queries-triage.server.ts";
import { reopenProblem } from "#app/modules/problems/reopen-problem.server.ts";
import { loadRelations } from "#app/modules/problems/relations.server.ts";
import { refreshReaders, requireAccess } from "#app/modules/problems/visibility.server.ts";
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

useTestDatabase();
let world: World;
beforeAll(async () => {
  world = await makeWorld();
});

const stateOf = async (id: string) =>
  (await db.problem.findUniqueOrThrow({ where: { id }, select: { state: true } })).state;
const gone = expect.objectContaining({ code: "not_found" });
const otherSide = () => ({ ...world, engineer: world.toolsEngineer, reviewer: world.toolsReviewer });

describe("a merge", () => {
  it("happens once both posters agree, and each thread keeps its own readers", async () => {
    const into = await publishedProblem(otherSide(), {}, { circle: "NAMED", circleIds: [world.brewery] });
    const id = await releasedProblem(
      world,
      {},
      { circle: "NAMED", circleIds: [world.tools], detail: "NAMED", detailIds: [world.toolsStudio] },
    );
    // Before a proposal the other poster knows nothing of it: it is not published.
    await expect(requireAccess(world.toolsEngineer, id)).rejects.toEqual(gone);
    const { proposalId } = await proposeMerge(world.secretariat, { id, version: await versionOf(id), targetId: into });
    expect((await requireAccess(world.toolsEngineer, id)).layer).toBe("SUMMARY");
    await expect(requireAccess(world.craftsman, id)).rejects.toEqual(gone);
    await expect(publishProblem(world.secretariat, { id, version: null })).rejects.toMatchObject({
      messageKey: "proposal-open",
    });
    for (const actor of [world.secretariat, world.engineer2, world.reviewer]) {
      await expect(answerProposal(actor, { proposalId, agree: true })).rejects.toMatchObject({ code: "forbidden" });
    }
    expect((await openProposals(world.toolsEngineer, id)).map((one) => one.mayAnswer)).toEqual([true]);
    expect(await answerProposal(world.toolsEngineer, { proposalId, agree: true })).toMatchObject({ done: false });
    expect(await stateOf(id)).toBe("TRIAGE");
    expect(await answerProposal(world.engineer, { proposalId, agree: true })).toMatchObject({ done: true });
    expect(await stateOf(id)).toBe("MERGED");
    expect((await getProblem(world.engineer, id)).mergedInto?.id).toBe(into);
    // The proposal is over; the other poster was never in this thread's circle of readers.
    await expect(requireAccess(world.toolsEngineer, id)).rejects.toEqual(gone);
  });

  it("goes back to triage when either refuses, with the clock running again", async () => {
    const into = await publishedProblem(otherSide());
    const id = await releasedProblem(world);
    const { proposalId } = await proposeMerge(world.secretariat, { id, version: null, targetId: into });
    expect((await db.problem.findUniqueOrThrow({ where: { id } })).dueAt).toBeNull();
    await answerProposal(world.engineer, { proposalId, agree: true });
    await answerProposal(world.toolsEngineer, { proposalId, agree: false, reason: "不是一回事" });
    const row = await db.problem.findUniqueOrThrow({ where: { id } });
    expect([row.state, row.mergedIntoId]).toEqual(["TRIAGE", null]);
    expect(row.dueAt).not.toBeNull();
    await expect(answerProposal(world.engineer, { proposalId, agree: true })).rejects.toMatchObject({
      messageKey: "proposal-decided",
    });
  });

  it("is done once when both agree at the same moment", async () => {
    const into = await publishedProblem(otherSide());
    const id = await releasedProblem(world);
    const { proposalId } = await proposeMerge(world.secretariat, { id, version: null, targetId: into });
    const both = await Promise.all(
      [world.engineer, world.toolsEngineer].map((actor) => answerProposal(actor, { proposalId, agree: true })),
    );
    expect(both.map((one) => one.done).sort()).toEqual([false, true]);
    expect(await stateOf(id)).toBe("MERGED");
  });

  it("is not proposed to who is outside the circle, nor into what its poster may not read", async () => {
    const into = await publishedProblem(otherSide());
    const narrow = await releasedProblem(world, {}, { circle: "NAMED", circleIds: [world.toolsStudio] });
    await expect(proposeMerge(world.secretariat, { id: narrow, version: null, targetId: into })).rejects.toMatchObject({
      messageKey: "target-outside-circle",
    });
    const hidden = await publishedProblem(otherSide(), {}, { circle: "NAMED", circleIds: [world.toolsStudio] });
    const id = await releasedProblem(world);
    await expect(proposeMerge(world.secretariat, { id, version: null, targetId: hidden })).rejects.toMatchObject({
      messageKey: "poster-cannot-read-target",
    });
    await expect(proposeMerge(world.secretariat, { id, version: null, targetId: id })).rejects.toMatchObject({
      code: "invalid",
    });
    await expect(proposeMerge(world.engineer, { id, version: null, targetId: into })).rejects.toMatchObject({
      code: "forbidden",
    });
    await expect(proposeMerge(world.outsideSecretariat, { id, version: null, targetId: into })).rejects.toEqual(gone);
  });
});

/** Solved, as far as these tests care: how it got there is solving's business. */
async function solved(): Promise<string> {
  const id = await publishedProblem(otherSide());
  await db.problem.update({ where: { id }, data: { state: "SOLVED", solvedAt: world.engineer.now, dueAt: null } });
  await refreshReaders(db, id);
  return id;
}

describe("a known fix", () => {
  it("answers a problem once its poster confirms, with one reuse on record", async () => {
    const fix = await solved();
    const id = await releasedProblem(world);
    const { proposalId } = await proposeAnswer(world.secretariat, { id, version: null, targetId: fix });
    await expect(answerProposal(world.toolsEngineer, { proposalId, agree: true })).rejects.toEqual(gone);
    await answerProposal(world.engineer, { proposalId, agree: true });
    expect(await stateOf(id)).toBe("ANSWERED");
    expect(
      await db.reuse.findMany({ where: { needId: id }, select: { fixId: true, byId: true, enterpriseId: true } }),
    ).toEqual([{ fixId: fix, byId: world.engineer.personId, enterpriseId: world.brewery }]);
    await reopenProblem(world.engineer, { id, version: null, reason: "又坏了", to: "TRIAGE" });
    expect(await stateOf(id)).toBe("TRIAGE");
  });

  it("must be a solved problem; the secretariat may take its proposal back", async () => {
    const open = await publishedProblem(otherSide());
    const id = await releasedProblem(world);
    await expect(proposeAnswer(world.secretariat, { id, version: null, targetId: open })).rejects.toMatchObject({
      messageKey: "answer-needs-solved",
    });
    const { proposalId } = await proposeAnswer(world.secretariat, { id, version: null, targetId: await solved() });
    await expect(cancelProposal(world.engineer, { proposalId })).rejects.toMatchObject({ code: "forbidden" });
    await cancelProposal(world.secretariat, { proposalId });
    await publishProblem(world.secretariat, { id, version: null });
    expect(await stateOf(id)).toBe("PUBLISHED");
  });
});

describe("ends and new beginnings", () => {
  it("closes with a reason and ends what was open", async () => {
    const id = await publishedProblem(world);
    await db.bid.create({
      data: {
        problemId: id,
        studioId: world.toolsStudio,
        byId: world.leader.personId,
        leadId: world.leader.personId,
        proposal: "x",
        days: 3,
        createdAt: world.leader.now,
      },
    });
    await expect(closeUnsolved(world.leader, { id, version: null, reason: "x" })).rejects.toMatchObject({
      code: "forbidden",
    });
    await closeUnsolved(world.engineer, { id, version: null, reason: "设备退役" });
    expect(
      await db.problem.findUniqueOrThrow({ where: { id }, select: { state: true, closedReason: true, dueAt: true } }),
    ).toEqual({ state: "UNSOLVED", closedReason: "设备退役", dueAt: null });
    expect(await db.bid.count({ where: { problemId: id, state: "OPEN" } })).toBe(0);
  });

  it("escalates without a change of state", async () => {
    const id = await publishedProblem(world);
    await escalateProblem(world.secretariat, { id, version: null, to: "省工匠学院", reason: "三个月无人能解" });
    expect(await db.problem.findUniqueOrThrow({ where: { id }, select: { state: true, escalatedTo: true } })).toEqual({
      state: "PUBLISHED",
      escalatedTo: "省工匠学院",
    });
    await expect(
      escalateProblem(world.toolsEngineer, { id, version: null, to: "x", reason: "x" }),
    ).rejects.toMatchObject({ code: "forbidden" });
  });

  it("reviews first what never left the enterprise when it is opened again", async () => {
    const id = await submittedProblem(world);
    await db.problem.update({ where: { id }, data: { state: "SOLVED", origin: "IMPORTED" } });
    await refreshReaders(db, id);
    await reopenProblem(world.engineer2, { id, version: null, reason: "老毛病又犯", to: "TRIAGE" });
    expect(await stateOf(id)).toBe("ENTERPRISE_REVIEW");
    await expect(requireAccess(world.secretariat, id)).rejects.toEqual(gone);
  });
});

describe("when the poster leaves", () => {
  it("open problems pass to the deputy named", async () => {
    const leaver = await makePerson([["ENGINEER", world.brewery]]);
    const now = world.engineer.now;
    const id = await submittedProblem(world, {}, await actorOf(leaver, now));
    await db.membership.updateMany({ where: { personId: leaver }, data: { endsAt: now } });
    const leave = {
      personId: leaver,
      personName: "x",
      organisationId: world.brewery,
      organisationKind: "ENTERPRISE",
      endedRoles: ["ENGINEER" as const],
      remainingRoles: [],
      by: world.reviewer,
      at: now,
    };
    await inTransaction((tx) => passProblems(tx, { ...leave, deputyId: world.toolsEngineer.personId }));
    expect((await db.problem.findUniqueOrThrow({ where: { id } })).authorId).toBe(leaver);
    await inTransaction((tx) => passProblems(tx, { ...leave, deputyId: world.engineer2.personId }));
    expect((await db.problem.findUniqueOrThrow({ where: { id } })).authorId).toBe(world.engineer2.personId);
    expect((await loadRelations(db, world.engineer2, id)).has("AUTHOR")).toBe(true);
    await expect(requireAccess(await actorOf(leaver, new Date(now.getTime() + 1)), id)).rejects.toEqual(gone);
  });

  it("and without one, with the enterprise", async () => {
    const leaver = await makePerson([["ENGINEER", world.brewery]]);
    const now = world.engineer.now;
    const id = await publishedProblem(world, {}, {});
    await db.problem.update({ where: { id }, data: { authorId: leaver } });
    await refreshReaders(db, id);
    expect((await loadRelations(db, world.engineer2, id)).has("AUTHOR")).toBe(false);
    await db.membership.updateMany({ where: { personId: leaver }, data: { endsAt: now } });
    expect((await loadRelations(db, world.engineer2, id)).has("AUTHOR")).toBe(true);
    expect((await loadRelations(db, world.toolsEngineer, id)).has("AUTHOR")).toBe(false);
  });
});
