import { z } from "zod";
import { Exact } from "#app/lib/formula.ts";
import type { AwardSubject } from "../facts/catalogue.ts";
import { whyNotFormula } from "./evaluate.ts";
import type { Gate, RubricContent } from "./rubric.ts";

export const RUBRIC_MAX = { criteria: 20, rows: 12, gates: 20, name: 60, guide: 500, points: 100_000 } as const;

const DECIMAL = /^-?\d{1,12}(\.\d{1,6})?$/;
/** What scores and gates are kept by. */
export const RUBRIC_KEY = /^[a-z][a-zA-Z0-9]{0,39}$/;
const decimal = z.string().regex(DECIMAL, { error: "not_a_number" });
const points = z.number().int().min(0).max(RUBRIC_MAX.points);
const said = (max: number) => z.object({ zh: z.string().max(max), en: z.string().max(max) });
const named = said(RUBRIC_MAX.name).refine((text) => text.zh.trim() !== "", { error: "required" });

const marking = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("JUDGED"),
    anchors: z.array(z.object({ least: points, most: points, text: said(RUBRIC_MAX.guide) })).max(RUBRIC_MAX.rows),
  }),
  z.object({
    kind: z.literal("COMPUTED"),
    formula: z.string(),
    steps: z.array(z.object({ from: decimal, points })).max(RUBRIC_MAX.rows),
  }),
  z.object({
    kind: z.literal("BOUNDED"),
    formula: z.string(),
    ranges: z
      .array(z.object({ from: decimal, least: points, most: points }))
      .min(1)
      .max(RUBRIC_MAX.rows),
  }),
]);

const storedCriterion = z.object({
  key: z.string().regex(RUBRIC_KEY),
  name: named,
  guide: said(RUBRIC_MAX.guide),
  max: points.min(1),
  marking,
});

/** The shape of a stored rubric; whether it makes sense for a subject says `whyNotRubric`. */
export const rubricSchema: z.ZodType<RubricContent> = z.object({
  criteria: z.array(storedCriterion).max(RUBRIC_MAX.criteria),
  ties: z.array(z.string()).max(RUBRIC_MAX.criteria),
});

export const gatesSchema: z.ZodType<Gate[]> = z
  .array(
    z.object({
      key: z.string().regex(RUBRIC_KEY),
      text: said(RUBRIC_MAX.guide),
      formula: z.string(),
      at: z.enum(["LEAST", "MOST"]),
      value: decimal,
    }),
  )
  .max(RUBRIC_MAX.gates);

/** What is wrong with one criterion: a key of app/words/award-errors.ts and where it is. */
export type RubricWrong = { index: number; part: string; key: string; values?: Record<string, string> };

const ascending = (values: readonly string[]): boolean =>
  values.every((value, index) => index === 0 || new Exact(value).gt(values[index - 1] ?? "0"));

/** More, or larger, than a rubric holds; of what was typed, before it has the shape of a stored one. */
function beyond({ max, marking: m }: RubricContent["criteria"][number]): Omit<RubricWrong, "index">[] {
  const rows = m.kind === "JUDGED" ? m.anchors : m.kind === "COMPUTED" ? m.steps : m.ranges;
  const spoken = m.kind === "JUDGED" ? m.anchors.flatMap(({ text }) => [text.zh, text.en]) : [];
  const wrong = (part: string, key: string, most?: number) => ({
    part,
    key,
    values: most === undefined ? undefined : { max: String(most) },
  });
  return [
    ...(max < 1 ? [wrong("max", "rubric-max")] : []),
    ...(max > RUBRIC_MAX.points ? [wrong("max", "too_big", RUBRIC_MAX.points / 100)] : []),
    ...(rows.length > RUBRIC_MAX.rows ? [wrong("rows", "too_many", RUBRIC_MAX.rows)] : []),
    ...(spoken.some((one) => one.length > RUBRIC_MAX.guide) ? [wrong("rows", "too_long", RUBRIC_MAX.guide)] : []),
  ];
}

/** Everything that keeps a rubric from being used, first criterion first; none means it may be, and has its shape. */
export function whyNotRubric(content: RubricContent, subject: AwardSubject): RubricWrong[] {
  if (content.criteria.length === 0) return [{ index: -1, part: "", key: "rubric-empty" }];
  const wrong: RubricWrong[] = [];
  const keys = new Set<string>();
  for (const [index, criterion] of content.criteria.entries()) {
    const { key, max, marking: m } = criterion;
    const add = (part: string, message: string, values?: Record<string, string>) =>
      wrong.push({ index, part, key: message, values });
    wrong.push(...beyond(criterion).map((one) => ({ index, ...one })));
    if (keys.has(key)) add("key", "rubric-twice");
    keys.add(key);
    if (m.kind === "JUDGED") {
      if (m.anchors.some((one) => one.least > one.most || one.most > max)) add("rows", "rubric-anchor");
      continue;
    }
    const formula = whyNotFormula(m.formula, subject);
    if (formula) add("formula", formula.key, formula.values);
    if (m.kind === "COMPUTED") {
      if (!ascending(m.steps.map((one) => one.from))) add("rows", "rubric-steps-order");
      if (m.steps.some((one, at) => at > 0 && one.points < (m.steps[at - 1]?.points ?? 0)))
        add("rows", "rubric-steps-fall");
      if (m.steps.some((one) => one.points > max)) add("rows", "rubric-above-max");
      continue;
    }
    if (!ascending(m.ranges.map((one) => one.from))) add("rows", "rubric-steps-order");
    if (!new Exact(m.ranges[0]?.from ?? 1).lte(0)) add("rows", "rubric-gap");
    if (m.ranges.some((one) => one.least > one.most)) add("rows", "rubric-range");
    if (m.ranges.some((one, at) => at > 0 && one.least < (m.ranges[at - 1]?.most ?? 0))) add("rows", "rubric-overlap");
    if (m.ranges.some((one) => one.most > max)) add("rows", "rubric-above-max");
  }
  for (const tie of content.ties) if (!keys.has(tie)) wrong.push({ index: -1, part: "ties", key: "rubric-tie" });
  return wrong;
}

/** A stored rubric; what the database holds was checked when it was written. @throws ZodError */
export const readRubric = (json: unknown): RubricContent => rubricSchema.parse(json);
export const readGates = (json: unknown): Gate[] => gatesSchema.parse(json);
