import { z } from "zod";
import { idField, versionField } from "#app/modules/accounts/schema.ts";
import { requiredText, text } from "#app/modules/problems/schema.ts";
import { AWARD_MAX } from "../limits.ts";

/** What an application is for: "achievement:ID", "studio:ID" or "person:ID". */
const subject = z
  .string({ error: "choose_one" })
  .transform((value) => /^(achievement|studio|person):([0-9a-f-]{36})$/.exec(value))
  .refine((found) => found !== null, { error: "choose_one" })
  .transform((found) => ({ kind: found?.[1] as "achievement" | "studio" | "person", id: found?.[2] ?? "" }));

/** The same out of an address; null is none. */
export const subjectIn = (url: URL) => subject.safeParse(url.searchParams.get("for")).data ?? null;

export const startApplicationSchema = z.object({ clientId: z.uuid(), roundId: idField, subject });
export type StartedApplication = z.output<typeof startApplicationSchema>;

/** One part for each criterion asked, in the rubric's order. */
export const statementSchema = z.object({
  version: versionField,
  said: z
    .array(
      z.object({
        key: z.string().max(40),
        text: text(AWARD_MAX.statement),
        files: z.array(idField).max(AWARD_MAX.files).default([]),
      }),
    )
    .max(30)
    .default([]),
});
export type TypedStatement = z.output<typeof statementSchema>;

export const confirmSchema = z.object({ textVersion: versionField });
export const stepSchema = z.object({ version: versionField });
export const opinionSchema = z.object({ version: versionField, opinion: requiredText(AWARD_MAX.opinion) });
export const reasonedStepSchema = z.object({ version: versionField, reason: requiredText(AWARD_MAX.reason) });
export const applicationFilesSchema = z.object({ intent: z.string() });
