import { inTransaction, isUniqueViolation } from "#app/lib/db.server.ts";
import { conflict, forbidden, invalid } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { includesLayer, type Layer, LAYERS } from "#app/modules/problems/access.ts";
import { writableIn } from "./policy.ts";
import { type Address, lockRoom, requireRight } from "./room.server.ts";
import { recordRoomEvent } from "./room-event.server.ts";

type Opinion = Address & {
  /** The writer's last version the page knew of; 0 before the first. */
  seen: number;
  text: string;
  layer?: Layer;
  dissents?: boolean;
  votes?: readonly { entryId: string; status?: "CONFIRMED" | "REFUTED" | "OPEN" }[];
};

/**
 * Writes down what one thinks oneself, in one's own seat: nobody writes another's. Each change is a new version, the
 * earlier ones stay. Also after the outcome: dissent is kept whenever it is found. Errors: not_found, forbidden,
 * conflict (opinion-changed), invalid (layer, votes)
 */
export async function recordOpinion(actor: Actor, input: Opinion): Promise<{ version: number }> {
  try {
    return await inTransaction(async (tx) => {
      const room = await lockRoom(tx, actor, input);
      requireRight(room, "speaks");
      const { row, seat, rights } = room;
      if (!seat) throw forbidden("not-your-move");
      const layer = input.layer ?? writableIn(rights.layer)[0] ?? "SUMMARY";
      if (!writableIn(rights.layer).includes(layer)) throw invalid("layer-too-high", "layer");
      const before = await tx.diagnosisOpinion.count({ where: { seatId: seat.id } });
      if (before !== input.seen) throw conflict("opinion-changed");
      const votes = (input.votes ?? []).flatMap(({ entryId, status }) => (status ? [{ entryId, status }] : []));
      // A vote on what the writer does not read would tell that it is there.
      const open = await tx.diagnosisEntry.count({
        where: {
          id: { in: votes.map((one) => one.entryId) },
          problemId: row.problemId,
          kind: "HYPOTHESIS",
          layer: { in: LAYERS.filter((one) => includesLayer(rights.layer, one)) },
        },
      });
      if (open !== new Set(votes.map((one) => one.entryId)).size) throw invalid("bad_choice", "votes");
      const version = before + 1;
      await tx.diagnosisOpinion.create({
        data: {
          seatId: seat.id,
          version,
          layer,
          text: input.text.trim(),
          dissents: input.dissents ?? false,
          at: actor.now,
          votes: { create: votes },
        },
      });
      await recordRoomEvent(tx, actor, row, {
        step: "opinion",
        told: row.seats.filter((one) => one.convener).map((one) => one.personId),
        facts: { seatId: seat.id, version, dissents: input.dissents ?? false },
        layer,
      });
      return { version };
    });
  } catch (error) {
    if (isUniqueViolation(error)) throw conflict("opinion-changed");
    throw error;
  }
}
