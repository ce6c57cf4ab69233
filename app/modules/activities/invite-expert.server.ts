import { inTransaction, type Tx } from "#app/lib/db.server.ts";
import { conflict, invalid, notFound } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { listCraftsmen } from "#app/modules/alliances/queries-craftsmen.server.ts";
import { peopleVisibleTo } from "#app/modules/alliances/visibility.ts";
import { holdActivity, type OpenActivity, requireActivity } from "./open-activity.server.ts";
import { mayInvite } from "./policy.ts";
import { recordActivity } from "./record-activity.server.ts";
import type { ReplyInput } from "./schema.ts";

const MOST_INVITED = 200;

/**
 * Invites somebody by name; from the publication on the invitation lets its bearer read the activity. Asked again
 * after it was withdrawn, it is a new invitation. Within the caller's transaction, so that an account made for a
 * guest and its invitation are one thing.
 * @param until for guests: when their reading ends
 */
export async function putInvitation(
  tx: Tx,
  actor: Actor,
  activity: OpenActivity,
  personId: string,
  until: Date | null = null,
): Promise<void> {
  const known = await tx.activityInvitee.findMany({
    where: { activityId: activity.id },
    select: { personId: true, withdrawnAt: true, until: true },
  });
  const before = known.find((one) => one.personId === personId);
  if (before && before.withdrawnAt === null && before.until?.getTime() === until?.getTime()) return;
  // A guest stays one until their day: invited by name as well, they would read on after it.
  if (before && before.withdrawnAt === null && before.until && until === null) return;
  if (!before && known.length >= MOST_INVITED) throw conflict("activity-too-many-invited");
  const fresh = {
    reply: "PENDING" as const,
    note: "",
    proposed: "",
    invitedById: actor.personId,
    invitedAt: actor.now,
    repliedAt: null,
    withdrawnAt: null,
    until,
  };
  const where = { activityId_personId: { activityId: activity.id, personId } };
  // A later day for a guest leaves the answer as it is.
  if (before && before.withdrawnAt === null) await tx.activityInvitee.update({ where, data: { until } });
  else
    await tx.activityInvitee.upsert({ where, create: { activityId: activity.id, personId, ...fresh }, update: fresh });
  await recordActivity(tx, actor, {
    type: "activity.invited",
    activity,
    at: actor.now,
    payload: { personId, ...(until ? { until } : {}) },
  });
}

/** Invites an expert the actor may know of. Errors: not_found, forbidden, conflict. @returns the name */
export async function inviteExpert(actor: Actor, id: string, personId: string): Promise<string> {
  return inTransaction(async (tx) => {
    const activity = await holdActivity(tx, actor, id, null, mayInvite);
    const known = await tx.person.findFirst({
      where: { id: personId, disabledAt: null, AND: peopleVisibleTo(actor) },
      select: { name: true },
    });
    if (!known) throw notFound();
    await putInvitation(tx, actor, activity, personId);
    return known.name;
  });
}

/** Takes an invitation back; what it let its bearer read is closed at once. */
export async function withdrawInvitation(actor: Actor, id: string, personId: string): Promise<void> {
  await inTransaction(async (tx) => {
    const activity = await holdActivity(tx, actor, id, null, mayInvite);
    const { count } = await tx.activityInvitee.updateMany({
      where: { activityId: id, personId, withdrawnAt: null },
      data: { withdrawnAt: actor.now },
    });
    if (count === 0) return;
    await recordActivity(tx, actor, {
      type: "activity.invitation-withdrawn",
      activity,
      at: actor.now,
      payload: { personId },
    });
  });
}

/** The invited person's answer; it may be changed until the activity has taken place. Errors: not_found, conflict. */
export async function replyToInvitation(actor: Actor, id: string, input: ReplyInput): Promise<void> {
  await inTransaction(async (tx) => {
    const activity = await requireActivity(actor, id, tx);
    if (activity.state !== "PLANNED") throw conflict("activity-state");
    const { count } = await tx.activityInvitee.updateMany({
      where: { activityId: id, personId: actor.personId, withdrawnAt: null },
      data: {
        reply: input.reply,
        note: input.note,
        proposed: input.reply === "PROPOSES" ? input.proposed : "",
        repliedAt: actor.now,
      },
    });
    if (count === 0) throw invalid("activity-not-invited");
    await recordActivity(tx, actor, {
      type: "activity.replied",
      activity,
      at: actor.now,
      payload: { reply: input.reply },
    });
  });
}

/** Craftsmen by name, trade or studio, as the actor may know them; at most 20. */
export async function findExperts(actor: Actor, q: string) {
  if (!q) return [];
  const { rows } = await listCraftsmen(actor, { q }, { size: 20 });
  return rows.map(({ id, name, profile, memberships }) => ({
    id,
    name,
    trade: profile?.trade ?? "",
    specialities: profile?.specialities ?? [],
    studio: memberships[0]?.organisation.name ?? "",
  }));
}
