import { TZDate } from "@date-fns/tz";

/** A stretch of work within a day, in minutes after midnight; `to` may be 1,440. A night shift is two of them. */
export type Shift = readonly [from: number, to: number];

/** When an organisation works. */
export type WorkCalendar = {
  timeZone: string;
  /** Shifts of each day of the week, from Sunday (0) on; in order, without overlap. */
  week: readonly (readonly Shift[])[];
  /** Shifts of days unlike others, by "2026-10-01"; none for a day off. */
  days: ReadonlyMap<string, readonly Shift[]>;
};

/** Every minute of every day. */
export const ROUND_THE_CLOCK: WorkCalendar = {
  timeZone: "UTC",
  week: Array.from({ length: 7 }, () => [[0, 1_440]] as const),
  days: new Map(),
};

/** No organisation rests longer than this; a calendar without work ends here instead of never. */
const LONGEST_REST_DAYS = 400;
const MINUTE_MS = 60_000;

type Day = { year: number; month: number; day: number };

const dayOf = (at: Date, timeZone: string): Day => {
  const local = new TZDate(at.getTime(), timeZone);
  return { year: local.getFullYear(), month: local.getMonth(), day: local.getDate() };
};
const after = ({ year, month, day }: Day, days: number): Day => {
  const next = new Date(Date.UTC(year, month, day + days));
  return { year: next.getUTCFullYear(), month: next.getUTCMonth(), day: next.getUTCDate() };
};
const utcOf = ({ year, month, day }: Day): Date => new Date(Date.UTC(year, month, day));
/** A zone's days are asked for again and again, and finding one takes long; so many are kept. */
const KEPT_MOMENTS = 20_000;
const moments = new Map<string, number>();
function momentOf({ year, month, day }: Day, minute: number, timeZone: string): number {
  const key = `${timeZone} ${year}-${month}-${day} ${minute}`;
  const known = moments.get(key);
  if (known !== undefined) return known;
  const at = new TZDate(year, month, day, 0, minute, 0, 0, timeZone).getTime();
  if (moments.size >= KEPT_MOMENTS) moments.clear();
  moments.set(key, at);
  return at;
}

/** The name of a day in a calendar: "2026-10-01". */
export const dayKey = (day: Date): string => day.toISOString().slice(0, 10);

/** Shifts of one day as moments; the clock's jumps in spring and autumn make a shift shorter or longer. */
function shiftsOn(calendar: WorkCalendar, day: Day): [from: number, to: number][] {
  const date = utcOf(day);
  const shifts = calendar.days.get(dayKey(date)) ?? calendar.week[date.getUTCDay()] ?? [];
  return shifts.map(([from, to]) => [momentOf(day, from, calendar.timeZone), momentOf(day, to, calendar.timeZone)]);
}

/** Working time between two moments, in minutes; negative when `to` comes first. */
export function workingMinutes(calendar: WorkCalendar, from: Date, to: Date): number {
  if (to < from) return -workingMinutes(calendar, to, from);
  let sum = 0;
  const last = utcOf(dayOf(to, calendar.timeZone));
  for (let day = dayOf(from, calendar.timeZone); utcOf(day) <= last; day = after(day, 1)) {
    for (const [start, end] of shiftsOn(calendar, day)) {
      sum += Math.max(0, Math.min(end, to.getTime()) - Math.max(start, from.getTime()));
    }
  }
  return sum / MINUTE_MS;
}

/**
 * The first moment by which `minutes` of work have been done since `from`. None to do ends at `from` itself.
 * After 400 days without work it ends there.
 */
export function addWorkingMinutes(calendar: WorkCalendar, from: Date, minutes: number): Date {
  let left = minutes * MINUTE_MS;
  if (left <= 0) return from;
  let day = dayOf(from, calendar.timeZone);
  for (let rest = 0; rest < LONGEST_REST_DAYS; day = after(day, 1), rest += 1) {
    for (const [start, end] of shiftsOn(calendar, day)) {
      const begin = Math.max(start, from.getTime());
      if (end <= begin) continue;
      if (end - begin >= left) return new Date(begin + left);
      left -= end - begin;
      rest = 0;
    }
  }
  return new Date(momentOf(day, 0, calendar.timeZone));
}

/** What a calendar calls a day of work, in minutes: its longest regular one. */
export const minutesPerDay = (calendar: WorkCalendar): number =>
  Math.max(...calendar.week.map((shifts) => shifts.reduce((sum, [from, to]) => sum + to - from, 0)));

/** `days` days of work after `from`: at nine to five, Friday 14:00 and two days is Tuesday 14:00. */
export const addWorkingDays = (calendar: WorkCalendar, from: Date, days: number): Date =>
  addWorkingMinutes(calendar, from, days * minutesPerDay(calendar));
