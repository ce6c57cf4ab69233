import { Prisma, type Tx } from "#app/lib/db.server.ts";
import { addWorkingDays, addWorkingMinutes, type WorkCalendar, workingMinutes } from "#app/lib/working-time.ts";
import { calendarOf, type StoredCalendar } from "#app/modules/alliances/work-calendar.server.ts";
import type { ProblemState, Severity } from "./lifecycle.ts";
import { calendarOfLimit, dueAtOf } from "./rules.ts";

type Clock = {
  state: ProblemState;
  severity: Severity;
  dueAt: Date | null;
  minutesLeft: number | null;
  /** Something only the other side can do is open. */
  waits: boolean;
  calendar: WorkCalendar;
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
 * once a studio is asked or at work, for the employer's consent, the visit permit or the safety briefing.
 */
const WAITS = Prisma.sql`CASE
  WHEN p."state" = 'TRIAGE' THEN EXISTS (SELECT 1 FROM "TriageProposal" t WHERE t."problemId" = p."id" AND t."state" = 'OPEN')
  WHEN p."state" IN ('ASSIGNED', 'IN_PROGRESS') THEN EXISTS (
    SELECT 1 FROM "Permit" m WHERE m."problemId" = p."id" AND m."state" = 'REQUESTED' AND m."kind" <> 'AGREEMENT'
      AND m."studioId" = works."id")
  ELSE false END`;

async function loadClock(tx: Tx, problemId: string): Promise<Clock> {
  const [row] = await tx.$queryRaw<(Omit<Clock, "calendar"> & StoredCalendar)[]>`
    SELECT p."state"::text AS "state", p."severity"::text AS "severity", p."dueAt", p."minutesLeft", ${WAITS} AS "waits",
      works."timeZone", coalesce(own."week", above."week") AS "week",
      coalesce(own."publicHolidays", above."publicHolidays") AS "publicHolidays", coalesce(own."days", above."days") AS "days"
    FROM "Problem" p
      JOIN "Organisation" works ON works."id" = ${WORKS}
      LEFT JOIN "WorkCalendar" own ON own."organisationId" = works."id"
      LEFT JOIN "WorkCalendar" above ON above."organisationId" = works."parentId" AND own."organisationId" IS NULL
    WHERE p."id" = ${problemId}::uuid`;
  if (!row) throw new Error(`no problem ${problemId}`);
  return { ...row, calendar: calendarOfLimit(row.state, row.severity, calendarOf(row)) };
}

/** Begins the limit of the state the problem is in now; where the other side is waited for, the clock stands still at once. */
export async function startClock(tx: Tx, problemId: string, now: Date): Promise<void> {
  const clock = await loadClock(tx, problemId);
  await setClock(tx, problemId, now, { ...clock, dueAt: dueAtOf(clock.state, clock.severity, now, clock.calendar) });
}

/**
 * Stops the clock when something begins to wait on the other side, and lets it go on with the time that was left once
 * nothing does. To be called after every change of what is waited for; called again it changes nothing.
 */
export async function followClock(tx: Tx, problemId: string, now: Date): Promise<void> {
  const clock = await loadClock(tx, problemId);
  if (clock.waits && clock.dueAt) await setClock(tx, problemId, now, clock);
  if (!clock.waits && clock.minutesLeft !== null)
    await setClock(tx, problemId, now, { ...clock, dueAt: addWorkingMinutes(clock.calendar, now, clock.minutesLeft) });
}

/** Gives so many working days from now on, instead of what was left. */
export async function giveWorkingDays(tx: Tx, problemId: string, now: Date, days: number): Promise<void> {
  const { calendar } = await loadClock(tx, problemId);
  const dueAt = addWorkingDays(calendar, now, days);
  await tx.problem.update({ where: { id: problemId }, data: { dueAt, minutesLeft: null, version: { increment: 1 } } });
}

async function setClock(tx: Tx, problemId: string, now: Date, { dueAt, waits, calendar }: Clock): Promise<void> {
  const stands = waits && dueAt !== null;
  // What is late already stays late by as much.
  const minutesLeft = stands ? Math.round(workingMinutes(calendar, now, dueAt)) : null;
  await tx.problem.update({ where: { id: problemId }, data: { dueAt: stands ? null : dueAt, minutesLeft } });
}
