import { inTransaction, type Tx } from "#app/lib/db.server.ts";
import { conflict, forbidden, invalid, notFound } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { placesOf } from "../notice/proposal.ts";
import { proposedGrades } from "../notice/publish-notice.server.ts";
import { conflictNow, recordAward, requireOwnRound } from "../panel/open-panel.server.ts";
import { changedSince } from "./changed-since.server.ts";
import { KEEP, OUT, whyNotOutcome } from "./rules.ts";

export type Outcome = {
  applicationId: string;
  /** Of the application that the officer looked at; every outcome raises it. */
  version: number;
  /** The mark of the changes that the officer looked at. */
  seen: string;
  /** KEEP, OUT, or before the notice another grade. */
  outcome: string;
  reason: string;
};

/** The grade an application would be put up with, by rank or by hand; "" is none. */
async function gradeNow(tx: Tx, round: { id: string; places: unknown }, id: string): Promise<string> {
  const rows = await tx.awardApplication.findMany({
    where: { roundId: round.id, state: "ADMITTED" },
    select: { id: true, grade: true, gradeReason: true, score: { select: { rank: true } } },
  });
  return proposedGrades(rows, round.places).get(id)?.grade ?? "";
}

/**
 * An officer says, with a reason that stays, what the changes since its admission mean for an application: it stays as
 * proposed, gets another grade, or is taken out. Points are never touched. Once the panel has closed and until the
 * decision, by an officer who could judge it and does not stand back from it. Errors: not_found, forbidden (award-own),
 * conflict (somebody else was faster, panel-open, changes-moved), invalid (reason-required, bad_choice, award-cannot-stay).
 */
export async function settleChanges(actor: Actor, roundId: string, input: Outcome): Promise<void> {
  const { applicationId: id, outcome, reason } = input;
  await inTransaction(async (tx) => {
    const round = await requireOwnRound(tx, actor, roundId, ["PANEL", "NOTICE"]);
    if (!round.panelClosedAt) throw conflict("panel-open");
    if (reason === "") throw invalid("reason-required", "reason");
    const notice = round.state === "NOTICE";
    const row = await tx.awardApplication.findFirst({
      where: { id, roundId, admittedAt: { not: null }, recusals: { none: { seat: { personId: actor.personId } } } },
      select: { state: true, version: true, grade: true },
    });
    if (!row) throw notFound();
    if (await conflictNow(tx, actor.personId, id, actor.now)) throw forbidden("award-own");
    const state = notice ? "PROPOSED" : "ADMITTED";
    if (row.state !== state || row.version !== input.version) throw conflict();
    const proposed = notice ? row.grade : await gradeNow(tx, round, id);
    const changed = (await changedSince(tx, round, new Map([[id, proposed]]), actor.now)).get(id);
    if (!changed || changed.mark !== input.seen) throw conflict("changes-moved");
    const grades = placesOf(round.places).map((one) => one.grade);
    const wrong = whyNotOutcome(outcome, changed, { notice, grades });
    if (wrong) throw invalid(wrong, "outcome");
    const grade = outcome === KEEP ? proposed : outcome === OUT ? "" : outcome;
    const out = notice ? ({ state: "EXCLUDED", reason } as const) : { grade, gradeReason: reason };
    const { count } = await tx.awardApplication.updateMany({
      where: { id, state, version: row.version },
      data: { ...(outcome === KEEP ? {} : out), version: { increment: 1 } },
    });
    if (count === 0) throw conflict();
    const about = { organisationId: round.organisationId, id, kind: "application" as const };
    await recordAward(tx, actor, about, "award.changes-settled", {
      reason,
      payload: {
        changes: changed.mark,
        outcome,
        // Proposed for another one it wants another word.
        grade,
        found: changed.changes.map(({ what, kind, id: record, state }) => ({ what, kind, id: record, state })),
        facts: changed.facts,
      },
    });
    if (outcome === KEEP) return;
    if (notice) await recordAward(tx, actor, about, "award.excluded", { reason });
    else await recordAward(tx, actor, round, "award.proposed", { reason, payload: { applicationId: id, grade } });
  });
}
