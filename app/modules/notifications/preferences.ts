import { z } from "zod";
import { versionField } from "#app/modules/accounts/schema.ts";
import { DEFAULT_TIME_ZONE } from "#app/lib/format.ts";
import { MAIL_PACES, MATTER_KINDS, type MailPace, type MatterKind } from "./matters.ts";
import { NIGHT, type QuietHours } from "./quiet-hours.ts";

export const DIGEST_RHYTHMS = ["daily", "weekly"] as const;
export type DigestRhythm = (typeof DIGEST_RHYTHMS)[number];

/** What a person chose to hear of, and how; complete, defaults filled in. */
export type Preferences = {
  /** How e-mail of each kind comes. */
  mail: Record<MatterKind, MailPace>;
  /** Kinds that are filed in the inbox as read: there to look up, without a call. */
  silent: readonly MatterKind[];
  /** No e-mail at all, whatever the kinds say: the unsubscribe link sets it. */
  mailPaused: boolean;
  digest: DigestRhythm;
  quiet: QuietHours;
  /** Line stops and dangers may be mailed in the quiet hours. */
  urgentAtNight: boolean;
};

/** What calls for an answer comes soon, what one merely follows comes together once a day. */
export const DEFAULT_MAIL: Record<MatterKind, MailPace> = {
  turn: "soon",
  late: "soon",
  mention: "soon",
  progress: "digest",
  comment: "digest",
  search: "digest",
};

/** As the database keeps it; null where somebody never chose. */
export type StoredPreferences = {
  mail: unknown;
  silent: readonly string[];
  mailPaused: boolean;
  digest: string;
  quietFrom: number;
  quietTo: number;
  timeZone: string | null;
  urgentAtNight: boolean;
};

const isZone = (zone: string): boolean => {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: zone }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
};

/** Fills in what was not chosen; a value nobody could have chosen counts as none. */
export function readPreferences(stored: StoredPreferences | null, organisationZone?: string | null): Preferences {
  const mail = (stored?.mail ?? {}) as Partial<Record<MatterKind, MailPace>>;
  const zones = [stored?.timeZone, organisationZone, DEFAULT_TIME_ZONE];
  return {
    mail: Object.fromEntries(
      MATTER_KINDS.map((kind) => {
        const pace = mail[kind];
        return [kind, pace && MAIL_PACES.includes(pace) ? pace : DEFAULT_MAIL[kind]];
      }),
    ) as Record<MatterKind, MailPace>,
    silent: MATTER_KINDS.filter((kind) => stored?.silent.includes(kind)),
    mailPaused: stored?.mailPaused ?? false,
    digest: stored?.digest === "weekly" ? "weekly" : "daily",
    quiet: {
      from: stored?.quietFrom ?? NIGHT.from,
      to: stored?.quietTo ?? NIGHT.to,
      timeZone: zones.find((zone): zone is string => typeof zone === "string" && isZone(zone)) ?? DEFAULT_TIME_ZONE,
    },
    urgentAtNight: stored?.urgentAtNight ?? false,
  };
}

const onOff = z
  .enum(["on"])
  .optional()
  .transform((value) => value === "on");
const hour = z.coerce.number().int().min(0).max(23);
const paces = Object.fromEntries(
  MATTER_KINDS.map((kind) => [`mail-${kind}`, z.enum(MAIL_PACES).default(DEFAULT_MAIL[kind])]),
) as Record<`mail-${MatterKind}`, z.ZodDefault<z.ZodEnum<{ soon: "soon"; digest: "digest"; off: "off" }>>>;

/** The choices as their form posts them. `call`: the kinds that count in the badge. */
export const preferencesSchema = z.object({
  version: versionField,
  ...paces,
  call: z.array(z.enum(MATTER_KINDS)).default([]),
  mailPaused: onOff,
  digest: z.enum(DIGEST_RHYTHMS).default("daily"),
  quietFrom: hour,
  quietTo: hour,
  timeZone: z
    .string()
    .max(60)
    .optional()
    .refine((zone) => zone === undefined || isZone(zone), { error: "required" }),
  urgentAtNight: onOff,
});
export type PreferencesInput = z.output<typeof preferencesSchema>;
