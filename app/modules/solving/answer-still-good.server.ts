import { inTransaction } from "#app/lib/db.server.ts";
import { conflict, forbidden } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { recordEvent } from "#app/modules/events/record-event.server.ts";
import { loadRelations } from "#app/modules/problems/relations.server.ts";
import { reopenWithin } from "#app/modules/problems/reopen-problem.server.ts";
import { spokesOrganisation } from "#app/modules/problems/transition.server.ts";
import { requireAccess } from "#app/modules/problems/visibility.server.ts";
import { lockProblem, requireProblem } from "./studios.server.ts";
import type { StillGoodInput } from "./still-good.ts";

/**
 * The poster, or who acts for the poster's enterprise, says whether an accepted fix still holds; nobody of the team that
 * made it. "Came back" opens the problem again in the same step: for the former team, if it agrees, or for triage.
 * Errors: those of a transition; forbidden; conflict (nothing to answer, or somebody answered).
 */
export async function answerStillGood(actor: Actor, input: StillGoodInput & { problemId: string }): Promise<void> {
  const { problemId, answer, note } = input;
  await inTransaction(async (tx) => {
    await requireAccess(actor, problemId, tx);
    await lockProblem(tx, problemId);
    const problem = await requireProblem(tx, problemId);
    if (problem.version !== input.version) throw conflict("problem-changed");
    if (problem.state !== "SOLVED") throw conflict("problem-state");
    const relations = await loadRelations(tx, actor, problemId);
    if (!relations.has("AUTHOR") && !relations.has("ENTERPRISE")) throw forbidden("not-your-move");
    const team = await tx.engagementMember.count({
      where: { personId: actor.personId, engagement: { problemId, end: "FINISHED" } },
    });
    if (team > 0) throw forbidden("still-good-by-team");

    const open = { problemId, closedAt: null, answer: null, dueAt: { lte: actor.now } };
    const [latest] = await tx.stillGood.findMany({ where: open, orderBy: { dueAt: "desc" }, take: 1 });
    if (!latest) throw conflict("still-good-answered");
    await tx.stillGood.update({
      where: { id: latest.id },
      data: { answer, note, answeredById: actor.personId, answeredAt: actor.now },
    });
    await tx.problem.update({ where: { id: problemId }, data: { version: { increment: 1 } } });
    await recordEvent(tx, {
      type: "problem.still-good-answered",
      organisationId: problem.enterpriseId,
      subjectKind: "problem",
      subjectId: problemId,
      by: { personId: actor.personId, name: actor.name },
      actorOrgId: spokesOrganisation(actor, problem.enterpriseId, problem.allianceId),
      // What came back says it with the reopening, in the same moment.
      reason: answer === "CAME_BACK" ? "" : note,
      payload: { stillGoodId: latest.id, afterDays: latest.afterDays, stillGood: answer },
      layer: "DETAIL",
      at: actor.now,
    });
    if (answer === "CAME_BACK")
      await reopenWithin(tx, actor, { id: problemId, version: null, reason: note, to: input.to ?? "TRIAGE" });
  });
}
