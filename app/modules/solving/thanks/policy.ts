import { type Actor, organisationsWith } from "#app/modules/accounts/actor.ts";
import type { Access } from "#app/modules/problems/access.ts";
import type { Relation } from "#app/modules/problems/lifecycle.ts";

/**
 * The poster's reviewer or the secretariat writes the letter; who may not know the poster cannot, because the letter
 * says that the solvers are somebody else's people.
 */
export const writesThanks = (access: Access, relations: ReadonlySet<Relation>): boolean =>
  access.knowsPoster && (relations.has("REVIEWER") || relations.has("SECRETARIAT"));

/** Whom a letter is for, or about: the employer's reviewers, the studio's leader and those who solved it. */
export const readsThanks = (
  actor: Actor,
  lease: { studioId: string; employerId: string; memberIds: readonly string[] },
): boolean =>
  organisationsWith(actor, "REVIEWER").includes(lease.employerId) ||
  organisationsWith(actor, "STUDIO_LEADER").includes(lease.studioId) ||
  lease.memberIds.includes(actor.personId);
