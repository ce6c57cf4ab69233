import { evaluateFormula, Exact, type FormulaWrong, namesInFormula } from "#app/lib/formula.ts";
import { factsOfSubject, type AwardSubject, type Facts } from "../facts/catalogue.ts";
import type { Criterion, Gate, RubricContent } from "./rubric.ts";

/** The facts of a subject as a formula knows them; what has no evidence is nothing. */
function known(facts: Facts, keys: readonly string[]): Map<string, Exact> {
  return new Map(
    keys.map((key) => {
      const fact = Object.hasOwn(facts, key) ? facts[key] : undefined;
      return [key, new Exact(fact && fact.evidence.length > 0 ? fact.value : 0)] as const;
    }),
  );
}

const EVERY = [...new Set((["ACHIEVEMENT", "STUDIO", "PERSON"] as const).flatMap(factsOfSubject))];

/** What is wrong with a formula over the facts of a subject, or null. What the facts are does not matter. */
export function whyNotFormula(formula: string, subject: AwardSubject): FormulaWrong | null {
  const names = namesInFormula(formula, factsOfSubject(subject));
  if ("key" in names) return names;
  return names.size === 0 ? { key: "rubric-no-fact" } : null;
}

/** Facts that a formula names, in the catalogue's order. */
export function factsNamed(formula: string): string[] {
  const names = namesInFormula(formula, EVERY);
  return "key" in names ? [] : EVERY.filter((key) => names.has(key));
}

export type Worked = {
  /** The formula's value as decimal text; null where nothing is computed, or where it divides by nothing. */
  value: string | null;
  /** Facts it rests on. */
  facts: string[];
  /** At least one record stands behind it. */
  evidenced: boolean;
};

/** What a formula comes to over these facts. A division by nothing comes to nothing. */
export function workOut(formula: string, facts: Facts): Worked {
  const result = evaluateFormula(formula, known(facts, EVERY));
  const named = factsNamed(formula);
  const evidenced = named.some((key) => facts[key]?.evidence.some((record) => record.value !== "0"));
  if ("key" in result) return { value: null, facts: named, evidenced };
  return { value: result.value.toString(), facts: named, evidenced };
}

const NOTHING = { least: 0, most: 0 };
const reached = <Step extends { from: string }>(steps: readonly Step[], value: string): Step | undefined =>
  steps
    .filter((step) => new Exact(value).gte(step.from))
    .reduce<Step | undefined>(
      (best, step) => (best === undefined || new Exact(step.from).gt(best.from) ? step : best),
      undefined,
    );

/**
 * Points (hundredths) that may be given for a criterion: for a computed one both ends are the points themselves. Rule
 * "show every point's evidence": where facts decide and no record stands behind them, there are none.
 */
export function rangeOf(criterion: Criterion, facts: Facts): { least: number; most: number } {
  const { marking, max } = criterion;
  if (marking.kind === "JUDGED") return { least: 0, most: max };
  const { value, evidenced } = workOut(marking.formula, facts);
  if (value === null || !evidenced) return NOTHING;
  if (marking.kind === "BOUNDED") {
    const range = reached(marking.ranges, value);
    return range ? { least: Math.min(range.least, max), most: Math.min(range.most, max) } : NOTHING;
  }
  const points =
    marking.steps.length > 0
      ? (reached(marking.steps, value)?.points ?? 0)
      : Exact.min(new Exact(value).mul(100).toDecimalPlaces(0, Exact.ROUND_HALF_UP), max).toNumber();
  const within = Math.max(0, Math.min(points, max));
  return { least: within, most: within };
}

/** A judge's points (hundredths) fit what the facts allow. */
export function fitsRange(criterion: Criterion, facts: Facts, judged: number): boolean {
  const { least, most } = rangeOf(criterion, facts);
  return Number.isInteger(judged) && judged >= least && judged <= most;
}

/**
 * Points (hundredths) for a criterion: computed from facts alone, or as judged; null while a judge's points are missing or
 * do not fit. Where the facts leave no choice, nobody is asked.
 */
export function pointsOf(criterion: Criterion, facts: Facts, judged: number | null): number | null {
  const { least, most } = rangeOf(criterion, facts);
  if (criterion.marking.kind === "COMPUTED" || least === most) return least;
  return judged !== null && fitsRange(criterion, facts, judged) ? judged : null;
}

/** A judge has to say something about it. */
export const isJudged = (criterion: Criterion): boolean => criterion.marking.kind !== "COMPUTED";

/** Sum of all criteria's most points, in hundredths. */
export const mostOf = (rubric: RubricContent): number => rubric.criteria.reduce((sum, one) => sum + one.max, 0);

/** Whether facts meet a gate. What cannot be computed does not. */
export function meets(gate: Pick<Gate, "formula" | "at" | "value">, facts: Facts): boolean {
  const { value } = workOut(gate.formula, facts);
  if (value === null) return false;
  return gate.at === "LEAST" ? new Exact(value).gte(gate.value) : new Exact(value).lte(gate.value);
}
