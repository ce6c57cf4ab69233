import type { Locale } from "../i18n.ts";

/** 12,345.6 with at most `digits` decimals. */
export function formatNumber(value: number | bigint, digits = 2): string {
  return new Intl.NumberFormat("en-US", { maximumFractionDigits: digits }).format(value);
}

/** A decimal kept as text, with its thousands apart: "12345.600" → "12,345.600". Not a digit is rounded or lost. */
export function formatDecimal(text: string): string {
  const [, minus, whole = "", part = ""] = /^(-?)(\d+)(\.\d+)?$/.exec(text) ?? [];
  return whole ? `${minus ? "−" : ""}${formatNumber(BigInt(whole))}${part}` : text;
}

/** +12.5 % or −40 %; empty when the base is zero. */
export function formatChange(before: number, after: number): string {
  if (before === 0) return "";
  const change = ((after - before) / Math.abs(before)) * 100;
  const rounded = Math.abs(change) >= 10 ? Math.round(change) : Math.round(change * 10) / 10;
  if (rounded === 0) return "0 %";
  return `${rounded > 0 ? "+" : "−"}${formatNumber(Math.abs(rounded), 1)} %`;
}

/** Two decimals of fen divided by `per`, rounded half up, exact also for big amounts. */
function hundredths(fen: bigint, per: bigint): string {
  const magnitude = fen < 0n ? -fen : fen;
  const scaled = (magnitude * 100n + per / 2n) / per;
  const text = `${formatNumber(scaled / 100n)}.${String(scaled % 100n).padStart(2, "0")}`;
  return fen < 0n && scaled !== 0n ? `−${text}` : text;
}

/** Fen as 万元 with two decimals: 1_234_500_00 → "123.45 万元"; in English "CNY 1,234,500". */
export function formatWan(fen: bigint | number, locale: Locale): string {
  if (locale === "en") return formatYuan(fen, locale);
  return `${hundredths(toFen(fen), 1_000_000n)} 万元`;
}

/** Fen as yuan: 1234500 → "12,345 元", with decimals only when there are fen. */
export function formatYuan(fen: bigint | number, locale: Locale): string {
  const text = hundredths(toFen(fen), 100n).replace(/\.00$/, "");
  return locale === "en" ? `CNY ${text}` : `${text} 元`;
}

/** From 10,000 yuan on in 万元, below in yuan. English is always in yuan, which needs no explaining. */
export function formatMoney(fen: bigint | number, locale: Locale): string {
  const amount = toFen(fen);
  const big = amount >= 1_000_000n || amount <= -1_000_000n;
  return big && locale !== "en" ? formatWan(amount, locale) : formatYuan(amount, locale);
}

function toFen(fen: bigint | number): bigint {
  return typeof fen === "bigint" ? fen : BigInt(Math.round(fen));
}

/** Sizes of files: 820 KB, 3.4 MB. */
export function formatBytes(bytes: number): string {
  if (bytes < 1024 * 1024) return `${Math.max(1, Math.round(bytes / 1024))} KB`;
  return `${formatNumber(bytes / 1024 / 1024, 1)} MB`;
}
