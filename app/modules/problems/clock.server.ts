import { Prisma, type Tx } from "#app/lib/db.server.ts";
import {
  addWorkingDays,
  addWorkingMinutes,
  minutesPerDay,
  type WorkCalendar,
  workingMinutes,
} from "#app/lib/working-time.ts";
import { calendarOf, type StoredCalendar } from "#app/modules/alliances/work-calendar.server.ts";
import { type Alarm, calendarOfLimit, endOfLimit, nextAlarm } from "./alarms.ts";
import type { ProblemState, Severity } from "./lifecycle.ts";
import { type AllianceLimits, type Limited, limitsOf } from "./limits.ts";

type Clock = {
  state: ProblemState;
  stateSince: Date;
  severity: Severity;
  dueAt: Date | null;
  minutesLeft: number | null;
  /** What is limited: the state, or a team's answer. */
  limited: Limited;
  /** Something only the other side can do is open. */
  waits: boolean;
  /** Which limit of this problem it is; 0 before the first. */
  run: number;
  limitMinutes: number;
  standsSince: Date | null;
  /** Minutes the clock has stood still in this state. */
  stood: number;
  said: Alarm[];
  saidAt: Date | null;
  calendar: WorkCalendar;
  limits: AllianceLimits;
};

/** Whose move it is works by its own calendar: the solver's studio, the alliance's secretariat, the poster's enterprise. */
const WORKS = Prisma.sql`CASE
  WHEN p."state" IN ('TRIAGE', 'PUBLISHED') THEN coalesce(p."allianceId", p."enterpriseId")
  WHEN p."state" = 'ASSIGNED' THEN coalesce(
    (SELECT a."studioId" FROM "Assignment" a WHERE a."problemId" = p."id" AND a."state" = 'OFFERED' LIMIT 1), p."enterpriseId")
  WHEN p."state" = 'IN_PROGRESS' THEN coalesce(
    (SELECT e."studioId" FROM "Engagement" e WHERE e."problemId" = p."id" AND e."endedAt" IS NULL LIMIT 1), p."enterpriseId")
  ELSE p."enterpriseId" END`;

/**
 * Rule: due times stop while a problem waits on the other side. In triage for the posters' answer to a proposal;
 * once a studio is asked or at work, for the employer's consent, the visit permit or the safety briefing, and, for as
 * long as the alliance's limits let it, for the poster's answer to a question.
 */
const WAITS = Prisma.sql`CASE
  WHEN p."state" = 'TRIAGE' THEN EXISTS (SELECT 1 FROM "TriageProposal" t WHERE t."problemId" = p."id" AND t."state" = 'OPEN')
  WHEN p."state" IN ('ASSIGNED', 'IN_PROGRESS') THEN EXISTS (
    SELECT 1 FROM "Permit" m WHERE m."problemId" = p."id" AND m."state" = 'REQUESTED' AND m."kind" <> 'AGREEMENT'
      AND m."studioId" = works."id") OR EXISTS (
    SELECT 1 FROM "Question" q WHERE q."problemId" = p."id" AND q."state" = 'OPEN' AND q."pauses" AND q."studioId" = works."id")
  ELSE false END`;

/** A review is no alliance's yet: it has the limits of the alliance its enterprise has been in longest. */
const ALLIANCE = Prisma.sql`coalesce(p."allianceId", (
  SELECT m."allianceId" FROM "AllianceMember" m
  WHERE m."memberId" = p."enterpriseId" AND m."leftAt" IS NULL ORDER BY m."joinedAt", m."id" LIMIT 1))`;

