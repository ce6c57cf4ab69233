import { z } from "zod";
import { idField, line } from "#app/modules/accounts/schema.ts";

const queue = z.string().regex(/^[\w.-]{1,100}$/, { error: "bad_choice" });

/** One dead letter, or without `id` all of a queue. */
export const restartSchema = z.object({ queue, id: idField.optional() });
export const discardSchema = z.object({
  queue,
  id: idField.optional(),
  reason: line(200).pipe(z.string().min(2, { error: "reason-required" })),
});
