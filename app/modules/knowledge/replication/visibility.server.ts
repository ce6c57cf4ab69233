import { Prisma } from "#app/lib/db.server.ts";
import { type Actor, employerIds, organisationsWith } from "#app/modules/accounts/actor.ts";
import type { Access } from "#app/modules/problems/access.ts";
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

/** Whether a reader is told that an adopter is internal or an affiliate: that would tell an anonymous poster's house. */
export const readsMarks = (access: Pick<Access, "knowsPoster"> | null): boolean => access?.knowsPoster === true;

/** The same rule for all people of a house at once: `p` is the fix's problem. */
export const marksHiddenFrom = (house: Prisma.Sql): Prisma.Sql =>
  Prisma.sql`(p."anonymous" AND p."enterpriseId" IS DISTINCT FROM ${house})`;
