import { db, inTransaction, isUniqueViolation, type Tx } from "#app/lib/db.server.ts";
import { conflict, forbidden, invalid } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { recordEvent } from "#app/modules/events/record-event.server.ts";
import { includesLayer, type Layer } from "#app/modules/problems/access.ts";
import { answeringTime, followClock } from "#app/modules/problems/clock.server.ts";
import { loadRelations } from "#app/modules/problems/relations.server.ts";
import { spokesOrganisation } from "#app/modules/problems/transition.server.ts";
import { requireAccess } from "#app/modules/problems/visibility.server.ts";
import { ownOffer } from "./accept-assignment.server.ts";
import { MOST_PAUSES } from "./questions.ts";
import { lockProblem, requireProblem } from "./studios.server.ts";

type Asking = { problemId: string; clientId: string; text: string; layer: Layer };

/**
 * The team, or the craftsman asked, puts a question to the poster's side (等对方回答). The clock stands until the answer,
 * at most for the alliance's working days; one question at a time, and after three that stopped it a lease's clock runs
 * on. The device gives `clientId`: a repeat answers with the first.
 * Errors: not_found, forbidden, conflict (another is open, or the state moved on), invalid (layer).
 */
export async function askQuestion(actor: Actor, input: Asking): Promise<{ questionId: string }> {
  try {
    return await inTransaction((tx) => ask(tx, actor, input));
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    const first = await db.question.findUniqueOrThrow({ where: { askedById_clientId: keyOf(actor, input) } });
    return { questionId: first.id };
  }
}

const keyOf = (actor: Actor, { clientId }: Asking) => ({ askedById: actor.personId, clientId });

async function ask(tx: Tx, actor: Actor, input: Asking): Promise<{ questionId: string }> {
  const access = await requireAccess(actor, input.problemId, tx);
  await lockProblem(tx, input.problemId);
  const known = await tx.question.findUnique({ where: { askedById_clientId: keyOf(actor, input) } });
  if (known && known.problemId !== input.problemId) throw conflict("client-id-used");
  if (known) return { questionId: known.id };

  const problem = await requireProblem(tx, input.problemId);
  const relations = await loadRelations(tx, actor, problem.id);
  const mine = relations.has(problem.state === "ASSIGNED" ? "ASSIGNEE" : "SOLVER");
  if (!mine) throw forbidden("not-your-move");
  if (problem.state !== "ASSIGNED" && problem.state !== "IN_PROGRESS") throw conflict("problem-state");
  if (!includesLayer(access.layer, input.layer)) throw invalid("layer-too-high", "layer");
  const open = await tx.question.count({ where: { problemId: problem.id, state: "OPEN" } });
  if (open > 0) throw conflict("question-open");
  const lease = await tx.engagement.findFirst({
    where: { problemId: problem.id, endedAt: null },
    select: { studioId: true, startedAt: true },
  });
  const studioId = lease?.studioId ?? (await ownOffer(tx, actor, problem.id))?.studioId;
  if (!studioId) throw conflict("no-open-lease");

  const paused = await tx.question.count({
    where: { problemId: problem.id, studioId, pausesUntil: { not: null }, askedAt: { gte: lease?.startedAt } },
  });
  const pauses = paused < MOST_PAUSES;
  const { remindAt, until } = await answeringTime(tx, problem.id, actor.now);
  const { id } = await tx.question.create({
    data: {
      problemId: problem.id,
      studioId,
      ...keyOf(actor, input),
      text: input.text.trim(),
      layer: input.layer,
      askedAt: actor.now,
      pauses,
      remindAt,
      pausesUntil: pauses ? until : null,
    },
    select: { id: true },
  });
  await followClock(tx, problem.id, actor.now);
  await tx.problem.update({ where: { id: problem.id }, data: { version: { increment: 1 } } });
  await recordEvent(tx, {
    type: "problem.question-asked",
    organisationId: problem.enterpriseId,
    subjectKind: "problem",
    subjectId: problem.id,
    by: { personId: actor.personId, name: actor.name },
    actorOrgId: spokesOrganisation(actor, problem.enterpriseId, problem.allianceId),
    reason: input.text.trim(),
    payload: { questionId: id, pauses },
    layer: input.layer,
    at: actor.now,
  });
  return { questionId: id };
}
