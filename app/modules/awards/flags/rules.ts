export const FLAG_KINDS = [
  "RECIPROCAL_ACCEPTANCE",
  "SPLIT_PROBLEM",
  "RECYCLED_RESULT",
  "INACTIVE_STUDIO",
  "BACK_DATED",
] as const;
export type FlagKind = (typeof FLAG_KINDS)[number];

/** So many results accepted each way within so many months (domain: "Flags and their numbers"); also round three. */
export const RECIPROCAL = { each: 3, months: 12 } as const;
/** Posted on one machine by one person within so many days, in words as alike as this (0 to 1, likeness.ts). */
export const SPLIT = { days: 14, alike: 0.5 } as const;
/** A studio without anything dated for so long. */
export const INACTIVE_MONTHS = 12;
/** A stated time may lie so many days before the server learned of it. */
export const BACK_DATED_DAYS = 7;

export const FLAG_STATES = ["OPEN", "CLEARED", "LAPSED"] as const;
export type FlagState = (typeof FLAG_STATES)[number];

export const flagStateOf = (row: { clearedAt: Date | null; lapsedAt: Date | null }): FlagState =>
  row.clearedAt ? "CLEARED" : row.lapsedAt ? "LAPSED" : "OPEN";

/**
 * Steps of an application (awards/lifecycle.ts) that a flag holds up. Applying and recommending stay possible: who did
 * nothing wrong loses no time.
 */
export const GATES = ["admit", "propose", "award"] as const;
export type Gate = (typeof GATES)[number];

/** What each kind holds up until it is cleared: admission to the panel, the proposal, the award. */
export const BLOCKS: Record<FlagKind, readonly Gate[]> = {
  RECIPROCAL_ACCEPTANCE: GATES,
  SPLIT_PROBLEM: GATES,
  RECYCLED_RESULT: GATES,
  INACTIVE_STUDIO: GATES,
  BACK_DATED: GATES,
};

export const TARGET_KINDS = ["problem", "adoption", "benefit", "activity", "achievement", "studio"] as const;
export type TargetKind = (typeof TARGET_KINDS)[number];
export type Target = { kind: TargetKind; id: string };

/** Something detected, as it stands now. Detecting it again gives the same. */
export type Found = {
  subjectKey: string;
  /** Ids of what shows it. */
  evidence: string[];
  facts: FlagFacts;
  organisationIds: string[];
  personIds: string[];
  targets: Target[];
};

/** Numbers, days and ids; no word of a problem. */
export type FlagFacts = {
  /** Enterprises or people of a ring, in its order. */
  ring?: { of: "enterprises" | "people"; ids: string[]; counts: number[] };
  /** From and to, as days. */
  from?: string;
  to?: string;
  /** How alike, in per cent. */
  alike?: number;
  /** Which stated time lies before the server's. */
  stated?: "event" | "activity" | "achievement" | "benefit";
  days?: number;
  /** Rests on what was posted without a name: enterprises and people are named to nobody. */
  masked?: boolean;
  /** All enterprises concerned, also where they are not named. */
  organisationIds?: string[];
};

export type Decider = {
  personId: string;
  /** Own roles as union officer: of which union. */
  officerOf: readonly string[];
  /** Organisations of roles in force or ended within 12 months, with the enterprises of such studios. */
  recentOrganisationIds: readonly string[];
  /** Whom the person stands in for. */
  standsInFor: readonly string[];
};
export type Concerned = {
  personIds: readonly string[];
  /** Whose union decides. */
  organisationIds: readonly string[];
  /** All enterprises and studios in it, also where they are named to nobody. */
  involvedIds: readonly string[];
};

/**
 * Why somebody does not clear a flag (domain: "Flags and their numbers": each names who may clear it): it takes a union
 * officer over everybody concerned who is none of the flagged people, stands in for none, and was with none of their
 * organisations within 12 months. Null when nothing speaks against it.
 * @param unionsOver for each organisation concerned, it and all above it
 */
export function whyNotClear(
  decider: Decider,
  concerned: Concerned,
  unionsOver: ReadonlyMap<string, readonly string[]>,
): "not-officer" | "involved" | null {
  const over = (id: string) => unionsOver.get(id)?.some((union) => decider.officerOf.includes(union)) ?? false;
  if (concerned.organisationIds.length === 0 || !concerned.organisationIds.every(over)) return "not-officer";
  const flagged = new Set(concerned.personIds);
  if ([decider.personId, ...decider.standsInFor].some((id) => flagged.has(id))) return "involved";
  if (decider.recentOrganisationIds.some((id) => concerned.involvedIds.includes(id))) return "involved";
  return null;
}
