import { TZDate } from "@date-fns/tz";

/** When somebody wants to be left in peace, in minutes after midnight on their own clock; the same twice is never. */
export type QuietHours = { from: number; to: number; timeZone: string };

/** Nobody is called at night unless they ask for it (domain: "not one message too many, none at night"). */
export const NIGHT = { from: 22 * 60, to: 7 * 60 } as const;

const MINUTE_MS = 60_000;
const DAY_MINUTES = 1_440;

/** Minutes after midnight as a clock on the wall there shows them. */
const minuteOf = (at: Date, timeZone: string): number => {
  const local = new TZDate(at.getTime(), timeZone);
  return local.getHours() * 60 + local.getMinutes();
};

/** Whether the moment lies in the quiet hours: their first minute does, the minute they end does not. */
export function isQuiet(at: Date, { from, to, timeZone }: QuietHours): boolean {
  const minute = minuteOf(at, timeZone);
  return from <= to ? minute >= from && minute < to : minute >= from || minute < to;
}

/**
 * The first moment from `at` on that is not in the quiet hours. Where the clock is put forward or back meanwhile, the
 * clock on the wall counts: peace lasts an hour less or more that night.
 */
export function afterQuiet(at: Date, quiet: QuietHours): Date {
  if (!isQuiet(at, quiet)) return at;
  const local = new TZDate(at.getTime(), quiet.timeZone);
  const today = minuteOf(at, quiet.timeZone) < quiet.to ? 0 : 1;
  const end = new TZDate(
    local.getFullYear(),
    local.getMonth(),
    local.getDate() + today,
    0,
    quiet.to,
    0,
    0,
    quiet.timeZone,
  ).getTime();
  // An end that the clock jumps over, or passes twice, is looked for minute by minute.
  let moment = Math.max(end, at.getTime());
  for (let n = 0; n < DAY_MINUTES && isQuiet(new Date(moment), quiet); n += 1) moment += MINUTE_MS;
  return new Date(moment);
}
