import { inTransaction, type Tx } from "#app/lib/db.server.ts";
import { conflict, notFound } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { transition } from "./transition.server.ts";

export type ReopenInput = {
  id: string;
  version: number | null;
  reason: string /** Back to the team that solved it, or to be looked at anew. */;
  to: "TEAM" | "TRIAGE";
};

/**
 * Opens a solved or answered problem again: for the team that solved it, or for triage. What never left the
 * enterprise goes through its review first. Errors: those of a transition.
 */
export async function reopenProblem(actor: Actor, { id, version, reason, to }: ReopenInput): Promise<void> {
  await inTransaction(async (tx) => {
    const problem = await tx.problem.findUnique({ where: { id }, select: { releasedAt: true, postedAt: true } });
    if (!problem) throw notFound();
    const action = problem.releasedAt === null ? "reopen-review" : to === "TEAM" ? "reopen" : "reopen-triage";
    // A draft that a known fix had answered is posted now; before, it was nobody's but the author's.
    const postedAt = problem.postedAt ?? actor.now;
    await transition(tx, actor, {
      problemId: id,
      version,
      reason,
      action,
      event: "problem.reopened",
      data: { solvedAt: null, partial: false, closedReason: "", answeredById: null, postedAt },
      also: async () => {
        if (action === "reopen") await reopenLease(tx, id, actor.now);
        else await sendSolutionBack(tx, id);
      },
    });
  });
}

async function reopenLease(tx: Tx, problemId: string, now: Date): Promise<void> {
  const last = await tx.engagement.findFirst({
    where: { problemId, end: "FINISHED" },
    orderBy: { endedAt: "desc" },
    select: { id: true },
  });
  if (!last) throw conflict("no-team-to-reopen");
  await tx.engagement.update({ where: { id: last.id }, data: { endedAt: null, end: null, lastEntryAt: now } });
  await sendSolutionBack(tx, problemId);
}

async function sendSolutionBack(tx: Tx, problemId: string): Promise<void> {
  await tx.solution.updateMany({
    where: { problemId, state: "ACCEPTED" },
    data: { state: "SENT_BACK", version: { increment: 1 } },
  });
}
