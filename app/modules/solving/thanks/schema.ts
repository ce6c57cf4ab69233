import { z } from "zod";
import { dayField, line, versionField } from "#app/modules/accounts/schema.ts";

export const THANKS_MAX = { number: 40, recipient: 120, body: 4000, signature: 120 };

// biome-ignore lint/suspicious/noControlCharactersInRegex: PostgreSQL refuses NUL in text, and no other of these is ever typed
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g;

/** `version` is empty while no letter is kept. */
export const thanksSchema = z.object({
  version: versionField.optional(),
  number: line(THANKS_MAX.number).pipe(z.string().min(1)),
  dated: dayField,
  recipient: line(THANKS_MAX.recipient).pipe(z.string().min(1)),
  body: z
    .string()
    .transform((value) => value.replace(/\r\n?/g, "\n").replace(CONTROL, "").trim())
    .pipe(z.string().min(1).max(THANKS_MAX.body)),
  signature: line(THANKS_MAX.signature).pipe(z.string().min(1)),
});
export type ThanksInput = z.output<typeof thanksSchema>;
