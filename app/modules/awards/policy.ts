import { type Actor, employerIds, hasRole, organisationsWith } from "#app/modules/accounts/actor.ts";
import type { ApplicationRelation } from "./lifecycle.ts";

/** What relations are judged by. */
export type ApplicationParts = {
  byId: string;
  enterpriseId: string;
  studioId: string | null;
  personId: string | null;
  achievement: { studioId: string | null; contributors: readonly { personId: string }[] } | null;
  round: { organisationId: string };
  steps: readonly { organisationId: string; position: number; decision: string; byId: string | null }[];
};

/** People an application is about. */
export const completersOf = (row: Pick<ApplicationParts, "achievement" | "personId">): string[] => [
  ...(row.achievement?.contributors.map((one) => one.personId) ?? []),
  ...(row.personId ? [row.personId] : []),
];

/** Standings in a role at an organisation that are the actor's own, or for an absent colleague without a part in it. */
const stands = (
  actor: Actor,
  role: "REVIEWER" | "UNION_OFFICER",
  organisationId: string,
  involved: readonly string[],
) =>
  actor.standings.some(
    (s) =>
      s.role === role &&
      s.organisationId === organisationId &&
      (s.deputyFor === undefined || !involved.includes(s.deputyFor.personId)),
  );

/**
 * What the actor is to an application. Rule "nobody judges own work": who is among its completers, wrote it, or belonged
 * within 12 months to its studio or enterprise, takes no decision for the organiser or a union; a reviewer recommends
 * for the enterprise unless a completer.
 */
export function relationsTo(actor: Actor, row: ApplicationParts): ApplicationRelation[] {
  const involved = [...completersOf(row), row.byId];
  const relations: ApplicationRelation[] = [];
  const leads = organisationsWith(actor, "STUDIO_LEADER");
  const studioIds = [row.studioId, row.achievement?.studioId].filter((id) => typeof id === "string");
  if (involved.includes(actor.personId) || studioIds.some((id) => leads.includes(id))) relations.push("APPLICANT");
  const part = relations.length > 0;
  if (!part && stands(actor, "REVIEWER", row.enterpriseId, involved)) relations.push("ENTERPRISE");
  const places = [...actor.recentOrganisationIds, ...employerIds(actor)];
  const near = part || [row.enterpriseId, ...studioIds].some((id) => places.includes(id));
  if (near) return relations;
  const next = row.steps.filter((one) => one.decision === "WAITING").sort((a, b) => a.position - b.position)[0];
  if (next && next.position > 0 && stands(actor, "UNION_OFFICER", next.organisationId, involved))
    relations.push("UNION");
  if (stands(actor, "UNION_OFFICER", row.round.organisationId, involved)) relations.push("ORGANISER");
  return relations;
}

/** Defines rounds, titles and rubrics for a union: its officers, also for an absent colleague. */
export const isOrganiser = (actor: Actor, organisationId: string): boolean =>
  hasRole(actor, "UNION_OFFICER", organisationId);
export const organisesFor = (actor: Actor): string[] => organisationsWith(actor, "UNION_OFFICER");
