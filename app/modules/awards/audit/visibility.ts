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

/** Rounds whose evidence the actor reads: their auditors, once they are open, and the organising union's officers who do not sit on the panel. */
export const roundsAuditedBy = (actor: Actor): Prisma.AwardRoundWhereInput => ({
  openedAt: { not: null },
  OR: [
    { auditors: { some: inForce(actor) } },
    {
      organisationId: { in: ownOffices(actor) },
      seats: { none: { personId: actor.personId, declinedAt: null } },
    },
  ],
});
