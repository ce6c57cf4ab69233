import { z } from "zod";
import { FORMULA_MAX } from "#app/lib/formula.ts";
import { idField, line, versionField } from "#app/modules/accounts/schema.ts";
import { decimalText } from "#app/modules/achievements/benefit/formula.ts";
import { requiredText, text } from "#app/modules/problems/schema.ts";
import { AWARD_SUBJECTS } from "../facts/catalogue.ts";
import { AWARD_MAX } from "../limits.ts";
import { RUBRIC_KEY, RUBRIC_MAX } from "./schema.ts";

/** None for a new line; else what its scores are kept by, which nobody types. */
const keptBy = line(40)
  .refine((key) => key === "" || RUBRIC_KEY.test(key), { error: "bad_choice" })
  .default("");

/** Rows of a form: an empty textarea posts nothing, so each part has its own default. */
const typedCriterion = z.object({
  key: keptBy,
  nameZh: requiredText(RUBRIC_MAX.name),
  nameEn: text(RUBRIC_MAX.name),
  guideZh: text(RUBRIC_MAX.guide),
  guideEn: text(RUBRIC_MAX.guide),
  max: requiredText(10),
  kind: z.enum(["JUDGED", "COMPUTED", "BOUNDED"], { error: "choose_one" }),
  formula: text(FORMULA_MAX),
  rows: text(4000),
});

/** The editor: the criteria, and facts for the worked example beside it. */
export const rubricFormSchema = z.object({
  version: versionField,
  intent: z.string().default("save"),
  criteria: z.array(typedCriterion).max(RUBRIC_MAX.criteria).default([]),
  example: z.record(z.string().max(40), z.string().max(30).optional()).default({}),
});
/** The editor of the library: a rubric there has a name of its own. */
export const namedRubricFormSchema = rubricFormSchema.extend({
  name: requiredText(AWARD_MAX.name),
  nameEn: line(AWARD_MAX.name).default(""),
});

const SOURCE = /^(rubric|round):([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i;
/** What a rubric is copied from: "rubric:<id>", "round:<id>"; anything else is nothing. */
export function rubricSource(value: unknown): RubricSource | null {
  const match = typeof value === "string" ? SOURCE.exec(value) : null;
  return match ? { kind: match[1] === "round" ? "round" : "rubric", id: match[2] ?? "" } : null;
}
export type RubricSource = { kind: "rubric" | "round"; id: string };

export const newRubricSchema = z.object({
  clientId: z.uuid(),
  organisationId: idField,
  subject: z.enum(AWARD_SUBJECTS, { error: "choose_one" }),
  name: requiredText(AWARD_MAX.name),
  nameEn: line(AWARD_MAX.name).default(""),
  from: z.string().max(60).optional().transform(rubricSource),
});
export type NewRubric = z.output<typeof newRubricSchema>;
export const rubricVersionSchema = z.object({ version: versionField });
export const takeRubricSchema = z.object({
  version: versionField,
  rubricId: idField,
});

const typedGate = z
  .object({
    key: keptBy,
    textZh: text(RUBRIC_MAX.guide),
    textEn: text(RUBRIC_MAX.guide),
    formula: text(FORMULA_MAX),
    at: z.enum(["LEAST", "MOST"]).default("LEAST"),
    value: text(20),
  })
  .superRefine((gate, context) => {
    if (gate.formula === "" && gate.textZh === "") return;
    const wrong = (path: string, message: string) => context.addIssue({ code: "custom", path: [path], message });
    if (gate.textZh === "") wrong("textZh", "required");
    if (gate.formula === "") wrong("formula", "required");
    if (decimalText(gate.value) === null) wrong("value", "not_a_number");
  });
export const gatesFormSchema = z.object({
  version: versionField,
  gates: z.array(typedGate).max(RUBRIC_MAX.gates).default([]),
});
