import type { FactKey, Facts } from "../facts/catalogue.ts";

/**
 * What has changed since an application was admitted among the things its gates and its score rest on. Pure.
 *
 * Rules (domain.md): scores come only from accepted and certified facts, award rules name who may be among the counted
 * completers, and both are frozen when a round opens. So what the round's own rules do not admit any more is not awarded
 * by anybody's grace; a record that counts no more leaves the points as they are, and what that means for the grade a
 * person says, with a reason that stays.
 */
export const CHANGE_KINDS = ["RECORD", "FIX", "STUDIO", "HEAD", "AWARDED", "WITHDRAWN", "GATE"] as const;
export type ChangeKind = (typeof CHANGE_KINDS)[number];

export type Change = {
  what: ChangeKind;
  /** Of a record: benefit, problem, adoption …, as facts name it; else empty. */
  kind: string;
  /** The record, person, studio or round; of a gate its place among the round's. */
  id: string;
  /** What the record is now, SHARE where only the subject's part of it is another; empty where it just counts no more. */
  state: string;
  /** A person's or a studio's. */
  name: string;
  /** For what a record still counts, where it counts with another value or for fewer facts. */
  now: string;
  /** Facts that were counted from the record, and are not any more as they were. */
  keys: string[];
  /** The round's rules do not admit it: nothing but taking it out is left. */
  bars: boolean;
};

/** A fact that is another: as it was admitted, which its points keep, and as it would be counted now; decimal text. */
export type MovedFact = { key: string; was: string; now: string };

/** What an officer said about the changes there were then, known by their mark. */
export type Settled = {
  mark: string;
  outcome: string;
  /** The grade proposed from then on, "" for none; null where an old word does not tell it. */
  grade: string | null;
  reason: string;
  by: string;
  at: Date;
};

export type Changed = {
  changes: Change[];
  /** What the changes come to. */
  facts: MovedFact[];
  /** Of exactly these changes and of what they come to: any other asks again. */
  mark: string;
  settled: Settled | null;
  /** The one proposed now, by rank or by hand. */
  grade: string;
  /** Open flags that hold up the award; they are cleared where they stand. */
  flags: number;
};

/** What an officer may say of a changed application: it stays as proposed, gets another grade, or is taken out. */
export const KEEP = "=";
export const OUT = "-";

export const barred = ({ changes }: Pick<Changed, "changes">): boolean => changes.some((one) => one.bars);

/** Facts counted from another one's records, year by year. */
const BY_YEAR: Readonly<Record<string, string>> = {
  bestYearYuan: "certifiedYuan",
  exchangesInWorstYear: "exchanges",
} satisfies Partial<Record<FactKey, FactKey>>;

/** Facts that are others now than they were kept, by key. */
export const movedFacts = (kept: ReadonlyMap<string, string>, today: Facts): MovedFact[] =>
  [...kept]
    .map(([key, was]) => ({ key, was, now: today[key]?.value ?? "0" }))
    .filter(({ was, now }) => was !== now)
    .sort((a, b) => (a.key < b.key ? -1 : 1));

/** Of facts that are others now, those that are so because of these changes; what has come since is none. */
export function movedBy(changes: readonly Change[], moved: readonly MovedFact[]): MovedFact[] {
  const touched = new Set(changes.flatMap((one) => one.keys));
  return moved.filter(({ key }) => touched.has(BY_YEAR[key] ?? key));
}

/** Another grade is proposed than the last word left it with. */
export const regraded = ({ settled, grade }: Pick<Changed, "settled" | "grade">): boolean =>
  settled !== null && settled.grade !== null && settled.grade !== grade;

/**
 * Somebody still has to say what these changes mean. What was to be taken out and is proposed again has no word yet, and no
 * more has what is proposed for another grade since.
 */
export const waitsForWord = (one: Pick<Changed, "changes" | "mark" | "settled" | "grade">): boolean =>
  barred(one) ||
  (one.changes.length > 0 && (one.settled?.mark !== one.mark || one.settled.outcome === OUT || regraded(one)));

/** How many applications are in the way of the notice or the decision, and by what. */
export function countChanged(all: Iterable<Changed>): { changed: number; waiting: number; barred: number } {
  const found = [...all].filter((one) => one.changes.length > 0 || one.flags > 0);
  return {
    changed: found.length,
    waiting: found.filter((one) => waitsForWord(one) || one.flags > 0).length,
    barred: found.filter(barred).length,
  };
}

/** @returns message key where this outcome is not open; a flag alone is not settled by a word. */
export function whyNotOutcome(
  outcome: string,
  one: Pick<Changed, "changes">,
  { notice, grades }: { notice: boolean; grades: readonly string[] },
): "bad_choice" | "award-cannot-stay" | null {
  if (outcome === OUT) return null;
  if (outcome !== KEEP && (notice || !grades.includes(outcome))) return "bad_choice";
  return barred(one) || one.changes.length === 0 ? "award-cannot-stay" : null;
}
