import { inTransaction } from "#app/lib/db.server.ts";
import { invalid } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { requireOnce } from "./counted-once.server.ts";
import { type Calculation, calculate, decimalText, fenOfYuan, isWrong, readable } from "./formula.ts";
import { lockRecipient, recordBenefit, requireBenefit, requireNoCorrection } from "./open-benefit.server.ts";
import type { TypedFigures } from "./schema.ts";

/** The calculation as it is kept: empty lines dropped, numbers as plain decimals. */
export function calculationOf({ formula, inputs, costs }: TypedFigures): Calculation {
  return {
    formula: readable(formula),
    inputs: inputs
      .filter((one) => one.name !== "" || one.value !== "")
      .map((one) => ({ ...one, name: readable(one.name), value: decimalText(one.value) ?? one.value })),
    costs: costs
      .filter((one) => one.name !== "" || one.yuan !== "")
      .map(({ name, yuan }) => ({ name, fen: fenOfYuan(yuan)?.toString() ?? yuan })),
  };
}

/**
 * States the forecast or the actual benefit: a formula over named inputs less named costs. One refused before is taken
 * up again so, if nothing took its place meanwhile. Errors: those of requireBenefit, invalid (formula-…, benefit-twice),
 * conflict (benefit-corrected).
 */
export async function stateFigures(actor: Actor, id: string, input: TypedFigures): Promise<{ netFen: bigint }> {
  const calculation = calculationOf(input);
  const amounts = calculate(calculation);
  if (isWrong(amounts)) throw invalid(amounts.key, amounts.field, amounts.values);
  await inTransaction(async (tx) => {
    const { stage } = input;
    const row = await requireBenefit(tx, actor, id, stage === "FORECAST" ? "forecast" : "actual", input.version);
    const money = row.kind !== "SOCIAL";
    if (row.state === "REFUSED" && row.correctsId !== null) await requireNoCorrection(tx, row.correctsId);
    if (row.state === "REFUSED" && money && row.correctsId === null) {
      await lockRecipient(tx, row.recipientId);
      await requireOnce(tx, row);
    }
    const kept = {
      formula: calculation.formula,
      inputs: calculation.inputs.map((one) => ({ ...one })),
      costs: calculation.costs.map((one) => ({ ...one })),
      grossFen: amounts.grossFen,
      costFen: amounts.costFen,
      byId: actor.personId,
      at: actor.now,
    };
    await tx.benefitStatement.upsert({
      where: { benefitId_stage: { benefitId: id, stage } },
      create: { benefitId: id, stage, ...kept },
      update: kept,
    });
    await tx.benefit.update({
      where: { id },
      data: {
        ...(stage === "FORECAST"
          ? { forecastFen: amounts.netFen }
          : { actualFen: amounts.netFen, state: "ACTUAL", holds: money && row.correctsId === null }),
        version: { increment: 1 },
      },
    });
    await recordBenefit(tx, actor, row, "benefit.changed", { payload: { stage, netFen: amounts.netFen.toString() } });
  });
  return { netFen: amounts.netFen };
}
