import { Decimal } from "decimal.js";
import jsep from "jsep";

/** Enough digits that nothing is rounded before the end, but for divisions that never end. */
export const Exact = Decimal.clone({ precision: 60, rounding: Decimal.ROUND_HALF_UP, toExpNeg: -40, toExpPos: 40 });
export type Exact = Decimal;

export const FORMULA_MAX = 500;
/** Deeper nesting is no calculation anybody wrote. */
const DEPTH_MAX = 60;
const NAME = /^[\p{L}_][\p{L}\p{M}\p{N}_]{0,39}$/u;
const RESERVED = new Set(["min", "max", "true", "false", "null", "this"]);

/** What may be a name in a formula. */
export const isFormulaName = (text: string): boolean => NAME.test(text) && !RESERVED.has(text);

/** The signs people type, as the parser knows them: （×÷，． and full-width digits among them. */
export const readable = (text: string): string =>
  text
    .normalize("NFKC")
    .replace(/[×·]/g, "*")
    .replace(/÷/g, "/")
    .replace(/[−–—]/g, "-")
    .replace(/[，、]/g, ",")
    .trim();

/** What is wrong with a formula, as a key of app/words/benefit-errors.ts. */
export type FormulaWrong = { key: string; values?: Record<string, string> };

class Refused extends Error {
  readonly wrong: FormulaWrong;
  constructor(key: string, values?: FormulaWrong["values"]) {
    super(key);
    this.wrong = { key, values };
  }
}

type Node = { type: string; [key: string]: unknown };

type Reckoning = {
  known: ReadonlyMap<string, Exact>;
  used: Set<string>;
  /** Only how it is written is asked, not what it comes to: a division by nothing hides nothing behind it. */
  asWritten: boolean;
};

/** Five kinds of node and nothing else; a name is looked up in a map, never on an object. */
function evaluate(node: Node, reckoning: Reckoning, depth = 0): Exact {
  if (depth > DEPTH_MAX) throw new Refused("formula-wrong");
  const { known, used, asWritten } = reckoning;
  const value = (part: unknown) => evaluate(part as Node, reckoning, depth + 1);
  switch (node.type) {
    case "Literal": {
      const raw = String(node.raw);
      if (typeof node.value !== "number" || !/^\d+(\.\d+)?$|^\.\d+$/.test(raw))
        throw new Refused("formula-sign", { sign: raw });
      return new Exact(raw);
    }
    case "Identifier": {
      const name = String(node.name);
      const found = known.get(name);
      if (!found) throw new Refused("formula-unknown", { name });
      used.add(name);
      return found;
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
      if (!right.isZero()) return left.div(right);
      if (asWritten) return left;
      throw new Refused("formula-by-zero");
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

function parsed(formula: string): Node {
  try {
    return jsep(formula) as unknown as Node;
  } catch {
    throw new Refused("formula-wrong");
  }
}

function reckon(
  formula: string,
  known: ReadonlyMap<string, Exact>,
  asWritten: boolean,
): { value: Exact; used: ReadonlySet<string> } | FormulaWrong {
  const text = readable(formula);
  if (text === "") return { key: "required" };
  if (text.length > FORMULA_MAX) return { key: "too_long", values: { max: String(FORMULA_MAX) } };
  try {
    const used = new Set<string>();
    const value = evaluate(parsed(text), { known, used, asWritten });
    return value.isFinite() ? { value, used } : { key: "formula-too-big" };
  } catch (error) {
    if (error instanceof Refused) return error.wrong;
    throw error;
  }
}

/**
 * What a formula of numbers, names, + - × ÷, brackets, min and max comes to, exactly, with the names it used; or what is
 * wrong with it. Everything else a parser knows is refused.
 */
export const evaluateFormula = (formula: string, known: ReadonlyMap<string, Exact>) => reckon(formula, known, false);

/** The names a formula speaks of, all of them among these, whatever they may stand for; or what is wrong with how it is written. */
export function namesInFormula(formula: string, names: readonly string[]): ReadonlySet<string> | FormulaWrong {
  const result = reckon(formula, new Map(names.map((name) => [name, new Exact(1)])), true);
  return "key" in result ? result : result.used;
}
