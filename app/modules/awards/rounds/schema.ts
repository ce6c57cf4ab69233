import { z } from "zod";
import { dayField, idField, line, versionField, wholeField } from "#app/modules/accounts/schema.ts";
import { ACHIEVEMENT_KINDS } from "#app/modules/achievements/achievement/rules.ts";
import { requiredText } from "#app/modules/problems/schema.ts";
import { AWARD_MAX } from "../limits.ts";

const many = <T extends z.ZodType>(one: T) =>
  z.preprocess((value) => (value === undefined ? [] : Array.isArray(value) ? value : [value]), z.array(one).max(60));

export const startRoundSchema = z.object({
  clientId: z.uuid(),
  titleId: idField,
  year: wholeField(2000, 2100),
  name: requiredText(AWARD_MAX.name),
  nameEn: line(AWARD_MAX.name).default(""),
  rubricId: idField.optional(),
});
export type StartedRound = z.output<typeof startRoundSchema>;

/** Deadlines are days at the organiser: each lasts to its end. */
export const defineRoundSchema = z
  .object({
    version: versionField,
    year: wholeField(2000, 2100),
    name: requiredText(AWARD_MAX.name),
    nameEn: line(AWARD_MAX.name).default(""),
    scopeIds: many(idField),
    achievementKinds: many(z.enum(ACHIEVEMENT_KINDS)),
    factsFrom: dayField,
    factsUntil: dayField,
    opensOn: dayField,
    closesOn: dayField,
    recommendOn: dayField,
    reviewOn: dayField,
    panelOn: dayField,
    noticeDays: wholeField(1, 30),
    headRule: z.enum(["ALLOWED", "NOT_FIRST", "NOT_AMONG"], { error: "choose_one" }),
    countedCompleters: wholeField(1, 20),
    minJudges: wholeField(1, 15),
    spreadLimit: wholeField(1, 100),
    trimExtremes: z.literal("on").optional(),
    places: z
      .array(z.object({ grade: z.string().max(AWARD_MAX.grade), places: wholeField(0, 999) }))
      .max(AWARD_MAX.grades)
      .default([]),
  })
  .superRefine((value, context) => {
    const order = ["opensOn", "closesOn", "recommendOn", "reviewOn", "panelOn"] as const;
    for (const [index, name] of order.entries()) {
      const before = order[index - 1];
      if (before && value[name] < value[before])
        context.addIssue({ code: "custom", path: [name], message: "round-dates" });
    }
    if (value.factsUntil < value.factsFrom)
      context.addIssue({ code: "custom", path: ["factsUntil"], message: "ends_before_start" });
  });
export type DefinedRound = z.output<typeof defineRoundSchema>;

export const roundStepSchema = z.object({ version: versionField });
export const cancelRoundSchema = z.object({ version: versionField, reason: requiredText(AWARD_MAX.reason) });
/** New last days of an open round; those that cannot be moved are not sent. */
export const moveDatesSchema = z.object({
  version: versionField,
  closesOn: dayField.optional(),
  recommendOn: dayField.optional(),
  reviewOn: dayField.optional(),
  panelOn: dayField.optional(),
  noticeOn: dayField.optional(),
  reason: requiredText(AWARD_MAX.reason),
});
export type MovedDates = z.output<typeof moveDatesSchema>;
export const copyRoundSchema = z.object({ clientId: z.uuid() });
