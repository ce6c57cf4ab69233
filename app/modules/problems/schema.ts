import { z } from "zod";
import { plainNumber } from "#app/lib/typed-number.ts";
import { dayField, emailField, idField, phoneField } from "#app/modules/accounts/schema.ts";
import { CATEGORIES, IP_OWNERS, MAX_LENGTH, SECRECY_LEVELS, SEVERITIES } from "./rules.ts";

export { CATEGORIES, type Category, IP_OWNERS, MAX_LENGTH, SECRECY_LEVELS, SEVERITIES } from "./rules.ts";

// biome-ignore lint/suspicious/noControlCharactersInRegex: PostgreSQL refuses NUL in text, and no other of these is ever typed
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g;
/** Text a person typed as it is kept: plain line ends, no control characters, no blanks around. */
export const cleanText = (text: string): string => text.replace(/\r\n?/g, "\n").replace(CONTROL, "").trim();

/** Text a person typed, without control characters. */
export const text = (max: number) =>
  z
    .string()
    .transform(cleanText)
    .pipe(z.string().max(max))
    .optional()
    .transform((value) => value ?? "");
export const requiredText = (max: number) => z.string().transform(cleanText).pipe(z.string().min(1).max(max));
/** A reason somebody will read. */
export const reasonText = requiredText(MAX_LENGTH.reason);
export const version = z.coerce.number().int().min(0);

/** A number as people type it: "1,200", "１２", "3.5 ". Empty is null. */
const typedNumber = (max: number, digits: number) =>
  z
    .string()
    .optional()
    .transform((value, context) => {
      if ((value ?? "").trim() === "") return null;
      const number = Number(plainNumber(value ?? "") ?? Number.NaN);
      if (Number.isNaN(number)) context.addIssue({ code: "custom", message: "not_a_number" });
      else if (number < 0) context.addIssue({ code: "custom", message: "too_small|min=0" });
      else if (number > max) context.addIssue({ code: "custom", message: `too_big|max=${max}` });
      return Number.isNaN(number) ? null : Number(number.toFixed(digits));
    });

/** Yuan as typed, at most a hundred million; empty is null. */
export const yuanField = typedNumber(100_000_000, 2);

const day = z
  .string()
  .optional()
  .transform((value, context) => {
    if (!value) return null;
    const date = /^\d{4}-\d{2}-\d{2}$/.test(value) ? new Date(`${value}T00:00:00Z`) : new Date(Number.NaN);
    const exact =
      !Number.isNaN(date.getTime()) &&
      date.toISOString().startsWith(value) &&
      date.getUTCFullYear() >= 2000 &&
      date.getUTCFullYear() < 2100;
    if (!exact) context.addIssue({ code: "custom", message: "bad_date" });
    return exact ? date : null;
  });

const ticked = z
  .enum(["on", "true"])
  .optional()
  .transform((value) => value !== undefined);
const choice = <const T extends readonly [string, ...string[]]>(values: T, fallback: T[number]) =>
  z
    .enum(values)
    .optional()
    .transform((value) => value ?? fallback);

const fields = {
  title: text(MAX_LENGTH.title),
  phenomenon: text(MAX_LENGTH.phenomenon),
  equipmentType: text(MAX_LENGTH.equipmentType),
  equipmentModel: text(MAX_LENGTH.equipmentModel),
  equipmentMaker: text(MAX_LENGTH.equipmentMaker),
  assetNumber: text(MAX_LENGTH.assetNumber),
  line: text(MAX_LENGTH.line),
  processStep: text(MAX_LENGTH.processStep),
  alarmCode: text(MAX_LENGTH.alarmCode),
  since: text(MAX_LENGTH.since),
  frequency: text(MAX_LENGTH.frequency),
  downtimeHours: typedNumber(168, 2),
  scrapPercent: typedNumber(100, 3),
  impactYuan: yuanField,
  tried: text(MAX_LENGTH.tried),
  target: text(MAX_LENGTH.target),
  measuredBy: text(MAX_LENGTH.measuredBy),
  wantedBy: day,
  parameters: text(MAX_LENGTH.parameters),
  category: choice(CATEGORIES, "EQUIPMENT"),
  ipOwner: choice(IP_OWNERS, "POSTER"),
  secrecyLevel: choice(SECRECY_LEVELS, "INTERNAL"),
  anonymous: ticked,
  visitAllowed: ticked,
};
const identity = {
  clientId: z.uuid(),
  authorId: z.uuid().optional(),
  enterpriseId: z.uuid().optional(),
  version: version.optional(),
};

