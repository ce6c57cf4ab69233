import { z } from "zod";
import { plainNumber } from "#app/lib/typed-number.ts";
import { idField, versionField, wholeField } from "#app/modules/accounts/schema.ts";
import { TARGETS, type TargetMeasure } from "./measures.ts";

const targetField = z
  .string()
  .default("")
  .transform((text, context) => {
    if (text.trim() === "") return null;
    const plain = plainNumber(text) ?? "";
    if (/^\d{1,7}$/.test(plain)) return Number(plain);
    const message = /^-\d+$/.test(plain)
      ? "too_small|min=0"
      : /^\d+$/.test(plain)
        ? "too_big|max=9999999"
        : "not_an_integer";
    context.addIssue({ code: "custom", message });
    return null;
  });

/** What a union means to reach in a year; left empty, there is no such target. */
export const targetsSchema = z.object({
  version: versionField,
  year: wholeField(2000, 2099),
  ...(Object.fromEntries(TARGETS.map((measure) => [measure, targetField])) as Record<
    TargetMeasure,
    typeof targetField
  >),
});
export type TargetsInput = z.output<typeof targetsSchema>;

export const reportSchema = z.object({
  organisation: idField,
  period: z.string({ error: "choose_one" }).regex(/^20\d{2}(-(0[1-9]|1[0-2]))?$/, { message: "bad_choice" }),
});
