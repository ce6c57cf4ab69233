import { inTransaction } from "#app/lib/db.server.ts";
import { conflict, notFound } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import {
  addGuest,
  addGuestLink,
  endGuestRole,
  guestStayEnd,
  onGuestCame,
  setGuestRoleEnd,
} from "#app/modules/accounts/guest-invitation.server.ts";
import { recordEvent } from "#app/modules/events/record-event.server.ts";
import { putInvitation } from "./invite-expert.server.ts";
import { holdActivity, requireActivity } from "./open-activity.server.ts";
import { managesActivity, mayInvite } from "./policy.ts";
import { recordActivity } from "./record-activity.server.ts";

type Invite = { name: string; contact: string; unit: string; until: Date };
/** A stay is ended or extended whatever has become of the activity. */
const always = (_state: unknown, parts: Parameters<typeof managesActivity>[0]): boolean => managesActivity(parts);

/**
 * Invites an expert from outside to one activity until a day, by a link shown once; by its secretariat. Who follows it
 * is an invited expert of the activity. Errors: not_found, forbidden, conflict, invalid (until).
 */
export async function inviteActivityGuest(
  actor: Actor,
  activityId: string,
  { until: day, ...guest }: Invite,
): Promise<{ guestId: string; token: string; host: string }> {
  return inTransaction(async (tx) => {
    const activity = await holdActivity(tx, actor, activityId, null, mayInvite);
    const until = guestStayEnd(day, actor.now, activity.timeZone);
    const { allianceId: organisationId, allianceName: host } = activity;
    const made = await addGuest(tx, actor, {
      ...guest,
      activityId,
      organisationId,
      hostId: organisationId,
      layer: "DETAIL",
      until,
    });
    await recordEvent(tx, {
      type: "person.invited",
      organisationId,
      subjectKind: "organisation",
      subjectId: organisationId,
      by: { personId: actor.personId, name: actor.name },
      actorOrgId: organisationId,
      payload: { guestId: made.guestId, activityId, role: "GUEST", until },
      at: actor.now,
    });
    return { ...made, host };
  });
}

/** Another link, when the first was lost; it voids that one. Errors: not_found, forbidden, conflict. */
export async function renewActivityGuestLink(
  actor: Actor,
  activityId: string,
  guestId: string,
): Promise<{ token: string; host: string; contact: string }> {
  return inTransaction(async (tx) => {
    const activity = await holdActivity(tx, actor, activityId, null, always);
    const guest = await tx.guest.findFirst({ where: { id: guestId, activityId } });
    if (!guest) throw notFound();
    if (guest.revokedAt || guest.until <= actor.now) throw conflict("guest-ended");
    if (guest.personId) throw conflict("guest-came");
    const token = await addGuestLink(tx, actor, { ...guest, hostId: activity.allianceId });
    return { token, host: activity.allianceName, contact: guest.contact };
  });
}

/** Extends or shortens a stay, at once. Errors: not_found, forbidden, conflict, invalid (until). */
export async function changeActivityGuest(
  actor: Actor,
  activityId: string,
  input: { guestId: string; version: number; until: Date },
): Promise<void> {
  await inTransaction(async (tx) => {
    const activity = await holdActivity(tx, actor, activityId, null, always);
    const guest = await tx.guest.findFirst({ where: { id: input.guestId, activityId } });
    if (!guest) throw notFound();
    const until = guestStayEnd(input.until, actor.now, activity.timeZone);
    const { count } = await tx.guest.updateMany({
      where: { id: guest.id, version: input.version, revokedAt: null },
      data: { until, version: { increment: 1 } },
    });
    if (count !== 1) throw conflict();
    await setGuestRoleEnd(tx, guest.id, until);
    if (guest.personId) await putInvitation(tx, actor, activity, guest.personId, until);
  });
}

/** Takes the invitation back: from the next request on nothing of the activity opens. Errors: not_found, forbidden, conflict. */
export async function endActivityGuest(actor: Actor, activityId: string, guestId: string): Promise<void> {
  await inTransaction(async (tx) => {
    const activity = await holdActivity(tx, actor, activityId, null, always);
    const guest = await tx.guest.findFirst({ where: { id: guestId, activityId } });
    if (!guest) throw notFound();
    const { count } = await tx.guest.updateMany({
      where: { id: guestId, revokedAt: null },
      data: { revokedAt: actor.now, version: { increment: 1 } },
    });
    if (count !== 1) throw conflict("guest-ended");
    await endGuestRole(tx, guestId, actor.now);
    if (guest.personId)
      await tx.activityInvitee.updateMany({
        where: { activityId, personId: guest.personId, withdrawnAt: null },
        data: { withdrawnAt: actor.now },
      });
    await recordActivity(tx, actor, {
      type: "activity.invitation-withdrawn",
      activity,
      at: actor.now,
      payload: { guestId, personId: guest.personId },
    });
  });
}

/** Who follows a guest's link to an activity is invited to it, until the same day. */
export function registerActivityGuests(): void {
  onGuestCame("activities", async (tx, { activityId, personId, until, inviter, at }) => {
    if (!activityId) return;
    const actor = { ...inviter, now: at };
    await putInvitation(tx, actor, await requireActivity(actor, activityId, tx), personId, until);
  });
}