/** What is saved while somebody is still writing: everything may be missing, nothing may be wrong. */
export const draftSchema = z.object({ ...identity, ...fields, severity: choice(SEVERITIES, "DEGRADED") });

const needed = {
  ...identity,
  ...fields,
  equipmentType: requiredText(MAX_LENGTH.equipmentType),
  severity: choice(SEVERITIES, "DEGRADED"),
};
const writtenSchema = z.object({ ...needed, phenomenon: requiredText(MAX_LENGTH.phenomenon) });
const spokenSchema = z.object(needed);

/** What is sent to review: which machine, and what happens, in words unless a voice note says it. */
export const submitSchema = (spoken: boolean) => (spoken ? spokenSchema : writtenSchema);

/** What may be written after a problem was submitted, where nothing stands yet. */
export const COMPLETED_LATER = [
  "phenomenon",
  "equipmentModel",
  "equipmentMaker",
  "assetNumber",
  "line",
  "processStep",
  "alarmCode",
  "since",
  "frequency",
  "downtimeHours",
  "scrapPercent",
  "impactYuan",
  "tried",
  "target",
  "measuredBy",
  "wantedBy",
  "parameters",
] as const;
const later = Object.fromEntries(COMPLETED_LATER.map((name) => [name, fields[name]])) as {
  [name in (typeof COMPLETED_LATER)[number]]: (typeof fields)[name];
};
export const completeSchema = z.object({ version, ...later });

/** What was added, as the business keeps it. */
export type Completion = Omit<z.output<typeof completeSchema>, "version" | "impactYuan"> & { impactFen: bigint | null };

export function completionOf(form: z.output<typeof completeSchema>): Completion {
  const { version: _, impactYuan, ...rest } = form;
  return { ...rest, impactFen: fenOf(impactYuan) };
}

/** What somebody typed out of a recording. */
export const typedOutSchema = z.object({ version, text: requiredText(MAX_LENGTH.typedOut) });

export type DraftForm = z.output<typeof draftSchema>;

/** The facts of a problem as the business keeps them. */
export type Draft = Omit<DraftForm, "clientId" | "authorId" | "enterpriseId" | "version" | "impactYuan"> & {
  impactFen: bigint | null;
};

export const fenOf = (yuan: number | null): bigint | null => (yuan === null ? null : BigInt(Math.round(yuan * 100)));

/** A form's values as facts; yuan become fen. */
export function draftOf(form: DraftForm): Draft {
  const { clientId: _c, authorId: _a, enterpriseId: _e, version: _v, impactYuan, ...rest } = form;
  return { ...rest, impactFen: fenOf(impactYuan) };
}

/** A step that needs nothing but the version, or a reason as well. */
export const stepSchema = z.object({ version });
export const reasonSchema = z.object({ version, reason: reasonText });
export const escalateSchema = z.object({ version, to: requiredText(120), reason: reasonText });
export const reopenSchema = z.object({ version, to: z.enum(["TEAM", "TRIAGE"]), reason: reasonText });

const CHINA_OFFSET_HOURS = 8;
/** A day as the moment it ends in Shanghai. */
const endOfDay = day.transform((date, context) => {
  if (!date) {
    context.addIssue({ code: "custom", message: "required" });
    return null;
  }
  return new Date(date.getTime() + (24 - CHINA_OFFSET_HOURS) * 3_600_000);
});
export const nameReaderSchema = z.object({
  contact: requiredText(120),
  layer: z.enum(["SUMMARY", "DETAIL", "CONFIDENTIAL"]),
  until: endOfDay,
  note: text(MAX_LENGTH.note),
});

/** The secretariat points at another problem by the number people use. */
export const proposeSchema = z.object({ version, number: requiredText(20), note: text(MAX_LENGTH.note) });

const LAYER_FIELD = z.enum(["SUMMARY", "DETAIL", "CONFIDENTIAL"], { error: "choose_one" });
/** An expert from outside: how to reach them, how deep they read, and their last day. */
export const inviteGuestSchema = z.object({
  name: requiredText(60),
  contact: z.union([phoneField, emailField], { error: "guest-contact" }),
  unit: text(120),
  layer: LAYER_FIELD,
  until: dayField,
});
/** The same for an activity, which has no layers. */
export const inviteActivityGuestSchema = inviteGuestSchema.omit({ layer: true });
export const changeActivityGuestSchema = z.object({ guestId: idField, version, until: dayField });
export const changeGuestSchema = z.object({ guestId: idField, version, layer: LAYER_FIELD, until: dayField });
export const guestSchema = z.object({ guestId: idField });
