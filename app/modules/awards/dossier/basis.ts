import { formatNumber } from "#app/lib/format.ts";

/** Decimals an input may have. */
const INPUT_PLACES = 6;

type Statement = { formula: string; inputs: unknown; costs: unknown };
type Input = { name: string; value: string; unit?: string; source?: string };
type Cost = { name: string; fen: string };

/** How an amount was calculated, in one line each: the formula, its inputs with units and sources, deducted costs in yuan. */
export function basisText(statement: Statement | undefined): string {
  if (!statement || statement.formula === "") return "";
  const inputs = (statement.inputs as Input[]).map(
    (one) =>
      `${one.name} = ${formatNumber(Number(one.value), INPUT_PLACES)}${one.unit ? ` ${one.unit}` : ""}${one.source ? `（${one.source}）` : ""}`,
  );
  const costs = (statement.costs as Cost[]).map((one) => `− ${one.name} ${formatNumber(Number(one.fen) / 100)} 元`);
  return [statement.formula.replaceAll("*", "×").replaceAll("/", "÷"), ...inputs, ...costs].join("\n");
}
