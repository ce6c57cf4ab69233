import { type Actor, employerIds, hasRole, organisationsWith, ownStudioIds } from "#app/modules/accounts/actor.ts";
import { allConfirmed } from "../shares/rules.ts";
import type { AchievementRelation, AchievementState } from "./lifecycle.ts";
import { type AchievementOrigin, type Registrar, registers } from "./rules.ts";

export type AchievementFacts = {
  enterpriseId: string;
  studioId: string | null;
  byId: string;
  state: AchievementState;
  origin: AchievementOrigin;
  contributors: readonly { personId: string }[];
};

const registrarOf = (actor: Actor): Registrar => ({
  personId: actor.personId,
  reviewer: actor.standings
    .filter((s) => s.role === "REVIEWER")
    .map((s) => ({ organisationId: s.organisationId, deputyForId: s.deputyFor?.personId ?? null })),
});

/** What the actor is to an achievement. */
export function relationsTo(actor: Actor, row: AchievementFacts): Set<AchievementRelation> {
  const relations = new Set<AchievementRelation>();
  const contributorIds = row.contributors.map((one) => one.personId);
  if (contributorIds.includes(actor.personId)) relations.add("CONTRIBUTOR").add("TEAM");
  if (row.studioId !== null && organisationsWith(actor, "STUDIO_LEADER").includes(row.studioId)) relations.add("TEAM");
  // Who typed it in for others is done with it once one of them has taken it over.
  const typed = row.origin !== "ENTERED" && row.state === "DRAFT";
  if (
    row.byId === actor.personId &&
    (typed || (row.origin === "ENTERED" && employerIds(actor).includes(row.enterpriseId)))
  )
    relations.add("TEAM");
  if (registers(registrarOf(actor), { enterpriseId: row.enterpriseId, contributorIds, byId: row.byId }))
    relations.add("REVIEWER");
  return relations;
}

/** Evidence is for the people of the owner and of the contributors' units as long as they are: who has left keeps the record, not the files. */
export const readsEvidence = (
  actor: Actor,
  row: {
    enterpriseId: string;
    byId: string;
    state: AchievementState;
    origin: AchievementOrigin;
    contributors: readonly { organisationId: string }[];
  },
): boolean => {
  // Who types it in on behalf sees what was put in.
  if (row.byId === actor.personId && row.origin !== "ENTERED" && row.state === "DRAFT") return true;
  const own = new Set([...employerIds(actor), ...ownStudioIds(actor)]);
  return own.has(row.enterpriseId) || row.contributors.some((one) => own.has(one.organisationId));
};

/** Puts achievements together: whoever works somewhere, and the secretariat on behalf. */
export const entersAchievements = (actor: Actor): boolean =>
  employerIds(actor).length > 0 || hasRole(actor, "SECRETARIAT");

/** The person's own line, as it stands, has neither been confirmed nor objected to. */
export function confirmsNext(
  personId: string,
  row: {
    state: AchievementState;
    origin: AchievementOrigin;
    contributorsVersion: number;
    contributors: readonly { personId: string; confirmedOf: number | null; objectedOf: number | null }[];
  },
): boolean {
  const mine = row.contributors.find((one) => one.personId === personId);
  return (
    mine !== undefined &&
    row.origin === "ENTERED" &&
    (row.state === "DRAFT" || row.state === "SUBMITTED") &&
    !allConfirmed([mine], row.contributorsVersion) &&
    mine.objectedOf !== row.contributorsVersion
  );
}
