import { z } from "zod";
import { versionField } from "#app/modules/accounts/schema.ts";
import { TARGETS, type TargetMeasure } from "./measures.ts";

const targetField = z
  .string()
  .trim()
  .max(9, { message: "too_long|max=9" })
  .default("")
  .transform((text, context) => {
    const plain = text.normalize("NFKC").replace(/[,\s]/g, "");
    if (plain === "") return null;
    if (/^\d{1,7}$/.test(plain)) return Number(plain);
    context.addIssue({ code: "custom", message: "not_an_integer" });
    return null;
  });

/** What a union means to reach in a year; left empty, there is no such target. */
export const targetsSchema = z.object({
  version: versionField,
  year: z.coerce.number().int().min(2000).max(2099),
  ...(Object.fromEntries(TARGETS.map((measure) => [measure, targetField])) as Record<
    TargetMeasure,
    typeof targetField
  >),
});
export type TargetsInput = z.output<typeof targetsSchema>;

export const reportSchema = z.object({
  organisation: z.uuid({ message: "bad_choice" }),
  period: z.string().regex(/^20\d{2}(-(0[1-9]|1[0-2]))?$/, { message: "bad_choice" }),
});
