import { db, inTransaction } from "#app/lib/db.server.ts";
import { conflict, forbidden, invalid, notFound } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { includesLayer } from "#app/modules/problems/access.ts";
import { layerFor } from "#app/modules/problems/discussion-subject.server.ts";
import { holdActivity, requireActivity } from "./open-activity.server.ts";
import { mayFinish, mayRecord } from "./policy.ts";
import { ownerCandidates } from "./owners.server.ts";
import { recordActivity } from "./record-activity.server.ts";
import type { AdviceInput } from "./schema.ts";

const MOST_ADVICE = 200;

/**
 * Writes down an advice given on the day, on one of the activity's problems or in general; with an owner and a day it
 * is a follow-up. Who is to follow up an advice on a problem must read that problem's detail.
 * Errors: not_found, forbidden, conflict, invalid.
 */
export async function giveAdvice(actor: Actor, id: string, input: AdviceInput): Promise<void> {
  const activity = await requireActivity(actor, id);
  if (input.ownerId) {
    const owners = await ownerCandidates(id, activity.hostId, actor.now);
    if (!owners.some((one) => one.id === input.ownerId)) throw invalid("bad_choice", "ownerId");
  }
  if (input.problemId) {
    const mine = await layerFor(actor.personId, input.problemId, actor.now);
    if (mine === null) throw invalid("bad_choice", "problemId");
    const theirs = input.ownerId ? await layerFor(input.ownerId, input.problemId, actor.now) : "DETAIL";
    if (!includesLayer(theirs, "DETAIL")) throw invalid("activity-owner-cannot-read", "ownerId");
  }
  await inTransaction(async (tx) => {
    const held = await holdActivity(tx, actor, id, null, mayRecord);
    if (input.problemId) {
      const picked = await tx.activityProblem.count({ where: { activityId: id, problemId: input.problemId } });
      if (picked === 0) throw invalid("bad_choice", "problemId");
    }
    if ((await tx.activityAdvice.count({ where: { activityId: id } })) >= MOST_ADVICE)
      throw conflict("activity-too-much-advice");
    const { count } = await tx.activityAdvice.createMany({
      data: [
        {
          activityId: id,
          problemId: input.problemId ?? null,
          text: input.text,
          adviser: input.adviser,
          ownerId: input.ownerId ?? null,
          dueOn: input.dueOn ? new Date(input.dueOn) : null,
          createdAt: actor.now,
          clientId: input.clientId,
        },
      ],
      skipDuplicates: true,
    });
    if (count === 0) return;
    await recordActivity(tx, actor, {
      type: "activity.advised",
      activity: held,
      at: actor.now,
      payload: {
        problemId: input.problemId ?? null,
        ...(input.ownerId ? { ownerId: input.ownerId, dueOn: input.dueOn } : {}),
      },
    });
  });
}

/** Strikes out an advice while the record is open; what has been followed up stays. */
export async function removeAdvice(actor: Actor, id: string, adviceId: string): Promise<void> {
  await inTransaction(async (tx) => {
    const activity = await holdActivity(tx, actor, id, null, mayRecord);
    const { count } = await tx.activityAdvice.deleteMany({ where: { id: adviceId, activityId: id, doneAt: null } });
    if (count === 0) throw conflict();
    await recordActivity(tx, actor, {
      type: "activity.advice-removed",
      activity,
      at: actor.now,
      payload: { adviceId },
    });
  });
}

/** Ticks a follow-up off with its result; once. Errors: not_found, forbidden, conflict. */
export async function finishFollowUp(
  actor: Actor,
  id: string,
  input: { adviceId: string; version: number; result: string },
): Promise<void> {
  const advice = await db.activityAdvice.findFirst({
    where: { id: input.adviceId, activityId: id },
    select: { ownerId: true, problemId: true },
  });
  const activity = await requireActivity(actor, id);
  if (!advice?.ownerId) throw notFound();
  const layer = advice.problemId ? await layerFor(actor.personId, advice.problemId, actor.now) : "DETAIL";
  if (!includesLayer(layer, "DETAIL")) throw notFound();
  if (!mayFinish(activity.state, activity.parts, advice.ownerId, actor.personId)) throw forbidden("not-your-move");
  await inTransaction(async (tx) => {
    const { count } = await tx.activityAdvice.updateMany({
      where: { id: input.adviceId, version: input.version, doneAt: null },
      data: { doneAt: actor.now, result: input.result, doneByName: actor.name, version: { increment: 1 } },
    });
    if (count === 0) throw conflict();
    await recordActivity(tx, actor, {
      type: "activity.followed-up",
      activity,
      at: actor.now,
      payload: { adviceId: input.adviceId },
    });
  });
}

/** Writes down what happened. Errors: not_found, forbidden, conflict. */
export async function writeRecord(actor: Actor, id: string, input: { version: number; record: string }): Promise<void> {
  await inTransaction(async (tx) => {
    const activity = await holdActivity(tx, actor, id, input.version, mayRecord);
    await tx.activity.update({ where: { id }, data: { record: input.record, version: { increment: 1 } } });
    await recordActivity(tx, actor, { type: "activity.recorded", activity, at: actor.now });
  });
}
