import type { Prisma } from "#app/lib/db.server.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { isAdmin } from "#app/modules/accounts/policy.ts";
import { organisationsVisibleTo, peopleVisibleTo } from "#app/modules/alliances/visibility.ts";

/** Results of people the actor may know of; withdrawn ones are nobody's. */
export const resultsVisibleTo = (actor: Actor): Prisma.CompetitionResultWhereInput => ({
  withdrawnAt: null,
  person: peopleVisibleTo(actor),
});

/** Competitions entered by a body the actor sees, or with a result of somebody they may know of. */
export const competitionsVisibleTo = (actor: Actor): Prisma.CompetitionWhereInput =>
  isAdmin(actor)
    ? {}
    : {
        OR: [{ organisation: organisationsVisibleTo(actor) }, { results: { some: resultsVisibleTo(actor) } }],
      };
