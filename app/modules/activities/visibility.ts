import type { Prisma } from "#app/lib/db.server.ts";
import { type Actor, organisationsWith } from "#app/modules/accounts/actor.ts";

/** An invitation in force; a guest's ends with its day. */
export const invitationsOf = (actor: Actor): Prisma.ActivityInviteeWhereInput => ({
  personId: actor.personId,
  withdrawnAt: null,
  OR: [{ until: null }, { until: { gt: actor.now } }],
});

/** The one filter for reading activities: lists, counts, calendars, files, notices. See `partsOf`. */
export const activitiesVisibleTo = (actor: Actor): Prisma.ActivityWhereInput => ({
  OR: [
    { allianceId: { in: organisationsWith(actor, "SECRETARIAT") } },
    { hostId: { in: organisationsWith(actor, "REVIEWER") } },
    { publishedAt: { not: null }, allianceId: { in: [...actor.allianceIds, ...actor.officerAllianceIds] } },
    { publishedAt: { not: null }, invitees: { some: invitationsOf(actor) } },
  ],
});

/** Put this in a `select` to learn with `partsOf` what the actor is to the activity. */
export const partsSelect = (actor: Actor) =>
  ({
    allianceId: true,
    hostId: true,
    publishedAt: true,
    invitees: { where: invitationsOf(actor), select: { personId: true } },
  }) satisfies Prisma.ActivitySelect;
