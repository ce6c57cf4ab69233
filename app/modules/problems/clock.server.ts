import { PLANNED_ONCE, Prisma, type Tx } from "#app/lib/db.server.ts";
import {
  addWorkingDays,
  addWorkingMinutes,
  minutesPerDay,
  type WorkCalendar,
  workingMinutes,
} from "#app/lib/working-time.ts";
import { calendarOf, type StoredCalendar } from "#app/modules/alliances/work-calendar.server.ts";
import { type Alarm, calendarOfLimit, endOfLimit, nextAlarm, type Running } from "./alarms.ts";
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
  /** Since when the oldest consent, permit or proposal waits for its answer; questions have an end of their own. */
  owedSince: Date | null;
  /** Which limit of this problem it is; 0 before the first. */
  run: number;
  limitMinutes: number;
  standsSince: Date | null;
  /** How often it has come to a stand: a stand is a limit of the other side's, and says things of its own. */
  stand: number;
  /** Minutes the clock has stood still in this state. */
  stood: number;
  said: Alarm[];
  saidAt: Date | null;
  saidStanding: Alarm[];
  saidStandingAt: Date | null;
  calendar: WorkCalendar;
  /** The calendar of whoever is waited for. */
  theirs: WorkCalendar;
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
const OWED = Prisma.sql`LEFT JOIN LATERAL (
  SELECT min(o."since") AS "since", (array_agg(o."by" ORDER BY o."since"))[1] AS "by" FROM (
    SELECT t."createdAt" AS "since", p."enterpriseId" AS "by" FROM "TriageProposal" t
    WHERE p."state" = 'TRIAGE' AND t."problemId" = p."id" AND t."state" = 'OPEN'
    UNION ALL
    SELECT m."requestedAt", m."organisationId" FROM "Permit" m
    WHERE p."state" IN ('ASSIGNED', 'IN_PROGRESS') AND m."problemId" = p."id" AND m."state" = 'REQUESTED'
      AND m."kind" <> 'AGREEMENT' AND m."studioId" = works."id") o) owed ON true`;
const WAITS = Prisma.sql`owed."since" IS NOT NULL OR (p."state" IN ('ASSIGNED', 'IN_PROGRESS') AND EXISTS (
  SELECT 1 FROM "Question" q WHERE q."problemId" = p."id" AND q."state" = 'OPEN' AND q."pauses" AND q."studioId" = works."id"))`;

/** A review is no alliance's yet: it has the limits of the alliance its enterprise has been in longest. */
const ALLIANCE = Prisma.sql`coalesce(p."allianceId", (
  SELECT m."allianceId" FROM "AllianceMember" m
  WHERE m."memberId" = p."enterpriseId" AND m."leftAt" IS NULL ORDER BY m."joinedAt", m."id" LIMIT 1))`;

async function loadClock(tx: Tx, problemId: string): Promise<Clock> {
  const [row] = await tx.$queryRaw<
    (Omit<Clock, "calendar" | "theirs" | "limits" | "limited"> &
      StoredCalendar & { again: boolean; ownLimits: unknown; other: StoredCalendar | null })[]
  >`
    ${PLANNED_ONCE} SELECT p."state"::text AS "state", p."stateSince", p."severity"::text AS "severity", p."dueAt", p."minutesLeft",
      ${WAITS} AS "waits", owed."since" AS "owedSince",
      p."state" = 'IN_PROGRESS' AND EXISTS (
        SELECT 1 FROM "Engagement" e WHERE e."problemId" = p."id" AND e."endedAt" IS NULL AND e."askedAgainAt" IS NOT NULL) AS "again",
      coalesce(c."run", 0) AS "run", coalesce(c."limitMinutes", 0) AS "limitMinutes", c."standsSince",
      coalesce(c."stand", 0) AS "stand", coalesce(c."stood", 0) AS "stood",
      ARRAY(SELECT s."alarm" FROM "AlarmSaid" s WHERE s."problemId" = p."id" AND s."run" = c."run") AS "said",
      (SELECT max(s."at") FROM "AlarmSaid" s WHERE s."problemId" = p."id" AND s."run" = c."run") AS "saidAt",
      ARRAY(SELECT s."alarm" FROM "AlarmSaid" s WHERE s."problemId" = p."id" AND s."run" = -c."stand") AS "saidStanding",
      (SELECT max(s."at") FROM "AlarmSaid" s WHERE s."problemId" = p."id" AND s."run" = -c."stand") AS "saidStandingAt",
      (SELECT l."values" FROM "AllianceLimits" l WHERE l."allianceId" = ${ALLIANCE}) AS "ownLimits",
      works."timeZone", coalesce(own."week", above."week") AS "week",
      coalesce(own."publicHolidays", above."publicHolidays") AS "publicHolidays", coalesce(own."days", above."days") AS "days",
      (SELECT json_build_object('timeZone', o."timeZone", 'week', w."week", 'publicHolidays', w."publicHolidays", 'days', w."days")
       FROM "Organisation" o LEFT JOIN "WorkCalendar" w ON w."organisationId" = o."id" WHERE o."id" = owed."by") AS "other"
    FROM "Problem" p
      JOIN "Organisation" works ON works."id" = ${WORKS}
      ${OWED}
      LEFT JOIN "DueClock" c ON c."problemId" = p."id"
      LEFT JOIN "WorkCalendar" own ON own."organisationId" = works."id"
      LEFT JOIN "WorkCalendar" above ON above."organisationId" = works."parentId" AND own."organisationId" IS NULL
    WHERE p."id" = ${problemId}::uuid`;
  if (!row) throw new Error(`no problem ${problemId}`);
  const limits = limitsOf(row.ownLimits);
  const limited = row.again ? "ASKED_AGAIN" : row.state;
  const ours = calendarOf(row);
  const theirs = row.other ? calendarOf(row.other) : ours;
  return {
    ...row,
    limits,
    limited,
    calendar: calendarOfLimit(limited, row.severity, ours, limits),
    theirs: calendarOfLimit("WAITING", row.severity, theirs, limits),
  };
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
  // It stood already, and something else is waited for now.
  if (clock.waits && clock.minutesLeft !== null) await setNext(tx, problemId, nextOf(clock, now)?.at ?? null);
}

