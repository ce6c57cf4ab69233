import type { Locale } from "./i18n.ts";

/** Anything that stands for a moment. */
export type Moment = Date | string | number;

export const DEFAULT_TIME_ZONE = "Asia/Shanghai";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const formatters = new Map<string, Intl.DateTimeFormat>();

function parts(moment: Moment, timeZone: string): Record<string, string> {
  let formatter = formatters.get(timeZone);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat("en-GB", {
      timeZone,
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
      hourCycle: "h23",
    });
    formatters.set(timeZone, formatter);
  }
  return Object.fromEntries(formatter.formatToParts(new Date(moment)).map((p) => [p.type, p.value]));
}

/** 2026-11-20, in both languages. */
export function formatDate(moment: Moment, timeZone = DEFAULT_TIME_ZONE): string {
  const p = parts(moment, timeZone);
  return `${p.year}-${p.month}-${p.day}`;
}

/** A calendar day ("2026-09-05") as papers that are sealed write it: 2026年9月5日, in English as it is. */
export const formatPaperDay = (day: string, locale: Locale): string => {
  const [year, month, date] = day.split("-").map(Number);
  return locale === "en" ? day : `${year}年${month}月${date}日`;
};

/** 2026-11-20 14:05, in both languages. */
export function formatDateTime(moment: Moment, timeZone = DEFAULT_TIME_ZONE): string {
  const p = parts(moment, timeZone);
  return `${p.year}-${p.month}-${p.day} ${p.hour}:${p.minute}`;
}

const UNITS = {
  "zh-CN": { day: (n: number) => `${n} 天`, hour: (n: number) => `${n} 小时`, minute: (n: number) => `${n} 分钟` },
  en: {
    day: (n: number) => `${n} ${n === 1 ? "day" : "days"}`,
    hour: (n: number) => `${n} ${n === 1 ? "hour" : "hours"}`,
    minute: (n: number) => `${n} ${n === 1 ? "minute" : "minutes"}`,
  },
} as const;

/** The length of a span in its largest whole unit, at least one minute: 2 天, 6 小时, 5 分钟. */
export function formatDuration(milliseconds: number, locale: Locale): string {
  const span = Math.abs(milliseconds);
  const unit = UNITS[locale];
  if (span >= 2 * DAY) return unit.day(Math.floor(span / DAY));
  if (span >= HOUR) return unit.hour(Math.floor(span / HOUR));
  return unit.minute(Math.max(1, Math.floor(span / MINUTE)));
}

/** "刚刚", "3 小时前", up to 30 days; beyond that, and far ahead, the date. */
export function formatRelative(moment: Moment, now: Moment, locale: Locale, timeZone = DEFAULT_TIME_ZONE): string {
  const span = new Date(now).getTime() - new Date(moment).getTime();
  if (Math.abs(span) > 30 * DAY) return formatDate(moment, timeZone);
  if (Math.abs(span) < MINUTE) return locale === "en" ? "just now" : "刚刚";
  const length = formatDuration(span, locale);
  if (span > 0) return locale === "en" ? `${length} ago` : `${length}前`;
  return locale === "en" ? `in ${length}` : `${length}后`;
}

/** 12,345.6 with at most `digits` decimals. */
export function formatNumber(value: number | bigint, digits = 2): string {
  return new Intl.NumberFormat("en-US", { maximumFractionDigits: digits }).format(value);
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
