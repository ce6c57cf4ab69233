import { TZDate } from "@date-fns/tz";
import type { MatterKind } from "./matters.ts";
import type { DigestRhythm, Preferences } from "./preferences.ts";
import { afterQuiet, isQuiet } from "./quiet-hours.ts";

/** So long a message waits for others of its matter before it is mailed. */
export const GATHER_MS = 5 * 60_000;
/** After one message of a matter the next comes no sooner. */
export const SPACING_MS = 60 * 60_000;
/** Where a line stands still or somebody is in danger, that soon. */
export const URGENT_SPACING_MS = 10 * 60_000;
/** Digests come when work begins; weekly ones on Mondays. */
const DIGEST_HOUR = 8;
const MONDAY = 1;

/** The next time, after `at`, for a digest by a person's own clock. */
export function nextDigest(at: Date, rhythm: DigestRhythm, timeZone: string): Date {
  const local = new TZDate(at.getTime(), timeZone);
  for (let days = 0; ; days += 1) {
    const day = new TZDate(
      local.getFullYear(),
      local.getMonth(),
      local.getDate() + days,
      DIGEST_HOUR,
      0,
      0,
      0,
      timeZone,
    );
    if (day.getTime() > at.getTime() && (rhythm === "daily" || day.getDay() === MONDAY)) return new Date(day.getTime());
  }
}

export type MailPlan = {
  /** Which waiting mail it joins: that of its matter, or the person's digest. */
  joins: "matter" | "digest";
  dueAt: Date;
};

type News = {
  kind: MatterKind;
  /** A line stop or a danger. */
  urgent: boolean;
  at: Date;
  /** When the last mail of the same matter went to this person. */
  lastSentAt: Date | null;
};

/** When news is to be mailed to somebody, and together with what; null when not at all. */
export function planMail({ kind, urgent, at, lastSentAt }: News, preferences: Preferences): MailPlan | null {
  const pace = preferences.mail[kind];
  if (preferences.mailPaused || pace === "off") return null;
  // How a stopped line gets on is not tomorrow's news.
  if (pace === "digest" && !(urgent && kind === "progress")) {
    const due = nextDigest(at, preferences.digest, preferences.quiet.timeZone);
    return { joins: "digest", dueAt: afterQuiet(due, preferences.quiet) };
  }
  const spaced = lastSentAt ? lastSentAt.getTime() + (urgent ? URGENT_SPACING_MS : SPACING_MS) : 0;
  const due = new Date(Math.max(at.getTime() + (urgent ? 0 : GATHER_MS), spaced));
  const awake = urgent && preferences.urgentAtNight;
  return { joins: "matter", dueAt: awake ? due : afterQuiet(due, preferences.quiet) };
}

/** A mail takes news in until it goes; what cannot wait takes the rest along. */
export const joinedDue = (waiting: Date | null, dueAt: Date): Date => (waiting && waiting < dueAt ? waiting : dueAt);

/**
 * Whether a mail that is due may go at this moment. Asked again when it goes: a server that was away, or a clock that
 * was set, may have brought it into the night. @returns when instead; null: now
 */
export function mustWaitUntil(now: Date, urgent: boolean, preferences: Preferences): Date | null {
  if (!isQuiet(now, preferences.quiet) || (urgent && preferences.urgentAtNight)) return null;
  return afterQuiet(now, preferences.quiet);
}
