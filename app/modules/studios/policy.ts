import type { Actor, Role } from "#app/modules/accounts/actor.ts";
import type { Place } from "#app/modules/accounts/policy.ts";
import { isNamed, stepOf, type StudioAction, type StudioState } from "./lifecycle.ts";

/** What somebody is to a studio. */
export type StudioPart = "OFFICER" | "LEADER" | "REVIEWER" | "FINANCE" | "MEMBER";
export type StudioPlace = Pick<Place, "id" | "parentId" | "ancestorIds">;

/** Unions that name studios. An enterprise's own union does not name its own. */
const DECIDING = ["FEDERATION", "COUNTY_UNION", "INDUSTRY_UNION"];

/** Deciding unions above a studio whose officer the actor is in person; a deputy for an absent officer decides nothing here. */
export const decidingUnions = (actor: Actor, place: StudioPlace): string[] =>
  actor.standings.flatMap((s) =>
    s.role === "UNION_OFFICER" &&
    !s.deputyFor &&
    DECIDING.includes(s.organisationKind) &&
    place.ancestorIds.includes(s.organisationId)
      ? [s.organisationId]
      : [],
  );

/** Unions of the actor that name studios: their studios are the ones below them. */
export const unionsOf = (actor: Actor): string[] => [
  ...new Set(
    actor.standings.flatMap((s) =>
      s.role === "UNION_OFFICER" && !s.deputyFor && DECIDING.includes(s.organisationKind) ? [s.organisationId] : [],
    ),
  ),
];

export function partsOf(actor: Actor, place: StudioPlace): Set<StudioPart> {
  const parts = new Set<StudioPart>();
  const own = (role: Role, id: string | null) =>
    actor.standings.some((s) => s.role === role && s.organisationId === id && !s.deputyFor);
  if (decidingUnions(actor, place).length > 0) parts.add("OFFICER");
  if (own("STUDIO_LEADER", place.id)) parts.add("LEADER");
  if (own("CRAFTSMAN", place.id)) parts.add("MEMBER");
  if (own("REVIEWER", place.parentId)) parts.add("REVIEWER");
  if (own("FINANCE", place.parentId)) parts.add("FINANCE");
  return parts;
}

/** Funds, targets, files and evidence are for these; who sees the studio reads its name, level, decisions and leaders. */
export const readsInside = (parts: ReadonlySet<StudioPart>): boolean => parts.size > 0;

/** Was of the studio or of its enterprise within 12 months: decides nothing about it. */
export const isInvolved = (actor: Actor, place: StudioPlace): boolean =>
  actor.recentOrganisationIds.some((id) => id === place.id || id === place.parentId);

/** Why somebody with these parts may not do it: `involved`, or not theirs; null when it is theirs. */
export function whyNot(
  action: StudioAction,
  state: StudioState,
  parts: ReadonlySet<StudioPart>,
  involved: boolean,
): "state" | "not-yours" | "involved" | null {
  const step = stepOf(action, state);
  if (!step) return "state";
  if (step.who === "LEADER") return parts.has("LEADER") ? null : "not-yours";
  if (step.who === "OFFICER_OR_REVIEWER" && parts.has("REVIEWER")) return null;
  if (!parts.has("OFFICER")) return "not-yours";
  return involved ? "involved" : null;
}

/** Targets are agreed between the two sides. */
export const setsTargets = (state: StudioState, parts: ReadonlySet<StudioPart>, involved: boolean): boolean =>
  isNamed(state) && (parts.has("LEADER") || (parts.has("OFFICER") && !involved));

/** Grants are entered by who gives: the union, or the enterprise; uses by who spends, or the enterprise's finance. */
export function entersFund(kind: "GRANTED" | "USED", parts: ReadonlySet<StudioPart>, involved: boolean): boolean {
  if (kind === "USED") return parts.has("LEADER") || parts.has("FINANCE");
  return parts.has("FINANCE") || parts.has("REVIEWER") || (parts.has("OFFICER") && !involved);
}

export const entersPromotions = (parts: ReadonlySet<StudioPart>): boolean =>
  parts.has("LEADER") || parts.has("REVIEWER");

/** Somebody of the enterprise or the union, who neither entered it nor is the one promoted. */
export const confirmsPromotion = (
  actor: Pick<Actor, "personId">,
  parts: ReadonlySet<StudioPart>,
  involved: boolean,
  promotion: { byId: string; personId: string },
): boolean =>
  (parts.has("REVIEWER") || (parts.has("OFFICER") && !involved)) &&
  actor.personId !== promotion.byId &&
  actor.personId !== promotion.personId;
