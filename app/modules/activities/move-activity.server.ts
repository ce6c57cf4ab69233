import { inTransaction, type Tx } from "#app/lib/db.server.ts";
import { invalid } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { type ActivityAction, STEPS, stepsFor } from "./lifecycle.ts";
import { holdActivity, type OpenActivity } from "./open-activity.server.ts";
import { mustHaveHost } from "./plan-activity.server.ts";
import { recordActivity } from "./record-activity.server.ts";
import type { ActivityKind } from "./rules.ts";

const hold = (tx: Tx, actor: Actor, id: string, version: number, action: ActivityAction): Promise<OpenActivity> =>
  holdActivity(tx, actor, id, version, (state, parts) => stepsFor(state, parts).includes(action));

/**
 * Publishes a draft: it gets the next number of its alliance's series of this kind, and its circle sees it. Those
 * who publish at once queue up at the alliance's row, so that the series has neither gaps nor doubles.
 * Errors: not_found, forbidden, conflict, invalid on the field that is missing.
 */
export async function publishActivity(
  actor: Actor,
  id: string,
  input: { version: number; firstOrdinal?: number },
): Promise<{ ordinal: number; kind: ActivityKind }> {
  return inTransaction(async (tx) => {
    const activity = await hold(tx, actor, id, input.version, "publish");
    const facts = await tx.activity.findUniqueOrThrow({ where: { id }, select: { otherHost: true, place: true } });
    mustHaveHost(activity.kind, activity.hostId, facts.otherHost);
    if (facts.place === "") throw invalid("required", "place");
    await tx.$queryRaw`SELECT 1 FROM "Alliance" WHERE "organisationId" = ${activity.allianceId}::uuid FOR UPDATE`;
    const { _max } = await tx.activity.aggregate({
      where: { allianceId: activity.allianceId, kind: activity.kind },
      _max: { ordinal: true },
    });
    const ordinal = _max.ordinal === null ? (input.firstOrdinal ?? 1) : _max.ordinal + 1;
    await tx.activity.update({
      where: { id },
      data: { state: "PLANNED", ordinal, publishedAt: actor.now, version: { increment: 1 } },
    });
    const invited = await tx.activityInvitee.findMany({
      where: { activityId: id, withdrawnAt: null },
      select: { personId: true },
    });
    await recordActivity(tx, actor, {
      type: "activity.published",
      activity,
      at: actor.now,
      payload: { ordinal, invited: invited.map((one) => one.personId) },
    });
    return { ordinal, kind: activity.kind };
  });
}

/** It took place. Not before it began. Errors: not_found, forbidden, conflict, invalid. */
export async function holdTookPlace(actor: Actor, id: string, version: number): Promise<void> {
  await inTransaction(async (tx) => {
    const activity = await hold(tx, actor, id, version, "hold");
    if (activity.startsAt > actor.now) throw invalid("activity-not-begun");
    await step(tx, activity, "hold", { heldAt: actor.now });
    await recordActivity(tx, actor, { type: "activity.held", activity, at: actor.now });
  });
}

/** Ends the record: from now on the counts stand. Nobody having been there, it can't have taken place. */
export async function closeActivity(actor: Actor, id: string, version: number): Promise<void> {
  await inTransaction(async (tx) => {
    const activity = await hold(tx, actor, id, version, "close");
    const { listeners, _count } = await tx.activity.findUniqueOrThrow({
      where: { id },
      select: { listeners: true, _count: { select: { attendances: true } } },
    });
    if (listeners + _count.attendances === 0) throw invalid("activity-nobody-there");
    await step(tx, activity, "close", { closedAt: actor.now });
    await recordActivity(tx, actor, {
      type: "activity.closed",
      activity,
      at: actor.now,
      payload: { named: _count.attendances, listeners },
    });
  });
}

/** Opens the record again, with the reason on record: a correction. */
export async function reopenActivity(actor: Actor, id: string, version: number, reason: string): Promise<void> {
  await inTransaction(async (tx) => {
    const activity = await hold(tx, actor, id, version, "reopen");
    await step(tx, activity, "reopen", { closedAt: null });
    await recordActivity(tx, actor, { type: "activity.reopened", activity, at: actor.now, reason });
  });
}

/** It will not take place; a published one keeps its number and says why. */
export async function cancelActivity(actor: Actor, id: string, version: number, reason: string): Promise<void> {
  await inTransaction(async (tx) => {
    const activity = await hold(tx, actor, id, version, "cancel");
    await step(tx, activity, "cancel", { cancelReason: reason });
    await recordActivity(tx, actor, { type: "activity.cancelled", activity, at: actor.now, reason });
  });
}

const step = (
  tx: Tx,
  activity: OpenActivity,
  action: ActivityAction,
  more: { heldAt?: Date; closedAt?: Date | null; cancelReason?: string },
) =>
  tx.activity.update({
    where: { id: activity.id },
    data: { state: STEPS[action].to, version: { increment: 1 }, ...more },
    select: { id: true },
  });
