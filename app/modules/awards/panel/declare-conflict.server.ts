import { inTransaction } from "#app/lib/db.server.ts";
import { notFound } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { recordAward, requireCalledToWrite } from "./open-panel.server.ts";

/**
 * The judge stands back from one application, for good: what was said of it so far does not count, a substitute steps in.
 * Errors: not_found, conflict (the panel is closed).
 */
export async function declareConflict(actor: Actor, applicationId: string, input: { ground: string; text: string }) {
  return inTransaction(async (tx) => {
    const { round, seat } = await requireCalledToWrite(tx, actor, applicationId);
    const { count } = await tx.recusal.createMany({
      data: { seatId: seat.id, applicationId, kind: "DECLARED", ...input, byId: actor.personId, at: actor.now },
      skipDuplicates: true,
    });
    if (count === 0) throw notFound();
    await recordAward(tx, actor, round, "panel.recused", {
      payload: { kind: "DECLARED", pairs: [{ seatId: seat.id, applicationId, ground: input.ground }] },
    });
    return { roundId: round.id };
  });
}
