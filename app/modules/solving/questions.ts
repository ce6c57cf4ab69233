import { z } from "zod";

/** Questions of one lease that may stop its clock; further ones are asked all the same, while the time runs. */
export const MOST_PAUSES = 3;

const version = z.coerce.number().int().min(0).max(2_147_483_647);

export const questionSchema = z.object({
  clientId: z.uuid(),
  text: z.string().trim().min(1).max(2000),
  layer: z.enum(["DETAIL", "CONFIDENTIAL"]).default("DETAIL"),
});
export const answerSchema = z.object({ questionId: z.uuid(), version, answer: z.string().trim().min(1).max(4000) });
