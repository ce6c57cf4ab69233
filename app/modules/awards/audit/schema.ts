import { z } from "zod";
import { dayField, idField, line } from "#app/modules/accounts/schema.ts";
import { requiredText } from "#app/modules/problems/schema.ts";

export const AUDITOR_REASON_MAX = 300;
/** Nobody reads a round's evidence for longer than this on one naming. */
export const AUDITOR_MONTHS = 12;

/** Somebody with an account, by what they sign in with, until and with a day. */
export const nameAuditorSchema = z.object({
  contact: line(200).pipe(z.string().min(1, { error: "required" })),
  until: dayField,
  reason: requiredText(AUDITOR_REASON_MAX),
});
export type NamedAuditor = z.output<typeof nameAuditorSchema>;
export const endAuditorSchema = z.object({ id: idField });
