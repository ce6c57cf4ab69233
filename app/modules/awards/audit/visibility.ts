import type { Prisma } from "#app/lib/db.server.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";

/** Unions whose officer the actor is in own name; nobody names auditors or reads for them as a deputy. */
export const ownOffices = (actor: Actor): string[] =>
  actor.standings.filter((s) => s.role === "UNION_OFFICER" && !s.deputyFor).map((s) => s.organisationId);

/** Named for the round, and today is one of the days. */
export const inForce = (actor: Actor) => ({
  personId: actor.personId,
  revokedAt: null,
  from: { lte: actor.now },
  until: { gt: actor.now },
});

/** Handed in by the actor, about the actor, or of a house or studio the actor is with or was within 12 months. */
const ownPart = (actor: Actor): Prisma.AwardApplicationWhereInput => ({
  submittedAt: { not: null },
  OR: [
    { enterpriseId: { in: [...actor.recentOrganisationIds] } },
    // Who is of a studio is of its enterprise.
    { enterprise: { children: { some: { id: { in: [...actor.recentOrganisationIds] } } } } },
    { studioId: { in: [...actor.recentOrganisationIds] } },
    { personId: actor.personId },
    { byId: actor.personId },
    { achievement: { contributors: { some: { personId: actor.personId } } } },
  ],
});

/**
 * Rounds the actor audits at this moment: named for them, and without a part in them. Whose own house applies after the
 * naming reads nothing from then on: the rule of the naming (`nameAuditor`) holds at every look.
 */
export const auditedBy = (actor: Actor): Prisma.AwardRoundWhereInput => ({
  auditors: { some: inForce(actor) },
  seats: { none: { personId: actor.personId } },
  applications: { none: ownPart(actor) },
});

/** Rounds whose evidence the actor reads: their auditors, once they are open, and the organising union's officers who do not sit on the panel. */
export const roundsAuditedBy = (actor: Actor): Prisma.AwardRoundWhereInput => ({
  openedAt: { not: null },
  OR: [
    auditedBy(actor),
    {
      organisationId: { in: ownOffices(actor) },
      seats: { none: { personId: actor.personId, declinedAt: null } },
    },
  ],
});
