import { z } from "zod";
import { dayField, idField, line, versionField } from "#app/modules/accounts/schema.ts";
import { isMonth, SKILL_GRADES } from "./rules.ts";

export { SKILL_GRADES } from "./rules.ts";

export const MENTOR_MAX = { trade: 60, goals: 20, goal: 200, terms: 2000, note: 3000, summary: 4000, reason: 1000 };

// biome-ignore lint/suspicious/noControlCharactersInRegex: PostgreSQL refuses NUL in text, and no other of these is ever typed
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g;
const clean = (value: string): string => value.replace(/\r\n?/g, "\n").replace(CONTROL, "").trim();
const text = (max: number) =>
  z
    .string()
    .transform(clean)
    .pipe(z.string().max(max))
    .optional()
    .transform((v) => v ?? "");
const required = (max: number) => z.string().transform(clean).pipe(z.string().min(1).max(max));

/** One goal a line; numbers and dashes people put before them are dropped. */
const goals = z
  .string({ error: "mentorship-goals" })
  .transform((value) =>
    clean(value)
      .split("\n")
      .map((one) => one.replace(/^\s*([-•·*]|\d{1,2}[.、)）])\s*/, "").trim())
      .filter((one) => one !== ""),
  )
  .pipe(
    z
      .array(z.string().max(MENTOR_MAX.goal))
      .min(1, { error: "mentorship-goals" })
      .max(MENTOR_MAX.goals, { error: `mentorship-too-many-goals|max=${MENTOR_MAX.goals}` }),
  );

const grade = z.enum(SKILL_GRADES, { error: "choose_one" });
const LONGEST_MS = 5 * 366 * 86_400_000;

const agreement = {
  trade: required(MENTOR_MAX.trade),
  startsOn: dayField,
  endsOn: dayField,
  goals,
  terms: text(MENTOR_MAX.terms),
  gradeBefore: grade,
};
type Days = { startsOn: Date; endsOn: Date };
const inOrder = ({ startsOn, endsOn }: Days, context: z.RefinementCtx) => {
  const message =
    endsOn <= startsOn
      ? "mentorship-days"
      : endsOn.getTime() - startsOn.getTime() > LONGEST_MS
        ? "mentorship-too-long"
        : "";
  if (message) context.addIssue({ code: "custom", path: ["endsOn"], message });
};

export const proposeMentorshipSchema = z
  .object({
    clientId: z.uuid(),
    placeId: idField,
    /** The exact e-mail address or phone number of an account; people are not leafed through. */
    master: line(200).optional(),
    masterId: idField.optional(),
    apprentice: line(200).optional(),
    apprenticeId: idField.optional(),
    ...agreement,
  })
  .superRefine(inOrder)
  .superRefine((value, context) => {
    if (!value.master && !value.masterId) context.addIssue({ code: "custom", path: ["masterId"], message: "required" });
    if (!value.apprentice && !value.apprenticeId)
      context.addIssue({ code: "custom", path: ["apprenticeId"], message: "required" });
  });
export const changeMentorshipSchema = z.object({ version: versionField, ...agreement }).superRefine(inOrder);
export type Agreement = Omit<z.output<typeof changeMentorshipSchema>, "version">;

export const signMentorshipSchema = z.object({ textVersion: versionField });
export const monthField = z.string().refine(isMonth, { error: "mentor-month" });
/** `version` is empty for a month not written yet. */
export const noteSchema = z.object({ version: versionField.optional(), text: required(MENTOR_MAX.note) });
export const answerNoteSchema = z
  .object({ version: versionField, decision: z.enum(["sign", "return"]), answer: text(MENTOR_MAX.reason) })
  .superRefine(({ decision, answer }, context) => {
    if (decision === "return" && !answer)
      context.addIssue({ code: "custom", path: ["answer"], message: "reason-required" });
  });
export const summarySchema = z.object({ version: versionField, summary: required(MENTOR_MAX.summary) });
export const handInSchema = z.object({
  version: versionField,
  assessment: required(MENTOR_MAX.summary),
  gradeAfter: grade,
});
export const confirmSchema = z
  .object({ version: versionField, decision: z.enum(["graduate", "return"]), reason: text(MENTOR_MAX.reason) })
  .superRefine(({ decision, reason }, context) => {
    if (decision === "return" && !reason)
      context.addIssue({ code: "custom", path: ["reason"], message: "reason-required" });
  });
export const endMentorshipSchema = z.object({ version: versionField, reason: required(MENTOR_MAX.reason) });
