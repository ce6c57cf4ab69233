import { z } from "zod";
import { wholeField } from "#app/modules/accounts/schema.ts";
import { INVITEE } from "./rules.ts";

const id = z.uuid();
const version = z.coerce.number().int().min(0);
const text = (max: number) => z.string().trim().max(max);
const optional = (max: number) => text(max).default("");
const invitee = z.string().regex(INVITEE);
/** Times as typed, in the enterprise's time zone; empty rows are none. */
const times = z.array(optional(20)).max(12).default([]);

export const DIAGNOSIS_MODES = ["ON_SITE", "VIDEO"] as const;
export const SUITS = ["YES", "MAYBE", "NO"] as const;
export type Suits = (typeof SUITS)[number];

const where = {
  mode: z.enum(DIAGNOSIS_MODES).default("ON_SITE"),
  place: optional(200),
  link: optional(500),
  minutes: wholeField(15, 600).default(120),
};

export const conveneSchema = z.object({
  version: version.nullable().default(null),
  purpose: text(2000).min(1),
  ...where,
  times,
  invite: z.array(invitee).max(40).default([]),
});
export const inviteSchema = z.object({ invite: z.array(invitee).min(1).max(40) });
export const seatSchema = z.object({ seatId: id });
export const answerSchema = z.object({
  coming: z.enum(["yes", "no"]),
  note: optional(500),
  suits: z
    .array(z.object({ timeId: id, suits: z.enum(SUITS).default("NO") }))
    .max(12)
    .default([]),
});
export const timesSchema = z.object({ version, times });
export const fixSchema = z.object({
  version,
  timeId: id.optional(),
  at: optional(20),
  ...where,
  reason: optional(500),
});
export const cancelSchema = z.object({ version, reason: text(500).min(1) });
export const attendanceSchema = z.object({ version, present: z.array(id).max(60).default([]) });
const LAYER = z.enum(["SUMMARY", "DETAIL", "CONFIDENTIAL"]);
export const opinionSchema = z.object({
  /** The number of the writer's last opinion the page knew of; 0 before the first. */
  seen: version,
  text: text(4000).min(1),
  layer: LAYER.optional(),
  dissents: z.coerce.boolean().default(false),
  votes: z
    .array(z.object({ entryId: id, status: z.enum(["CONFIRMED", "REFUTED", "OPEN"]).optional() }))
    .max(50)
    .default([]),
});
export const outcomeSchema = z.object({
  version,
  outcome: text(4000).min(1),
  layer: LAYER.optional(),
  dissent: optional(4000),
  verdicts: z
    .array(z.object({ entryId: id, status: z.enum(["CONFIRMED", "REFUTED"]).optional(), why: optional(2000) }))
    .max(50)
    .default([]),
});
export type OutcomeInput = z.output<typeof outcomeSchema>;
