import {
  addWorkingMinutes,
  minutesPerDay,
  ROUND_THE_CLOCK,
  type WorkCalendar,
  workingMinutes,
} from "#app/lib/working-time.ts";
import { isUrgent, type Severity } from "./lifecycle.ts";
import { type AllianceLimits, type Escalation, ESCALATIONS, type Limit, type Limited, limitFor } from "./limits.ts";

/** What the clock says about one limit, in order: soon over, over, then to one more office after another; or the lease's end. */
export const ALARMS = ["SOON", "DUE", "RELEASE", ...ESCALATIONS] as const;
export type Alarm = (typeof ALARMS)[number];

const OUTSIDE: readonly Alarm[] = ["SECRETARIAT", "LEAD_UNIT", "FEDERATION"];
const ALARMS_OF: Partial<Record<Limited, readonly Alarm[]>> = {
  // Rule "Urgent" and the layers: before the review nobody outside the enterprise learns of a problem.
  ENTERPRISE_REVIEW: ["SOON", "DUE", "ENTERPRISE"],
  // Being late in triage is said to the secretariat itself.
  TRIAGE: ["SOON", "DUE", "LEAD_UNIT", "FEDERATION"],
  // Nobody came: it goes back to triage, whose limit escalates.
  PUBLISHED: ["SOON", "DUE"],
  CLAIMED: ["SOON", "DUE", ...OUTSIDE],
  ASSIGNED: ["SOON", "DUE", ...OUTSIDE],
  IN_PROGRESS: ["DUE", "RELEASE"],
  ASKED_AGAIN: ["SOON", "DUE"],
  SOLUTION_SUBMITTED: ["SOON", "DUE", ...OUTSIDE],
  TRIAL_RUN: ["SOON", "DUE", ...OUTSIDE],
  ACCEPTANCE: ["SOON", "DUE", ...OUTSIDE],
  // Nothing may fall asleep: the clock stands for whoever has the move, and runs for whoever is waited for.
  WAITING: ["SOON", "DUE", ...OUTSIDE],
};

/** The alarms of a limit, in order; none where no limit is. */
export const alarmsOf = (limited: Limited): readonly Alarm[] => ALARMS_OF[limited] ?? [];

/** A time in working minutes: days by the calendar, hours on the clock when the limit is an urgent one. */
const minutesOf = (limit: Limit, calendar: WorkCalendar): number =>
  calendar === ROUND_THE_CLOCK && limit.urgentHours !== undefined
    ? limit.urgentHours * 60
    : limit.days * minutesPerDay(calendar);

/** The calendar a limit counts by: what is urgent has hours on the clock, night and Sunday alike. */
export function calendarOfLimit(
  limited: Limited,
  severity: Severity,
  calendar: WorkCalendar,
  limits: AllianceLimits,
): WorkCalendar {
  const inHours = isUrgent(severity) && limitFor(limited, limits)?.urgentHours !== undefined;
  return inHours ? ROUND_THE_CLOCK : calendar;
}

/** When a limit that begins at `from` is over, by `calendarOfLimit`; null where none is set. */
export function endOfLimit(limited: Limited, from: Date, calendar: WorkCalendar, limits: AllianceLimits): Date | null {
  const limit = limitFor(limited, limits);
  return limit ? addWorkingMinutes(calendar, from, minutesOf(limit, calendar)) : null;
}

export type Running = {
  limited: Limited;
  dueAt: Date;
  /** The whole limit, in working minutes. */
  limitMinutes: number;
  /** What this limit has said already. */
  said: readonly Alarm[];
  /** When it last said something; none at first. */
  saidAt: Date | null;
};

/**
 * What a running limit says next, and when. What was said is never said again, whatever the clock does: only what comes
 * after it in the limit's order is left. A reminder that would come after the end is left out. A step of escalation
 * counts from when the one before was really said, so that a worker which was away does not call everybody at once.
 */
export function nextAlarm(
  running: Running,
  now: Date,
  calendar: WorkCalendar,
  limits: AllianceLimits,
): { alarm: Alarm; at: Date } | null {
  const order = alarmsOf(running.limited);
  const last = Math.max(-1, ...running.said.map((one) => order.indexOf(one)));
  let alarm = order[last + 1];
  if (alarm === "SOON") {
    const left = workingMinutes(calendar, now, running.dueAt);
    const wait = left - (running.limitMinutes * (100 - limits.remindPercent)) / 100;
    // Its moment has passed and the end has not come: it is to be said now.
    if (left > 0) return { alarm, at: wait > 0 ? addWorkingMinutes(calendar, now, wait) : new Date(now.getTime() - 1) };
    alarm = order[last + 2];
  }
  if (!alarm) return null;
  if (alarm === "DUE" || alarm === "RELEASE" || alarm === "SOON") return { alarm, at: running.dueAt };
  const from = running.saidAt && running.saidAt > running.dueAt ? running.saidAt : running.dueAt;
  return { alarm, at: addWorkingMinutes(calendar, from, minutesOf(limits.escalations[alarm], calendar)) };
}

/** An alarm that takes a late matter to one more office. */
export const isEscalation = (alarm: Alarm): alarm is Escalation => ESCALATIONS.some((one) => one === alarm);
