import { inTransaction } from "#app/lib/db.server.ts";
import { invalid } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { recuseDetected } from "./find-conflicts.server.ts";
import { recordAward, requireOwnRound } from "./open-panel.server.ts";
import { judgesFor } from "./seats.ts";

/**
 * The panel begins: nothing waits for review any more, enough judges took their seats, and conflicts of interest that
 * show in the records are written down before anybody reads an application.
 * Errors: not_found, conflict, invalid (panel-review-open, panel-nobody, panel-few-seats).
 */
export async function startPanel(actor: Actor, roundId: string, version: number): Promise<void> {
  await inTransaction(async (tx) => {
    const round = await requireOwnRound(tx, actor, roundId, ["REVIEW"], version);
    const states = await tx.awardApplication.groupBy({
      by: ["state"],
      where: { roundId, state: { in: ["SUBMITTED", "RECOMMENDED", "ADMITTED"] } },
      _count: true,
    });
    const of = (state: string) => states.find((one) => one.state === state)?._count ?? 0;
    if (of("SUBMITTED") + of("RECOMMENDED") > 0)
      throw invalid("panel-review-open", undefined, { count: of("SUBMITTED") + of("RECOMMENDED") });
    if (of("ADMITTED") === 0) throw invalid("panel-nobody");
    if (judgesFor(round.seats, new Set()).length < round.minJudges)
      throw invalid("panel-few-seats", undefined, { least: round.minJudges });
    await tx.awardRound.update({ where: { id: roundId }, data: { state: "PANEL", version: { increment: 1 } } });
    await recuseDetected(tx, actor, round);
    await recordAward(tx, actor, round, "panel.started");
  });
}
