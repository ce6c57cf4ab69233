import { evaluateFormula, Exact, FORMULA_MAX, isFormulaName, readable } from "#app/lib/formula.ts";
import { plainNumber } from "#app/lib/typed-number.ts";

export { FORMULA_MAX, readable };
export const INPUTS_MAX = 20;
export const COSTS_MAX = 20;
/** A hundred billion yuan: more is a slip of the pen. */
const MOST_YUAN = new Exact("1e11");
const AMOUNT = /^-?\d{1,12}(\.\d{1,6})?$/;

export type Input = { name: string; value: string; unit: string; source: string };
export type Cost = { name: string; fen: string };
export type Calculation = { formula: string; inputs: readonly Input[]; costs: readonly Cost[] };
export type Amounts = { grossFen: bigint; costFen: bigint; netFen: bigint };
/** What is wrong, as a key of app/words/benefit-errors.ts, and the field it belongs to. */
export type Wrong = { key: string; field: string; values?: Record<string, string> };

/** A number as typed, "1,200.5" or "１２００．５"; null when it is none of ours. */
export function decimalText(typed: string): string | null {
  const text = plainNumber(typed);
  return text !== null && AMOUNT.test(text) ? text : null;
}

/** Yuan as fen, rounded half up, away from zero. */
const toFen = (yuan: Exact): bigint => BigInt(yuan.mul(100).toDecimalPlaces(0, Exact.ROUND_HALF_UP).toFixed(0));

/**
 * What a calculation comes to: the formula over its inputs in yuan, less its costs, in fen. Every input is used and
 * every name is an input, so that the basis says what was calculated. Exact but for one rounding at the end.
 */
export function calculate({ formula, inputs, costs }: Calculation): Amounts | Wrong {
  const known = new Map<string, Exact>();
  for (const [index, { name, value }] of inputs.entries()) {
    const field = `inputs[${index}]`;
    const key = readable(name);
    if (!isFormulaName(key)) return { key: "input-name", field: `${field}.name` };
    if (known.has(key)) return { key: "input-twice", field: `${field}.name`, values: { name: key } };
    const number = decimalText(value);
    if (number === null) return { key: "not_a_number", field: `${field}.value` };
    known.set(key, new Exact(number));
  }
  let costFen = 0n;
  for (const [index, { name, fen }] of costs.entries()) {
    const field = `costs[${index}]`;
    if (name.trim() === "") return { key: "required", field: `${field}.name` };
    if (!/^\d{1,15}$/.test(fen)) return { key: "not_a_number", field: `${field}.yuan` };
    costFen += BigInt(fen);
  }
  const result = evaluateFormula(formula, known);
  if ("key" in result) return { ...result, field: "formula" };
  if (result.value.abs().gt(MOST_YUAN)) return { key: "formula-too-big", field: "formula" };
  const idle = [...known.keys()].find((name) => !result.used.has(name));
  if (idle !== undefined) return { key: "formula-unused", field: "formula", values: { name: idle } };
  const grossFen = toFen(result.value);
  return { grossFen, costFen, netFen: grossFen - costFen };
}

export const isWrong = (result: Amounts | Wrong): result is Wrong => "key" in result;

/** Yuan as typed, with at most two decimals, as fen; null when it is no amount. */
export function fenOfYuan(typed: string): bigint | null {
  const text = decimalText(typed);
  if (text === null || /\.\d{3,}$/.test(text)) return null;
  return toFen(new Exact(text));
}

/** Fen as yuan for a form: 123450 → "1234.5". */
export const yuanText = (fen: bigint | string): string => new Exact(fen.toString()).div(100).toString();
