import { TZDate } from "@date-fns/tz";
import { dayKey, type WorkCalendar } from "#app/lib/working-time.ts";

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
/** Nothing is counted from before. */
const FIRST_DAY = Date.UTC(2010, 0, 1);

/**
 * Working minutes between two moments by one calendar, for very many pairs: days are added up once. Like
 * `workingMinutes` but for the hour by which a clock is changed within a day, which half days do not show.
 */
export function workingClock(calendar: WorkCalendar): (from: Date, to: Date) => number {
  const days: { midnight: number; before: number; shifts: readonly (readonly [number, number])[] }[] = [];
  const day = (n: number) => {
    while (days.length <= n) {
      const date = new Date(FIRST_DAY + days.length * DAY_MS);
      const last = days.at(-1);
      const worked = last ? last.shifts.reduce((sum, [from, to]) => sum + to - from, 0) : 0;
      days.push({
        midnight: new TZDate(
          date.getUTCFullYear(),
          date.getUTCMonth(),
          date.getUTCDate(),
          0,
          0,
          0,
          0,
          calendar.timeZone,
        ).getTime(),
        before: (last?.before ?? 0) + worked,
        shifts: calendar.days.get(dayKey(date)) ?? calendar.week[date.getUTCDay()] ?? [],
      });
    }
    return days[n] as (typeof days)[number];
  };
  /** Minutes worked since the first day. */
  const workedUntil = (at: number): number => {
    let n = Math.max(0, Math.floor((at - FIRST_DAY) / DAY_MS));
    while (n > 0 && day(n).midnight > at) n -= 1;
    while (day(n + 1).midnight <= at) n += 1;
    const { midnight, before, shifts } = day(n);
    const minute = (at - midnight) / MINUTE_MS;
    return shifts.reduce((sum, [from, to]) => sum + Math.max(0, Math.min(to, minute) - from), before);
  };
  return (from, to) => Math.max(0, Math.round(workedUntil(to.getTime()) - workedUntil(from.getTime())));
}
