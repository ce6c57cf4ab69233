import { inTransaction } from "#app/lib/db.server.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { closeOpenWork } from "./close-open-work.server.ts";
import { transition } from "./transition.server.ts";

/** Closes a problem nobody could solve, saying why; it stays in every count. Errors: those of a transition. */
export async function closeUnsolved(
  actor: Actor,
  input: { id: string; version: number | null; reason: string },
): Promise<void> {
  await inTransaction(async (tx) => {
    await transition(tx, actor, {
      problemId: input.id,
      version: input.version,
      reason: input.reason,
      action: "close-unsolved",
      event: "problem.closed-unsolved",
      data: { closedReason: input.reason.trim() },
      also: () => closeOpenWork(tx, input.id, actor.now),
    });
  });
}
