import { inTransaction } from "#app/lib/db.server.ts";
import { conflict } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { startClock } from "#app/modules/problems/clock.server.ts";
import { transition } from "#app/modules/problems/transition.server.ts";

/**
 * The fault came back and the team that solved it takes it up again: from now on its lease runs like any other.
 * To say no is to give up (give-up.server.ts). Errors: those of a transition; conflict (nobody asks any more).
 */
export async function goOn(actor: Actor, input: { problemId: string; version: number | null }): Promise<void> {
  await inTransaction(async (tx) => {
    await transition(tx, actor, {
      ...input,
      action: "go-on",
      event: "problem.team-goes-on",
      layer: "DETAIL",
      also: async () => {
        const { count } = await tx.engagement.updateMany({
          where: { problemId: input.problemId, endedAt: null, askedAgainAt: { not: null } },
          data: { askedAgainAt: null, lastEntryAt: actor.now },
        });
        if (count === 0) throw conflict("nobody-asks-again");
        await startClock(tx, input.problemId, actor.now, { sameStay: true });
      },
    });
  });
}
