import { inTransaction, type Tx } from "#app/lib/db.server.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { transition } from "./transition.server.ts";

type Input = { id: string; version: number | null; reason: string };

/** A draft again is nobody's but the author's: every release ends, the rewording stays as a proposal for the next review. */
const BACK_TO_DRAFT = { releasedAt: null, publishedAt: null, allianceId: null };

async function forgetRelease(tx: Tx, problemId: string, now: Date): Promise<void> {
  await tx.problemAudience.deleteMany({ where: { problemId } });
  await tx.problemNamed.deleteMany({ where: { problemId } });
  await tx.triageProposal.updateMany({
    where: { state: "OPEN", OR: [{ problemId }, { targetId: problemId }] },
    data: { state: "CANCELLED", decidedAt: now },
  });
}

/** The enterprise's reviewer sends a problem back to its author. Errors: those of a transition. */
export async function returnProblem(actor: Actor, { id, version, reason }: Input): Promise<void> {
  await inTransaction(async (tx) => {
    await transition(tx, actor, {
      problemId: id,
      version,
      reason,
      action: "return",
      event: "problem.returned",
      layer: "OWN",
      data: BACK_TO_DRAFT,
      also: () => forgetRelease(tx, id, actor.now),
    });
  });
}

/** The secretariat sends a problem back to its author; the next submission is reviewed anew. Errors: those of a transition. */
export async function returnFromTriage(actor: Actor, { id, version, reason }: Input): Promise<void> {
  await inTransaction(async (tx) => {
    await transition(tx, actor, {
      problemId: id,
      version,
      reason,
      action: "triage-return",
      event: "problem.returned",
      layer: "OWN",
      data: BACK_TO_DRAFT,
      also: () => forgetRelease(tx, id, actor.now),
    });
  });
}
