import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { evaluateFormula, Exact } from "#app/lib/formula.ts";
import { type Facts, FACT_KEYS, factsOfSubject } from "#app/modules/awards/facts/catalogue.ts";
import {
  factsNamed,
  fitsRange,
  meets,
  mostOf,
  pointsOf,
  rangeOf,
  whyNotFormula,
} from "#app/modules/awards/rubrics/evaluate.ts";
import type { Criterion, RubricContent } from "#app/modules/awards/rubrics/rubric.ts";
import { readRubric, whyNotRubric } from "#app/modules/awards/rubrics/schema.ts";
import { SHIPPED_RUBRICS } from "#app/modules/awards/rubrics/shipped.ts";

const fact = (value: number | string) => ({
  value: String(value),
  evidence: [{ kind: "benefit", id: "b", on: "2026-01-01", value: String(value) }],
});
const yuan = (value: number): Facts => ({ certifiedYuan: fact(value) });
const [seven, four] = SHIPPED_RUBRICS.map((one) => one.content) as [RubricContent, RubricContent];
const of = (rubric: RubricContent, key: string): Criterion => {
  const found = rubric.criteria.find((one) => one.key === key);
  if (!found) throw new Error(key);
  return found;
};
const computed = (formula: string, steps: { from: string; points: number }[] = [], max = 1000): Criterion => ({
  key: "one",
  name: { zh: "一", en: "One" },
  guide: { zh: "", en: "" },
  max,
  marking: { kind: "COMPUTED", formula, steps },
});

describe("both rubrics of the forms", () => {
  it.each(SHIPPED_RUBRICS)("$nameEn adds up to 100 and has nothing wrong with it", ({ content, subject }) => {
    expect(mostOf(content)).toBe(10_000);
    expect(whyNotRubric(content, subject)).toEqual([]);
    expect(readRubric(JSON.parse(JSON.stringify(content)))).toEqual(content);
  });
  it.each([
    [6_000_000, 40],
    [5_999_999.99, 30],
    [3_000_000, 30],
    [2_999_999, 20],
    [1_000_000, 20],
    [999_999, 15],
    [500_000, 15],
    [499_999.99, 0],
    [0, 0],
  ])("(a) gives %d yuan %d points", (amount, points) => {
    expect(pointsOf(of(seven, "economic"), yuan(amount), null)).toBe(points * 100);
  });
  it.each([
    [500_000, 26, 30],
    [499_999, 15, 25],
    [100_000, 15, 25],
    [99_999, 10, 14],
    [1, 10, 14],
  ])("(b) lets the judge choose for %d yuan from %d to %d", (amount, least, most) => {
    expect(rangeOf(of(four, "economic"), yuan(amount))).toEqual({ least: least * 100, most: most * 100 });
  });
  it("gives no points without evidence, whatever the number says", () => {
    const bare: Facts = { certifiedYuan: { value: "9000000", evidence: [] } };
    expect(pointsOf(of(seven, "economic"), bare, null)).toBe(0);
    expect(pointsOf(of(four, "economic"), bare, 3000)).toBe(0);
    expect(pointsOf(of(four, "economic"), {}, null)).toBe(0);
  });
  it("takes a judge's points only where the facts allow them", () => {
    expect(pointsOf(of(four, "economic"), yuan(600_000), 2599)).toBeNull();
    expect(pointsOf(of(four, "economic"), yuan(600_000), 2600)).toBe(2600);
    expect(pointsOf(of(seven, "difficulty"), {}, 1001)).toBeNull();
    expect(fitsRange(of(seven, "difficulty"), {}, 0.5)).toBe(false);
  });
});

describe("formulas over facts", () => {
  it("know the subject's facts and nothing else", () => {
    expect(whyNotFormula("certifiedYuan / 10000 + 2 * independentAdopters", "ACHIEVEMENT")).toBeNull();
    expect(whyNotFormula("yearsRunning", "ACHIEVEMENT")).toMatchObject({ key: "formula-unknown" });
    expect(whyNotFormula("yearsRunning", "STUDIO")).toBeNull();
    expect(whyNotFormula("5", "STUDIO")).toEqual({ key: "rubric-no-fact" });
    for (const bad of [
      "certifiedYuan.constructor",
      "a=1",
      "[certifiedYuan]",
      "certifiedYuan ? 1 : 2",
      "eval(papers)",
      "1e9 * papers",
      "",
    ])
      expect(whyNotFormula(bad, "ACHIEVEMENT"), bad).not.toBeNull();
  });
  it("come to nothing where they divide by nothing", () => {
    expect(pointsOf(computed("certifiedYuan / papers"), yuan(5), null)).toBe(0);
    expect(meets({ formula: "certifiedYuan / papers", at: "MOST", value: "10" }, yuan(5))).toBe(false);
  });
  it("are read to their end, whatever they divide by", () => {
    // Divides by nothing where every fact is one, and is wrong behind that.
    expect(whyNotFormula("certifiedYuan / (papers - 1) + turnover", "ACHIEVEMENT")).toMatchObject({
      key: "formula-unknown",
      values: { name: "turnover" },
    });
    expect(whyNotFormula("1 / 0", "ACHIEVEMENT")).toEqual({ key: "rubric-no-fact" });
    // Whatever stands under a line, the facts above it are its evidence.
    for (const bottom of FACT_KEYS.flatMap((a) => FACT_KEYS.map((b) => `(${a} - ${b} + 2)`)))
      expect(factsNamed(`certifiedYuan / ${bottom}`), bottom).toContain("certifiedYuan");
    expect(pointsOf(computed("certifiedYuan / (inventionPatents - utilityPatents + 2)"), yuan(5), null)).toBe(250);
  });
  it("are no points below nothing or above the most, and gates ask from both sides, by evidence alone", () => {
    expect(pointsOf(computed("certifiedYuan - 10"), yuan(5), null)).toBe(0);
    const economic = of(four, "economic");
    if (economic.marking.kind !== "BOUNDED") throw new Error("a bounded criterion");
    const wide = { ...economic, marking: { ...economic.marking, ranges: [{ from: "0", least: 100, most: 99_999 }] } };
    expect(rangeOf(wide, yuan(5))).toEqual({ least: 100, most: economic.max });
    const gate = { formula: "certifiedYuan", value: "5" };
    expect([4, 5, 6].map((amount) => meets({ ...gate, at: "LEAST" }, yuan(amount)))).toEqual([false, true, true]);
    expect([4, 5, 6].map((amount) => meets({ ...gate, at: "MOST" }, yuan(amount)))).toEqual([true, true, false]);
    expect(meets({ ...gate, at: "LEAST" }, { certifiedYuan: { value: "9", evidence: [] } })).toBe(false);
  });
  it("are refused when nested beyond any calculation", () => {
    const deep = `${"(".repeat(240)}1${")".repeat(240)}`;
    expect(evaluateFormula(`-${"-".repeat(300)}1`, new Map())).toMatchObject({ key: "formula-wrong" });
    expect(evaluateFormula(deep, new Map())).toMatchObject({ value: new Exact(1) });
  });
});

