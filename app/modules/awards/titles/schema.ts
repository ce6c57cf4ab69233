import { z } from "zod";
import { idField, line, versionField } from "#app/modules/accounts/schema.ts";
import { requiredText } from "#app/modules/problems/schema.ts";
import { AWARD_SUBJECTS } from "../facts/catalogue.ts";
import { AWARD_MAX } from "../limits.ts";

/** One grade a line, from the highest down. */
const grades = z
  .string({ error: "required" })
  .transform((value) => [
    ...new Set(
      value
        .split(/\r?\n/)
        .map((one) => one.trim())
        .filter(Boolean),
    ),
  ])
  .pipe(
    z
      .array(z.string())
      .min(1, { error: "required" })
      .max(AWARD_MAX.grades)
      // Told of the box, not of one of its lines: there is one field to stand beside.
      .refine((all) => all.every((one) => one.length <= AWARD_MAX.grade), {
        error: `too_long|max=${AWARD_MAX.grade}`,
      }),
  );

export const titleSchema = z.object({
  organisationId: idField,
  subject: z.enum(AWARD_SUBJECTS, { error: "choose_one" }),
  name: requiredText(AWARD_MAX.title),
  nameEn: line(AWARD_MAX.title).default(""),
  legalBasis: requiredText(AWARD_MAX.legalBasis),
  grades,
});
export type TypedTitle = z.output<typeof titleSchema>;
export const titleVersionSchema = z.object({ version: versionField });
