import { z } from "zod";
import { numberField, wholeField } from "#app/modules/accounts/schema.ts";

export const PERMIT_KINDS = [
  "EMPLOYER_CONSENT",
  "VISIT_PERMIT",
  "SAFETY_BRIEFING",
  "AGREEMENT",
  "DIAGNOSIS_CONSENT",
] as const;
export type PermitKind = (typeof PERMIT_KINDS)[number];
export const LOG_KINDS = ["CONTAINMENT", "OBSERVATION", "HYPOTHESIS", "ATTEMPT", "NOTE"] as const;
export type LogKind = (typeof LOG_KINDS)[number];
export const LOG_STATUSES = ["OPEN", "CONFIRMED", "REFUTED", "WORKED", "FAILED"] as const;
export type LogStatus = (typeof LOG_STATUSES)[number];
export const TEMPLATES = ["FREE", "FIVE_WHY", "EIGHT_D", "QC_STORY"] as const;
export type Template = (typeof TEMPLATES)[number];
export const VERDICTS = ["FIXED", "PARTLY", "NOT_FIXED"] as const;
export type Verdict = (typeof VERDICTS)[number];
const LAYER = z.enum(["SUMMARY", "DETAIL", "CONFIDENTIAL"]);

const id = z.uuid();
/** The version of the problem a page was made from; posted back as a hidden field. */
const version = z.coerce.number().int().min(0).nullable().default(null);
const text = (max: number) => z.string().trim().max(max);
const optionalText = (max: number) => text(max).default("");
const day = z.iso.date();
const moment = z.coerce.date();
const amount = numberField(-1e12, 1e12).nullable().default(null);

export const bidSchema = z.object({
  version,
  studioId: id,
  leadId: id.optional(),
  proposal: text(4000).min(1),
  days: wholeField(1, 365),
});
export const bidChoiceSchema = z.object({ version, bidId: id, note: optionalText(1000) });
export const reasonSchema = z.object({ version, reason: text(2000).min(1) });
export const assignSchema = z.object({
  version,
  craftsmanId: id,
  studioId: id,
  note: optionalText(1000),
  overCap: z.boolean().default(false),
});
export const acceptAssignmentSchema = z.object({ version });
export const permitRequestSchema = z.object({
  kind: z.enum(["EMPLOYER_CONSENT", "VISIT_PERMIT", "SAFETY_BRIEFING"]),
  studioId: id,
  note: optionalText(1000),
});
export const permitDecisionSchema = z.object({ permitId: id, version, granted: z.boolean(), note: optionalText(1000) });
export const agreementSchema = z.object({ studioId: id });
export const teamSchema = z.object({ version, memberIds: z.array(id).min(1).max(20), leadId: id });

export const logEntrySchema = z.object({
  clientId: id,
  kind: z.enum(LOG_KINDS),
  text: text(4000).min(1),
  status: z.enum(LOG_STATUSES).optional(),
  why: optionalText(2000),
  layer: LAYER.default("DETAIL"),
});
export const hypothesisSchema = z.object({
  entryId: id,
  version: z.coerce.number().int().min(0),
  status: z.enum(["OPEN", "CONFIRMED", "REFUTED"]),
  why: optionalText(2000),
});

export const measureSchema = z.object({
  name: optionalText(80),
  unit: optionalText(20),
  before: amount,
  after: amount,
  period: optionalText(80),
});
export type MeasureInput = z.input<typeof measureSchema>;
const measures = z.array(measureSchema).max(12).default([]);

export const solutionSchema = z.object({
  solutionVersion: z.coerce.number().int().min(0).nullable().default(null),
  template: z.enum(TEMPLATES).default("FREE"),
  rootCause: optionalText(4000),
  containment: optionalText(4000),
  actions: optionalText(8000),
  prevention: optionalText(4000),
  safetyNotes: optionalText(4000),
  parts: optionalText(4000),
  parameters: optionalText(4000),
  costFen: z
    .bigint()
    .min(0n)
    .max(10n ** 15n)
    .nullable()
    .default(null),
  measures,
});
/** The same as typed into the form: the cost in yuan. */
export const solutionFormSchema = solutionSchema.omit({ costFen: true }).extend({
  costYuan: numberField(0, 1e12).optional(),
});
export const submitSolutionSchema = z.object({ version });

export const trialSchema = z.object({ version, baseline: text(2000).min(1), startedOn: day, endsOn: day, measures });
export const trialReportSchema = z.object({ version, result: text(4000).min(1), measures });
export const acceptanceSchema = z.object({
  version,
  verdict: z.enum(VERDICTS),
  again: z.boolean().optional(),
  note: optionalText(2000),
});
/** The same as posted by the form: the choice as text. */
export const acceptanceFormSchema = acceptanceSchema
  .omit({ again: true })
  .extend({ again: z.enum(["yes", "no"]).optional() });
export const reuseSchema = z.object({ needId: id.optional(), note: optionalText(1000) });
export const releaseSchema = z.object({ version, handOverNote: text(4000).min(1) });
export const diagnosisSchema = z.object({
  version,
  heldAt: moment,
  place: optionalText(200),
  invited: optionalText(1000),
  outcome: text(8000).min(1),
  dissent: optionalText(4000),
});
