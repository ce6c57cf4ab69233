import type { Actor, OrganisationKind } from "#app/modules/accounts/actor.ts";
import { isAdmin, isOfficerOver, isSecretariatOf, isUnion, type Place } from "#app/modules/accounts/policy.ts";

/** What may stand directly under what; null is the top. */
export function mayStandUnder(kind: OrganisationKind, parent: OrganisationKind | null): boolean {
  switch (kind) {
    case "FEDERATION":
      return parent === null;
    case "COUNTY_UNION":
      return parent === "FEDERATION";
    case "INDUSTRY_UNION":
      return parent === "FEDERATION" || parent === "COUNTY_UNION";
    case "ENTERPRISE_UNION":
      return parent === "FEDERATION" || parent === "COUNTY_UNION" || parent === "INDUSTRY_UNION";
    case "ENTERPRISE":
      return parent !== null && isUnion(parent);
    case "STUDIO":
      return parent === "ENTERPRISE";
    case "ALLIANCE":
      return parent === "FEDERATION" || parent === "COUNTY_UNION" || parent === "INDUSTRY_UNION";
    default:
      return false;
  }
}

const own = (actor: Actor, role: string, id: string | null): boolean =>
  id !== null && actor.standings.some((s) => s.role === role && s.organisationId === id && !s.deputyFor);

/** Creates organisations: administrators anywhere, officers below their own union. */
export const mayCreateUnder = (actor: Actor, parent: Place | null): boolean =>
  isAdmin(actor) || (parent !== null && isOfficerOver(actor, parent));

export const mayCreateSomewhere = (actor: Actor): boolean =>
  isAdmin(actor) || actor.standings.some((s) => s.role === "UNION_OFFICER" && !s.deputyFor);

/** Which facts of an organisation the actor may change: all, what it says about itself, or none. */
export function editScope(actor: Actor, place: Place): "all" | "own" | null {
  if (isAdmin(actor)) return "all";
  const aboveIt = actor.standings.some(
    (s) => s.role === "UNION_OFFICER" && !s.deputyFor && place.ancestorIds.includes(s.organisationId),
  );
  if (aboveIt) return "all";
  if (own(actor, "UNION_OFFICER", place.id)) return "own";
  if (place.kind === "ENTERPRISE" && own(actor, "REVIEWER", place.id)) return "own";
  if (place.kind === "STUDIO" && (own(actor, "STUDIO_LEADER", place.id) || own(actor, "REVIEWER", place.parentId)))
    return "own";
  if (place.kind === "ALLIANCE" && own(actor, "SECRETARIAT", place.id)) return "own";
  return null;
}

/** Members, chair and lead unit of an alliance: its secretariat, officers above it, administrators. */
export const mayManageAlliance = (actor: Actor, place: Place): boolean =>
  place.kind === "ALLIANCE" && (isAdmin(actor) || isOfficerOver(actor, place) || own(actor, "SECRETARIAT", place.id));

/** The list of an alliance's members: its members, its secretariat, officers above it, administrators. */
export const mayListAlliance = (actor: Actor, place: Place): boolean =>
  mayManageAlliance(actor, place) ||
  actor.allianceIds.includes(place.id) ||
  actor.officerAllianceIds.includes(place.id) ||
  isSecretariatOf(actor, place);

export const mayClose = (actor: Actor, place: Place): boolean =>
  place.kind !== "PLATFORM" && editScope(actor, place) === "all";

export type CraftsmanPlace = { studioId: string; enterpriseId: string | null; ancestorIds: readonly string[] };

/**
 * Which part of a craftsman's page the actor may change: "all" with honours (the union, the enterprise's reviewer,
 * administrators), "work" (studio leader: trade, specialities, cap; the craftsman: the same), or nothing.
 */
export function profileScope(actor: Actor, personId: string, places: readonly CraftsmanPlace[]): "all" | "work" | null {
  if (isAdmin(actor)) return "all";
  for (const place of places) {
    if (own(actor, "REVIEWER", place.enterpriseId)) return "all";
    if (isOfficerOver(actor, { id: place.studioId, ancestorIds: place.ancestorIds })) return "all";
  }
  if (places.some((place) => own(actor, "STUDIO_LEADER", place.studioId))) return "work";
  return personId === actor.personId ? "work" : null;
}

/** Master and apprentice ties: the leader of the studio of either, or the reviewer of its enterprise. */
export const mayTie = (actor: Actor, places: readonly CraftsmanPlace[]): boolean =>
  isAdmin(actor) ||
  places.some((place) => own(actor, "STUDIO_LEADER", place.studioId) || own(actor, "REVIEWER", place.enterpriseId));
