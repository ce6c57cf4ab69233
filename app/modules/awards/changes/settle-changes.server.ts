import { inTransaction } from "#app/lib/db.server.ts";
import { conflict, forbidden, invalid, notFound } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { placesOf } from "../notice/proposal.ts";
import { conflictNow, recordAward, requireOwnRound } from "../panel/open-panel.server.ts";
import { changedSince } from "./changed-since.server.ts";
import { KEEP, OUT, whyNotOutcome } from "./rules.ts";

export type Outcome = {
  applicationId: string;
  /** The mark of the changes that the officer looked at. */
  seen: string;
  /** KEEP, OUT, or before the notice another grade. */
  outcome: string;
  reason: string;
};

/**
 * An officer says, with a reason that stays, what the changes since its admission mean for an application: it stays as
 * proposed, gets another grade, or is taken out. Points are never touched. Once the panel has closed and until the
 * decision, by an officer who could judge it. Errors: not_found, forbidden (award-own), conflict (panel-open,
 * changes-moved), invalid (reason-required, bad_choice, award-cannot-stay).
 */
export async function settleChanges(actor: Actor, roundId: string, input: Outcome): Promise<void> {
  const { applicationId: id, outcome, reason } = input;
  await inTransaction(async (tx) => {
    const round = await requireOwnRound(tx, actor, roundId, ["PANEL", "NOTICE"]);
    if (!round.panelClosedAt) throw conflict("panel-open");
    if (reason === "") throw invalid("reason-required", "reason");
    const notice = round.state === "NOTICE";
    const row = await tx.awardApplication.findFirst({
      where: { id, roundId, state: notice ? "PROPOSED" : "ADMITTED" },
      select: { id: true },
    });
    if (!row) throw notFound();
    if (await conflictNow(tx, actor.personId, id, actor.now)) throw forbidden("award-own");
    const changed = (await changedSince(tx, round, [id], actor.now)).get(id);
    if (!changed || changed.mark !== input.seen) throw conflict("changes-moved");
    const grades = placesOf(round.places).map((one) => one.grade);
    const wrong = whyNotOutcome(outcome, changed, { notice, grades });
    if (wrong) throw invalid(wrong, "outcome");
    const about = { organisationId: round.organisationId, id, kind: "application" as const };
    await recordAward(tx, actor, about, "award.changes-settled", {
      reason,
      payload: {
        changes: changed.mark,
        outcome,
        found: changed.changes.map(({ what, kind, id: record, state }) => ({ what, kind, id: record, state })),
        facts: changed.facts,
      },
    });
    if (outcome === KEEP) return;
    if (notice) {
      const version = { increment: 1 };
      await tx.awardApplication.update({ where: { id }, data: { state: "EXCLUDED", reason, version } });
      await recordAward(tx, actor, about, "award.excluded", { reason });
      return;
    }
    const grade = outcome === OUT ? "" : outcome;
    await tx.awardApplication.update({
      where: { id },
      data: { grade, gradeReason: reason, version: { increment: 1 } },
    });
    await recordAward(tx, actor, round, "award.proposed", { reason, payload: { applicationId: id, grade } });
  });
}
