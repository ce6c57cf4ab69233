import type { Locale } from "#app/lib/i18n.ts";

export type Role =
  | "ENGINEER"
  | "REVIEWER"
  | "FINANCE"
  | "CRAFTSMAN"
  | "STUDIO_LEADER"
  | "SECRETARIAT"
  | "UNION_OFFICER"
  | "JUDGE"
  | "GUEST"
  | "ADMIN";

export type OrganisationKind =
  | "PLATFORM"
  | "FEDERATION"
  | "COUNTY_UNION"
  | "INDUSTRY_UNION"
  | "ENTERPRISE_UNION"
  | "ENTERPRISE"
  | "STUDIO"
  | "ALLIANCE";

/** One current role of a person in one organisation. */
export type Standing = {
  role: Role;
  organisationId: string;
  organisationKind: OrganisationKind;
  organisationName: string;
  /** The organisation's own, where it was asked for. */
  timeZone?: string;
  /** The studio's enterprise, or the parent in the union tree. */
  parentId: string | null;
  isHead: boolean;
  /** Of a guest: the one stay this role is for. */
  guestId?: string;
  /** Set when the actor stands in for an absent colleague. */
  deputyFor?: { personId: string; name: string };
};

/** Who acts, with everything a permission needs; made anew at each request. */
export type Actor = {
  personId: string;
  name: string;
  locale: Locale;
  /** The request's time: what is recorded as the time of an action. */
  now: Date;
  /** The organisation switched to; a view, never a limit on checks. */
  currentOrganisationId: string | null;
  /** Roles in force now, own and as a deputy. */
  standings: readonly Standing[];
  /** Organisations of own roles in force now or ended within 12 months: for conflicts of interest. */
  recentOrganisationIds: readonly string[];
  /** Alliances in which one of the actor's enterprises or studios is a member today. */
  allianceIds: readonly string[];
  /** Alliances under the federation or union whose officer the actor is. */
  officerAllianceIds: readonly string[];
  /** The organisations of the standings that are no invitation, and the alliances above, with all that stand above them. */
  aboveIds: readonly string[];
};

export const hasRole = (actor: Actor, role: Role, organisationId?: string): boolean =>
  actor.standings.some((s) => s.role === role && (organisationId === undefined || s.organisationId === organisationId));

export const organisationsWith = (actor: Actor, ...roles: Role[]): string[] => [
  ...new Set(actor.standings.filter((s) => roles.includes(s.role)).map((s) => s.organisationId)),
];

/** Guests and judges come from outside: such a role makes nobody one of the organisation's own people. */
const isOwn = (s: Standing): boolean => s.role !== "GUEST" && s.role !== "JUDGE";

/** Is here as a guest or a judge and nothing else: sees what the invitation is for, and no list of anything. */
export const isGuestOnly = (actor: Actor): boolean =>
  actor.standings.length > 0 && actor.standings.every((s) => s.role === "GUEST" || s.role === "JUDGE");

/** Enterprises whose own people the actor is one of (not through a studio of theirs). */
export const ownEnterpriseIds = (actor: Actor): string[] => [
  ...new Set(
    actor.standings.filter((s) => isOwn(s) && s.organisationKind === "ENTERPRISE").map((s) => s.organisationId),
  ),
];

/** Studios the actor belongs to. */
export const ownStudioIds = (actor: Actor): string[] => [
  ...new Set(actor.standings.filter((s) => isOwn(s) && s.organisationKind === "STUDIO").map((s) => s.organisationId)),
];

/** Enterprises the actor works for, directly or through a studio. */
export const employerIds = (actor: Actor): string[] => [
  ...new Set([
    ...ownEnterpriseIds(actor),
    ...actor.standings.flatMap((s) => (isOwn(s) && s.organisationKind === "STUDIO" && s.parentId ? [s.parentId] : [])),
  ]),
];
