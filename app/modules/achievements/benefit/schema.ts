import { z } from "zod";
import { dayField, idField, versionField } from "#app/modules/accounts/schema.ts";
import { requiredText, text } from "#app/modules/problems/schema.ts";
import { COSTS_MAX, decimalText, fenOfYuan, FORMULA_MAX, INPUTS_MAX } from "./formula.ts";
import { BENEFIT_MAX } from "./limits.ts";
import { BENEFIT_KINDS, BENEFIT_MEASURES } from "./rules.ts";

/** The fix of one's own, or the adoption, that a benefit comes from: "fix:ID" or "adoption:ID". */
const source = z
  .string({ error: "choose_one" })
  .transform((value) => /^(fix|adoption):([0-9a-f-]{36})$/.exec(value))
  .refine((found) => found !== null, { error: "choose_one", abort: true })
  .transform((found) => ({
    kind: found?.[1] === "fix" ? ("fix" as const) : ("adoption" as const),
    id: found?.[2] ?? "",
  }));

/** Where, by what measure and when. */
const place = {
  measure: z.enum(BENEFIT_MEASURES, { error: "choose_one" }),
  measureText: text(BENEFIT_MAX.measureText),
  assetId: idField.optional(),
  place: text(BENEFIT_MAX.place),
  fromOn: dayField,
  toOn: dayField,
};
type Placed = { measure: string; measureText: string; assetId?: string; place: string; fromOn: Date; toOn: Date };

function checkPlace(value: Placed, wrong: (path: string, message: string) => void): void {
  if (value.toOn < value.fromOn) wrong("toOn", "ends_before_start");
  else if (value.toOn.getUTCFullYear() !== value.fromOn.getUTCFullYear()) wrong("toOn", "benefit-one-year");
  if (value.measure === "OTHER" && !value.measureText) wrong("measureText", "benefit-measure-text");
  if (!value.assetId && !value.place) wrong("place", "benefit-place");
}

export const enterBenefitSchema = z
  .object({
    clientId: z.uuid(),
    source,
    kind: z.enum(BENEFIT_KINDS, { error: "choose_one" }),
    ...place,
    social: text(BENEFIT_MAX.social),
  })
  .superRefine((value, context) => {
    const wrong = (path: string, message: string) => context.addIssue({ code: "custom", path: [path], message });
    checkPlace(value, wrong);
    if (value.kind === "SOCIAL" && !value.social) wrong("social", "benefit-social");
  });
export type EnteredBenefit = z.output<typeof enterBenefitSchema>;

export const moveBenefitSchema = z
  .object({ version: versionField, ...place })
  .superRefine((value, context) =>
    checkPlace(value, (path, message) => context.addIssue({ code: "custom", path: [path], message })),
  );
export type MovedBenefit = z.output<typeof moveBenefitSchema>;

const inputRow = z.object({
  name: text(BENEFIT_MAX.inputName),
  value: text(60),
  unit: text(BENEFIT_MAX.unit),
  source: text(BENEFIT_MAX.source),
});
const costRow = z.object({ name: text(80), yuan: text(60) });

/** The calculation as the form posts it; empty lines are none. */
export const figuresSchema = z.object({
  version: versionField,
  stage: z.enum(["FORECAST", "ACTUAL"], { error: "choose_one" }),
  formula: text(FORMULA_MAX),
  inputs: z.array(inputRow).max(INPUTS_MAX).default([]),
  costs: z.array(costRow).max(COSTS_MAX).default([]),
});
export type TypedFigures = z.output<typeof figuresSchema>;

export const certifySchema = z
  .object({
    version: versionField,
    decision: z.enum(["WHOLE", "PART", "REFUSE"], { error: "choose_one" }),
    amountYuan: text(60),
    reason: text(BENEFIT_MAX.reason),
  })
  .superRefine(({ decision, amountYuan, reason }, context) => {
    const wrong = (path: string, message: string) => context.addIssue({ code: "custom", path: [path], message });
    if (decision === "PART") {
      if (amountYuan === "") wrong("amountYuan", "required");
      else if (decimalText(amountYuan) === null) wrong("amountYuan", "not_a_number");
      else if (fenOfYuan(amountYuan) === null) wrong("amountYuan", "two_places");
    }
    if (decision !== "WHOLE" && !reason) wrong("reason", "reason-required");
  });
export type Certification = z.output<typeof certifySchema>;

/** Files are taken from the form itself. */
export const filesSchema = z.object({ intent: z.string() });
export const versionSchema = z.object({ version: versionField });
export const reasonedSchema = z.object({ version: versionField, reason: requiredText(BENEFIT_MAX.reason) });
