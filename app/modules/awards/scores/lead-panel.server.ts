import { inTransaction, type Tx } from "#app/lib/db.server.ts";
import { conflict, forbidden, invalid } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { recordAward, requireCalledToWrite } from "../panel/open-panel.server.ts";
import { leaderOf } from "../panel/seats.ts";
import { spreadOf } from "./panel-state.server.ts";
import type { Marks } from "./sheet.ts";

/** Submitted sheets of the judges called, for who leads the panel of this application. Errors: not_found, forbidden, conflict. */
async function requireLeader(tx: Tx, actor: Actor, applicationId: string) {
  const found = await requireCalledToWrite(tx, actor, applicationId);
  if (leaderOf(found.called)?.id !== found.seat.id) throw forbidden("not-your-move");
  const rows = await tx.scoreSheet.findMany({
    where: { applicationId, submittedAt: { not: null }, seatId: { in: found.called.map((one) => one.id) } },
    orderBy: { id: "asc" },
    select: { id: true, seatId: true, scores: true },
  });
  const sheets = rows.map((one) => ({
    id: one.id,
    seatId: one.seatId,
    position: found.called.find((seat) => seat.id === one.seatId)?.position ?? 0,
    marks: one.scores as Marks,
  }));
  return { ...found, sheets };
}

/**
 * Opens sheets again, with a reason, until the panel closes: one judge's, or where they lie far apart the highest and the
 * lowest, without saying which is which. Not the own one alone: points are given before anything of the others is known.
 * Errors: not_found, forbidden, conflict (panel-closed), invalid (sheet-none).
 */
export async function reopenSheets(
  actor: Actor,
  applicationId: string,
  { which, reason }: { which: string; reason: string },
): Promise<void> {
  await inTransaction(async (tx) => {
    const { round, sheets, seat } = await requireLeader(tx, actor, applicationId);
    const sums = sheets.map((one) => spreadOf([one, { ...one, marks: {} }]));
    const extremes = [sums.indexOf(Math.max(...sums)), sums.lastIndexOf(Math.min(...sums))];
    const chosen = sheets.filter((one, at) =>
      which === "EXTREMES" ? extremes.includes(at) : one.seatId === which && which !== seat.id,
    );
    if (chosen.length === 0) throw invalid("sheet-none", "which");
    await tx.scoreSheet.updateMany({
      where: { id: { in: chosen.map((one) => one.id) } },
      data: { submittedAt: null, version: { increment: 1 } },
    });
    await recordAward(tx, actor, round, "panel.sheet-reopened", {
      reason,
      payload: { applicationId, sheets: chosen.map(({ seatId, marks }) => ({ seatId, marks })) },
    });
  });
}

/**
 * The sheets lie far apart, and who leads lets it stand, with the reason. Another spread later asks again.
 * Errors: not_found, forbidden, conflict (spread-moved, panel-closed).
 */
export async function settleSpread(
  actor: Actor,
  applicationId: string,
  { spread, reason }: { spread: number; reason: string },
): Promise<void> {
  await inTransaction(async (tx) => {
    const { round, sheets } = await requireLeader(tx, actor, applicationId);
    if (spreadOf(sheets) !== spread) throw conflict("spread-moved");
    await tx.awardApplication.update({
      where: { id: applicationId },
      data: { spreadSettled: spread, spreadReason: reason },
    });
    await recordAward(tx, actor, round, "panel.spread-settled", { reason, payload: { applicationId, spread } });
  });
}
