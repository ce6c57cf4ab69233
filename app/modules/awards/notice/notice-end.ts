import { endOfDay } from "#app/lib/calendar.ts";
import { formatDate } from "#app/lib/format.ts";
import { dayKey, type WorkCalendar } from "#app/lib/working-time.ts";

const DAY_MS = 86_400_000;
/** No notice is longer; a calendar without work ends it here instead of never. */
const LONGEST_DAYS = 400;

/**
 * When a public notice of `days` working days that begins at `from` is over: the end of the last of them. Rule: the day
 * it is put up does not count, nor do days on which the union does not work.
 */
export function noticeEnd(calendar: WorkCalendar, from: Date, days: number): Date {
  let day = new Date(`${formatDate(from, calendar.timeZone)}T00:00:00Z`);
  for (let left = days, tried = 0; left > 0 && tried < LONGEST_DAYS; tried += 1) {
    day = new Date(day.getTime() + DAY_MS);
    const shifts = calendar.days.get(dayKey(day)) ?? calendar.week[day.getUTCDay()] ?? [];
    if (shifts.length > 0) left -= 1;
  }
  return endOfDay(day, calendar.timeZone);
}
