import { randomUUID } from "node:crypto";
import { expect } from "vitest";
import { db } from "#app/lib/db.server.ts";
import { DomainError } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { acceptAssignment } from "#app/modules/solving/accept-assignment.server.ts";
import { assignCraftsman } from "#app/modules/solving/assign-craftsman.server.ts";
import { bidForProblem } from "#app/modules/solving/bid-for-problem.server.ts";
import { chooseBid } from "#app/modules/solving/choose-bid.server.ts";
import { decidePermit } from "#app/modules/solving/decide-permit.server.ts";
import { reportTrial } from "#app/modules/solving/report-trial.server.ts";
import { requestPermit } from "#app/modules/solving/request-permit.server.ts";
import { saveSolution } from "#app/modules/solving/save-solution.server.ts";
import { startTrial } from "#app/modules/solving/start-trial.server.ts";
import { submitSolution } from "#app/modules/solving/submit-solution.server.ts";
import { publishedProblem, versionOf, type World } from "./factories.server.ts";

/** The refusal's key, or a failed test when there was none. */
export async function refusal(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  expect(error, "expected a refusal").toBeInstanceOf(DomainError);
  return (error as DomainError).messageKey;
}

export const stateOf = async (id: string) =>
  (await db.problem.findUniqueOrThrow({ where: { id }, select: { state: true } })).state;

export const eventTypes = async (id: string): Promise<string[]> =>
  (await db.event.findMany({ where: { subjectId: id }, orderBy: { id: "asc" }, select: { type: true } })).map((row) =>
    row.type.replace("problem.", ""),
  );

/** The employer of the solver's studio consents. */
export async function consented(
  world: World,
  problemId: string,
  asker: Actor = world.leader,
  decider: Actor = world.toolsReviewer,
): Promise<string> {
  const { permitId } = await requestPermit(asker, { problemId, kind: "EMPLOYER_CONSENT", studioId: world.toolsStudio });
  await decidePermit(decider, { permitId, version: null, granted: true });
  return permitId;
}

export const offer = { proposal: "先测星轮与链条的同步，再查护栏间隙。", days: 10 };

/** With a sealed bid of the foreign studio. */
export async function claimedProblem(
  world: World,
  ...more: Parameters<typeof publishedProblem> extends [World, ...infer Rest] ? Rest : never
) {
  const id = await publishedProblem(world, ...more);
  await consented(world, id);
  const { bidId } = await bidForProblem(world.leader, {
    problemId: id,
    version: null,
    studioId: world.toolsStudio,
    leadId: world.craftsman.personId,
    ...offer,
  });
  return { id, bidId };
}

/** The foreign craftsman leads the work, by a bid chosen. */
export async function tackledProblem(
  world: World,
  ...more: Parameters<typeof publishedProblem> extends [World, ...infer Rest] ? Rest : never
): Promise<string> {
  const { id, bidId } = await claimedProblem(world, ...more);
  await chooseBid(world.engineer, { problemId: id, version: await versionOf(id), bidId });
  return id;
}

/** The same by assignment. */
export async function assignedAndTaken(world: World): Promise<string> {
  const id = await publishedProblem(world);
  await assignCraftsman(world.secretariat, {
    problemId: id,
    version: null,
    craftsmanId: world.craftsman.personId,
    studioId: world.toolsStudio,
  });
  const permit = await db.permit.findFirstOrThrow({ where: { problemId: id, kind: "EMPLOYER_CONSENT" } });
  await decidePermit(world.toolsReviewer, { permitId: permit.id, version: permit.version, granted: true });
  await acceptAssignment(world.craftsman, { problemId: id, version: await versionOf(id) });
  return id;
}

export const fix = {
  rootCause: "护栏间隙比瓶身直径小 0.6 mm。",
  actions: "护栏外移 1 mm，加定位销。",
  parts: "定位销 Φ6×4",
  parameters: "间隙 1.2 mm",
  costFen: 38_000n,
  measures: [{ name: "卡瓶次数", unit: "次/班", before: 7, after: null, period: "一周" }],
};

export const measured = [{ name: "卡瓶次数", unit: "次/班", before: 7, after: 0.5, period: "一周" }];

export async function submittedSolution(problemId: string, solver: Actor): Promise<void> {
  await saveSolution(solver, { problemId, solutionVersion: null, ...fix });
  await submitSolution(solver, { problemId, version: await versionOf(problemId) });
}

/** Tried and measured; awaits acceptance. */
export async function awaitingAcceptance(
  world: World,
  problemId: string,
  solver: Actor = world.craftsman,
): Promise<void> {
  await submittedSolution(problemId, solver);
  await startTrial(world.engineer, {
    problemId,
    version: null,
    baseline: "每班卡瓶 7 次",
    startedOn: "2026-11-02",
    endsOn: "2026-11-09",
  });
  await reportTrial(world.engineer, { problemId, version: null, result: "一周内每班不到一次。", measures: measured });
}

export const anId = (): string => randomUUID();
