import { inTransaction } from "#app/lib/db.server.ts";
import { invalid } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { readGates, readRubric } from "../rubrics/schema.ts";
import { frozenHashOf } from "./frozen-hash.server.ts";
import { frozenPartsOf } from "./frozen-parts.server.ts";
import { datesOf } from "./frozen-dates.ts";
import { recordRound, requireRound } from "./open-round.server.ts";
import { readPlaces, roundLacks } from "./rules.ts";

/**
 * Opens a round to applications. Rule "rubric, gates and panel are frozen when a round opens": from here the database
 * refuses changes, and their hash stands in the chain of events. Errors: those of requireRound, invalid (round-lacks).
 */
export async function openRound(actor: Actor, id: string, version: number): Promise<void> {
  await inTransaction(async (tx) => {
    const { row, to } = await requireRound(tx, actor, id, "open", { version });
    const definition = {
      ...row,
      rubric: readRubric(row.rubric),
      gates: readGates(row.gates),
      places: readPlaces(row.places),
    };
    const lacks = roundLacks(definition, actor.now);
    if (lacks.length > 0) throw invalid("round-lacks", undefined, { count: lacks.length });
    const frozenHash = frozenHashOf(row);
    await tx.awardRound.update({
      where: { id },
      data: { state: to, openedAt: actor.now, frozenHash, version: { increment: 1 } },
    });
    await recordRound(tx, actor, row, "round.opened", {
      payload: {
        frozenHash,
        parts: frozenPartsOf(row),
        dates: datesOf(row),
        seats: row.seats.map((one) => one.id),
      },
    });
  });
}

/** No more applications; what was not handed in stays a draft. Errors: those of requireRound. */
export async function closeRound(actor: Actor, id: string, version: number): Promise<void> {
  await inTransaction(async (tx) => {
    const { row, to } = await requireRound(tx, actor, id, "close", { version });
    await tx.awardRound.update({ where: { id }, data: { state: to, version: { increment: 1 } } });
    await recordRound(tx, actor, row, "round.closed", {
      reason: actor.now < row.closesAt ? "before its last day" : undefined,
    });
  });
}

/** Ends a round without a decision. Errors: those of requireRound. */
export async function cancelRound(actor: Actor, id: string, input: { version: number; reason: string }): Promise<void> {
  await inTransaction(async (tx) => {
    const { row, to } = await requireRound(tx, actor, id, "cancel", input);
    await tx.awardRound.update({
      where: { id },
      data: { state: to, cancelledAt: actor.now, reason: input.reason, version: { increment: 1 } },
    });
    await recordRound(tx, actor, row, "round.cancelled", { reason: input.reason });
  });
}
