import { TZDate } from "@date-fns/tz";

const DAY_MS = 86_400_000;

/** The moment a calendar day, given as midnight UTC the way a form's date field is read, begins in the time zone. */
export function startOfDay(day: Date, timeZone: string): Date {
  const at = new TZDate(day.getUTCFullYear(), day.getUTCMonth(), day.getUTCDate(), 0, 0, 0, timeZone);
  return new Date(at.getTime());
}

/** The moment that day is over there: the next one's beginning. */
export const endOfDay = (day: Date, timeZone: string): Date => startOfDay(new Date(day.getTime() + DAY_MS), timeZone);
