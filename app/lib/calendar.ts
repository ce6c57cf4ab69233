import { TZDate } from "@date-fns/tz";
import { addDays } from "date-fns/addDays";
import { addHours } from "date-fns/addHours";
import { getDay } from "date-fns/getDay";

const isWorkday = (date: TZDate): boolean => getDay(date) !== 0 && getDay(date) !== 6;

/**
 * The moment `days` working days after `from`, at the same time of day, in a Monday-to-Friday week
 * of the given time zone. A start on a weekend counts from the next Monday's midnight.
 */
export function addWorkingDays(from: Date, days: number, timeZone: string): Date {
  let at = new TZDate(from.getTime(), timeZone);
  if (!isWorkday(at)) {
    while (!isWorkday(at)) at = addDays(at, 1) as TZDate;
    at = new TZDate(at.getFullYear(), at.getMonth(), at.getDate(), 0, 0, 0, timeZone);
  }
  for (let left = days; left > 0; ) {
    at = addDays(at, 1) as TZDate;
    if (isWorkday(at)) left -= 1;
  }
  return new Date(at.getTime());
}

/** Hours on the clock, for what cannot wait for Monday. */
export const addClockHours = (from: Date, hours: number): Date => addHours(from, hours);

const DAY_MS = 86_400_000;

/** The moment a calendar day, given as midnight UTC the way a form's date field is read, begins in the time zone. */
export function startOfDay(day: Date, timeZone: string): Date {
  const at = new TZDate(day.getUTCFullYear(), day.getUTCMonth(), day.getUTCDate(), 0, 0, 0, timeZone);
  return new Date(at.getTime());
}

/** The moment that day is over there: the next one's beginning. */
export const endOfDay = (day: Date, timeZone: string): Date => startOfDay(new Date(day.getTime() + DAY_MS), timeZone);
