import { inTransaction } from "#app/lib/db.server.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { transition } from "#app/modules/problems/transition.server.ts";
import { endLease } from "./lease.server.ts";

/** Team or poster end the work, with the reason; the secretariat decides what next. */
export async function giveUp(
  actor: Actor,
  input: { problemId: string; version: number | null; reason: string },
): Promise<void> {
  await inTransaction(async (tx) => {
    await transition(tx, actor, {
      problemId: input.problemId,
      version: input.version,
      action: "give-up",
      event: "problem.given-up",
      layer: "DETAIL",
      reason: input.reason,
      also: () => endLease(tx, input.problemId, "GIVEN_UP", actor.now, input.reason.trim()),
    });
  });
}
