import { z } from "zod";
import { plainNumber } from "#app/lib/typed-number.ts";
import { dayField, idField, versionField, wholeField } from "#app/modules/accounts/schema.ts";
import { CRAFTSMAN_TITLES, HONOUR_TIERS, STUDIO_LEVELS } from "#app/modules/alliances/kinds.ts";
import { SKILL_GRADES } from "#app/modules/mentorships/rules.ts";
import { requiredText, text, yuanField } from "#app/modules/problems/schema.ts";
import { DECISIONS, stepOf, type Decision } from "./lifecycle.ts";

export const STUDIO_MAX = {
  document: 80,
  body: 80,
  reason: 2000,
  topic: 120,
  measure: 60,
  unit: 20,
  note: 300,
  purpose: 200,
  summary: 6000,
  plan: 3000,
  targets: 20,
};

const optionalDay = dayField.optional();
const clientId = z.uuid();
const missing = (context: z.RefinementCtx, path: string, message = "required") =>
  context.addIssue({ code: "custom", path: [path], message });

const ON_PAPER: readonly Decision[] = ["designate", "change-level", "confirm", "rectify", "revoke"];
const WITH_LEVEL: readonly Decision[] = ["designate", "change-level"];

/** One decision of a union. Which of the fields it needs depends on the decision; sending a file back has no paper. */
export const decideSchema = z
  .object({
    action: z.enum(DECISIONS),
    clientId,
    version: versionField,
    level: z.enum(STUDIO_LEVELS, { error: "choose_one" }).optional(),
    document: text(STUDIO_MAX.document),
    decidedOn: optionalDay,
    decidedBy: text(STUDIO_MAX.body),
    reason: text(STUDIO_MAX.reason),
    dueOn: optionalDay,
  })
  .superRefine((value, context) => {
    if (ON_PAPER.includes(value.action)) {
      if (!value.document) missing(context, "document");
      if (!value.decidedOn) missing(context, "decidedOn");
      if (!value.decidedBy) missing(context, "decidedBy");
    }
    if (WITH_LEVEL.includes(value.action) && !value.level) missing(context, "level", "choose_one");
    if (value.action === "rectify" && !value.dueOn) missing(context, "dueOn");
    if (needsReason(value.action) && !value.reason) missing(context, "reason", "reason-required");
  });
export type DecideStudio = z.output<typeof decideSchema>;
const needsReason = (action: Decision): boolean =>
  (["UNDER_REVIEW", "DESIGNATED", "NONE"] as const).some((state) => stepOf(action, state)?.reason);

export const changeLeaderSchema = z.object({
  clientId,
  version: versionField,
  toId: idField,
  /** What becomes of who led it until now. */
  stays: z.enum(["member", "leaves"], { error: "choose_one" }),
  document: requiredText(STUDIO_MAX.document),
  decidedOn: dayField,
  reason: requiredText(STUDIO_MAX.reason),
});
export type ChangeLeader = z.output<typeof changeLeaderSchema>;

/** A number as typed, up to two places after the point; empty is null. */
const figure = z
  .string()
  .optional()
  .transform((value, context) => {
    if ((value ?? "").trim() === "") return null;
    const typed = plainNumber(value ?? "") ?? "";
    if (/^\d{1,11}(\.\d{1,2})?$/.test(typed)) return typed;
    const message = typed.startsWith("-")
      ? "too_small|min=0"
      : /^\d{12}/.test(typed)
        ? "too_big|max=99999999999"
        : /\.\d{3}/.test(typed)
          ? "two_places"
          : "not_a_number";
    context.addIssue({ code: "custom", message });
    return null;
  });

const targetRow = z
  .object({
    topic: text(STUDIO_MAX.topic),
    measure: text(STUDIO_MAX.measure),
    unit: text(STUDIO_MAX.unit),
    target: figure,
    actual: figure,
    note: text(STUDIO_MAX.note),
  })
  .superRefine((row, context) => {
    if (!row.topic && !row.measure && row.target === null) return;
    if (!row.topic) missing(context, "topic");
    if (!row.measure) missing(context, "measure");
    if (row.target === null) missing(context, "target");
    else if (Number(row.target) === 0) missing(context, "target", "studio-target-zero");
  });
export const targetsSchema = z.object({
  version: versionField,
  year: wholeField(2000, 2099),
  lines: z
    .array(targetRow)
    .max(STUDIO_MAX.targets)
    .default([])
    .transform((rows) => rows.filter((row) => row.topic !== "")),
});
export type SaveTargets = z.output<typeof targetsSchema>;

export const fundSchema = z
  .object({
    clientId,
    kind: z.enum(["GRANTED", "USED"], { error: "choose_one" }),
    onDay: dayField,
    amountYuan: yuanField,
    text: requiredText(STUDIO_MAX.purpose),
    document: text(STUDIO_MAX.document),
    note: text(STUDIO_MAX.note),
    correctsId: idField.optional(),
  })
  .superRefine((value, context) => {
    if (value.amountYuan === null) missing(context, "amountYuan");
    else if (value.amountYuan === 0 && !value.correctsId) missing(context, "amountYuan", "studio-amount-zero");
    if (value.correctsId && !value.note) missing(context, "note", "reason-required");
  });
export type EnterFund = z.output<typeof fundSchema>;

export const reviewSchema = z.object({
  version: versionField,
  summary: text(STUDIO_MAX.summary),
  plan: text(STUDIO_MAX.plan),
});
export const submitReviewSchema = z.object({
  version: versionField,
  summary: requiredText(STUDIO_MAX.summary),
  plan: requiredText(STUDIO_MAX.plan),
});
export const startReviewSchema = z.object({ year: wholeField(2000, 2099) });

export const promotionSchema = z
  .object({
    clientId,
    personId: idField,
    kind: z.enum(["GRADE", "HONOUR"], { error: "choose_one" }),
    gradeBefore: z.enum(SKILL_GRADES).optional(),
    gradeAfter: z.enum(SKILL_GRADES).optional(),
    honourTier: z.enum(HONOUR_TIERS).optional(),
    title: z.enum(CRAFTSMAN_TITLES).optional(),
    onDay: dayField,
    issuer: requiredText(STUDIO_MAX.body),
    document: text(STUDIO_MAX.document),
  })
  .superRefine((value, context) => {
    if (value.kind === "GRADE") {
      if (!value.gradeBefore) missing(context, "gradeBefore", "choose_one");
      if (!value.gradeAfter) missing(context, "gradeAfter", "choose_one");
      const [before, after] = [value.gradeBefore, value.gradeAfter].map((one) =>
        one ? SKILL_GRADES.indexOf(one) : -1,
      );
      if (before !== undefined && after !== undefined && before >= 0 && after >= 0 && after <= before)
        missing(context, "gradeAfter", "studio-grade-not-higher");
    } else if (!value.honourTier) missing(context, "honourTier", "choose_one");
  });
export type EnterPromotion = z.output<typeof promotionSchema>;
export const confirmPromotionSchema = z.object({ promotionId: idField });
export const withdrawPromotionSchema = z.object({ promotionId: idField, reason: requiredText(STUDIO_MAX.reason) });
/** Files are taken from the form itself. */
export const filesSchema = z.object({ intent: z.string() });
