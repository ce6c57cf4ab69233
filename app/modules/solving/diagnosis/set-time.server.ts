import { inTransaction } from "#app/lib/db.server.ts";
import { conflict, invalid } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import type { Side } from "./policy.ts";
import { type Address, lockRoom, requireRight, type Room } from "./room.server.ts";
import { recordRoomEvent, seatedPeople } from "./room-event.server.ts";
import { timesFrom } from "./rules.ts";
import { askSeatPermits } from "./seat-permits.server.ts";
import { type Where, whereHeld } from "./where-held.ts";

const requireVersion = (room: Room, version: number): void => {
  if (room.row.version !== version) throw conflict("diagnosis-changed");
};

/**
 * Proposes times; those that stay keep their answers, the others go. With a time fixed already, another is looked for.
 * Errors: not_found, forbidden, conflict, invalid (times)
 */
export async function proposeTimes(
  actor: Actor,
  input: Address & { version: number; times: readonly string[] },
): Promise<void> {
  await inTransaction(async (tx) => {
    const room = await lockRoom(tx, actor, input);
    requireRight(room, "manages");
    requireVersion(room, input.version);
    const { row } = room;
    const proposed = timesFrom(input.times, row.problem.enterprise.timeZone, actor.now);
    if (!("times" in proposed)) throw invalid(proposed.messageKey, "times", proposed.values);
    if (proposed.times.length === 0) throw invalid("times-none", "times");
    await tx.diagnosisTime.deleteMany({ where: { diagnosisId: row.id, startsAt: { notIn: proposed.times } } });
    await tx.diagnosisTime.createMany({
      data: proposed.times.map((startsAt) => ({ diagnosisId: row.id, startsAt })),
      skipDuplicates: true,
    });
    await tx.jointDiagnosis.update({ where: { id: row.id }, data: { version: { increment: 1 } } });
    await recordRoomEvent(tx, actor, row, { step: "times", told: seatedPeople(row) });
  });
}

type Fixing = Address & Where & { version: number; timeId?: string; at?: string; reason?: string };

/**
 * Fixes the time, one of those proposed or another, and where; or puts it off, with the reason. Foreign guests who come
 * on site are asked a visit permit and a safety briefing for. Errors: not_found, forbidden, conflict, invalid
 */
export async function fixTime(actor: Actor, input: Fixing): Promise<void> {
  await inTransaction(async (tx) => {
    const room = await lockRoom(tx, actor, input);
    requireRight(room, "manages");
    requireVersion(room, input.version);
    const { row } = room;
    const reason = input.reason?.trim() ?? "";
    if (row.state === "FIXED" && reason === "") throw invalid("reason-required", "reason");
    const where = whereHeld(row.problem, row.side as Side, input);
    if (where.mode === "VIDEO" && where.link === "") throw invalid("diagnosis-link", "link");
    const chosen = row.times.find((one) => one.id === input.timeId);
    const typed = timesFrom([input.at ?? ""], row.problem.enterprise.timeZone, actor.now);
    if (!("times" in typed)) throw invalid(typed.messageKey, "at", typed.values);
    const heldAt = typed.times[0] ?? chosen?.startsAt;
    if (!heldAt) throw invalid("time-missing", "timeId");
    if (heldAt <= actor.now) throw invalid("time-in-past", "timeId");
    const fixed = { ...where, heldAt, reason, state: "FIXED" as const };
    await tx.jointDiagnosis.update({ where: { id: row.id }, data: { ...fixed, version: { increment: 1 } } });
    await askSeatPermits(tx, actor, { ...row, ...fixed }, row.seats);
    await recordRoomEvent(tx, actor, row, {
      step: "fixed",
      told: seatedPeople(row),
      reason,
      facts: { at: heldAt.toISOString(), mode: where.mode, again: row.state === "FIXED" },
    });
  });
}

/** Calls it off, with the reason; the room stays to be read. Errors: not_found, forbidden, conflict, invalid */
export async function cancelDiagnosis(
  actor: Actor,
  input: Address & { version: number; reason: string },
): Promise<void> {
  await inTransaction(async (tx) => {
    const room = await lockRoom(tx, actor, input);
    requireRight(room, "manages");
    requireVersion(room, input.version);
    const reason = input.reason.trim();
    if (reason === "") throw invalid("reason-required", "reason");
    await tx.jointDiagnosis.update({
      where: { id: room.row.id },
      data: { state: "CANCELLED", reason, version: { increment: 1 } },
    });
    await recordRoomEvent(tx, actor, room.row, { step: "cancelled", told: seatedPeople(room.row), reason });
  });
}