const amounts = fc.integer({ min: 0, max: 20_000_000 });
const steps = fc
  .uniqueArray(fc.tuple(fc.integer({ min: 0, max: 1_000_000 }), fc.integer({ min: 0, max: 1000 })), {
    selector: ([from]) => from,
    maxLength: 8,
  })
  .map((rows) => {
    const points = rows.map((row) => row[1]).sort((a, b) => a - b);
    return rows
      .map((row) => row[0])
      .sort((a, b) => a - b)
      .map((from, index) => ({ from: String(from), points: points[index] ?? 0 }));
  });

describe("for any steps and facts", () => {
  it("more is never worth less, and nothing is above the criterion's most", () => {
    fc.assert(
      fc.property(steps, amounts, amounts, fc.integer({ min: 1, max: 1000 }), (rows, a, b, max) => {
        const criterion = computed("certifiedYuan", rows, max);
        const [low, high] = [Math.min(a, b), Math.max(a, b)].map((one) => pointsOf(criterion, yuan(one), null) ?? -1);
        expect(low).toBeLessThanOrEqual(high ?? -1);
        expect(high).toBeLessThanOrEqual(max);
        expect(low).toBeGreaterThanOrEqual(0);
      }),
    );
  });
  it("changing one fact moves only criteria that name it", () => {
    const keys = factsOfSubject("ACHIEVEMENT");
    const criteria = fc.array(fc.tuple(fc.constantFrom(...keys), fc.constantFrom(...keys)), {
      minLength: 1,
      maxLength: 6,
    });
    fc.assert(
      fc.property(criteria, fc.constantFrom(...keys), amounts, amounts, (pairs, changed, before, after) => {
        const facts = Object.fromEntries(keys.map((key, index) => [key, fact(index + 1)]));
        for (const [a, b] of pairs) {
          const criterion = computed(`min(${a}, 5) + max(${b}, 1) / 3`);
          const old = pointsOf(criterion, { ...facts, [changed]: fact(before) }, null);
          const now = pointsOf(criterion, { ...facts, [changed]: fact(after) }, null);
          expect(
            factsNamed(
              "marking" in criterion && criterion.marking.kind === "COMPUTED" ? criterion.marking.formula : "",
            ).sort(),
          ).toEqual([...new Set([a, b])].sort());
          if (a !== changed && b !== changed) expect(now).toBe(old);
        }
      }),
    );
  });
});

describe("a rubric that cannot be used says why", () => {
  const base = of(four, "economic");
  const bounded = (ranges: { from: string; least: number; most: number }[]): RubricContent => ({
    ties: [],
    criteria: [{ ...base, marking: { kind: "BOUNDED", formula: "certifiedYuan", ranges } }],
  });
  const keys = (content: RubricContent) => whyNotRubric(content, "ACHIEVEMENT").map((one) => one.key);
  it.each([
    ["a gap at the bottom", [{ from: "100", least: 0, most: 10 }], "rubric-gap"],
    [
      "overlapping points",
      [
        { from: "0", least: 0, most: 10 },
        { from: "5", least: 9, most: 20 },
      ],
      "rubric-overlap",
    ],
    [
      "steps out of order",
      [
        { from: "0", least: 0, most: 1 },
        { from: "0", least: 2, most: 3 },
      ],
      "rubric-steps-order",
    ],
    ["more than the most", [{ from: "0", least: 0, most: 9000 }], "rubric-above-max"],
  ])("%s", (_, ranges, key) => expect(keys(bounded(ranges))).toContain(key));
  it("names every fact of the catalogue once", () => {
    expect(new Set(FACT_KEYS).size).toBe(FACT_KEYS.length);
    expect(keys({ criteria: [], ties: [] })).toEqual(["rubric-empty"]);
    expect(keys({ ...seven, ties: ["nothing"] })).toEqual(["rubric-tie"]);
  });
});
