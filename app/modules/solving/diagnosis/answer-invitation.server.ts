import { inTransaction } from "#app/lib/db.server.ts";
import { forbidden, invalid } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { type Address, lockRoom, requireRight } from "./room.server.ts";
import { recordRoomEvent } from "./room-event.server.ts";
import type { Suits } from "./schema.ts";
import { askSeatPermits } from "./seat-permits.server.ts";

type Answer = Address & { coming: boolean; note?: string; suits?: readonly { timeId: string; suits: Suits }[] };

/**
 * Says whether one comes, and which of the times suit; as often as one likes until it is held. Coming from another
 * enterprise asks the employer for consent, and for a visit where its time is fixed. Errors: not_found, forbidden, invalid
 */
export async function answerInvitation(actor: Actor, input: Answer): Promise<void> {
  await inTransaction(async (tx) => {
    const room = await lockRoom(tx, actor, input);
    requireRight(room, "answers");
    const { row, seat } = room;
    if (!seat) throw forbidden("not-your-move");
    const note = input.note?.trim() ?? "";
    if (!input.coming && note === "") throw invalid("reason-required", "note");
    const state = input.coming ? "COMING" : "DECLINED";
    await tx.diagnosisSeat.update({ where: { id: seat.id }, data: { state, note, answeredAt: actor.now } });
    const times = new Set(row.times.map((one) => one.id));
    const suits = (input.suits ?? []).filter((one) => times.has(one.timeId));
    await tx.diagnosisAnswer.deleteMany({ where: { seatId: seat.id } });
    if (input.coming)
      await tx.diagnosisAnswer.createMany({
        data: suits.map((one) => ({ timeId: one.timeId, seatId: seat.id, suits: one.suits })),
        skipDuplicates: true,
      });
    await askSeatPermits(tx, actor, row, [{ ...seat, state }]);
    await recordRoomEvent(tx, actor, row, {
      step: "answered",
      told: row.seats.filter((one) => one.convener).map((one) => one.personId),
      facts: { seatId: seat.id, state },
    });
  });
}
