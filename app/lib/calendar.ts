import { TZDate } from "@date-fns/tz";

const DAY_MS = 86_400_000;

/** The moment a calendar day, given as midnight UTC the way a form's date field is read, begins in the time zone. */
export function startOfDay(day: Date, timeZone: string): Date {
  const at = new TZDate(day.getUTCFullYear(), day.getUTCMonth(), day.getUTCDate(), 0, 0, 0, timeZone);
  return new Date(at.getTime());
}

/** The moment that day is over there: the next one's beginning. */
export const endOfDay = (day: Date, timeZone: string): Date => startOfDay(new Date(day.getTime() + DAY_MS), timeZone);

const LOCAL = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)/;

/** The moment a form's day and time ("2026-06-03T09:00") means in the time zone; null for what is none, such as 31 June. */
export function momentIn(local: string, timeZone: string): Date | null {
  const parts = LOCAL.exec(local)?.slice(1).map(Number);
  if (!parts) return null;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = parts;
  const at = new TZDate(year, month - 1, day, hour, minute, 0, 0, timeZone);
  if (at.getMonth() !== month - 1 || at.getDate() !== day || at.getHours() !== hour) return null;
  return new Date(at.getTime());
}

/** A moment as such a form's field shows it. */
export function localText(moment: Date, timeZone: string): string {
  const two = (n: number) => String(n).padStart(2, "0");
  const at = new TZDate(moment.getTime(), timeZone);
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}T${two(at.getHours())}:${two(at.getMinutes())}`;
}

/** The moment the day around `moment` is over in the time zone. */
export function dayEndsAfter(moment: Date, timeZone: string): Date {
  const at = new TZDate(moment.getTime(), timeZone);
  return new Date(new TZDate(at.getFullYear(), at.getMonth(), at.getDate() + 1, 0, 0, 0, 0, timeZone).getTime());
}

/** The beginning of a year in the time zone. */
export const startOfYear = (year: number, timeZone: string): Date =>
  new Date(new TZDate(year, 0, 1, 0, 0, 0, 0, timeZone).getTime());
