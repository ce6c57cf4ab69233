import { Decimal } from "decimal.js";
import jsep from "jsep";

/** Enough digits that nothing is rounded before the end, but for divisions that never end. */
const Exact = Decimal.clone({ precision: 60, rounding: Decimal.ROUND_HALF_UP, toExpNeg: -40, toExpPos: 40 });

export const FORMULA_MAX = 500;
export const INPUTS_MAX = 20;
export const COSTS_MAX = 20;
/** A hundred billion yuan: more is a slip of the pen. */
const MOST_YUAN = new Exact("1e11");
const AMOUNT = /^-?\d{1,12}(\.\d{1,6})?$/;
const NAME = /^[\p{L}_][\p{L}\p{M}\p{N}_]{0,39}$/u;
const RESERVED = new Set(["min", "max", "true", "false", "null", "this"]);

export type Input = { name: string; value: string; unit: string; source: string };
export type Cost = { name: string; fen: string };
export type Calculation = { formula: string; inputs: readonly Input[]; costs: readonly Cost[] };
export type Amounts = { grossFen: bigint; costFen: bigint; netFen: bigint };
/** What is wrong, as a key of app/words/benefit-errors.ts, and the field it belongs to. */
export type Wrong = { key: string; field: string; values?: Record<string, string> };

/** The signs people type, as the parser knows them: （×÷，． and full-width digits among them. */
export const readable = (text: string): string =>
  text
    .normalize("NFKC")
    .replace(/[×·]/g, "*")
    .replace(/÷/g, "/")
    .replace(/[−–—]/g, "-")
    .replace(/[，、]/g, ",")
    .trim();

/** A number as typed, "1,200.5" or "１２００．５"; null when it is none of ours. */
export function decimalText(typed: string): string | null {
  const text = readable(typed).replace(/[\s,]/g, "");
  return AMOUNT.test(text) ? text : null;
}

class Refused extends Error {
  readonly wrong: Wrong;
  constructor(key: string, values?: Wrong["values"]) {
    super(key);
    this.wrong = { key, field: "formula", values };
  }
}

type Node = { type: string; [key: string]: unknown };

/** Five kinds of node and nothing else; a name is looked up in a map, never on an object. */
function evaluate(node: Node, inputs: ReadonlyMap<string, Decimal>, used: Set<string>): Decimal {
  const value = (part: unknown) => evaluate(part as Node, inputs, used);
  switch (node.type) {
    case "Literal": {
      const raw = String(node.raw);
      if (typeof node.value !== "number" || !/^\d+(\.\d+)?$|^\.\d+$/.test(raw))
        throw new Refused("formula-sign", { sign: raw });
      return new Exact(raw);
    }
    case "Identifier": {
      const name = String(node.name);
      const known = inputs.get(name);
      if (!known) throw new Refused("formula-unknown", { name });
      used.add(name);
      return known;
    }
    case "UnaryExpression": {
      if (node.operator === "-") return value(node.argument).neg();
      if (node.operator === "+") return value(node.argument);
      throw new Refused("formula-sign", { sign: String(node.operator) });
    }
    case "BinaryExpression": {
      const left = value(node.left);
      const right = value(node.right);
      if (node.operator === "+") return left.add(right);
      if (node.operator === "-") return left.sub(right);
      if (node.operator === "*") return left.mul(right);
      if (node.operator !== "/") throw new Refused("formula-sign", { sign: String(node.operator) });
      if (right.isZero()) throw new Refused("formula-by-zero");
      return left.div(right);
    }
    case "CallExpression": {
      const callee = node.callee as Node;
      const args = (node.arguments as Node[]).map(value);
      if (callee.type !== "Identifier" || args.length === 0) throw new Refused("formula-wrong");
      if (callee.name === "min") return Exact.min(...args);
      if (callee.name === "max") return Exact.max(...args);
      throw new Refused("formula-sign", { sign: String(callee.name) });
    }
    default:
      throw new Refused("formula-wrong");
  }
}

/** Yuan as fen, rounded half up, away from zero. */
const toFen = (yuan: Decimal): bigint => BigInt(yuan.mul(100).toDecimalPlaces(0, Decimal.ROUND_HALF_UP).toFixed(0));

function parsed(formula: string): Node {
  try {
    return jsep(formula) as unknown as Node;
  } catch {
    throw new Refused("formula-wrong");
  }
}

/**
 * What a calculation comes to: the formula over its inputs in yuan, less its costs, in fen. Every input is used and
 * every name is an input, so that the basis says what was calculated. Exact but for one rounding at the end.
 */
export function calculate({ formula, inputs, costs }: Calculation): Amounts | Wrong {
  const known = new Map<string, Decimal>();
  for (const [index, { name, value }] of inputs.entries()) {
    const field = `inputs[${index}]`;
    const key = readable(name);
    if (!NAME.test(key) || RESERVED.has(key)) return { key: "input-name", field: `${field}.name` };
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
  const text = readable(formula);
  if (text === "") return { key: "required", field: "formula" };
  if (text.length > FORMULA_MAX) return { key: "too_long", field: "formula", values: { max: String(FORMULA_MAX) } };
  try {
    const used = new Set<string>();
    const yuan = evaluate(parsed(text), known, used);
    if (!yuan.isFinite() || yuan.abs().gt(MOST_YUAN)) return { key: "formula-too-big", field: "formula" };
    const idle = [...known.keys()].find((name) => !used.has(name));
    if (idle !== undefined) return { key: "formula-unused", field: "formula", values: { name: idle } };
    const grossFen = toFen(yuan);
    return { grossFen, costFen, netFen: grossFen - costFen };
  } catch (error) {
    if (error instanceof Refused) return error.wrong;
    throw error;
  }
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
