import { inTransaction } from "#app/lib/db.server.ts";
import { conflict, DomainError, invalid } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import type { RubricContent } from "../rubrics/rubric.ts";
import { recordAward, requireCalledToWrite } from "../panel/open-panel.server.ts";
import { factsFrom } from "./facts-from.ts";
import { hundredthsOf } from "./points-text.ts";
import { askedOf, type Mark, sheetWrongs } from "./sheet.ts";

export type TypedSheet = {
  version: number;
  submit: boolean;
  scores: readonly { key: string; points: string; remark: string }[];
};

/**
 * Saves the judge's own sheet, or submits it: from then on it is locked until who leads the panel opens it again with a
 * reason. What was submitted is written into the chain of events, so that scores can be made anew from there.
 * Errors: not_found (also for who stands back), conflict (sheet-locked, panel-closed, saved elsewhere), invalid beside its field.
 */
export async function saveSheet(actor: Actor, applicationId: string, input: TypedSheet) {
  return inTransaction(async (tx) => {
    const { application, round, seat } = await requireCalledToWrite(tx, actor, applicationId);
    const asked = askedOf(round.rubric as unknown as RubricContent, factsFrom(application.facts));
    const marks: Record<string, Mark> = {};
    for (const { criterion } of asked) {
      const at = input.scores.findIndex((one) => one.key === criterion.key);
      const typed = input.scores[at];
      const points = typed && typed.points !== "" ? hundredthsOf(typed.points) : null;
      if (typed && typed.points !== "" && points === null) throw invalid("sheet-number", `scores[${at}].points`);
      marks[criterion.key] = { points, remark: typed?.remark ?? "" };
    }
    const [wrong] = sheetWrongs(asked, marks, input.submit);
    if (wrong) {
      const at = input.scores.findIndex((one) => one.key === wrong.criterion);
      throw invalid(wrong.key, `scores[${Math.max(at, 0)}].${wrong.part}`, wrong.values);
    }
    const where = { applicationId_seatId: { applicationId, seatId: seat.id } };
    const before = await tx.scoreSheet.findUnique({ where, select: { version: true, submittedAt: true } });
    if (before?.submittedAt) throw new DomainError("conflict", "sheet-locked");
    if ((before?.version ?? 0) !== input.version) throw conflict();
    const now = { scores: marks, savedAt: actor.now, submittedAt: input.submit ? actor.now : null };
    const sheet = await tx.scoreSheet.upsert({
      where,
      create: { applicationId, seatId: seat.id, version: 1, ...now },
      update: { version: { increment: 1 }, ...now },
      select: { id: true, version: true },
    });
    if (input.submit)
      await recordAward(tx, actor, round, "panel.sheet-submitted", {
        payload: { applicationId, seatId: seat.id, marks, sheetId: sheet.id, version: sheet.version },
      });
    return { roundId: round.id };
  });
}
