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
 * Opens a solved or answered problem again: for the team that solved it, which is asked whether it goes on, or for
 * triage. What never left the enterprise goes through its review first. "Solved" is withdrawn with it: the state, the
 * date and the acceptance no longer stand, so that nothing which counts from them still counts it.
 * Errors: those of a transition.
 */
export const reopenProblem = (actor: Actor, input: ReopenInput): Promise<void> =>
  inTransaction((tx) => reopenWithin(tx, actor, input));

/** The same within the caller's transaction. */
export async function reopenWithin(tx: Tx, actor: Actor, { id, version, reason, to }: ReopenInput): Promise<void> {
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
    data: { solvedAt: null, partial: false, internal: false, closedReason: "", answeredById: null, postedAt },
    also: async () => {
      await withdrawSolved(tx, id, actor.now);
      if (action === "reopen") await askTeamAgain(tx, id, actor.now);
    },
  });
}

/** The former team holds the lease again, for as long as an assignment may go unanswered. */
async function askTeamAgain(tx: Tx, problemId: string, now: Date): Promise<void> {
  const last = await tx.engagement.findFirst({
    where: { problemId, end: "FINISHED", studio: { OR: [{ closedAt: null }, { closedAt: { gt: now } }] } },
    orderBy: { endedAt: "desc" },
    select: { id: true },
  });
  if (!last) throw conflict("no-team-to-reopen");
  await tx.engagement.update({
    where: { id: last.id },
    data: { endedAt: null, end: null, lastEntryAt: now, askedAgainAt: now },
  });
}

async function withdrawSolved(tx: Tx, problemId: string, now: Date): Promise<void> {
  await tx.solution.updateMany({
    where: { problemId, state: "ACCEPTED" },
    data: { state: "SENT_BACK", version: { increment: 1 } },
  });
  await tx.acceptance.updateMany({ where: { problemId, supersededAt: null }, data: { supersededAt: now } });
  await tx.stillGood.updateMany({ where: { problemId, closedAt: null }, data: { closedAt: now } });
}
