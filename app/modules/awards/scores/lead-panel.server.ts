import { inTransaction, type Tx } from "#app/lib/db.server.ts";
import { conflict, forbidden, invalid } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { recordAward, requireCalledToWrite } from "../panel/open-panel.server.ts";
import { leaderOf, toldApart } from "../panel/seats.ts";
import { spreadOf } from "./panel-state.server.ts";
import type { Marks } from "./sheet.ts";

/** Which sheets they are, by how often each was saved: says that one has changed, and nothing of its points. */
export const sheetsMark = (sheets: readonly { seatId: string; version: number }[]): string =>
  sheets
    .toSorted((a, b) => (a.seatId < b.seatId ? -1 : 1))
    .map((one) => one.version)
    .join("-");

/** Submitted sheets of the judges called, and who is told now that they lie apart. Errors: not_found, conflict. */
async function requireSheets(tx: Tx, actor: Actor, applicationId: string) {
  const found = await requireCalledToWrite(tx, actor, applicationId);
  const rows = await tx.scoreSheet.findMany({
    where: { applicationId, submittedAt: { not: null }, seatId: { in: found.called.map((one) => one.id) } },
    orderBy: { id: "asc" },
    select: { id: true, seatId: true, scores: true, version: true },
  });
  const sheets = rows.map(({ scores, ...one }) => ({ ...one, position: 0, marks: scores as Marks }));
  const submitted = new Set(sheets.map((one) => one.seatId));
  return { ...found, sheets, told: toldApart({ called: found.called, submitted }, found.round, actor.now) };
}

/**
 * Opens sheets again, with a reason, until the panel closes: one other judge's by who leads, or where they lie far apart
 * all of them, so that nobody learns whose was high or low. Points are given before anything of the others' is known,
 * so one's own is not opened alone. Errors: not_found, forbidden, conflict (panel-closed), invalid (sheet-none).
 */
export async function reopenSheets(
  actor: Actor,
  applicationId: string,
  { which, reason }: { which: string; reason: string },
): Promise<void> {
  await inTransaction(async (tx) => {
    const { round, sheets, seat, called, told } = await requireSheets(tx, actor, applicationId);
    const all = which === "ALL";
    if (leaderOf(called)?.id !== seat.id && told?.id !== seat.id) throw forbidden("not-your-move");
    if (all && (told?.id !== seat.id || spreadOf(sheets) < round.spreadLimit)) throw invalid("sheet-none", "which");
    const chosen = all ? sheets : sheets.filter((one) => one.seatId === which && which !== seat.id);
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
 * The sheets lie far apart, and who is told so lets it stand, with the reason. Another spread later asks again.
 * Errors: not_found, forbidden, conflict (spread-moved: sheets have changed; panel-closed).
 */
export async function settleSpread(
  actor: Actor,
  applicationId: string,
  input: { sheets: string; reason: string },
): Promise<void> {
  await inTransaction(async (tx) => {
    const { round, sheets, seat, told } = await requireSheets(tx, actor, applicationId);
    if (told?.id !== seat.id) throw forbidden("not-your-move");
    const spread = spreadOf(sheets);
    if (sheetsMark(sheets) !== input.sheets || spread < round.spreadLimit) throw conflict("spread-moved");
    const { reason } = input;
    await tx.awardApplication.update({
      where: { id: applicationId },
      data: { spreadSettled: spread, spreadReason: reason },
    });
    await recordAward(tx, actor, round, "panel.spread-settled", { reason, payload: { applicationId, spread } });
  });
}
