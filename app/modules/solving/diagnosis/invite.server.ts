import { inTransaction } from "#app/lib/db.server.ts";
import { conflict, invalid } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { requireInvitees, seat } from "./invitees.server.ts";
import { type Address, findRoom, lockRoom, requireRight } from "./room.server.ts";
import { recordRoomEvent } from "./room-event.server.ts";
import { MOST_SEATS } from "./rules.ts";

/** Errors: not_found, forbidden unless the actor may ask people into this room now */
export const requireInviting = async (actor: Actor, address: Address): Promise<void> =>
  requireRight(await findRoom(actor, address), "manages");

/** Asks more people. Errors: not_found, forbidden, invalid (invite) */
export async function invitePeople(actor: Actor, input: Address & { invite: readonly string[] }): Promise<void> {
  await requireInviting(actor, input);
  const people = await requireInvitees(actor, input.problemId, input.invite);
  await inTransaction(async (tx) => {
    const room = await lockRoom(tx, actor, input);
    requireRight(room, "manages");
    if (room.row.seats.length + people.length > MOST_SEATS)
      throw invalid("invite-too-many", "invite", { max: MOST_SEATS });
    const told = await seat(tx, actor, room.row.id, people);
    if (told.length > 0) await recordRoomEvent(tx, actor, room.row, { step: "invited", told });
  });
}

/** Takes an invitation back; what the person said and wrote there stays. Errors: not_found, forbidden, conflict */
export async function takeBackInvitation(actor: Actor, input: Address & { seatId: string }): Promise<void> {
  await inTransaction(async (tx) => {
    const room = await lockRoom(tx, actor, input);
    requireRight(room, "manages");
    const { count } = await tx.diagnosisSeat.updateMany({
      where: { id: input.seatId, diagnosisId: room.row.id, convener: false, state: { not: "WITHDRAWN" } },
      data: { state: "WITHDRAWN" },
    });
    if (count !== 1) throw conflict();
    await recordRoomEvent(tx, actor, room.row, { step: "invited", told: [], facts: { takenBack: input.seatId } });
  });
}
