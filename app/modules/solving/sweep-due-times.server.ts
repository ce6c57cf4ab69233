import { db, inTransaction, type Tx } from "#app/lib/db.server.ts";
import { DomainError } from "#app/lib/errors.ts";
import { words } from "#app/lib/i18n.ts";
import { recordEvent } from "#app/modules/events/record-event.server.ts";
import { giveWorkingDays } from "#app/modules/problems/clock.server.ts";
import type { ProblemState } from "#app/modules/problems/lifecycle.ts";
import { transitionBySystem } from "#app/modules/problems/transition.server.ts";
import { sweepWords } from "#app/words/sweep.ts";
import { endLease } from "./lease.server.ts";

/** Days a team has after the reminder, before the problem is open to all again. */
const GRACE_DAYS = 3;
const AT_ONCE = 200;

/** States in which running out of time only asks again whoever has the ball; once a stay in the state. */
const REMINDED: readonly ProblemState[] = [
  "ENTERPRISE_REVIEW",
  "TRIAGE",
  "CLAIMED",
  "ASSIGNED",
  "SOLUTION_SUBMITTED",
  "TRIAL_RUN",
  "ACCEPTANCE",
];

type Row = { id: string; state: ProblemState; stateSince: Date; enterpriseId: string };

/**
 * Looks after limits that ran out by `now`: nobody claimed → triage; no entry in a lease → reminder, then release;
 * all others → one reminder. Nothing is ever accepted by silence. Running again changes nothing.
 * @returns how many problems it did something about
 */
export async function sweepDueTimes(now: Date): Promise<number> {
  const rows = await db.problem.findMany({
    where: { dueAt: { lt: now }, state: { in: ["PUBLISHED", "IN_PROGRESS", ...REMINDED] } },
    orderBy: { dueAt: "asc" },
    take: AT_ONCE * 10,
    select: { id: true, state: true, stateSince: true, enterpriseId: true },
  });
  const reminded = await remindersOf(rows.map((row) => row.id));
  let done = 0;
  for (const row of rows) {
    const last = reminded.get(row.id);
    if (REMINDED.includes(row.state) && last && last >= row.stateSince) continue;
    if (await attend(row, now)) done += 1;
    if (done >= AT_ONCE) break;
  }
  return done;
}

async function remindersOf(ids: string[]): Promise<Map<string, Date>> {
  const events = await db.event.findMany({
    where: { subjectKind: "problem", subjectId: { in: ids }, type: "problem.reminded" },
    orderBy: { id: "asc" },
    select: { subjectId: true, at: true },
  });
  return new Map(events.map((event) => [event.subjectId, event.at]));
}

/** One problem in a transaction of its own; somebody acting at the same moment goes first. */
async function attend(row: Row, now: Date): Promise<boolean> {
  try {
    return await inTransaction((tx) => {
      if (row.state === "PUBLISHED") return backToTriage(tx, row, now);
      if (row.state === "IN_PROGRESS") return attendLease(tx, row, now);
      return remind(tx, row, now);
    });
  } catch (error) {
    if (error instanceof DomainError && (error.code === "conflict" || error.code === "unavailable")) return false;
    throw error;
  }
}

async function backToTriage(tx: Tx, row: Row, now: Date): Promise<boolean> {
  if (!(await stillDue(tx, row, now))) return false;
  await transitionBySystem(tx, now, {
    problemId: row.id,
    version: null,
    action: "unclaimed",
    event: "problem.unclaimed",
  });
  return true;
}

async function attendLease(tx: Tx, row: Row, now: Date): Promise<boolean> {
  if (!(await stillDue(tx, row, now))) return false;
  const lease = await tx.engagement.findFirst({
    where: { problemId: row.id, endedAt: null },
    select: { lastEntryAt: true },
  });
  const asked = await tx.event.findFirst({
    where: {
      subjectKind: "problem",
      subjectId: row.id,
      type: "problem.lease-reminded",
      at: { gte: lease?.lastEntryAt ?? row.stateSince },
    },
    select: { id: true },
  });
  if (!asked) {
    await giveWorkingDays(tx, row.id, now, GRACE_DAYS);
    await recordEvent(tx, {
      type: "problem.lease-reminded",
      organisationId: row.enterpriseId,
      subjectKind: "problem",
      subjectId: row.id,
      by: null,
      layer: "DETAIL",
      at: now,
    });
    return true;
  }
  const reason = words(sweepWords, "zh-CN").noEntry;
  await transitionBySystem(tx, now, {
    problemId: row.id,
    version: null,
    action: "release",
    event: "problem.released",
    layer: "DETAIL",
    reason,
    also: () => endLease(tx, row.id, "RELEASED", now, reason),
  });
  return true;
}

async function remind(tx: Tx, row: Row, now: Date): Promise<boolean> {
  if (!(await stillDue(tx, row, now))) return false;
  const known = await tx.event.count({
    where: { subjectKind: "problem", subjectId: row.id, type: "problem.reminded", at: { gte: row.stateSince } },
  });
  if (known > 0) return false;
  await recordEvent(tx, {
    type: "problem.reminded",
    organisationId: row.enterpriseId,
    subjectKind: "problem",
    subjectId: row.id,
    by: null,
    payload: { state: row.state },
    layer: "OWN",
    at: now,
  });
  return true;
}

/** Holds the row and looks again: somebody may have acted, or another sweep may have been here. */
async function stillDue(tx: Tx, row: Row, now: Date): Promise<boolean> {
  const [held] = await tx.$queryRaw<{ state: ProblemState; dueAt: Date | null }[]>`
    SELECT "state"::text AS "state", "dueAt" FROM "Problem" WHERE "id" = ${row.id}::uuid FOR UPDATE`;
  return held !== undefined && held.state === row.state && held.dueAt !== null && held.dueAt < now;
}
