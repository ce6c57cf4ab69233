import { subDays } from "date-fns/subDays";
import { db, inTransaction } from "#app/lib/db.server.ts";
import { log } from "#app/lib/log.server.ts";
import { recordEvent } from "#app/modules/events/record-event.server.ts";
import { lockProblem } from "./studios.server.ts";
import { ASKED_WITHIN_DAYS } from "./still-good.ts";

const AT_ONCE = 200;

/**
 * Asks posters whether an accepted fix still holds, each question once. When two of one problem are due together, only
 * the later is put. Silence is not asked after: it reads "not confirmed". Running again changes nothing.
 * @returns how many were asked
 */
export async function sweepStillGood(now: Date): Promise<number> {
  const due = await db.stillGood.findMany({
    where: {
      askedAt: null,
      closedAt: null,
      answer: null,
      dueAt: { lte: now, gt: subDays(now, ASKED_WITHIN_DAYS) },
      problem: { state: "SOLVED" },
    },
    orderBy: [{ dueAt: "asc" }, { id: "asc" }],
    take: AT_ONCE,
    select: { problemId: true },
  });
  let asked = 0;
  for (const problemId of new Set(due.map((row) => row.problemId))) if (await ask(problemId, now)) asked += 1;
  return asked;
}

async function ask(problemId: string, now: Date): Promise<boolean> {
  try {
    return await inTransaction(async (tx) => {
      await lockProblem(tx, problemId);
      const problem = await tx.problem.findUniqueOrThrow({
        where: { id: problemId },
        select: { state: true, enterpriseId: true },
      });
      const open = { problemId, askedAt: null, closedAt: null, answer: null, dueAt: { lte: now } };
      const [latest] = await tx.stillGood.findMany({ where: open, orderBy: { dueAt: "desc" }, take: 1 });
      if (!latest || problem.state !== "SOLVED") return false;
      await tx.stillGood.update({ where: { id: latest.id }, data: { askedAt: now } });
      await tx.stillGood.updateMany({ where: open, data: { closedAt: now } });
      await recordEvent(tx, {
        type: "problem.still-good-asked",
        organisationId: problem.enterpriseId,
        subjectKind: "problem",
        subjectId: problemId,
        by: null,
        payload: { stillGoodId: latest.id, afterDays: latest.afterDays },
        layer: "OWN",
        at: now,
      });
      return true;
    });
  } catch (error) {
    log.warn("asking after acceptance: a problem could not be attended to", { problemId, error });
    return false;
  }
}
