import { inTransaction } from "#app/lib/db.server.ts";
import { invalid } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { transition } from "./transition.server.ts";

export type EscalateInput = { id: string; version: number | null; to: string; reason: string };

/** Asks a university or the province for help; the problem stays where it is, marked. Errors: those of a transition; invalid (to). */
export async function escalateProblem(actor: Actor, input: EscalateInput): Promise<void> {
  const to = input.to.trim();
  if (to === "") throw invalid("required", "to");
  await inTransaction(async (tx) => {
    await transition(tx, actor, {
      problemId: input.id,
      version: input.version,
      reason: input.reason,
      action: "escalate",
      event: "problem.escalated",
      layer: "DETAIL",
      data: { escalatedTo: to, escalatedAt: actor.now },
      payload: { to },
    });
  });
}
