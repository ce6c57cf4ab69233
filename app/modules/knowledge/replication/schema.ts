import { z } from "zod";
import { dayField, versionField } from "#app/modules/accounts/schema.ts";
import { requiredText, text, yuanField } from "#app/modules/problems/schema.ts";
import { measureSchema } from "#app/modules/solving/schema.ts";

export const ADOPTION_MAX = { place: 80, adapted: 4000, result: 4000, contact: 120, note: 2000 };

const ticked = z
  .enum(["on"])
  .optional()
  .transform((value) => value !== undefined);

/** What the adopting enterprise logs before it accepts: where, what it changed, before and after. */
export const measureAdoptionSchema = z
  .object({
    version: versionField,
    place: requiredText(ADOPTION_MAX.place),
    adapted: text(ADOPTION_MAX.adapted),
    startedOn: dayField,
    endedOn: dayField,
    result: requiredText(ADOPTION_MAX.result),
    lossYuan: yuanField,
    contact: text(ADOPTION_MAX.contact),
    anonymous: ticked,
    kept: ticked,
    measures: z.array(measureSchema).max(12).default([]),
  })
  .superRefine(({ startedOn, endedOn }, context) => {
    if (endedOn < startedOn) context.addIssue({ code: "custom", path: ["endedOn"], message: "ends_before_start" });
  });
export type MeasuredAdoption = z.output<typeof measureAdoptionSchema>;

export const ADOPTION_VERDICTS = ["FIXED", "PARTLY", "NOT_FIXED"] as const;
export const decideAdoptionSchema = z
  .object({
    version: versionField,
    verdict: z.enum(ADOPTION_VERDICTS, { error: "choose_one" }),
    note: text(ADOPTION_MAX.note),
  })
  .superRefine(({ verdict, note }, context) => {
    if (verdict === "NOT_FIXED" && note === "")
      context.addIssue({ code: "custom", path: ["note"], message: "reason-required" });
  });
export const dropAdoptionSchema = z.object({ version: versionField, note: requiredText(ADOPTION_MAX.note) });
