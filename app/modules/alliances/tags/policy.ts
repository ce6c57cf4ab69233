import type { Actor } from "#app/modules/accounts/actor.ts";

/** Federations whose titles for enterprises the actor keeps: their officers, in person. */
export const tagOwners = (actor: Actor): string[] => [
  ...new Set(
    actor.standings.flatMap((s) =>
      s.role === "UNION_OFFICER" && s.organisationKind === "FEDERATION" && !s.deputyFor ? [s.organisationId] : [],
    ),
  ),
];
