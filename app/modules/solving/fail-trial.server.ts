import { inTransaction } from "#app/lib/db.server.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { transition } from "#app/modules/problems/transition.server.ts";
import { handBack } from "./handed-in.server.ts";
import { requireRunningTrial } from "./running-trial.server.ts";

/** The trial did not work, with the reason; the team goes on. */
export async function failTrial(
  actor: Actor,
  input: { problemId: string; version: number | null; reason: string },
): Promise<void> {
  await inTransaction(async (tx) => {
    await transition(tx, actor, {
      problemId: input.problemId,
      version: input.version,
      action: "trial-failed",
      event: "problem.trial-failed",
      layer: "DETAIL",
      reason: input.reason,
      also: async () => {
        const trial = await requireRunningTrial(tx, input.problemId);
        await tx.trial.update({
          where: { id: trial.id },
          data: { state: "FAILED", result: input.reason.trim(), endedAt: actor.now },
        });
        await handBack(tx, trial.solutionId);
      },
    });
  });
}
