import { formatDecimal, formatYuan } from "#app/lib/format.ts";

type Statement = { formula: string; inputs: unknown; costs: unknown };
type Input = { name: string; value: string; unit?: string; source?: string };
type Cost = { name: string; fen: string };

/** How an amount was calculated, in one line each: the formula, its inputs with units and sources, deducted costs in yuan. */
export function basisText(statement: Statement | undefined): string {
  if (!statement || statement.formula === "") return "";
  const inputs = (statement.inputs as Input[]).map(
    (one) =>
      `${one.name} = ${formatDecimal(one.value)}${one.unit ? ` ${one.unit}` : ""}${one.source ? `（${one.source}）` : ""}`,
  );
  const costs = (statement.costs as Cost[]).map((one) => `− ${one.name} ${formatYuan(BigInt(one.fen), "zh-CN")}`);
  return [statement.formula.replaceAll("*", "×").replaceAll("/", "÷"), ...inputs, ...costs].join("\n");
}
