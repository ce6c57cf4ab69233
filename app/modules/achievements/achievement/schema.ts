import { z } from "zod";
import { dayField, versionField } from "#app/modules/accounts/schema.ts";
import { requiredText, text } from "#app/modules/problems/schema.ts";
import { ACHIEVEMENT_MAX as MAX } from "./limits.ts";
import { ACHIEVEMENT_KINDS } from "./rules.ts";

const kind = z.enum(ACHIEVEMENT_KINDS, { error: "choose_one" });

/** What it is built from: "fix:ID" of a solved problem, or "unit:ID" of the studio or enterprise. */
const source = z
  .string({ error: "choose_one" })
  .transform((value) => /^(fix|unit):([0-9a-f-]{36})$/.exec(value))
  .refine((found) => found !== null, { error: "choose_one", abort: true })
  .transform((found) => ({
    kind: found?.[1] === "fix" ? ("fix" as const) : ("unit" as const),
    id: found?.[2] ?? "",
  }));

export const enterAchievementSchema = z
  .object({ clientId: z.uuid(), source, kind, title: text(MAX.title), completedOn: dayField.optional() })
  .superRefine((value, context) => {
    const wrong = (path: string) => context.addIssue({ code: "custom", path: [path], message: "required" });
    if (value.source.kind === "fix") return;
    if (!value.title) wrong("title");
    if (!value.completedOn) wrong("completedOn");
  });
export type EnteredAchievement = z.output<typeof enterAchievementSchema>;

const patentRow = z.object({
  kind: text(20),
  number: text(MAX.number),
  title: text(MAX.name),
  holder: text(MAX.name),
  state: text(20),
  on: text(10),
});
const workRow = z.object({
  kind: text(20),
  title: text(MAX.name),
  issuer: text(MAX.name),
  number: text(MAX.number),
  on: text(10),
});
const awardRow = z.object({ name: text(MAX.name), issuer: text(MAX.name), grade: text(40), on: text(10) });
const adopterRow = z.object({ unit: text(MAX.name), contact: text(MAX.contact), on: text(10) });

/** The form as posted; empty lines are none. */
export const achievementSchema = z.object({
  version: versionField,
  kind,
  title: requiredText(MAX.title),
  completedOn: dayField,
  summary: text(MAX.text),
  innovation: text(MAX.text),
  application: text(MAX.text),
  social: text(MAX.text),
  patents: z.array(patentRow).max(MAX.patents).default([]),
  works: z.array(workRow).max(MAX.works).default([]),
  awards: z.array(awardRow).max(MAX.awards).default([]),
  adopters: z.array(adopterRow).max(MAX.adopters).default([]),
});
export type TypedAchievement = z.output<typeof achievementSchema>;

export const submitAchievementSchema = z.object({ version: versionField, novelty: text(MAX.novelty) });

export const decideAchievementSchema = z
  .object({
    version: versionField,
    decision: z.enum(["register", "return"], { error: "choose_one" }),
    reason: text(MAX.reason),
  })
  .superRefine(({ decision, reason }, context) => {
    if (decision === "return" && !reason)
      context.addIssue({ code: "custom", path: ["reason"], message: "reason-required" });
  });

/** A benefit or an adoption taken in or out. */
export const linkSchema = z.object({
  version: versionField,
  what: z.enum(["benefit", "adoption"], { error: "choose_one" }),
  id: z.uuid({ error: "bad_choice" }),
});
export type Link = z.output<typeof linkSchema>;

/** Files are taken from the form itself. */
export const filesSchema = z.object({ intent: z.string() });
export const versionSchema = z.object({ version: versionField });
export const reasonedSchema = z.object({ version: versionField, reason: requiredText(MAX.reason) });
