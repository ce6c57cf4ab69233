import { db, inTransaction, type Tx } from "#app/lib/db.server.ts";
import { DomainError } from "#app/lib/errors.ts";
import { words } from "#app/lib/i18n.ts";
import { log } from "#app/lib/log.server.ts";
import { recordEvent } from "#app/modules/events/record-event.server.ts";
import type { EventType } from "#app/modules/events/types.ts";
import { isEscalation } from "#app/modules/problems/alarms.ts";
import { giveWorkingDays, type Ringing, takeAlarm } from "#app/modules/problems/clock.server.ts";
import type { ProblemState } from "#app/modules/problems/lifecycle.ts";
import { type Step, transitionBySystem } from "#app/modules/problems/transition.server.ts";
import { sweepWords } from "#app/words/sweep.ts";
import { endLease } from "./lease.server.ts";

const AT_ONCE = 200;

/**
 * Looks after limits that are soon over or ran out by `now`. Soon over and over: whoever has the move is told. Then, one
 * after another: nobody claimed → triage; no entry in a lease → reminder, then release; a former team that does not
 * answer → triage; all others → the next office. Where the clock stands, whoever is waited for is reminded, and one office
 * after another told. Nothing is ever accepted by silence. Running again, in another process
 * or after a jump of the clock, says nothing twice.
 * @returns how many problems it did something about
 */
export async function sweepDueTimes(now: Date): Promise<number> {
  const due = await db.dueClock.findMany({
    where: { nextAt: { lt: now } },
    orderBy: { nextAt: "asc" },
    take: AT_ONCE,
    select: { problemId: true },
  });
  let done = 0;
  for (const { problemId } of due) if (await attend(problemId, now)) done += 1;
  return done;
}

/** One problem in a transaction of its own; somebody acting at the same moment goes first. One that fails keeps no other from its turn. */
async function attend(problemId: string, now: Date): Promise<boolean> {
  try {
    return await inTransaction(async (tx) => {
      const [held] = await tx.$queryRaw<{ state: ProblemState; enterpriseId: string }[]>`
        SELECT "state"::text AS "state", "enterpriseId" FROM "Problem" WHERE "id" = ${problemId}::uuid FOR UPDATE`;
      const ringing = held && (await takeAlarm(tx, problemId, now));
      if (!ringing) return false;
      await say(tx, { problemId, now, ...held, ...ringing });
      return true;
    });
  } catch (error) {
    if (error instanceof DomainError && (error.code === "conflict" || error.code === "unavailable")) return false;
    log.warn("due times: a problem could not be attended to, trying again at the next sweep", { problemId, error });
    return false;
  }
}

type Matter = Ringing & { problemId: string; now: Date; state: ProblemState; enterpriseId: string };

function say(tx: Tx, matter: Matter): Promise<unknown> {
  const { alarm, limited } = matter;
  if (limited === "WAITING")
    return tell(tx, matter, isEscalation(alarm) ? "problem.waiting-escalated" : "problem.waiting-reminded");
  if (alarm === "SOON") return tell(tx, matter, "problem.due-soon");
  if (isEscalation(alarm)) return tell(tx, matter, "problem.late-escalated");
  if (limited === "PUBLISHED") return move(tx, matter, { action: "unclaimed", event: "problem.unclaimed" });
  if (limited === "ASKED_AGAIN") return endSilently(tx, matter, "GIVEN_UP");
  if (limited !== "IN_PROGRESS") return tell(tx, matter, "problem.reminded");
  return alarm === "DUE" ? remindTeam(tx, matter) : endSilently(tx, matter, "RELEASED");
}

/** The record of the step; who hears of it follows from it (notifications/recipients). */
const tell = (tx: Tx, { problemId, enterpriseId, state, alarm, now }: Matter, type: EventType) =>
  recordEvent(tx, {
    type,
    organisationId: enterpriseId,
    subjectKind: "problem",
    subjectId: problemId,
    by: null,
    payload: { state, step: alarm },
    layer: type === "problem.lease-reminded" ? "DETAIL" : "OWN",
    at: now,
  });

async function remindTeam(tx: Tx, matter: Matter): Promise<void> {
  await giveWorkingDays(tx, matter.problemId, matter.now, matter.limits.graceDays);
  await tell(tx, matter, "problem.lease-reminded");
}

/** A team that wrote nothing gives the problem back to all; one that did not answer whether it goes on, to the secretariat. */
function endSilently(tx: Tx, matter: Matter, end: "RELEASED" | "GIVEN_UP"): Promise<unknown> {
  const w = words(sweepWords, "zh-CN");
  const reason = end === "RELEASED" ? w.noEntry : w.noAnswerAgain;
  return move(tx, matter, {
    ...(end === "RELEASED"
      ? { action: "release", event: "problem.released" }
      : { action: "give-up", event: "problem.given-up" }),
    layer: "DETAIL",
    reason,
    also: () => endLease(tx, matter.problemId, end, matter.now, reason),
  });
}

const move = (tx: Tx, { problemId, now }: Matter, step: Omit<Step, "problemId" | "version">) =>
  transitionBySystem(tx, now, { problemId, version: null, ...step });
