import { z } from "zod";
import { idField, line, versionField } from "#app/modules/accounts/schema.ts";
import { requiredText, text } from "#app/modules/problems/schema.ts";
import { PANEL_MAX } from "./limits.ts";
import { REMARK_MAX } from "../scores/points-text.ts";

const ticked = z
  .enum(["on"])
  .optional()
  .transform((value) => value === "on");
const part = { chair: ticked, substitute: ticked };
const named = (max: number) => line(max).pipe(z.string().min(1));

export const seatPersonSchema = z.object({ personId: idField, ...part });
export const seatOutsideSchema = z.object({
  ...part,
  name: named(PANEL_MAX.name),
  unit: named(PANEL_MAX.unit),
  contact: named(PANEL_MAX.contact),
});
export const seatSchema = z.object({ seatId: idField });
export const answerSeatSchema = z.object({
  seatId: idField,
  answer: z.enum(["take", "decline"], { error: "choose_one" }),
});
export const versionSchema = z.object({ version: versionField });

export const sheetSchema = z.object({
  version: versionField,
  scores: z
    .array(z.object({ key: z.string().max(60), points: text(10), remark: text(REMARK_MAX) }))
    .max(60)
    .default([]),
});
export const declareSchema = z.object({
  ground: z.enum(["OWN", "STUDIO", "ENTERPRISE", "MENTOR", "OTHER"], { error: "choose_one" }),
  text: text(PANEL_MAX.reason),
});
export const reopenSchema = z.object({
  which: z.union([z.literal("ALL"), idField], { error: "choose_one" }),
  reason: requiredText(PANEL_MAX.reason),
});
export const settleSchema = z.object({
  /** Which sheets were looked at: `sheetsMark`. */
  sheets: z.string().max(400),
  reason: requiredText(PANEL_MAX.reason),
});

export const gradeSchema = z.object({
  applicationId: idField,
  version: versionField,
  grade: z.string().max(60).optional(),
  reason: text(PANEL_MAX.reason),
});
export const settleChangesSchema = z.object({
  applicationId: idField,
  version: versionField,
  /** Which changes were looked at: their mark. */
  seen: z.string().max(64),
  outcome: z.string({ error: "choose_one" }).min(1, { error: "choose_one" }).max(60),
  reason: requiredText(PANEL_MAX.reason),
});
export const objectionSchema = z.object({
  clientId: z.uuid(),
  applicationId: idField,
  name: named(PANEL_MAX.name),
  contact: named(PANEL_MAX.contact),
  text: requiredText(PANEL_MAX.statement),
});
export const answerObjectionSchema = z.object({
  version: versionField,
  decision: z.enum(["UPHELD", "REJECTED"], { error: "choose_one" }),
  answer: requiredText(PANEL_MAX.statement),
});
export const revokeSchema = z.object({ version: versionField, reason: requiredText(PANEL_MAX.reason) });
