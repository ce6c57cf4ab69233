import { z } from "zod";
import { FORMULA_MAX } from "#app/lib/formula.ts";
import { line, versionField } from "#app/modules/accounts/schema.ts";
import { decimalText } from "#app/modules/achievements/benefit/formula.ts";
import { requiredText, text } from "#app/modules/problems/schema.ts";
import { RUBRIC_MAX } from "./schema.ts";

/** Rows of a form: an empty textarea posts nothing, so each part has its own default. */
const typedCriterion = z.object({
  key: line(40).default(""),
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

const typedGate = z
  .object({
    key: line(40).default(""),
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
