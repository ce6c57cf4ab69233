import { addDays } from "date-fns/addDays";
import { conflict, forbidden, invalid } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { includesLayer } from "#app/modules/problems/access.ts";
import { layerFor } from "#app/modules/problems/discussion-subject.server.ts";
import { nameReader } from "#app/modules/problems/name-reader.server.ts";
import { isCleared } from "./policy.ts";
import { type Address, findRoom, requireRight, seatFacts, seatIsGuest } from "./room.server.ts";

/** So long after it somebody let in for it may read on. */
const DAYS_AFTER = 14;

/**
 * The enterprise's reviewer lets an invited person who reads only the summary read the details, until two weeks after
 * it; what is confidential is opened by name on its own page only. Errors: not_found, forbidden, conflict, invalid
 */
export async function admitToDetails(actor: Actor, input: Address & { seatId: string }): Promise<void> {
  const room = await findRoom(actor, input);
  requireRight(room, "admits");
  const { row } = room;
  const seat = row.seats.find((one) => one.id === input.seatId);
  // What a guest reads is set where guests are invited.
  if (!seat || seat.state === "WITHDRAWN" || seat.state === "DECLINED" || seatIsGuest(seat)) throw conflict();
  if (!isCleared(seatFacts(seat, row.problem))) throw invalid("consent-missing");
  const layer = await layerFor(seat.personId, row.problemId, actor.now);
  if (layer === null) throw forbidden("invite-not-open");
  // Naming sets the terms: it must not take away what somebody reads already.
  if (includesLayer(layer, "DETAIL")) return;
  await nameReader(actor, {
    id: row.problemId,
    personId: seat.personId,
    layer: "DETAIL",
    until: addDays(row.heldAt && row.heldAt > actor.now ? row.heldAt : actor.now, DAYS_AFTER),
  });
}
