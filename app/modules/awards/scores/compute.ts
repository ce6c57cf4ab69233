import type { Facts } from "../facts/catalogue.ts";
import { isJudged, rangeOf } from "../rubrics/evaluate.ts";
import type { RubricContent } from "../rubrics/rubric.ts";
import type { Marks } from "./sheet.ts";

/** A submitted sheet of a judge called for the application. */
export type CountedSheet = { seatId: string; position: number; marks: Marks };
export type ScoreInput = { applicationId: string; facts: Facts; sheets: readonly CountedSheet[] };
export type ScoreRules = { rubric: RubricContent; minJudges: number; trimExtremes: boolean };

/** How one criterion came to its points; `from` names judges' seats or the facts' records, never people. */
export type ScoredCriterion = {
  key: string;
  points: number;
  max: number;
  kind: "JUDGED" | "COMPUTED" | "BOUNDED";
  /** Of each counted sheet, in the panel's order; `left` is out as the highest or lowest. */
  sheets: { seatId: string; points: number; left: boolean }[];
  least: number;
  most: number;
};
export type Score = {
  applicationId: string;
  total: number;
  sheets: number;
  spread: number;
  criteria: ScoredCriterion[];
  rank: number;
};

/** The mean of whole hundredths, rounded half up to a whole hundredth; integers all the way. */
export const meanOf = (points: readonly number[]): number =>
  points.length === 0
    ? 0
    : Math.floor((2 * points.reduce((sum, one) => sum + one, 0) + points.length) / (2 * points.length));

/** From this many sheets on the highest and the lowest may be left out. */
export const TRIM_FROM = 5;

/** Which of these are left out: one highest and one lowest, the first such by the panel's order. */
function leftOut(points: readonly number[], trim: boolean): Set<number> {
  if (!trim || points.length < TRIM_FROM) return new Set();
  const high = points.indexOf(Math.max(...points));
  const low = points.findIndex((one, at) => one === Math.min(...points) && at !== high);
  return new Set([high, low]);
}

/**
 * One application's score, or null while fewer sheets than the round asks for count. Rule: computed criteria come from the
 * facts, judged ones are the mean of the sheets that count, each criterion by itself; the total is their sum.
 */
export function scoreOf(rules: ScoreRules, { applicationId, facts, sheets }: ScoreInput): Omit<Score, "rank"> | null {
  const { rubric } = rules;
  const inOrder = [...sheets].sort((a, b) => a.position - b.position);
  if (rubric.criteria.some(isJudged) && inOrder.length < rules.minJudges) return null;
  const criteria = rubric.criteria.map((criterion): ScoredCriterion => {
    const { least, most } = rangeOf(criterion, facts);
    const of = { key: criterion.key, max: criterion.max, kind: criterion.marking.kind, least, most };
    if (!isJudged(criterion) || least === most) return { ...of, points: least, sheets: [] };
    const given = inOrder.map(({ marks }) => marks[criterion.key]?.points ?? least);
    const left = leftOut(given, rules.trimExtremes);
    return {
      ...of,
      points: meanOf(given.filter((_, at) => !left.has(at))),
      sheets: inOrder.map(({ seatId }, at) => ({ seatId, points: given[at] ?? least, left: left.has(at) })),
    };
  });
  const bySheet = inOrder.map((_, at) => criteria.reduce((sum, one) => sum + (one.sheets[at]?.points ?? 0), 0));
  return {
    applicationId,
    criteria,
    total: criteria.reduce((sum, one) => sum + one.points, 0),
    sheets: inOrder.length,
    spread: bySheet.length > 0 ? Math.max(...bySheet) - Math.min(...bySheet) : 0,
  };
}

/** Of equal totals the one with more points in the earlier criterion of `ties` stands first; else they share the rank. */
function compare(ties: readonly string[], a: Omit<Score, "rank">, b: Omit<Score, "rank">): number {
  if (a.total !== b.total) return b.total - a.total;
  const of = (score: Omit<Score, "rank">, key: string) => score.criteria.find((one) => one.key === key)?.points ?? 0;
  for (const key of ties) if (of(a, key) !== of(b, key)) return of(b, key) - of(a, key);
  return 0;
}

/** Ranks as in sport: 1, 2, 2, 4. In the order of the ranks, those that share one by their id. */
export function ranked(rubric: RubricContent, scores: readonly Omit<Score, "rank">[]): Score[] {
  const sorted = [...scores].sort((a, b) => compare(rubric.ties, a, b) || (a.applicationId < b.applicationId ? -1 : 1));
  const result: Score[] = [];
  for (const [at, score] of sorted.entries()) {
    const before = result.at(-1);
    const same = before !== undefined && compare(rubric.ties, before, score) === 0;
    result.push({ ...score, rank: same ? before.rank : at + 1 });
  }
  return result;
}
