import { z } from "zod";
import { plainNumber } from "#app/lib/typed-number.ts";

export const PASSWORD_MIN = 8;

/** Digits, spaces, dashes; a mainland mobile number, or an international one with +. */
const PHONE = /^(1[3-9]\d{9}|\+[1-9]\d{6,14})$/;

/** Addresses and numbers in the one form they are stored and compared in. */
export const normaliseEmail = (value: string): string => value.normalize("NFKC").trim().toLowerCase();
export const normalisePhone = (value: string): string =>
  value
    .normalize("NFKC")
    .replace(/[\s()-]/g, "")
    .replace(/^(\+86|0086)(?=1\d{10}$)/, "");

/** Text of one line: no control characters, which no name has and a database refuses; cells pasted from a table become one line. */
export const line = (max: number) =>
  z
    .string()
    .transform((value) => value.replace(/[\t\r\n]+/g, " ").trim())
    .refine((value) => !/[\u0000-\u001f\u007f]/.test(value), { error: "bad_value" })
    .pipe(z.string().max(max));
export const paragraph = (max: number) =>
  z
    .string()
    .trim()
    .refine((value) => !/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/.test(value), { error: "bad_value" })
    .pipe(z.string().max(max));

export const emailField = z
  .string()
  .transform(normaliseEmail)
  .pipe(z.email({ error: "bad_email" }).max(200));
export const phoneField = z
  .string()
  .transform(normalisePhone)
  .pipe(z.string().regex(PHONE, { error: "bad_phone" }));
export const newPassword = z.string().min(PASSWORD_MIN).max(200);
/** One of a list; nothing chosen says so, and not that it is gone. */
export const idField = z.uuid({
  error: ({ input }) => (input === undefined || input === "" ? "choose_one" : "bad_choice"),
});

/** The version of a row as the form saw it. */
export const versionField = z.coerce.number().int().min(0).max(2_147_483_647);

const numberOf = (typed: unknown): unknown => {
  if (typeof typed !== "string") return typed;
  return typed.trim() === "" ? undefined : Number(plainNumber(typed) ?? Number.NaN);
};
const between = (least: number, most: number) => z.number().min(least, { abort: true }).max(most, { abort: true });

/** A number as people type it, from `least` to `most`. */
export const numberField = (least: number, most: number) => z.preprocess(numberOf, between(least, most));
/** The same without a fraction. */
export const wholeField = (least: number, most: number) =>
  z.preprocess(numberOf, between(least, most).refine(Number.isInteger, { error: "not_an_integer" }));

export const signInSchema = z.object({
  identifier: line(200).pipe(z.string().min(1)),
  password: z.string().min(1).max(200),
  returnTo: z.string().max(2000).optional(),
});

const repeated = <T extends { password: string; repeat: string }>(value: T, context: z.RefinementCtx) => {
  if (value.password !== value.repeat)
    context.addIssue({ code: "custom", path: ["repeat"], message: "password_differs" });
};
const oneContact = <T extends { email?: string; phone?: string }>(value: T, context: z.RefinementCtx) => {
  if (!value.email && !value.phone) context.addIssue({ code: "custom", path: ["email"], message: "contact_required" });
};

const who = { name: line(60).pipe(z.string().min(1)), email: emailField.optional(), phone: phoneField.optional() };

export const personSchema = z.object(who).superRefine(oneContact);
export const changePersonSchema = z.object({ ...who, version: versionField }).superRefine(oneContact);
export const acceptInvitationSchema = z
  .object({ ...who, password: newPassword, repeat: z.string().max(200) })
  .superRefine(oneContact)
  .superRefine(repeated);
export const setUpSchema = z
  .object({
    code: z.string().trim().min(1).max(40),
    platformName: line(80).pipe(z.string().min(1)),
    federationName: line(80).pipe(z.string().min(1)),
    ...who,
    password: newPassword,
    repeat: z.string().max(200),
  })
  .superRefine(oneContact)
  .superRefine(repeated);
export const changePasswordSchema = z
  .object({ current: z.string().min(1).max(200), password: newPassword, repeat: z.string().max(200) })
  .superRefine(repeated);
export const changeContactSchema = z
  .object({ current: z.string().min(1).max(200), email: who.email, phone: who.phone })
  .superRefine(oneContact);
export const resetSchema = z.object({ password: newPassword, repeat: z.string().max(200) }).superRefine(repeated);
export const forgotSchema = z.object({ email: emailField });

export const roleField = z.enum([
  "ENGINEER",
  "REVIEWER",
  "FINANCE",
  "CRAFTSMAN",
  "STUDIO_LEADER",
  "SECRETARIAT",
  "UNION_OFFICER",
  "JUDGE",
  "GUEST",
  "ADMIN",
]);

/** A day as the browser's date field sends it. Without one there is nothing to compare: rules over several fields wait. */
export const dayField = z.iso
  .date({ error: "bad_date", abort: true })
  .refine((day) => day >= "1900-01-01" && day < "2200-01-01", { error: "bad_date", abort: true })
  .transform((day) => new Date(`${day}T00:00:00.000Z`));

export const inviteSchema = z.object({
  role: roleField,
  name: line(60).optional(),
  contact: line(200).optional(),
});
export const startMembershipSchema = z.object({
  personId: idField,
  role: roleField,
  isHead: z.coerce.boolean().optional(),
  endsOn: dayField.optional(),
});
export const endMembershipSchema = z.object({
  membershipId: idField,
  deputyId: idField.optional(),
  reason: line(300).optional(),
});
export const nameDeputySchema = z
  .object({ organisationId: idField, deputyId: idField, startsOn: dayField, endsOn: dayField })
  .superRefine((value, context) => {
    if (value.endsOn < value.startsOn)
      context.addIssue({ code: "custom", path: ["endsOn"], message: "ends_before_start" });
  });
/** A form that is only a button. */
export const acceptSchema = z.object({});
export const endSessionSchema = z.object({ key: z.string().regex(/^(others|[0-9a-f]{64})$/, { error: "bad_choice" }) });
export const endDeputySchema = z.object({ deputyRelationId: idField });
export const revokeInvitationSchema = z.object({ invitationId: idField });
/** A role in an organisation as one choice: "organisation:ROLE". */
export const giveRoleSchema = z.object({
  place: z
    .string()
    .transform((value) => {
      const [organisationId, role] = value.split(":");
      return { organisationId, role };
    })
    .pipe(z.object({ organisationId: idField, role: roleField }, { error: "bad_choice" })),
  endsOn: dayField.optional(),
});
