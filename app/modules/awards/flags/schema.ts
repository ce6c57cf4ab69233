import { z } from "zod";
import { versionField } from "#app/modules/accounts/schema.ts";
import { requiredText } from "#app/modules/problems/schema.ts";

export const CLEAR_MAX = 1000;

/** What an officer says to clear a flag. */
export const clearFlagSchema = z.object({
  version: versionField,
  reason: requiredText(CLEAR_MAX).pipe(z.string().min(5, { error: "too_short|min=5" })),
});
export type ClearedFlag = z.output<typeof clearFlagSchema>;
