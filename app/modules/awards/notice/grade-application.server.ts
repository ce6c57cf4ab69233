import { inTransaction } from "#app/lib/db.server.ts";
import { conflict, forbidden, invalid, notFound } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { conflictNow, recordAward, requireOwnRound } from "../panel/open-panel.server.ts";
import { placesOf } from "./proposal.ts";

type Grading = {
  applicationId: string;
  /** Of the application that the officer looked at; every grade and every word on its changes raises it. */
  version: number;
  grade: string | null;
  reason: string;
};

/**
 * Proposes another grade than rank and places give, or none (""), with a reason; `null` goes back to the rank's. Only once
 * the panel has closed and before the notice, and never by who could not judge it or stands back from it. Errors: not_found,
 * forbidden (award-own), conflict (somebody else was faster, panel-open), invalid (reason-required, bad_choice).
 */
export async function gradeApplication(
  actor: Actor,
  roundId: string,
  { applicationId, version, grade, reason }: Grading,
): Promise<void> {
  await inTransaction(async (tx) => {
    const round = await requireOwnRound(tx, actor, roundId, ["PANEL"]);
    if (!round.panelClosedAt) throw conflict("panel-open");
    if (grade !== null && reason === "") throw invalid("reason-required", "reason");
    if (grade && !placesOf(round.places).some((one) => one.grade === grade)) throw invalid("bad_choice", "grade");
    const row = await tx.awardApplication.findFirst({
      where: {
        id: applicationId,
        roundId,
        admittedAt: { not: null },
        recusals: { none: { seat: { personId: actor.personId } } },
      },
      select: { id: true },
    });
    if (!row) throw notFound();
    if (await conflictNow(tx, actor.personId, applicationId, actor.now)) throw forbidden("award-own");
    const { count } = await tx.awardApplication.updateMany({
      where: { id: applicationId, state: "ADMITTED", version },
      data: { grade: grade ?? "", gradeReason: grade === null ? "" : reason, version: { increment: 1 } },
    });
    if (count === 0) throw conflict();
    await recordAward(tx, actor, round, "award.proposed", { reason, payload: { applicationId, grade } });
  });
}
