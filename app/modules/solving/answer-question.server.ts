import { inTransaction } from "#app/lib/db.server.ts";
import { conflict, forbidden, notFound } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { recordEvent } from "#app/modules/events/record-event.server.ts";
import { includesLayer } from "#app/modules/problems/access.ts";
import { followClock } from "#app/modules/problems/clock.server.ts";
import { loadRelations } from "#app/modules/problems/relations.server.ts";
import { spokesOrganisation } from "#app/modules/problems/transition.server.ts";
import { requireAccess } from "#app/modules/problems/visibility.server.ts";
import { lockProblem, requireProblem } from "./studios.server.ts";

type Answer = { problemId: string; questionId: string; version: number; answer: string };

/**
 * The poster's side answers a question; the clock goes on with the time that was left.
 * Errors: not_found, forbidden, conflict (answered or closed meanwhile).
 */
export async function answerQuestion(actor: Actor, input: Answer): Promise<void> {
  await inTransaction(async (tx) => {
    const access = await requireAccess(actor, input.problemId, tx);
    await lockProblem(tx, input.problemId);
    const problem = await requireProblem(tx, input.problemId);
    const question = await tx.question.findFirst({ where: { id: input.questionId, problemId: problem.id } });
    if (!question || !includesLayer(access.layer, question.layer)) throw notFound();
    const relations = await loadRelations(tx, actor, problem.id);
    // Nobody answers the own question, whichever side they speak for.
    const ofPoster = relations.has("AUTHOR") || relations.has("ENTERPRISE");
    if (!ofPoster || relations.has("SOLVER") || relations.has("ASSIGNEE")) throw forbidden("not-your-move");
    const answer = input.answer.trim();
    const { count } = await tx.question.updateMany({
      where: { id: question.id, state: "OPEN", version: input.version },
      data: {
        state: "ANSWERED",
        pauses: false,
        remindAt: null,
        answer,
        answeredById: actor.personId,
        answeredAt: actor.now,
        version: { increment: 1 },
      },
    });
    if (count !== 1) throw conflict("question-decided");
    await followClock(tx, problem.id, actor.now);
    await tx.problem.update({ where: { id: problem.id }, data: { version: { increment: 1 } } });
    await recordEvent(tx, {
      type: "problem.question-answered",
      organisationId: problem.enterpriseId,
      subjectKind: "problem",
      subjectId: problem.id,
      by: { personId: actor.personId, name: actor.name },
      actorOrgId: spokesOrganisation(actor, problem.enterpriseId, problem.allianceId),
      reason: answer,
      payload: { questionId: question.id },
      layer: question.layer,
      at: actor.now,
    });
  });
}
