import type { Prisma } from "#app/lib/db.server.ts";
import { type Actor, employerIds, organisationsWith } from "#app/modules/accounts/actor.ts";
import { detailsReadBy } from "#app/modules/problems/visibility.server.ts";

/** The one filter for reading adoptions: the adopter's own people, and whoever reads the fix's details. */
export const adoptionsVisibleTo = (actor: Actor): Prisma.ReuseWhereInput => ({
  OR: [{ enterpriseId: { in: employerIds(actor) } }, { fix: detailsReadBy(actor) }],
});

/** One of the adopter's own: reads all of it. */
export const isAdopter = (actor: Actor, enterpriseId: string): boolean => employerIds(actor).includes(enterpriseId);

/** Works on the adoption: an engineer or reviewer of the adopting enterprise. */
export const worksOnAdoption = (actor: Actor, enterpriseId: string): boolean =>
  organisationsWith(actor, "ENGINEER", "REVIEWER").includes(enterpriseId);
