import { z } from "zod";
import { plainNumber } from "#app/lib/typed-number.ts";

const line = z
  .string()
  .trim()
  .max(200)
  .optional()
  .transform((value) => value ?? "");

/** "Mine has it too", with what it costs, when somebody wants to say. */
export const confirmSchema = z.object({
  problemId: z.uuid(),
  downtimeHours: z
    .string()
    .optional()
    .transform((value, context) => {
      if ((value ?? "").trim() === "") return null;
      const typed = plainNumber(value ?? "") ?? "";
      if (!/^\d{1,3}(\.\d{1,2})?$/.test(typed)) {
        context.addIssue({ code: "custom", message: "not_a_number" });
        return null;
      }
      if (Number(typed) > 168) context.addIssue({ code: "custom", message: "too_big|max=168" });
      return Number(typed);
    }),
  since: line,
  note: line,
});

/** Taken back: `machine` is the label's code of the card it was pressed on. */
export const withdrawConfirmationSchema = z.object({ machine: z.string().max(40).optional() });