async function loadClock(tx: Tx, problemId: string): Promise<Clock> {
  const [row] = await tx.$queryRaw<
    (Omit<Clock, "calendar" | "limits" | "limited"> & StoredCalendar & { again: boolean; ownLimits: unknown })[]
  >`
    SELECT p."state"::text AS "state", p."stateSince", p."severity"::text AS "severity", p."dueAt", p."minutesLeft", ${WAITS} AS "waits",
      p."state" = 'IN_PROGRESS' AND EXISTS (
        SELECT 1 FROM "Engagement" e WHERE e."problemId" = p."id" AND e."endedAt" IS NULL AND e."askedAgainAt" IS NOT NULL) AS "again",
      coalesce(c."run", 0) AS "run", coalesce(c."limitMinutes", 0) AS "limitMinutes", c."standsSince", coalesce(c."stood", 0) AS "stood",
      ARRAY(SELECT s."alarm" FROM "AlarmSaid" s WHERE s."problemId" = p."id" AND s."run" = c."run") AS "said",
      (SELECT max(s."at") FROM "AlarmSaid" s WHERE s."problemId" = p."id" AND s."run" = c."run") AS "saidAt",
      (SELECT l."values" FROM "AllianceLimits" l WHERE l."allianceId" = ${ALLIANCE}) AS "ownLimits",
      works."timeZone", coalesce(own."week", above."week") AS "week",
      coalesce(own."publicHolidays", above."publicHolidays") AS "publicHolidays", coalesce(own."days", above."days") AS "days"
    FROM "Problem" p
      JOIN "Organisation" works ON works."id" = ${WORKS}
      LEFT JOIN "DueClock" c ON c."problemId" = p."id"
      LEFT JOIN "WorkCalendar" own ON own."organisationId" = works."id"
      LEFT JOIN "WorkCalendar" above ON above."organisationId" = works."parentId" AND own."organisationId" IS NULL
    WHERE p."id" = ${problemId}::uuid`;
  if (!row) throw new Error(`no problem ${problemId}`);
  const limits = limitsOf(row.ownLimits);
  const limited = row.again ? "ASKED_AGAIN" : row.state;
  return { ...row, limits, limited, calendar: calendarOfLimit(limited, row.severity, calendarOf(row), limits) };
}

type Beginning = {
  /** Instead of the limit's end: a trial lasts as agreed. */
  dueAt?: Date | null;
  /** A new limit within the same state: an entry in a lease. */
  sameStay?: boolean;
};

/** Begins the limit of the state the problem is in now; where the other side is waited for, the clock stands still at once. */
export async function startClock(tx: Tx, problemId: string, now: Date, begin: Beginning = {}): Promise<void> {
  const clock = await loadClock(tx, problemId);
  const { limited, calendar, limits } = clock;
  const dueAt = begin.dueAt === undefined ? endOfLimit(limited, now, calendar, limits) : begin.dueAt;
  const stood = begin.sameStay ? stoodBy(clock, now) : 0;
  const limitMinutes = dueAt ? Math.round(workingMinutes(calendar, now, dueAt)) : 0;
  const fresh = { run: clock.run + 1, said: [], saidAt: null, standsSince: null, stood, limitMinutes };
  await setClock(tx, problemId, now, { ...clock, ...fresh, dueAt });
}

/**
 * Stops the clock when something begins to wait on the other side, and lets it go on with the time that was left once
 * nothing does. To be called after every change of what is waited for; called again it changes nothing.
 */
export async function followClock(tx: Tx, problemId: string, now: Date): Promise<void> {
  const clock = await loadClock(tx, problemId);
  if (clock.waits && clock.dueAt) await setClock(tx, problemId, now, clock);
  if (!clock.waits && clock.minutesLeft !== null) {
    const dueAt = addWorkingMinutes(clock.calendar, now, clock.minutesLeft);
    await setClock(tx, problemId, now, { ...clock, dueAt, stood: stoodBy(clock, now), standsSince: null });
  }
}

/** Gives so many working days from now on, instead of what was left; what was said stays said. */
export async function giveWorkingDays(tx: Tx, problemId: string, now: Date, days: number): Promise<void> {
  const clock = await loadClock(tx, problemId);
  const dueAt = addWorkingDays(clock.calendar, now, days);
  await setClock(tx, problemId, now, { ...clock, waits: false, dueAt });
  await tx.problem.update({ where: { id: problemId }, data: { version: { increment: 1 } } });
}

/**
 * How long a question asked now may stop the clock: the alliance's working days, by the calendar of the poster's
 * enterprise, which has to answer; the reminder comes at half of it.
 */
