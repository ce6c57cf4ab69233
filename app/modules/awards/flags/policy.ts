import { type Actor, hasRole } from "#app/modules/accounts/actor.ts";
import type { Decider } from "./rules.ts";

/** Flags are union officers' business, each in the own branch. */
export const seesFlags = (actor: Actor): boolean => hasRole(actor, "UNION_OFFICER");

/**
 * The acting person as the rule about clearing sees them: own roles only, nobody clears as a deputy.
 * @param unionsOver for each of the actor's organisations, it and all above it
 */
export const deciderOf = (actor: Actor, unionsOver: ReadonlyMap<string, readonly string[]>): Decider => ({
  personId: actor.personId,
  officerOf: actor.standings.filter((s) => s.role === "UNION_OFFICER" && !s.deputyFor).map((s) => s.organisationId),
  recentOrganisationIds: actor.recentOrganisationIds.flatMap((id) => unionsOver.get(id) ?? [id]),
  standsInFor: actor.standings.flatMap((s) => s.deputyFor?.personId ?? []),
});
