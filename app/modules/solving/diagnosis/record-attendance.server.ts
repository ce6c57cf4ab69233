import { inTransaction } from "#app/lib/db.server.ts";
import { conflict } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { type Address, lockRoom, requireRight } from "./room.server.ts";
import { recordRoomEvent } from "./room-event.server.ts";

/** Writes down who was there, once it was held; may be put right. Errors: not_found, forbidden, conflict */
export async function recordAttendance(
  actor: Actor,
  input: Address & { version: number; present: readonly string[] },
): Promise<void> {
  await inTransaction(async (tx) => {
    const room = await lockRoom(tx, actor, input);
    requireRight(room, "marks");
    const { row } = room;
    if (row.version !== input.version) throw conflict("diagnosis-changed");
    const seats = row.seats.filter((seat) => seat.state !== "WITHDRAWN").map((seat) => seat.id);
    const present = seats.filter((id) => input.present.includes(id));
    await tx.diagnosisSeat.updateMany({ where: { id: { in: present } }, data: { attended: true } });
    await tx.diagnosisSeat.updateMany({
      where: { id: { in: seats.filter((id) => !present.includes(id)) } },
      data: { attended: false },
    });
    await tx.jointDiagnosis.update({ where: { id: row.id }, data: { version: { increment: 1 } } });
    await recordRoomEvent(tx, actor, row, { step: "attended", told: [], facts: { present } });
  });
}
