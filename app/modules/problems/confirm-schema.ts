import { z } from "zod";

/** "Mine has it too", with what it costs, when somebody wants to say. */
export const confirmSchema = z.object({
  problemId: z.uuid(),
  downtimeHours: z
    .string()
    .optional()
    .transform((value, context) => {
      const typed = (value ?? "").normalize("NFKC").replace(/[\s,]/g, "");
      if (typed === "") return null;
      if (!/^\d{1,3}(\.\d{1,2})?$/.test(typed)) {
        context.addIssue({ code: "custom", message: "not_a_number" });
        return null;
      }
      if (Number(typed) > 168) context.addIssue({ code: "custom", message: "too_big|max=168" });
      return Number(typed);
    }),
  note: z
    .string()
    .trim()
    .max(200)
    .optional()
    .transform((value) => value ?? ""),
});
