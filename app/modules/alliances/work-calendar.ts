import { z } from "zod";
import { versionField } from "#app/modules/accounts/schema.ts";
import type { Shift } from "#app/lib/working-time.ts";

/** What a day unlike others is: nobody works, or it is worked in place of another. */
export type DayKind = "OFF" | "WORK";

/** The days of the week in the order a form asks for them, with their place in a calendar's week. */
export const WEEKDAYS = [
  ["monday", 1],
  ["tuesday", 2],
  ["wednesday", 3],
  ["thursday", 4],
  ["friday", 5],
  ["saturday", 6],
  ["sunday", 0],
] as const;

const OFFICE: readonly Shift[] = [
  [8 * 60, 12 * 60],
  [13 * 60 + 30, 17 * 60 + 30],
];

/** Where nobody has said otherwise: Monday to Friday, eight hours. */
export const DEFAULT_WEEK: readonly (readonly Shift[])[] = [[], OFFICE, OFFICE, OFFICE, OFFICE, OFFICE, []];

const MOST_SHIFTS = 6;
const MOST_DAYS = 200;

const SHIFT = /^([01]?\d|2[0-4]):([0-5]\d)-([01]?\d|2[0-4]):([0-5]\d)$/;

/** "8:00-12:00、13:30-17:30" as shifts, in order; null when it is none, a shift is backwards, or two overlap. */
export function readShifts(text: string): Shift[] | null {
  const parts = text
    .normalize("NFKC")
    .replace(/\s*(?:[-–—~〜至到])\s*/g, "-")
    .split(/[\s,、;]+/)
    .filter(Boolean);
  const shifts: Shift[] = [];
  for (const part of parts) {
    const [, fromHour, fromMinute, toHour, toMinute] = (SHIFT.exec(part) ?? []).map(Number);
    if (fromHour === undefined || fromMinute === undefined || toHour === undefined || toMinute === undefined)
      return null;
    shifts.push([fromHour * 60 + fromMinute, toHour * 60 + toMinute]);
  }
  shifts.sort(([a], [b]) => a - b);
  const sound = shifts.every(([from, to], n) => from < to && to <= 1_440 && from >= (shifts[n - 1]?.[1] ?? 0));
  return sound && shifts.length <= MOST_SHIFTS ? shifts : null;
}

const clock = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;

/** Shifts as a form shows them: "08:00-12:00, 13:30-17:30". */
export const shiftsText = (shifts: readonly Shift[]): string =>
  shifts.map(([from, to]) => `${clock(from)}-${clock(to)}`).join(", ");

const shiftsField = z
  .string()
  .max(200, { abort: true })
  .default("")
  .transform((text, context) => {
    const shifts = readShifts(text);
    if (!shifts) context.addIssue({ code: "custom", message: "bad_shifts" });
    return shifts ?? [];
  });

const isDay = (day: string): boolean => {
  const date = new Date(`${day}T00:00:00Z`);
  return /^\d{4}-\d{2}-\d{2}$/.test(day) && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day);
};

/** Days, one a line or set apart by commas: 2026-10-08, 2026/10/8, 2026年10月8日. */
const daysField = z
  .string()
  .max(4_000, { abort: true })
  .default("")
  .transform((text, context) => {
    const days = text
      .normalize("NFKC")
      .split(/[\s,、;]+/)
      .filter(Boolean)
      .map((day) =>
        day
          .replace(/[年月/.]/g, "-")
          .replace("日", "")
          .split("-")
          .map((part) => part.padStart(2, "0"))
          .join("-"),
      );
    const wrong = days.find((day) => !isDay(day));
    if (wrong !== undefined) context.addIssue({ code: "custom", message: "bad_date" });
    else if (days.length > MOST_DAYS) context.addIssue({ code: "custom", message: `too_many|max=${MOST_DAYS}` });
    return [...new Set(days)].sort();
  });

export const workCalendarSchema = z
  .object({
    version: versionField,
    ...(Object.fromEntries(WEEKDAYS.map(([name]) => [name, shiftsField])) as Record<
      (typeof WEEKDAYS)[number][0],
      typeof shiftsField
    >),
    publicHolidays: z
      .enum(["on"])
      .optional()
      .transform((value) => value === "on"),
    daysOff: daysField,
    daysWorked: daysField,
  })
  .superRefine((value, context) => {
    if (WEEKDAYS.every(([name]) => value[name].length === 0))
      context.addIssue({ code: "custom", path: ["monday"], message: "no_work_at_all" });
    if (value.daysWorked.some((day) => value.daysOff.includes(day)))
      context.addIssue({ code: "custom", path: ["daysWorked"], message: "day_twice" });
  });
export type WorkCalendarInput = z.output<typeof workCalendarSchema>;
