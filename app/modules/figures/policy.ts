import type { Actor, OrganisationKind, Role } from "#app/modules/accounts/actor.ts";
import { isUnion } from "#app/modules/accounts/policy.ts";

/**
 * What a figure is asked of. A union's is of its whole branch. An alliance's are published; its problems, which the
 * secretariat reads one by one, are counted for the secretariat as they stand.
 */
export type ScopeKind = "union" | "alliance" | "secretariat" | "enterprise" | "studio";

const READS: Record<ScopeKind, readonly Role[]> = {
  union: ["UNION_OFFICER"],
  alliance: ["SECRETARIAT"],
  secretariat: ["SECRETARIAT"],
  enterprise: ["ENGINEER", "REVIEWER", "FINANCE"],
  studio: ["STUDIO_LEADER", "CRAFTSMAN"],
};

export const scopeKindOf = (kind: OrganisationKind): ScopeKind | null => {
  if (isUnion(kind)) return "union";
  if (kind === "ALLIANCE") return "alliance";
  if (kind === "ENTERPRISE") return "enterprise";
  return kind === "STUDIO" ? "studio" : null;
};

/** Organisations whose figures the actor reads by an own role there; an officer's branch is below the first of them. */
export const figurePlaces = (actor: Actor): string[] => [
  ...new Set(
    actor.standings.flatMap((s) => {
      const kind = scopeKindOf(s.organisationKind);
      return kind && READS[kind].includes(s.role) ? [s.organisationId] : [];
    }),
  ),
];

export const readsFigures = (actor: Actor): boolean => figurePlaces(actor).length > 0;

/** Unions whose officer the actor is. */
export const officerPlaces = (actor: Actor): string[] => [
  ...new Set(actor.standings.filter((s) => s.role === "UNION_OFFICER").map((s) => s.organisationId)),
];

/** Rule: targets are set, and reports made, by the officer of that very union; a deputy reads. */
export const mayReport = (actor: Actor, organisationId: string): boolean =>
  actor.standings.some((s) => s.role === "UNION_OFFICER" && s.organisationId === organisationId && !s.deputyFor);

/** Figures of many enterprises are published by the month and suppressed; those of an own house are live and whole. */
export const isPublished = (kind: ScopeKind): boolean => kind === "union" || kind === "alliance";

/** A scope in an address. */
export const scopeKey = ({ id, kind }: { id: string; kind: ScopeKind }): string =>
  kind === "secretariat" ? `live:${id}` : id;

/** Many enterprises are spoken of, published or not. */
export const isMany = (kind: ScopeKind): boolean => isPublished(kind) || kind === "secretariat";

/** Whether the alliance's problems are counted for this actor as they stand. */
export const countsLive = (actor: Pick<Actor, "standings">, allianceId: string): boolean =>
  actor.standings.some((s) => s.role === "SECRETARIAT" && s.organisationId === allianceId);

/** Exact amounts: of many enterprises as published; of an enterprise to its finance (rule: others read bands). */
export const readsSums = (actor: Pick<Actor, "standings">, scope: { id: string; kind: ScopeKind }): boolean =>
  isPublished(scope.kind) || actor.standings.some((s) => s.role === "FINANCE" && s.organisationId === scope.id);
