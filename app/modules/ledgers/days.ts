import { TZDate } from "@date-fns/tz";

/** The first moment of a calendar day, YYYY-MM-DD, where the firm is. */
export function startOfDayIn(day: string, timeZone: string): Date {
  const [year = 1970, month = 1, date = 1] = day.split("-").map(Number);
  return new Date(new TZDate(year, month - 1, date, timeZone).getTime());
}
