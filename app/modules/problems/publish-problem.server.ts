import { inTransaction } from "#app/lib/db.server.ts";
import { conflict } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { transition } from "./transition.server.ts";

/** The secretariat publishes a problem to the circle its enterprise released it to. Errors: those of a transition. */
export async function publishProblem(actor: Actor, input: { id: string; version: number | null }): Promise<void> {
  await inTransaction(async (tx) => {
    const first = await tx.problem.findUnique({ where: { id: input.id }, select: { publishedAt: true } });
    await transition(tx, actor, {
      problemId: input.id,
      version: input.version,
      action: "publish",
      event: "problem.published",
      // Published again after nobody came: the first day stays the day it became known.
      data: { publishedAt: first?.publishedAt ?? actor.now },
      also: async () => {
        const open = await tx.triageProposal.count({ where: { problemId: input.id, state: "OPEN" } });
        if (open > 0) throw conflict("proposal-open");
      },
    });
  });
}
