import { type Cell, plainValue } from "./cells.ts";
import type { Unit } from "./guess-columns.ts";

export type AmountSpelling = "number" | "number-as-text" | "with-unit" | "about";
export type ParsedAmount = { fen: number; spelling: AmountSpelling } | { unreadable: string } | null;

const NOTHING = /^([/\\\-—–－一无]|n\/?a|none|null|暂无|待定)$/i;
const AMOUNT =
  /^(约为?|大约|近|≈|~|about|approx\.?)?(-?\d+(?:\.\d+)?)(万元|万|亿元|亿|千元|千|元|yuan|cny|rmb)?(左右|上下|多|余)?$/i;

const FEN_PER: Record<string, bigint> = {
  亿: 10_000_000_000n,
  万: 1_000_000n,
  千: 100_000n,
  元: 100n,
  y: 100n,
  c: 100n,
  r: 100n,
};
/** Ten thousand million yuan: above that it's a slip, not a benefit. */
const MAX_FEN = 10n ** 15n;

/** An exact decimal times fen; never through floating point, so that sums agree with paper. */
function times(decimal: string, per: bigint): bigint {
  const [whole = "0", fraction = ""] = decimal.replace("-", "").split(".");
  const scale = 10n ** BigInt(fraction.length);
  const scaled = (BigInt(whole) * scale + BigInt(fraction || "0")) * per;
  const fen = (scaled + scale / 2n) / scale;
  return decimal.startsWith("-") ? -fen : fen;
}

/** A plain decimal of a number, without the noise of binary fractions: 16.799999999999997 → "16.8". */
const decimalOf = (n: number): string => {
  const text = Number(n.toPrecision(12)).toString();
  return text.includes("e") ? Number(text).toFixed(10) : text;
};

/** An amount of money: 16.8 in the column's unit, "12万", "约30", "1,200元". "/" and empty are none. */
export function parseAmount(cell: Cell | undefined, unit: Unit): ParsedAmount {
  const value = plainValue(cell);
  if (value === null) return null;
  if (typeof value === "object") return { unreadable: value.d };
  const per = unit === "wan" ? 1_000_000n : 100n;
  if (typeof value === "number")
    return Number.isFinite(value)
      ? within(times(decimalOf(value), per), "number", String(value))
      : { unreadable: String(value) };
  const text = value.normalize("NFKC").replace(/[\s,￥¥]/g, "");
  if (text === "" || NOTHING.test(text)) return null;
  const found = AMOUNT.exec(text);
  if (!found) return { unreadable: value.trim().slice(0, 80) };
  const [, about, decimal = "0", own, more] = found;
  // In a column of 万元 people write 12万 for twelve 万元; a unit of its own always wins over the column's.
  const fen = times(decimal, own ? (FEN_PER[own[0]?.toLowerCase() ?? ""] ?? per) : per);
  return within(fen, about || more ? "about" : own ? "with-unit" : "number-as-text", value);
}

function within(fen: bigint, spelling: AmountSpelling, text: string): ParsedAmount {
  return fen > MAX_FEN || fen < -MAX_FEN ? { unreadable: text.slice(0, 80) } : { fen: Number(fen), spelling };
}
