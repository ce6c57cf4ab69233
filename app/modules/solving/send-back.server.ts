import { inTransaction } from "#app/lib/db.server.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { transition } from "#app/modules/problems/transition.server.ts";
import { handBack, requireHandedIn } from "./handed-in.server.ts";

/** The poster's enterprise sends the solution back to the team, and says why. */
export async function sendBack(
  actor: Actor,
  input: { problemId: string; version: number | null; reason: string },
): Promise<void> {
  await inTransaction(async (tx) => {
    await transition(tx, actor, {
      problemId: input.problemId,
      version: input.version,
      action: "send-back",
      event: "problem.solution-sent-back",
      layer: "DETAIL",
      reason: input.reason,
      also: async () => handBack(tx, (await requireHandedIn(tx, input.problemId)).id),
    });
  });
}
