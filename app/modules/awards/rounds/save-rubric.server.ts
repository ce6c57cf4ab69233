import { inTransaction } from "#app/lib/db.server.ts";
import { invalid } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { whyNotFormula } from "../rubrics/evaluate.ts";
import type { Gate, RubricContent } from "../rubrics/rubric.ts";
import { gatesSchema, rubricSchema, whyNotRubric } from "../rubrics/schema.ts";
import { recordRound, requireRound } from "./open-round.server.ts";

type Saved<T> = { version: number; content: T };

/**
 * Keeps a draft's rubric. Errors: those of requireRound, and the first thing that is wrong with it beside its field
 * (criteria[n].part).
 */
export async function saveRubric(actor: Actor, id: string, { version, content }: Saved<RubricContent>): Promise<void> {
  await inTransaction(async (tx) => {
    const { row } = await requireRound(tx, actor, id, "change", { version });
    const rubric = rubricSchema.parse(content);
    const [wrong] = whyNotRubric(rubric, row.title.subject);
    if (wrong)
      throw invalid(wrong.key, wrong.index < 0 ? undefined : `criteria[${wrong.index}].${wrong.part}`, wrong.values);
    await tx.awardRound.update({ where: { id }, data: { rubric, version: { increment: 1 } } });
    await recordRound(tx, actor, row, "round.rubric-saved", {
      payload: { criteria: rubric.criteria.map((one) => one.key) },
    });
  });
}

/** Keeps a draft's gates. Errors: as above (gates[n].formula). */
export async function saveGates(actor: Actor, id: string, { version, content }: Saved<readonly Gate[]>): Promise<void> {
  await inTransaction(async (tx) => {
    const { row } = await requireRound(tx, actor, id, "change", { version });
    const gates = gatesSchema.parse(content);
    for (const [index, gate] of gates.entries()) {
      const wrong = whyNotFormula(gate.formula, row.title.subject);
      if (wrong) throw invalid(wrong.key, `gates[${index}].formula`, wrong.values);
    }
    await tx.awardRound.update({ where: { id }, data: { gates, version: { increment: 1 } } });
    await recordRound(tx, actor, row, "round.changed", { payload: { gates: gates.map((one) => one.key) } });
  });
}
