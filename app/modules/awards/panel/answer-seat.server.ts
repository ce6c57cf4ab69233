import { inTransaction } from "#app/lib/db.server.ts";
import { conflict, notFound } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { recordAward } from "./open-panel.server.ts";

/**
 * The judge takes the seat, declaring to stand back where there is a conflict, or does not. Rule: after the panel has begun
 * nobody takes a seat any more, so that who scores does not change under way. Errors: not_found, conflict.
 */
export async function answerSeat(actor: Actor, seatId: string, takes: boolean): Promise<void> {
  await inTransaction(async (tx) => {
    await tx.$queryRaw`SELECT "id" FROM "PanelSeat" WHERE "id" = ${seatId}::uuid FOR UPDATE`;
    const seat = await tx.panelSeat.findFirst({
      where: { id: seatId, personId: actor.personId },
      select: {
        id: true,
        acceptedAt: true,
        declinedAt: true,
        round: { select: { id: true, organisationId: true, state: true } },
      },
    });
    if (!seat) throw notFound();
    if (!["OPEN", "REVIEW"].includes(seat.round.state)) throw conflict("round-state");
    if (seat.declinedAt || seat.acceptedAt) throw conflict("seat-answered");
    await tx.panelSeat.update({
      where: { id: seatId },
      data: takes ? { acceptedAt: actor.now } : { declinedAt: actor.now },
    });
    await recordAward(tx, actor, seat.round, takes ? "panel.seat-accepted" : "panel.seat-declined", {
      payload: { seatId },
    });
  });
}
