import { z } from "zod";
import { EXPORTED_STATES } from "./policy.ts";
import { TEMPLATE_KINDS } from "./fields.ts";

export const askSchema = z.object({ clientId: z.uuid({ error: "bad_value" }) });
export const askRoundSchema = askSchema.extend({
  states: z.array(z.enum(EXPORTED_STATES, { error: "bad_choice" })).default([]),
});
export type AskRound = z.output<typeof askRoundSchema>;
export const exportStepSchema = z.object({ exportId: z.uuid({ error: "bad_value" }) });

/** A step that needs nothing but its button. */
export const stepSchema = z.object({});

/** The files themselves are judged by what they hold. */
export const scanSchema = z.object({});

export const TEMPLATE_NAME = 60;
export const TEMPLATE_MEGABYTES = 5;
export const uploadTemplateSchema = z.object({
  organisationId: z.uuid({ error: "choose_one" }),
  kind: z.enum(TEMPLATE_KINDS, { error: "choose_one" }),
  titleId: z.uuid({ error: "bad_choice" }).optional(),
  name: z
    .string({ error: "required" })
    .trim()
    .min(1, { error: "required" })
    .max(TEMPLATE_NAME, { error: `too_long|max=${TEMPLATE_NAME}` }),
  file: z
    .instanceof(File, { error: "required" })
    .refine((file) => file.size > 0, { error: "required" })
    .refine((file) => file.size <= TEMPLATE_MEGABYTES * 1024 * 1024, {
      error: `file_too_big|max=${TEMPLATE_MEGABYTES}`,
    }),
});
export type UploadTemplate = z.output<typeof uploadTemplateSchema>;
