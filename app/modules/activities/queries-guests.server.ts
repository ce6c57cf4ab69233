import { db } from "#app/lib/db.server.ts";
import { notFound } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { requireActivity } from "./open-activity.server.ts";
import { managesActivity, mayInvite } from "./policy.ts";
import { invitationsOf } from "./visibility.ts";

const stateOf = (guest: { revokedAt: Date | null; until: Date; personId: string | null }, now: Date) => {
  if (guest.revokedAt) return "ENDED" as const;
  if (guest.until <= now) return "OVER" as const;
  return guest.personId ? ("HERE" as const) : ("INVITED" as const);
};

/** The guests of an activity, for its secretariat. Two statements. Errors: not_found (also for everybody else). */
export async function loadActivityGuests(actor: Actor, activityId: string) {
  const activity = await requireActivity(actor, activityId);
  if (!managesActivity(activity.parts)) throw notFound();
  const guests = await db.guest.findMany({
    where: { activityId },
    orderBy: [{ revokedAt: { sort: "desc", nulls: "first" } }, { until: "desc" }, { id: "asc" }],
    take: 100,
    select: {
      id: true,
      name: true,
      contact: true,
      unit: true,
      until: true,
      acceptedAt: true,
      revokedAt: true,
      personId: true,
      version: true,
    },
  });
  return {
    ...activity,
    mayInvite: mayInvite(activity.state, activity.parts),
    guests: guests.map(({ personId, ...guest }) => ({ ...guest, state: stateOf({ ...guest, personId }, actor.now) })),
  };
}

/** Activities the actor is a guest of today; one statement. */
export async function loadOwnActivityStays(actor: Actor) {
  const rows = await db.activity.findMany({
    where: {
      publishedAt: { not: null },
      invitees: { some: { AND: [invitationsOf(actor), { until: { not: null } }] } },
    },
    orderBy: [{ startsAt: "asc" }, { id: "asc" }],
    take: 50,
    select: {
      id: true,
      topic: true,
      startsAt: true,
      alliance: { select: { name: true, timeZone: true } },
      invitees: { where: { personId: actor.personId }, select: { until: true } },
    },
  });
  return rows.map(({ alliance, invitees, ...row }) => ({
    ...row,
    alliance: alliance.name,
    timeZone: alliance.timeZone,
    until: invitees[0]?.until ?? null,
  }));
}
