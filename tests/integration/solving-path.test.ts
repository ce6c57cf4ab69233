import { describe, expect, it } from "vitest";
import { db } from "#app/lib/db.server.ts";
import { requireAccess } from "#app/modules/problems/visibility.server.ts";
import { acceptSolution } from "#app/modules/solving/accept-solution.server.ts";
import { addLogEntry } from "#app/modules/solving/add-log-entry.server.ts";
import { bidForProblem } from "#app/modules/solving/bid-for-problem.server.ts";
import { changeTeam } from "#app/modules/solving/change-team.server.ts";
import { chooseBid } from "#app/modules/solving/choose-bid.server.ts";
import { decideHypothesis } from "#app/modules/solving/decide-hypothesis.server.ts";
import { declineAssignment } from "#app/modules/solving/decline-assignment.server.ts";
import { assignCraftsman } from "#app/modules/solving/assign-craftsman.server.ts";
import { failTrial } from "#app/modules/solving/fail-trial.server.ts";
import { giveUp } from "#app/modules/solving/give-up.server.ts";
import { loadSolving } from "#app/modules/solving/queries.server.ts";
import { recordJointDiagnosis } from "#app/modules/solving/record-joint-diagnosis.server.ts";
import { releaseProblem } from "#app/modules/solving/release-problem.server.ts";
import { saveSolution } from "#app/modules/solving/save-solution.server.ts";
import { sendBack } from "#app/modules/solving/send-back.server.ts";
import { startTrial } from "#app/modules/solving/start-trial.server.ts";
import { submitSolution } from "#app/modules/solving/submit-solution.server.ts";
import { useTestDatabase } from "#tests/support/database.server.ts";
import { makeActor, makeWorld, publishedProblem, versionOf } from "#tests/support/factories.server.ts";
import {
  anId,
  assignedAndTaken,
  awaitingAcceptance,
  eventTypes,
  fix,
  refusal,
  stateOf,
  submittedSolution,
  tackledProblem,
} from "#tests/support/solving.server.ts";

useTestDatabase();

describe("from published to solved", () => {
  it("by a bid: every step, its state and its event", async () => {
    const world = await makeWorld();
    const id = await tackledProblem(world);
    expect(await stateOf(id)).toBe("IN_PROGRESS");
    const { entryId } = await addLogEntry(world.craftsman, {
      problemId: id,
      clientId: anId(),
      kind: "HYPOTHESIS",
      text: "护栏间隙太小",
    });
    await decideHypothesis(world.craftsman, { entryId, version: 0, status: "CONFIRMED", why: "塞尺量得 0.6 mm" });
    await awaitingAcceptance(world, id);
    expect(await stateOf(id)).toBe("ACCEPTANCE");
    await acceptSolution(world.engineer, {
      problemId: id,
      version: await versionOf(id),
      verdict: "FIXED",
      note: "达到目标",
    });

    const row = await db.problem.findUniqueOrThrow({
      where: { id },
      include: { engagements: true, solutions: true, acceptances: true, trials: { include: { measures: true } } },
    });
    expect(row).toMatchObject({
      state: "SOLVED",
      partial: false,
      internal: false,
      dueAt: null,
      solvedAt: world.engineer.now,
    });
    expect(row.engagements).toMatchObject([{ end: "FINISHED", studioId: world.toolsStudio }]);
    expect(row.solutions).toMatchObject([{ state: "ACCEPTED", costFen: 38_000n }]);
    expect(row.acceptances).toMatchObject([{ verdict: "FIXED", byId: world.engineer.personId, internal: false }]);
    expect(row.trials[0]?.measures.map((m) => [Number(m.before), Number(m.after), m.unit])).toEqual([
      [7, 0.5, "次/班"],
    ]);
    expect(await eventTypes(id)).toEqual([
      "drafted",
      "submitted",
      "approved",
      "published",
      "consent-requested",
      "consent-decided",
      "bid",
      "bid-chosen",
      "log-added",
      "log-decided",
      "solution-saved",
      "solution-submitted",
      "trial-started",
      "trial-reported",
      "accepted",
    ]);
  });

  it("by assignment: the employer is asked in the same step, the craftsman leads", async () => {
    const world = await makeWorld();
    const id = await assignedAndTaken(world);
    const lease = await db.engagement.findFirstOrThrow({ where: { problemId: id }, include: { members: true } });
    expect(lease.members).toMatchObject([{ personId: world.craftsman.personId, isLead: true }]);
    await awaitingAcceptance(world, id);
    await acceptSolution(world.reviewer, { problemId: id, version: null, verdict: "FIXED" });
    expect(await stateOf(id)).toBe("SOLVED");
  });

  it("by the own studio: no consent is needed, and the fix is internal", async () => {
    const world = await makeWorld();
    const id = await publishedProblem(world);
    const { bidId } = await bidForProblem(world.breweryLeader, {
      problemId: id,
      version: null,
      studioId: world.breweryStudio,
      proposal: "自己来",
      days: 3,
    });
    await chooseBid(world.engineer, { problemId: id, version: null, bidId });
    await awaitingAcceptance(world, id, world.breweryLeader);
    await acceptSolution(world.engineer2, { problemId: id, version: null, verdict: "FIXED" });
    expect(await db.problem.findUniqueOrThrow({ where: { id } })).toMatchObject({ state: "SOLVED", internal: true });
  });

  it("partly fixed: the acceptor chooses between closing and going on", async () => {
    const world = await makeWorld();
    const id = await tackledProblem(world);
    await awaitingAcceptance(world, id);
    expect(await refusal(acceptSolution(world.engineer, { problemId: id, version: null, verdict: "PARTLY" }))).toBe(
      "partly-choice",
    );
    expect(
      await refusal(acceptSolution(world.engineer, { problemId: id, version: null, verdict: "PARTLY", again: true })),
    ).toBe("reason-required");
    await acceptSolution(world.engineer, {
      problemId: id,
      version: null,
      verdict: "PARTLY",
      again: true,
      note: "夜班仍有",
    });
    expect(await stateOf(id)).toBe("IN_PROGRESS");
    expect(await db.solution.findFirstOrThrow({ where: { problemId: id } })).toMatchObject({ state: "SENT_BACK" });

    const { version } = await db.solution.findFirstOrThrow({ where: { problemId: id } });
    await saveSolution(world.craftsman, { problemId: id, solutionVersion: version, ...fix });
    await submitSolution(world.craftsman, { problemId: id, version: null });
    await startTrial(world.engineer, {
      problemId: id,
      version: null,
      baseline: "夜班",
      startedOn: "2026-11-10",
      endsOn: "2026-11-12",
    });
    await failTrial(world.engineer, { problemId: id, version: null, reason: "第二天又卡" });
    expect(await stateOf(id)).toBe("IN_PROGRESS");
    expect(await db.trial.findFirstOrThrow({ where: { problemId: id, state: "FAILED" } })).toMatchObject({
      result: "第二天又卡",
    });
  });

  it("not fixed and sent back return it to the same team, with the reason", async () => {
    const world = await makeWorld();
    const id = await tackledProblem(world);
    await submittedSolution(id, world.craftsman);
    await sendBack(world.engineer2, { problemId: id, version: null, reason: "缺参数" });
    expect(await stateOf(id)).toBe("IN_PROGRESS");
    const { version } = await db.solution.findFirstOrThrow({ where: { problemId: id } });
    await saveSolution(world.craftsman, { problemId: id, solutionVersion: version, ...fix });
    await submitSolution(world.craftsman, { problemId: id, version: null });
    await startTrial(world.engineer, {
      problemId: id,
      version: null,
      baseline: "同前",
      startedOn: "2026-11-02",
      endsOn: "2026-11-03",
    });
    expect(await refusal(submitSolution(world.craftsman, { problemId: id, version: null }))).toBe("problem-state");
  });
});

