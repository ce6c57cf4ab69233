import type { Actor, OrganisationKind, Role, Standing } from "./actor.ts";

/** An organisation as permissions see it. */
export type Place = {
  id: string;
  kind: OrganisationKind;
  parentId: string | null;
  /** Everything above it in the union tree. */
  ancestorIds: readonly string[];
  /** Alliances it is a member of today. */
  allianceIds: readonly string[];
  /** Roles that somebody holds there today. */
  filledRoles: readonly Role[];
};

const UNIONS: readonly OrganisationKind[] = ["FEDERATION", "COUNTY_UNION", "INDUSTRY_UNION", "ENTERPRISE_UNION"];
export const isUnion = (kind: OrganisationKind): boolean => UNIONS.includes(kind);

/** Which roles exist in which kind of organisation. */
export function rolesIn(kind: OrganisationKind): Role[] {
  if (kind === "ENTERPRISE") return ["ENGINEER", "REVIEWER", "FINANCE", "GUEST"];
  if (kind === "STUDIO") return ["STUDIO_LEADER", "CRAFTSMAN"];
  if (kind === "ALLIANCE") return ["SECRETARIAT", "JUDGE", "GUEST"];
  if (kind === "PLATFORM") return ["ADMIN"];
  return ["UNION_OFFICER"];
}

/** Roles given to somebody in such an organisation. Guests and judges are invited to one matter, never into a house. */
export const rolesToGiveIn = (kind: OrganisationKind): Role[] =>
  rolesIn(kind).filter((role) => role !== "GUEST" && role !== "JUDGE");

/** Own roles, not those of somebody absent: a deputy decides matters, but gives nobody a role. */
const own = (actor: Actor, role: Role): Standing[] => actor.standings.filter((s) => s.role === role && !s.deputyFor);
const ownIn = (actor: Actor, role: Role, id: string | null): boolean =>
  id !== null && own(actor, role).some((s) => s.organisationId === id);

export const isAdmin = (actor: Actor): boolean => own(actor, "ADMIN").length > 0;
/** Officer of a union above the place, or of the place itself. */
export const isOfficerOver = (actor: Actor, place: Pick<Place, "id" | "ancestorIds">): boolean =>
  own(actor, "UNION_OFFICER").some(
    (s) => s.organisationId === place.id || place.ancestorIds.includes(s.organisationId),
  );
/** Secretariat of an alliance that the place belongs to, or is. */
export const isSecretariatOf = (actor: Actor, place: Pick<Place, "id" | "allianceIds">): boolean =>
  own(actor, "SECRETARIAT").some((s) => s.organisationId === place.id || place.allianceIds.includes(s.organisationId));

/**
 * Roles the actor may give to others in a place; nobody gives one above the own scope, and only an
 * administrator makes an administrator. The union and the secretariat bring in an organisation's first reviewer or
 * leader; from then on it manages its own people, so that no competitor can let itself in.
 */
export function grantableRoles(actor: Actor, place: Place): Role[] {
  const possible = rolesToGiveIn(place.kind);
  if (isAdmin(actor)) return possible;
  const granted = new Set<Role>();
  const allow = (...roles: Role[]) => {
    for (const role of roles) if (possible.includes(role)) granted.add(role);
  };
  if (place.kind === "ENTERPRISE" && ownIn(actor, "REVIEWER", place.id)) allow("ENGINEER", "REVIEWER", "FINANCE");
  if (place.kind === "STUDIO" && ownIn(actor, "REVIEWER", place.parentId)) allow("STUDIO_LEADER", "CRAFTSMAN");
  if (place.kind === "STUDIO" && ownIn(actor, "STUDIO_LEADER", place.id)) allow("CRAFTSMAN");
  if (place.kind === "ALLIANCE" && ownIn(actor, "SECRETARIAT", place.id)) allow("SECRETARIAT");
  const officer = isOfficerOver(actor, place);
  if (officer && (isUnion(place.kind) || place.kind === "ALLIANCE")) allow("UNION_OFFICER", "SECRETARIAT");
  if (officer || isSecretariatOf(actor, place)) {
    if (place.kind === "ENTERPRISE" && !place.filledRoles.includes("REVIEWER")) allow("REVIEWER");
    if (place.kind === "STUDIO" && !place.filledRoles.includes("STUDIO_LEADER")) allow("STUDIO_LEADER");
  }
  return possible.filter((role) => granted.has(role));
}

/** Roles whose holders the actor may release; the same people who may give them, with the vacancy rule left out. */
export function revocableRoles(actor: Actor, place: Place): Role[] {
  return grantableRoles(actor, { ...place, filledRoles: rolesIn(place.kind) });
}

/** May see the people of a place and manage at least some of them. */
export const mayManagePeople = (actor: Actor, place: Place): boolean => grantableRoles(actor, place).length > 0;

/** Names deputies for others: those who may release them. Everybody names their own. */
export const mayNameDeputyFor = (actor: Actor, personId: string, place: Place): boolean =>
  personId === actor.personId || revocableRoles(actor, place).length > 0;

/** Whole list of members: own people, the secretariat, officers above, administrators. */
export const mayListMembers = (actor: Actor, place: Place): boolean =>
  isAdmin(actor) ||
  isOfficerOver(actor, place) ||
  isSecretariatOf(actor, place) ||
  actor.standings.some(
    (s) =>
      s.role !== "GUEST" &&
      s.role !== "JUDGE" &&
      (s.organisationId === place.id || s.organisationId === place.parentId),
  ) ||
  (place.kind === "ENTERPRISE" &&
    actor.standings.some((s) => s.organisationKind === "STUDIO" && s.parentId === place.id)) ||
  (place.kind === "ALLIANCE" && actor.allianceIds.includes(place.id));
