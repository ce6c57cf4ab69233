import { inTransaction } from "#app/lib/db.server.ts";
import { conflict, forbidden, notFound } from "#app/lib/errors.ts";
import { type Actor, employerIds } from "#app/modules/accounts/actor.ts";
import { assetsVisibleTo } from "#app/modules/equipment/policy.ts";
import { recordEvent } from "#app/modules/events/record-event.server.ts";
import { ACTIVE } from "./lifecycle.ts";
import { requireAccess } from "./visibility.server.ts";

export type ConfirmInput = {
  problemId: string;
  /** The machine that has it too. */
  assetId: string;
  downtimeHours: number | null;
  /** Since when, as people say it. */
  since: string;
  note: string;
};

/**
 * "Mine has it too": a colleague adds to an open problem instead of posting it again. Once per person; a repeat
 * changes nothing and answers false. Errors: not_found, forbidden (another enterprise), conflict (own problem, ended).
 */
export async function confirmProblem(actor: Actor, input: ConfirmInput): Promise<boolean> {
  const { problemId, assetId, downtimeHours, since, note } = input;
  return inTransaction(async (tx) => {
    await requireAccess(actor, problemId, tx);
    const problem = await tx.problem.findUniqueOrThrow({
      where: { id: problemId },
      select: { enterpriseId: true, authorId: true, state: true, number: true },
    });
    const { enterpriseId } = problem;
    if (!employerIds(actor).includes(enterpriseId)) throw forbidden("not-your-move");
    const asset = await tx.asset.findFirst({
      where: { AND: [{ id: assetId, enterpriseId, retiredAt: null }, assetsVisibleTo(actor)] },
      select: { id: true },
    });
    if (!asset) throw notFound();
    if (problem.authorId === actor.personId) throw conflict("own-problem");
    const { count } = await tx.problemConfirmation.createMany({
      data: [{ problemId, personId: actor.personId, assetId, downtimeHours, since, note, createdAt: actor.now }],
      skipDuplicates: true,
    });
    if (count === 0) return false;
    if (!ACTIVE.includes(problem.state)) throw conflict("problem-not-open");
    await recordEvent(tx, {
      type: "problem.confirmed",
      organisationId: enterpriseId,
      subjectKind: "problem",
      subjectId: problemId,
      by: actor,
      actorOrgId: enterpriseId,
      payload: { number: problem.number, assetId },
      layer: "OWN",
      at: actor.now,
    });
    return true;
  });
}

/**
 * Takes the own "mine has it too" back while the problem is open. Answers false when there is none (any more).
 * Errors: not_found, conflict (ended).
 */
export async function withdrawConfirmation(actor: Actor, problemId: string): Promise<boolean> {
  return inTransaction(async (tx) => {
    await requireAccess(actor, problemId, tx);
    const problem = await tx.problem.findUniqueOrThrow({
      where: { id: problemId },
      select: { enterpriseId: true, state: true, number: true },
    });
    const { count } = await tx.problemConfirmation.deleteMany({ where: { problemId, personId: actor.personId } });
    if (count === 0) return false;
    if (!ACTIVE.includes(problem.state)) throw conflict("problem-not-open");
    await recordEvent(tx, {
      type: "problem.confirmation-withdrawn",
      organisationId: problem.enterpriseId,
      subjectKind: "problem",
      subjectId: problemId,
      by: actor,
      actorOrgId: problem.enterpriseId,
      payload: { number: problem.number },
      layer: "OWN",
      at: actor.now,
    });
    return true;
  });
}
