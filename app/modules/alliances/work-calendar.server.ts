import { PUBLIC_HOLIDAYS } from "#app/lib/public-holidays.server.ts";
import type { Shift, WorkCalendar } from "#app/lib/working-time.ts";
import type { DayKind } from "./work-calendar.ts";
import { DEFAULT_WEEK } from "./work-calendar.ts";

/** A row of WorkCalendar as stored, with the time zone of the organisation that works; nulls where there is no row. */
export type StoredCalendar = { timeZone: string; week: unknown; publicHolidays: boolean | null; days: unknown };

/** The calendar an organisation works by: as stored, else office hours with public holidays. */
export function calendarOf({ timeZone, week, publicHolidays: holidays, days }: StoredCalendar): WorkCalendar {
  const shifts = (week as Shift[][] | null) ?? DEFAULT_WEEK;
  const own = Object.entries((days as Record<string, DayKind> | null) ?? {});
  const kinds: readonly (readonly [string, DayKind])[] = [...(holidays === false ? [] : PUBLIC_HOLIDAYS), ...own];
  // A day worked in place of another is one like a Monday, or like the first day anybody works.
  const ordinary = [1, 2, 3, 4, 5, 6, 0].map((day) => shifts[day] ?? []).find((day) => day.length > 0) ?? [];
  return {
    timeZone,
    week: shifts,
    days: new Map(kinds.map(([day, kind]) => [day, kind === "OFF" ? [] : ordinary])),
  };
}
