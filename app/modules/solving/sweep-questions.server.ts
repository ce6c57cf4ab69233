import { db, inTransaction, type Tx } from "#app/lib/db.server.ts";
import { DomainError } from "#app/lib/errors.ts";
import { log } from "#app/lib/log.server.ts";
import { recordEvent } from "#app/modules/events/record-event.server.ts";
import { followClock } from "#app/modules/problems/clock.server.ts";
import { lockProblem } from "./studios.server.ts";

const AT_ONCE = 200;

/**
 * Questions nobody has answered by `now`: the poster's side is reminded once; when the time they stop the clock for is
 * over, it goes on, and the question stays to be answered. Running again changes nothing.
 * @returns how many questions it did something about
 */
export async function sweepQuestions(now: Date): Promise<number> {
  const rows = await db.question.findMany({
    where: { state: "OPEN", OR: [{ remindAt: { lt: now } }, { pauses: true, pausesUntil: { lt: now } }] },
    orderBy: { askedAt: "asc" },
    take: AT_ONCE,
    select: { id: true, problemId: true },
  });
  let done = 0;
  for (const row of rows) if (await attend(row, now)) done += 1;
  return done;
}

async function attend({ id, problemId }: { id: string; problemId: string }, now: Date): Promise<boolean> {
  try {
    return await inTransaction(async (tx) => {
      await lockProblem(tx, problemId);
      const lapsed = await tx.question.updateMany({
        where: { id, state: "OPEN", pauses: true, pausesUntil: { lt: now } },
        data: { pauses: false, remindAt: null, version: { increment: 1 } },
      });
      if (lapsed.count > 0) {
        await followClock(tx, problemId, now);
        await record(tx, { id, problemId, type: "problem.question-lapsed", now });
        return true;
      }
      const reminded = await tx.question.updateMany({
        where: { id, state: "OPEN", remindAt: { lt: now } },
        data: { remindAt: null },
      });
      if (reminded.count > 0) await record(tx, { id, problemId, type: "problem.question-reminded", now });
      return reminded.count > 0;
    });
  } catch (error) {
    if (!(error instanceof DomainError)) log.warn("questions: one could not be attended to", { questionId: id, error });
    return false;
  }
}

type Said = {
  id: string;
  problemId: string;
  type: "problem.question-lapsed" | "problem.question-reminded";
  now: Date;
};

async function record(tx: Tx, { id, problemId, type, now }: Said): Promise<void> {
  const { enterpriseId } = await tx.problem.findUniqueOrThrow({
    where: { id: problemId },
    select: { enterpriseId: true },
  });
  await recordEvent(tx, {
    type,
    organisationId: enterpriseId,
    subjectKind: "problem",
    subjectId: problemId,
    by: null,
    payload: { questionId: id },
    layer: type === "problem.question-lapsed" ? "DETAIL" : "OWN",
    at: now,
  });
}