describe("the lease", () => {
  it("release hands over with a note and opens it to all; give-up leads to triage", async () => {
    const world = await makeWorld();
    const id = await tackledProblem(world);
    expect(await refusal(releaseProblem(world.craftsman, { problemId: id, version: null, handOverNote: " " }))).toBe(
      "required",
    );
    await releaseProblem(world.craftsman, { problemId: id, version: null, handOverNote: "护栏已量，数据在记录里。" });
    expect(await stateOf(id)).toBe("PUBLISHED");
    expect(await db.engagement.findFirstOrThrow({ where: { problemId: id } })).toMatchObject({
      end: "RELEASED",
      handOverNote: "护栏已量，数据在记录里。",
    });
    // Out of the team, the craftsman reads what everybody in the alliance reads.
    expect((await requireAccess(world.craftsman, id)).layer).toBe("DETAIL");

    const other = await tackledProblem(world);
    await giveUp(world.engineer, { problemId: other, version: null, reason: "设备要换" });
    expect(await stateOf(other)).toBe("TRIAGE");
    expect(await db.engagement.findFirstOrThrow({ where: { problemId: other } })).toMatchObject({ end: "GIVEN_UP" });
  });

  it("declining says why and cancels the consent asked for", async () => {
    const world = await makeWorld();
    const id = await publishedProblem(world);
    await assignCraftsman(world.secretariat, {
      problemId: id,
      version: null,
      craftsmanId: world.craftsman.personId,
      studioId: world.toolsStudio,
    });
    expect(await refusal(declineAssignment(world.craftsman, { problemId: id, version: null, reason: "" }))).toBe(
      "reason-required",
    );
    expect(await refusal(declineAssignment(world.leader, { problemId: id, version: null, reason: "忙" }))).toBe(
      "not-your-move",
    );
    await declineAssignment(world.craftsman, { problemId: id, version: null, reason: "正在外地" });
    expect(await stateOf(id)).toBe("PUBLISHED");
    expect(await db.permit.findFirstOrThrow({ where: { problemId: id } })).toMatchObject({ state: "WITHDRAWN" });
  });

  it("the studio's leader dispatches members, nobody from outside the studio, one lead", async () => {
    const world = await makeWorld();
    const second = await makeActor([["CRAFTSMAN", world.toolsStudio]]);
    const id = await tackledProblem(world);
    const change = (memberIds: string[], leadId: string, actor = world.leader) =>
      changeTeam(actor, { problemId: id, version: null, memberIds, leadId });
    expect(await refusal(change([world.craftsman.personId], world.craftsman.personId, world.craftsman))).toBe(
      "not-your-studio",
    );
    expect(
      await refusal(change([world.craftsman.personId, world.toolsEngineer.personId], world.craftsman.personId)),
    ).toBe("not-in-studio");
    expect(await refusal(change([world.craftsman.personId], second.personId))).toBe("lead-in-team");
    expect((await requireAccess(second, id)).layer).toBe("DETAIL");
    await change([world.craftsman.personId, second.personId], second.personId);
    expect((await requireAccess(second, id)).layer).toBe("CONFIDENTIAL");
    await addLogEntry(second, { problemId: id, clientId: anId(), kind: "NOTE", text: "到现场", layer: "CONFIDENTIAL" });
    await change([world.craftsman.personId], world.craftsman.personId);
    expect((await requireAccess(second, id)).layer).toBe("DETAIL");
  });
});

