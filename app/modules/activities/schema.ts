import { z } from "zod";
import { wholeField } from "#app/modules/accounts/schema.ts";
import { ACTIVITY_KINDS, INVITEE_REPLIES, TOPIC_MAX } from "./rules.ts";

const id = z.uuid({ error: "bad_choice" });
const version = z.coerce.number().int().min(0).max(2_147_483_647);
const line = (max: number) => z.string().trim().max(max);
const optional = (max: number) => line(max).default("");
/** A day and time as a form's field gives it, in the alliance's own time zone. */
const local = z.string().regex(/^(19|20)\d\d-[01]\d-[0-3]\dT[0-2]\d:[0-5]\d/, { error: "bad_date" });
const day = z.iso.date({ error: "bad_date" });

export const TEXT_MAX = 4000;

const practical = {
  startsAt: local,
  endsAt: local.optional(),
  place: optional(200),
  practical: optional(1000),
};
const plan = {
  topic: line(TOPIC_MAX).min(1),
  hostId: id.optional(),
  otherHost: optional(100),
  ...practical,
};

export const newActivitySchema = z.object({ clientId: id, allianceId: id, kind: z.enum(ACTIVITY_KINDS), ...plan });
export type NewActivity = z.output<typeof newActivitySchema>;
export const planSchema = z.object({ version, ...plan });
export const practicalSchema = z.object({ version, ...practical });
export type PlanInput = z.output<typeof planSchema>;
export type PracticalInput = z.output<typeof practicalSchema>;

export const publishSchema = z.object({
  version,
  /** The number the series begins with here, when earlier ones were held before this was in use. */
  firstOrdinal: wholeField(1, 999).default(1),
});
export const stepSchema = z.object({ version });
export const reasonStepSchema = z.object({ version, reason: line(500).min(1) });

export const problemSchema = z.object({ problemId: id });
export const personSchema = z.object({ personId: id });
export const replySchema = z
  .object({ reply: z.enum(INVITEE_REPLIES, { error: "choose_one" }), note: optional(500), proposed: optional(100) })
  .refine(({ reply, proposed }) => reply !== "PROPOSES" || proposed !== "", { error: "required", path: ["proposed"] });
export type ReplyInput = z.output<typeof replySchema>;

export const signInSchema = z.object({ code: line(20) });
export const peopleSchema = z.object({ people: line(20_000).min(1) });
export const listenersSchema = z.object({
  version,
  listeners: wholeField(0, 100_000),
});
export const recordSchema = z.object({ version, record: optional(TEXT_MAX) });

export const adviceSchema = z
  .object({
    clientId: id,
    problemId: id.optional(),
    text: line(2000).min(1),
    adviser: optional(60),
    ownerId: id.optional(),
    dueOn: day.optional(),
  })
  .refine(({ ownerId, dueOn }) => !ownerId || dueOn !== undefined, { error: "required", path: ["dueOn"] })
  .refine(({ ownerId, dueOn }) => !dueOn || ownerId !== undefined, { error: "choose_one", path: ["ownerId"] });
export type AdviceInput = z.output<typeof adviceSchema>;
export const finishSchema = z.object({ adviceId: id, version, result: line(1000).min(1) });
export const newsSchema = z.object({ version, newsZh: optional(8000), newsEn: optional(8000) });
