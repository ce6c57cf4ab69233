import { inTransaction, type Tx } from "#app/lib/db.server.ts";
import { invalid } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { whyNotFormula } from "../rubrics/evaluate.ts";
import type { Gate, RubricContent } from "../rubrics/rubric.ts";
import { gatesSchema, readRubric, rubricSchema, whyNotRubric } from "../rubrics/schema.ts";
import { SHIPPED_RUBRICS } from "../rubrics/shipped.ts";
import { recordRound, requireRound } from "./open-round.server.ts";

type Saved<T> = { version: number; content: T };

/**
 * Keeps a draft's rubric. Errors: those of requireRound, and the first thing that is wrong with it beside its field
 * (criteria[n].part).
 */
export async function saveRubric(actor: Actor, id: string, { version, content }: Saved<RubricContent>): Promise<void> {
  await inTransaction(async (tx) => {
    const { row } = await requireRound(tx, actor, id, "change", { version });
    const [wrong] = whyNotRubric(content, row.title.subject);
    if (wrong)
      throw invalid(wrong.key, wrong.index < 0 ? undefined : `criteria[${wrong.index}].${wrong.part}`, wrong.values);
    const rubric = rubricSchema.parse(content);
    await tx.awardRound.update({ where: { id }, data: { rubric, version: { increment: 1 } } });
    await recordRound(tx, actor, row, "round.rubric-saved", {
      payload: { criteria: rubric.criteria.map((one) => one.key) },
    });
  });
}

/**
 * A copy of a rubric of the union's library, or of one that ships; without a choice a round begins with what ships for
 * its subject, or with none. Errors: invalid (bad_choice).
 */
export async function rubricFor(
  tx: Tx,
  organisationId: string,
  rubricId: string | undefined,
  subject: string,
): Promise<RubricContent> {
  if (!rubricId) return SHIPPED_RUBRICS.find((one) => one.subject === subject)?.content ?? { criteria: [], ties: [] };
  const rubric = await tx.rubric.findFirst({
    where: { id: rubricId, retiredAt: null, OR: [{ organisationId: null }, { organisationId }] },
    select: { content: true, subject: true },
  });
  const content = rubric && readRubric(rubric.content);
  if (!content || rubric.subject !== subject || content.criteria.length === 0) throw invalid("bad_choice", "rubricId");
  return content;
}

/** Puts a copy of a rubric of the library in the place of a draft's. Errors: those of requireRound, invalid (bad_choice). */
export async function takeRubric(
  actor: Actor,
  id: string,
  { version, rubricId }: { version: number; rubricId: string },
): Promise<void> {
  await inTransaction(async (tx) => {
    const { row } = await requireRound(tx, actor, id, "change", { version });
    const rubric = await rubricFor(tx, row.organisationId, rubricId, row.title.subject);
    await tx.awardRound.update({ where: { id }, data: { rubric, version: { increment: 1 } } });
    await recordRound(tx, actor, row, "round.rubric-saved", {
      payload: { criteria: rubric.criteria.map((one) => one.key), rubricId },
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