describe("the log and the draft", () => {
  it("failures say why; a repeat from the same device is one entry; other words under its id are refused", async () => {
    const world = await makeWorld();
    const id = await tackledProblem(world);
    const clientId = anId();
    const entry = { problemId: id, clientId, kind: "ATTEMPT" as const, text: "换了链条" };
    expect(await refusal(addLogEntry(world.craftsman, entry))).toBe("status-required");
    expect(await refusal(addLogEntry(world.craftsman, { ...entry, status: "FAILED" }))).toBe("why-required");
    const first = await addLogEntry(world.craftsman, { ...entry, status: "FAILED", why: "还是卡" });
    const [again, twice] = await Promise.all(
      [1, 2].map(() => addLogEntry(world.craftsman, { ...entry, status: "FAILED", why: "还是卡" })),
    );
    expect([again, twice]).toEqual([first, first]);
    expect(await refusal(addLogEntry(world.craftsman, { ...entry, text: "换了电机", status: "WORKED" }))).toBe(
      "client-id-used",
    );
    expect(await db.diagnosisEntry.count({ where: { problemId: id } })).toBe(1);
    expect(await refusal(addLogEntry(world.toolsEngineer, { ...entry, clientId: anId(), status: "WORKED" }))).toBe(
      "not-your-move",
    );
  });

  it("two saving one draft: the second is told; a draft is the team's own until handed in", async () => {
    const world = await makeWorld();
    const id = await tackledProblem(world);
    const { version } = await saveSolution(world.craftsman, { problemId: id, solutionVersion: null, rootCause: "一" });
    await saveSolution(world.craftsman, { problemId: id, solutionVersion: version, rootCause: "二" });
    expect(
      await refusal(saveSolution(world.craftsman, { problemId: id, solutionVersion: version, rootCause: "三" })),
    ).toBe("conflict");
    expect(await refusal(submitSolution(world.craftsman, { problemId: id, version: null }))).toBe("required");
    const seen = async (actor: typeof world.engineer) =>
      (await loadSolving(actor, id, await requireAccess(actor, id))).solutions.length;
    expect([await seen(world.craftsman), await seen(world.engineer), await seen(world.toolsEngineer)]).toEqual([
      1, 0, 0,
    ]);
    await saveSolution(world.craftsman, { problemId: id, solutionVersion: version + 1, ...fix });
    await submitSolution(world.craftsman, { problemId: id, version: null });
    const outside = (await loadSolving(world.toolsEngineer, id, await requireAccess(world.toolsEngineer, id)))
      .solutions[0];
    expect(outside).toMatchObject({ rootCause: fix.rootCause, parts: null, parameters: null, costFen: null });
    const inside = (await loadSolving(world.engineer, id, await requireAccess(world.engineer, id))).solutions[0];
    expect(inside).toMatchObject({ parts: fix.parts, costFen: "38000" });
  });

  it("a joint diagnosis held without a room is written down, dissent kept, the state untouched", async () => {
    const world = await makeWorld();
    const id = await tackledProblem(world);
    const outcome = {
      problemId: id,
      version: null,
      heldAt: new Date("2026-11-18T02:00:00Z"),
      outcome: "先换护栏",
      dissent: "有人认为是链条",
    };
    const { diagnosisId } = await recordJointDiagnosis(world.engineer, outcome);
    expect(await db.jointDiagnosis.findUnique({ where: { id: diagnosisId } })).toMatchObject({
      state: "RECORDED",
      dissent: "有人认为是链条",
    });
    expect(await stateOf(id)).toBe("IN_PROGRESS");
    expect(await refusal(recordJointDiagnosis(world.craftsman, outcome))).toBe("not-your-move");
  });
});
