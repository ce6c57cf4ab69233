/**
 * What the union reports, each counted by facts that never overlap: no figure is the sum of others, so that none can be
 * worked out from its neighbours. A problem ends once; withdrawn and merged ones are among the unsolved (domain: "stay in
 * the denominators").
 */
export const MEASURES = [
  "posted",
  "taken",
  "solved",
  "answered",
  "unsolved",
  "adopted",
  "adoptedAffiliate",
  "adoptedInternal",
  "certified",
  "served",
  "trained",
  "graduated",
  "masters",
  "teaching",
  "patentInvention",
  "patentUtility",
  "patentDesign",
  "patentSoftware",
  "stepTriage",
  "stepPublished",
  "stepClaimed",
  "stepAssigned",
  "stepWork",
  "stepSubmitted",
  "stepTrial",
  "stepAcceptance",
] as const;
export type Measure = (typeof MEASURES)[number];

/** How a problem can end; one that was closed, withdrawn or merged into another is unsolved. */
export const ENDINGS = ["solved", "answered", "unsolved"] as const satisfies readonly Measure[];
export const isEnding = (measure: Measure): boolean => ENDINGS.some((one) => one === measure);

/** Money, in fen; everything else is counted. */
export const isMoney = (measure: Measure): boolean => measure === "certified";
/**
 * Stays of problems in a step that have ended, by the state they were in. An enterprise's review is not among them: nobody
 * outside learns of it. How many of them were too long is not counted: it would be a part of the same figure.
 */
export const STEPS = {
  TRIAGE: "stepTriage",
  PUBLISHED: "stepPublished",
  CLAIMED: "stepClaimed",
  ASSIGNED: "stepAssigned",
  IN_PROGRESS: "stepWork",
  SOLUTION_SUBMITTED: "stepSubmitted",
  TRIAL_RUN: "stepTrial",
  ACCEPTANCE: "stepAcceptance",
} as const satisfies Record<string, Measure>;

/** Facts that carry working minutes. */
export const TIMED: readonly Measure[] = ["taken", "solved", ...Object.values(STEPS)];
export const isTimed = (measure: Measure): boolean => TIMED.includes(measure);

/** Counted once a year, when it first happens: a sum over months is a count of different ones within one year only. */
export const YEARLY = ["served", "trained", "masters", "teaching"] as const satisfies readonly Measure[];
export const isYearly = (measure: string): boolean => YEARLY.some((one) => one === measure);

/** Of problems alone. */
export const OF_PROBLEMS: readonly Measure[] = [
  "posted",
  "taken",
  "solved",
  "answered",
  "unsolved",
  ...Object.values(STEPS),
];

/** Counted from the records themselves, which everybody reads: activities, and the register of organisations. */
export const OPEN_COUNTS = ["sessions", "attendances", "people", "studios", "alliances"] as const;
export type OpenCount = (typeof OPEN_COUNTS)[number];
/** Whatever has a list behind it. */
export const LISTED = [...MEASURES, ...OPEN_COUNTS] as const;
export type Listed = (typeof LISTED)[number];
export const isOpenCount = (listed: Listed): listed is OpenCount => OPEN_COUNTS.some((one) => one === listed);

/** What is aimed at in a year. The first two are counted from the register of organisations. */
export const TARGETS = ["studios", "alliances", "masters", "teaching", "trained"] as const;
export type TargetMeasure = (typeof TARGETS)[number];

/** What a fact is a row of. */
export const FACT_KINDS = [
  "PROBLEM",
  "ADOPTION",
  "BENEFIT",
  "MENTORSHIP",
  "PERSON",
  "ENTERPRISE",
  "STUDIO",
  "ACHIEVEMENT",
] as const;
export type FactKind = (typeof FACT_KINDS)[number];

/** Half a working day of eight hours, in minutes: as finely as times are published. */
export const HALF_DAY_MINUTES = 240;

/** How many took how many half working days; in order. */
export type Spread = readonly (readonly [halfDays: number, count: number])[];

/** Times in working minutes as a spread; the half days are begun ones, so that nothing took none. */
export function spreadOf(minutes: readonly number[]): Spread {
  const counts = new Map<number, number>();
  for (const one of minutes) {
    const halves = Math.max(1, Math.ceil(one / HALF_DAY_MINUTES));
    counts.set(halves, (counts.get(halves) ?? 0) + 1);
  }
  return [...counts].sort(([a], [b]) => a - b);
}

export function mergeSpreads(spreads: readonly Spread[]): Spread {
  const counts = new Map<number, number>();
  for (const spread of spreads) for (const [halves, n] of spread) counts.set(halves, (counts.get(halves) ?? 0) + n);
  return [...counts].sort(([a], [b]) => a - b);
}

/** The time that more than this part of all took no longer than, in working days of eight hours; null where nothing was timed. */
function daysAt(spread: Spread, part: number): number | null {
  const total = spread.reduce((sum, [, n]) => sum + n, 0);
  let seen = 0;
  for (const [halves, n] of spread) {
    seen += n;
    if (seen > total * part) return halves / 2;
  }
  return null;
}
/** The middle one's time (of two middle ones the longer). */
export const medianDays = (spread: Spread): number | null => daysAt(spread, 0.5);
/** Nine in ten took no longer. */
export const mostDays = (spread: Spread): number | null => daysAt(spread, 0.9);

/**
 * Solved of all that were worked on or given up, in whole per cent. Rule: what was withdrawn or merged stays among those
 * not solved; what a known fix answered was no work and is in neither. Null where a part is not known, or nothing ended.
 */
export function solvedRate(solved: number | null, unsolved: number | null): number | null {
  if (solved === null || unsolved === null || solved + unsolved === 0) return null;
  return Math.round((solved * 100) / (solved + unsolved));
}

/** Not known, or none in the part that is known: "none" would be read as none at all. */
export const isHidden = (count: number | null, partly: boolean): boolean => count === null || (count === 0 && partly);
