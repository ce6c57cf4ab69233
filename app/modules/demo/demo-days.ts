/** Days where the demo's organisations are, whatever zone the machine keeps. Pure. */
import { formatDate } from "#app/lib/format.ts";

const DAY_MS = 86_400_000;

/** The moment so many whole days later; a machine's own summer time moves nothing. */
export const daysFrom = (at: Date, days: number): Date => new Date(at.getTime() + days * DAY_MS);

/** The day around a moment: 2026-11-20. */
export const dayOf = (at: Date): string => formatDate(at);

/** That day as the database keeps days. */
export const dateOf = (at: Date): Date => new Date(dayOf(at));

export const yearOf = (at: Date): number => Number(dayOf(at).slice(0, 4));

/** So many days ago, or fewer where the year is younger than that. */
export function earlierThisYear(now: Date, days: number): Date {
  const begun = Date.UTC(yearOf(now), 0, 1);
  return daysFrom(now, -Math.min(days, (dateOf(now).getTime() - begun) / DAY_MS));
}
