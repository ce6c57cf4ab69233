import { inTransaction } from "#app/lib/db.server.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { transition } from "#app/modules/problems/transition.server.ts";

/** The poster takes none of the bids, and says why; the problem is open to all again. */
export async function refuseBids(
  actor: Actor,
  input: { problemId: string; version: number | null; reason: string },
): Promise<void> {
  await inTransaction(async (tx) => {
    await transition(tx, actor, {
      problemId: input.problemId,
      version: input.version,
      action: "refuse-all",
      event: "problem.bids-refused",
      layer: "OWN",
      reason: input.reason,
      also: async () => {
        await tx.bid.updateMany({
          where: { problemId: input.problemId, state: "OPEN" },
          data: { state: "REFUSED", decidedNote: input.reason.trim(), decidedAt: actor.now, version: { increment: 1 } },
        });
      },
    });
  });
}
