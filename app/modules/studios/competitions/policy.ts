import { type Actor, organisationsWith } from "#app/modules/accounts/actor.ts";

/**
 * For whom somebody enters competitions and results (代填): officers for the people below their union, an enterprise's
 * reviewers for its own. Nobody enters for an absent colleague.
 */
export function entersResultsFor(actor: Actor): { unions: string[]; enterprises: string[] } {
  const own = actor.standings.filter((s) => !s.deputyFor);
  const of = (role: string) => [...new Set(own.filter((s) => s.role === role).map((s) => s.organisationId))];
  return { unions: of("UNION_OFFICER"), enterprises: of("REVIEWER") };
}

export const entersResults = (actor: Actor): boolean =>
  organisationsWith(actor, "UNION_OFFICER", "REVIEWER").length > 0;
