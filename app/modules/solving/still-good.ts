import { z } from "zod";

export const STILL_GOOD_ANSWERS = ["GOOD", "CAME_BACK", "UNKNOWN"] as const;
export type StillGoodAnswer = (typeof STILL_GOOD_ANSWERS)[number];

/** Days after an acceptance at which the poster is asked whether the fix still holds (domain: "Life of a problem"). */
export const ASKED_AFTER_DAYS = [30, 90] as const;

/** Nobody is asked about a day longer gone than this; it stays "not confirmed", and may still be answered. */
export const ASKED_WITHIN_DAYS = 60;

/** How a question reads: as answered; without an answer "not confirmed", never "still good". Not yet put: null. */
export type StillGoodReading = StillGoodAnswer | "NOT_CONFIRMED" | null;
export const readingOfStillGood = (row: { answer: StillGoodAnswer | null; dueAt: Date }, now: Date): StillGoodReading =>
  row.answer ?? (row.dueAt <= now ? "NOT_CONFIRMED" : null);

/** The answer's form; what came back is opened again, and that needs a reason and whom to give it to. */
export const stillGoodSchema = z
  .object({
    version: z.coerce.number().int().min(0).max(2_147_483_647),
    answer: z.enum(STILL_GOOD_ANSWERS),
    note: z.string().trim().max(1000).default(""),
    to: z.enum(["TEAM", "TRIAGE"]).optional(),
  })
  .superRefine((value, context) => {
    if (value.answer === "CAME_BACK" && value.note === "")
      context.addIssue({ code: "custom", path: ["note"], message: "reason-required" });
  });
export type StillGoodInput = z.output<typeof stillGoodSchema>;