type Spoken = { running: Running; run: number; calendar: WorkCalendar };

/** The limit that speaks now: that of whoever has the move, or, while its clock stands, that of whoever is waited for. */
function speaking(clock: Clock): Spoken | null {
  const { dueAt, limited, limitMinutes, said, saidAt, run, calendar, owedSince, theirs, limits } = clock;
  if (dueAt) return { running: { limited, dueAt, limitMinutes, said, saidAt }, run, calendar };
  const end = owedSince && clock.minutesLeft !== null ? endOfLimit("WAITING", owedSince, theirs, limits) : null;
  if (!owedSince || !end) return null;
  const running: Running = {
    limited: "WAITING",
    dueAt: end,
    limitMinutes: Math.round(workingMinutes(theirs, owedSince, end)),
    said: clock.saidStanding,
    saidAt: clock.saidStandingAt,
  };
  return { running, run: -clock.stand, calendar: theirs };
}

function nextOf(clock: Clock, now: Date) {
  const spoken = speaking(clock);
  return spoken && nextAlarm(spoken.running, now, spoken.calendar, clock.limits);
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
  const spoken = speaking(clock);
  const next = spoken && nextAlarm(spoken.running, now, spoken.calendar, clock.limits);
  if (!next || next.at >= now) {
    await setNext(tx, problemId, next?.at ?? null);
    return null;
  }
  const { running, run, calendar } = spoken;
  const { count } = await tx.alarmSaid.createMany({
    data: { problemId, run, alarm: next.alarm, at: now },
    skipDuplicates: true,
  });
  const said = { ...running, said: [...running.said, next.alarm], saidAt: now };
  await setNext(tx, problemId, nextAlarm(said, now, calendar, clock.limits)?.at ?? null);
  return count === 1 ? { alarm: next.alarm, limited: running.limited, run, limits: clock.limits } : null;
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
  const { dueAt, waits, calendar, run, limitMinutes, stood } = clock;
  const stands = waits && dueAt !== null;
  // What is late already stays late by as much.
  const minutesLeft = stands ? Math.round(workingMinutes(calendar, now, dueAt)) : null;
  const begins = stands && clock.standsSince === null;
  const set: Clock = {
    ...clock,
    dueAt: stands ? null : dueAt,
    minutesLeft,
    standsSince: stands ? (clock.standsSince ?? now) : null,
    ...(begins && { stand: clock.stand + 1, saidStanding: [], saidStandingAt: null }),
  };
  await tx.problem.updateMany({ where: { id: problemId }, data: { dueAt: set.dueAt, minutesLeft } });
  const row = {
    run,
    limitMinutes,
    stood,
    stand: set.stand,
    standsSince: set.standsSince,
    nextAt: nextOf(set, now)?.at ?? null,
  };
  await tx.dueClock.upsert({
    where: { problemId },
    create: { problemId, ...row },
    update: row,
    select: { problemId: true },
  });
}
