import { momentIn } from "#app/lib/calendar.ts";

export const MOST_TIMES = 6;
export const MOST_SEATS = 40;
const YEAR_MS = 366 * 86_400_000;

/** A video meeting's address: https, without a user's name or password in it; null when it is none. */
export function videoLink(text: string): string | null {
  const typed = text.trim();
  if (typed === "" || typed.length > 500 || /\s/.test(typed)) return null;
  let url: URL;
  try {
    url = new URL(typed);
  } catch {
    return null;
  }
  if (url.protocol !== "https:" || url.username !== "" || url.password !== "" || url.hostname === "") return null;
  return url.href;
}

type Refused = { messageKey: string; values?: Record<string, number> };

/** Times to propose: in order, each once, none that is over or further away than a year; or what is wrong. */
export function timesFrom(typed: readonly string[], timeZone: string, now: Date): { times: Date[] } | Refused {
  const filled = typed.filter((one) => one.trim() !== "");
  const moments = filled.map((one) => momentIn(one.trim(), timeZone));
  if (moments.some((one) => one === null)) return { messageKey: "time-unreadable" };
  const times = [...new Set(moments.map((one) => (one as Date).getTime()))].sort((a, b) => a - b);
  if (times.length > MOST_TIMES) return { messageKey: "times-too-many", values: { max: MOST_TIMES } };
  if (times.some((one) => one <= now.getTime())) return { messageKey: "time-in-past" };
  if (times.some((one) => one > now.getTime() + YEAR_MS)) return { messageKey: "time-too-far" };
  return { times: times.map((one) => new Date(one)) };
}

/** Somebody and for whom they come, as a form posts it. */
export function inviteeFrom(text: string): { personId: string; organisationId: string } | null {
  const [, personId, organisationId] = /^([0-9a-f-]{36})@([0-9a-f-]{36})$/.exec(text) ?? [];
  return personId && organisationId ? { personId, organisationId } : null;
}
