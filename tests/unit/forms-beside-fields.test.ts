import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { z } from "zod";
import { enterBenefitSchema, moveBenefitSchema } from "#app/modules/achievements/benefit/schema.ts";
import type { Marking, RubricContent } from "#app/modules/awards/rubrics/rubric.ts";
import { whyNotRubric } from "#app/modules/awards/rubrics/schema.ts";
import { enterResultSchema } from "#app/modules/studios/competitions/schema.ts";
import { fundSchema, promotionSchema, targetsSchema } from "#app/modules/studios/schema.ts";
import { errorText } from "#app/words/error-text.ts";

const clientId = randomUUID();
const id = randomUUID();

/** What a form that is right but for this says, as "field: key". */
const says = (schema: z.ZodType, right: object, wrong: object): string[] => {
  expect(schema.safeParse(right).error?.issues ?? []).toEqual([]);
  return (schema.safeParse({ ...right, ...wrong }).error?.issues ?? []).map(
    (one) => `${one.path.join(".")}: ${one.message}`,
  );
};

describe("what a form refuses stands beside its field", () => {
  const place = { measure: "DOWNTIME", measureText: "", place: "灌装 3 线", fromOn: "2026-01-01", toOn: "2026-01-31" };
  const benefit = { clientId, source: `fix:${id}`, kind: "SAVINGS", social: "", ...place };
  it.each([
    ["a benefit over two years", { toOn: "2027-01-01" }, "toOn: benefit-one-year"],
    ["a benefit that ends before it begins", { toOn: "2025-12-31" }, "toOn: ends_before_start"],
    ["another measure without its name", { measure: "OTHER" }, "measureText: benefit-measure-text"],
    ["a benefit nowhere", { place: "" }, "place: benefit-place"],
  ])("%s, entered and moved", (_, wrong, said) => {
    expect(says(enterBenefitSchema, benefit, wrong)).toEqual([said]);
    expect(says(moveBenefitSchema, { version: "0", ...place }, wrong)).toEqual([said]);
  });
  it("a social benefit without words", () => {
    expect(says(enterBenefitSchema, benefit, { kind: "SOCIAL" })).toEqual(["social: benefit-social"]);
  });

  const line = { topic: "卡瓶", measure: "停机", unit: "h", target: "10", actual: "", note: "" };
  const fund = {
    clientId,
    kind: "GRANTED",
    onDay: "2026-01-01",
    amountYuan: "100",
    text: "工具",
    document: "",
    note: "",
  };
  const grade = {
    clientId,
    personId: id,
    kind: "GRADE",
    gradeBefore: "SENIOR",
    gradeAfter: "TECHNICIAN",
    onDay: "2026-01-01",
    issuer: "市人社局",
    document: "",
  };
  const result = { clientId, personId: id, event: "钳工", rank: "1", award: "" };
  it.each<[string, z.ZodType, object, object, string]>([
    [
      "a yearly target of nothing",
      targetsSchema,
      { version: "0", year: "2026", lines: [line] },
      { lines: [{ ...line, target: "0" }] },
      "lines.0.target: studio-target-zero",
    ],
    ["a grant of nothing", fundSchema, fund, { amountYuan: "0" }, "amountYuan: studio-amount-zero"],
    [
      "a promotion to the same grade",
      promotionSchema,
      grade,
      { gradeAfter: "SENIOR" },
      "gradeAfter: studio-grade-not-higher",
    ],
    ["a result without rank, medal or award", enterResultSchema, result, { rank: "" }, "rank: competition-no-result"],
  ])("%s", (_, schema, right, wrong, said) => expect(says(schema, right, wrong)).toEqual([said]));
  it("nothing is what a correction of a grant may come to", () => {
    expect(says(fundSchema, fund, { correctsId: id, note: "没有到账", amountYuan: "0" })).toEqual([]);
  });

  const criterion = (key: string, marking: Marking, max = 1_000) => ({
    key,
    name: { zh: "一", en: "" },
    guide: { zh: "", en: "" },
    max,
    marking,
  });
  const computed = (...steps: [string, number][]): Marking => ({
    kind: "COMPUTED",
    formula: "certifiedYuan",
    steps: steps.map(([from, points]) => ({ from, points })),
  });
  const bounded = (...ranges: [string, number, number][]): Marking => ({
    kind: "BOUNDED",
    formula: "certifiedYuan",
    ranges: ranges.map(([from, least, most]) => ({ from, least, most })),
  });
  const anchored = (least: number, most: number, zh = "好"): Marking => ({
    kind: "JUDGED",
    anchors: [{ least, most, text: { zh, en: "" } }],
  });
  const many = Array.from({ length: 13 }, (_, n): [string, number] => [String(n), n]);
  const right = criterion("one", computed(["0", 1]));
  it.each<[string, RubricContent["criteria"], string]>([
    ["two criteria of one key", [right, right], "1.key: rubric-twice"],
    ["a most of nothing", [criterion("one", computed(), 0)], "0.max: rubric-max"],
    ["a most beyond any rubric", [criterion("one", computed(), 100_001)], "0.max: too_big"],
    ["more steps than fit", [criterion("one", computed(...many))], "0.rows: too_many"],
    ["an anchor above the most", [criterion("one", anchored(900, 1_001))], "0.rows: rubric-anchor"],
    ["an anchor that falls", [criterion("one", anchored(900, 800))], "0.rows: rubric-anchor"],
    ["an anchor longer than a page", [criterion("one", anchored(1, 2, "好".repeat(501)))], "0.rows: too_long"],
    ["steps that fall", [criterion("one", computed(["0", 5], ["1", 4]))], "0.rows: rubric-steps-fall"],
    ["a range that falls", [criterion("one", bounded(["0", 5, 4]))], "0.rows: rubric-range"],
    ["no range at all", [criterion("one", bounded())], "0.rows: rubric-gap"],
  ])("of a rubric %s", (_, criteria, said) => {
    const wrong = whyNotRubric({ criteria, ties: [] }, "ACHIEVEMENT");
    expect(wrong.map((one) => `${one.index}.${one.part}: ${one.key}`)).toEqual([said]);
    expect(whyNotRubric({ criteria: [right], ties: [] }, "ACHIEVEMENT")).toEqual([]);
    for (const locale of ["zh-CN", "en"] as const) {
      const [{ key = "", values = {} } = {}] = wrong;
      const told = errorText(locale, key, values);
      expect(told).not.toMatch(/undefined/);
      expect(told).not.toBe(key);
    }
  });
});