export async function answeringTime(tx: Tx, problemId: string, now: Date): Promise<{ remindAt: Date; until: Date }> {
  const [row] = await tx.$queryRaw<(StoredCalendar & { ownLimits: unknown })[]>`
    SELECT (SELECT l."values" FROM "AllianceLimits" l WHERE l."allianceId" = ${ALLIANCE}) AS "ownLimits",
      o."timeZone", coalesce(own."week", above."week") AS "week",
      coalesce(own."publicHolidays", above."publicHolidays") AS "publicHolidays", coalesce(own."days", above."days") AS "days"
    FROM "Problem" p
      JOIN "Organisation" o ON o."id" = p."enterpriseId"
      LEFT JOIN "WorkCalendar" own ON own."organisationId" = o."id"
      LEFT JOIN "WorkCalendar" above ON above."organisationId" = o."parentId" AND own."organisationId" IS NULL
    WHERE p."id" = ${problemId}::uuid`;
  if (!row) throw new Error(`no problem ${problemId}`);
  const calendar = calendarOf(row);
  const minutes = limitsOf(row.ownLimits).questionDays * minutesPerDay(calendar);
  return {
    remindAt: addWorkingMinutes(calendar, now, minutes / 2),
    until: addWorkingMinutes(calendar, now, minutes),
  };
}

export type Ringing = { alarm: Alarm; limited: Limited; run: number; limits: AllianceLimits };

/**
 * The alarm that is due by `now`, marked as said in the caller's transaction: whoever asks again, after a jump of the
 * clock, in another process or after one that died, is answered null. The caller holds the problem's row and says it.
 */
export async function takeAlarm(tx: Tx, problemId: string, now: Date): Promise<Ringing | null> {
  const clock = await loadClock(tx, problemId);
  if (!clock.dueAt) {
    await setNext(tx, problemId, null);
    return null;
  }
  const next = nextAlarm({ ...clock, dueAt: clock.dueAt }, now, clock.calendar, clock.limits);
  if (!next || next.at >= now) {
    await setNext(tx, problemId, next?.at ?? null);
    return null;
  }
  const { count } = await tx.alarmSaid.createMany({
    data: { problemId, run: clock.run, alarm: next.alarm, at: now },
    skipDuplicates: true,
  });
  const said = [...clock.said, next.alarm];
  const after = nextAlarm({ ...clock, dueAt: clock.dueAt, said, saidAt: now }, now, clock.calendar, clock.limits);
  await setNext(tx, problemId, after?.at ?? null);
  return count === 1 ? { alarm: next.alarm, limited: clock.limited, run: clock.run, limits: clock.limits } : null;
}

/** How long the problem has been in its state by now: working minutes of whose move it was, and those spent waiting on the other side. */
export async function timeInState(
  tx: Tx,
  problemId: string,
  now: Date,
): Promise<{ minutes: number; waited: number } | null> {
  const clock = await loadClock(tx, problemId);
  if (clock.state === "DRAFT") return null;
  const whole = Math.max(0, workingMinutes(clock.calendar, clock.stateSince, now));
  const waited = Math.min(whole, stoodBy(clock, now));
  return { minutes: Math.round(whole - waited), waited: Math.round(waited) };
}

const stoodBy = ({ standsSince, stood, calendar }: Clock, now: Date): number =>
  stood + (standsSince ? Math.max(0, Math.round(workingMinutes(calendar, standsSince, now))) : 0);

const setNext = (tx: Tx, problemId: string, nextAt: Date | null) =>
  tx.dueClock.updateMany({ where: { problemId }, data: { nextAt } });

async function setClock(tx: Tx, problemId: string, now: Date, clock: Clock): Promise<void> {
  const { dueAt, waits, calendar, limits, run, limitMinutes, stood } = clock;
  const stands = waits && dueAt !== null;
  // What is late already stays late by as much.
  const minutesLeft = stands ? Math.round(workingMinutes(calendar, now, dueAt)) : null;
  await tx.problem.update({ where: { id: problemId }, data: { dueAt: stands ? null : dueAt, minutesLeft } });
  const next = stands || !dueAt ? null : nextAlarm({ ...clock, dueAt }, now, calendar, limits);
  const row = {
    run,
    limitMinutes,
    stood,
    standsSince: stands ? (clock.standsSince ?? now) : null,
    nextAt: next?.at ?? null,
  };
  await tx.dueClock.upsert({ where: { problemId }, create: { problemId, ...row }, update: row });
}
