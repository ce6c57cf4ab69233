import { z } from "zod";
import { dayField, idField } from "#app/modules/accounts/schema.ts";
import { requiredText, text } from "#app/modules/problems/schema.ts";
import { COMPETITION_LEVELS, MEDALS } from "./rules.ts";

export const COMPETITION_MAX = { name: 80, organiser: 80, event: 60, award: 60, reason: 500 };

export const enterCompetitionSchema = z.object({
  clientId: z.uuid(),
  name: requiredText(COMPETITION_MAX.name),
  nameEn: text(120),
  level: z.enum(COMPETITION_LEVELS, { error: "choose_one" }),
  heldOn: dayField,
  organiser: requiredText(COMPETITION_MAX.organiser),
  organisationId: idField,
});
export type EnterCompetition = z.output<typeof enterCompetitionSchema>;

const rank = z
  .string()
  .optional()
  .transform((value, context) => {
    const typed = (value ?? "").normalize("NFKC").trim();
    if (typed === "") return null;
    if (!/^\d{1,4}$/.test(typed) || Number(typed) === 0) {
      context.addIssue({ code: "custom", message: "not_an_integer" });
      return null;
    }
    return Number(typed);
  });

export const enterResultSchema = z
  .object({
    clientId: z.uuid(),
    personId: idField,
    event: requiredText(COMPETITION_MAX.event),
    rank,
    medal: z.enum(MEDALS).optional(),
    award: text(COMPETITION_MAX.award),
  })
  .superRefine(({ rank: place, medal, award }, context) => {
    if (place === null && !medal && !award)
      context.addIssue({ code: "custom", path: ["rank"], message: "competition-no-result" });
  });
export type EnterResult = z.output<typeof enterResultSchema>;
export const withdrawResultSchema = z.object({ resultId: idField, reason: requiredText(COMPETITION_MAX.reason) });
export const resultFilesSchema = z.object({ resultId: idField });
