import { allConfirmed, type Confirmation } from "../shares/rules.ts";
import type { AchievementState } from "./lifecycle.ts";

export const ACHIEVEMENT_KINDS = [
  "TECHNICAL_RENOVATION",
  "FIVE_SMALL",
  "INVENTION",
  "PROPOSAL",
  "OPERATING_METHOD",
  "PATENT",
  "PAPER",
  "STANDARD",
] as const;
export type AchievementKind = (typeof ACHIEVEMENT_KINDS)[number];
export const PATENT_KINDS = ["INVENTION", "UTILITY_MODEL", "DESIGN", "SOFTWARE"] as const;
export type PatentKind = (typeof PATENT_KINDS)[number];
export const PATENT_STATES = ["GRANTED", "APPLIED"] as const;
export type PatentState = (typeof PATENT_STATES)[number];
export const WORK_KINDS = ["PAPER", "STANDARD", "OPERATING_METHOD"] as const;
export type WorkKind = (typeof WORK_KINDS)[number];
export type AchievementOrigin = "ENTERED" | "ON_BEHALF" | "IMPORTED";

/** What awards may use: registered, entered or taken over by a contributor, confirmed by everybody on it. */
export const achievementCounts = (one: {
  state: AchievementState;
  origin: AchievementOrigin;
  contributorsVersion: number;
  contributors: readonly Confirmation[];
}): boolean =>
  one.state === "REGISTERED" && one.origin === "ENTERED" && allConfirmed(one.contributors, one.contributorsVersion);

/** What "the same patent" means: "ZL 2023 1 0123456.7", "CN202310123456.7" and "2023101234567" are one. */
export const patentKeyOf = (number: string): string =>
  number
    .normalize("NFKC")
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, "")
    .replace(/^(ZL|CN)+(?=\d)/, "");

/** Equal shares that make up the whole; what does not divide goes to the first. */
export function equalShares(people: number, whole: number): number[] {
  if (people === 0) return [];
  const each = Math.floor(whole / people);
  return Array.from({ length: people }, (_, index) => (index === 0 ? whole - each * (people - 1) : each));
}

export type RegistrarFacts = { enterpriseId: string; contributorIds: readonly string[]; byId: string };
export type Registrar = {
  personId: string;
  /** Standings as REVIEWER, in own name or for an absent colleague. */
  reviewer: readonly { organisationId: string; deputyForId: string | null }[];
};

/**
 * Rule "another person": a REVIEWER of the owner enterprise registers it who neither contributed to it nor entered it,
 * and does not only stand in for one of those.
 */
export function registers(person: Registrar, facts: RegistrarFacts): boolean {
  const involved = [...facts.contributorIds, facts.byId];
  if (involved.includes(person.personId)) return false;
  return person.reviewer.some(
    (one) =>
      one.organisationId === facts.enterpriseId && (one.deputyForId === null || !involved.includes(one.deputyForId)),
  );
}
