import type { Actor } from "#app/modules/accounts/actor.ts";
import type { PermitKind } from "./schema.ts";

/** Whether the actor, or an absent colleague the actor stands in for, leads the studio. */
export const leadsStudio = (actor: Actor, studioId: string): boolean =>
  actor.standings.some((s) => s.role === "STUDIO_LEADER" && s.organisationId === studioId);

/** People the actor may act as in a studio: self and absent colleagues. */
export const inStudioAs = (actor: Actor, studioId: string): string[] => [
  ...new Set(actor.standings.filter((s) => s.organisationId === studioId).map((s) => s.deputyFor?.personId ?? actor.personId)),
];

/**
 * Whether the actor may decide on a permit: a REVIEWER of the organisation it is put before, who is
 * none of the people involved (asking, bidding, leading, solving), nor stands in for one of them.
 */
export const decidesPermit = (actor: Actor, organisationId: string, involved: readonly string[]): boolean =>
  !involved.includes(actor.personId) &&
  actor.standings.some(
    (s) => s.role === "REVIEWER" && s.organisationId === organisationId && !involved.includes(s.deputyFor?.personId ?? actor.personId),
  );

/** A studio of another enterprise than the poster's needs permits. */
export const isForeign = (studioEnterpriseId: string | null, enterpriseId: string): boolean => studioEnterpriseId !== enterpriseId;

/** Before work on site, for a foreign team. */
export const ON_SITE: readonly PermitKind[] = ["VISIT_PERMIT", "SAFETY_BRIEFING"];

/** 可进厂: both steps granted, or none needed. */
export const mayEnterSite = (foreign: boolean, granted: readonly string[]): boolean => !foreign || ON_SITE.every((kind) => granted.includes(kind));
