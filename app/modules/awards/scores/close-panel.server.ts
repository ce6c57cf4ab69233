import { inTransaction } from "#app/lib/db.server.ts";
import { invalid } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { recuseDetected } from "../panel/find-conflicts.server.ts";
import { recordAward, requireOwnRound } from "../panel/open-panel.server.ts";
import { allIn } from "../panel/seats.ts";
import { computeRound, scoresHash } from "./compute-round.server.ts";
import { loadPanelState, type PanelState, spreadOf } from "./panel-state.server.ts";

/** How far a panel has come; what keeps it from closing. */
export function panelProgress({ round, matters }: Pick<PanelState, "round" | "matters">, now: Date) {
  const late = now > round.panelUntil;
  const count = (test: (one: PanelState["matters"][number]) => boolean) => matters.filter(test).length;
  return {
    applications: matters.length,
    called: matters.reduce((sum, one) => sum + one.called.length, 0),
    submitted: matters.reduce((sum, one) => sum + one.input.sheets.length, 0),
    /** Fewer judges are left than an application needs: the round cannot be scored. */
    tooFew: count((one) => one.called.length < round.minJudges),
    /** Sheets are missing; past the panel's last day only those below the minimum. */
    unfinished: count(({ called, input: { sheets } }) => sheets.length < (late ? round.minJudges : called.length)),
    /** All sheets are in and lie far apart, and who leads has neither had a second look nor let it stand. */
    apart: count(
      ({ called, input, spreadSettled }) =>
        allIn({ called, submitted: new Set(input.sheets.map((one) => one.seatId)) }, round, now) &&
        spreadOf(input.sheets) >= round.spreadLimit &&
        spreadSettled !== spreadOf(input.sheets),
    ),
  };
}

/**
 * Closes the panel: scores are computed and from now on read by panel, officers and auditors; no sheet changes any more.
 * Errors: not_found, conflict, invalid (panel-too-few, panel-unfinished, panel-apart).
 */
export async function closePanel(actor: Actor, roundId: string, version: number): Promise<void> {
  await inTransaction(async (tx) => {
    const round = await requireOwnRound(tx, actor, roundId, ["PANEL"], version);
    if (round.panelClosedAt) throw invalid("panel-closed");
    await recuseDetected(tx, actor, round);
    const { tooFew, unfinished, apart } = panelProgress(await loadPanelState(tx, roundId), actor.now);
    if (tooFew > 0) throw invalid("panel-too-few", undefined, { count: tooFew, least: round.minJudges });
    if (unfinished > 0) throw invalid("panel-unfinished", undefined, { count: unfinished });
    if (apart > 0) throw invalid("panel-apart", undefined, { count: apart });
    const scores = await computeRound(tx, roundId);
    await tx.awardRound.update({
      where: { id: roundId },
      data: { panelClosedAt: actor.now, version: { increment: 1 } },
    });
    await recordAward(tx, actor, round, "panel.closed", { payload: { scores: scoresHash(scores) } });
  });
}
