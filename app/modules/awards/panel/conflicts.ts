/** Conflicts of interest between a judge and an application. Pure: no clock, no I/O. */

export const CONFLICT_GROUNDS = ["OWN", "STUDIO", "ENTERPRISE", "MENTOR"] as const;
export type ConflictGround = (typeof CONFLICT_GROUNDS)[number];

/** What counts of a judge: every place of theirs now or within 12 months, deputies' places included. */
export type JudgeFacts = {
  personId: string;
  /** Mentors and apprentices at any time: such a bond outlasts its agreement. */
  tieIds: readonly string[];
  studioIds: readonly string[];
  /** Enterprises worked for, directly or through a studio. */
  enterpriseIds: readonly string[];
  /** Groups of affiliated enterprises these belong to. */
  groupIds: readonly string[];
};

/** What counts of an application. */
export type MatterFacts = {
  /** Whose work it is: completers, who shares in its benefits, a studio's leaders, who made and submitted the application. */
  personIds: readonly string[];
  /** Who accepted, certified, registered or recommended something it rests on. */
  involvedIds: readonly string[];
  /** Where it was done, and where its completers are now or were within 12 months. */
  studioIds: readonly string[];
  enterpriseIds: readonly string[];
  groupIds: readonly string[];
};

const share = (some: readonly string[], others: readonly string[]): boolean => some.some((id) => others.includes(id));

/**
 * Why this judge may not score this application, or null. Rule: nobody judges own, own studio's, own enterprise's,
 * mentor's or apprentice's work (domain.md, "Awards"); what one had a hand in counts as own, an affiliate as the enterprise.
 */
export function conflictBetween(judge: JudgeFacts, matter: MatterFacts): ConflictGround | null {
  if (matter.personIds.includes(judge.personId) || matter.involvedIds.includes(judge.personId)) return "OWN";
  if (share(judge.studioIds, matter.studioIds)) return "STUDIO";
  if (share(judge.enterpriseIds, matter.enterpriseIds) || share(judge.groupIds, matter.groupIds)) return "ENTERPRISE";
  return share(judge.tieIds, matter.personIds) ? "MENTOR" : null;
}
