import type { Prisma } from "#app/lib/db.server.ts";
import { type Actor, employerIds, organisationsWith } from "#app/modules/accounts/actor.ts";
import { visibleTo } from "#app/modules/problems/visibility.server.ts";

/**
 * The one filter for reading achievements: contributors, the studio's leader, who entered it while it is theirs to write,
 * and the owner's reviewers from the first submission on.
 */
export const achievementsVisibleTo = (actor: Actor): Prisma.AchievementWhereInput => ({
  OR: [
    { contributors: { some: { personId: actor.personId } } },
    { studioId: { in: organisationsWith(actor, "STUDIO_LEADER") } },
    { enterpriseId: { in: organisationsWith(actor, "REVIEWER") }, submittedAt: { not: null } },
    { byId: actor.personId, origin: "ENTERED", enterpriseId: { in: employerIds(actor) } },
    { byId: actor.personId, origin: { not: "ENTERED" }, state: "DRAFT" },
  ],
});

/** The same for a registered one that was read with these facts; `contributors` are the actor's own lines only. */
export const opensRegistered = (
  actor: Actor,
  row: { studioId: string | null; enterpriseId: string; byId: string; contributors: readonly unknown[] },
): boolean =>
  row.contributors.length > 0 ||
  (row.studioId !== null && organisationsWith(actor, "STUDIO_LEADER").includes(row.studioId)) ||
  organisationsWith(actor, "REVIEWER").includes(row.enterpriseId) ||
  (row.byId === actor.personId && employerIds(actor).includes(row.enterpriseId));

/** Titles on profiles: registered ones the actor reads, or all of whose fixes the actor may find. */
export const titlesVisibleTo = (actor: Actor): Prisma.AchievementWhereInput => ({
  state: "REGISTERED",
  OR: [
    achievementsVisibleTo(actor),
    { AND: [{ fixes: { some: {} } }, { fixes: { every: { problem: visibleTo(actor) } } }] },
  ],
});
