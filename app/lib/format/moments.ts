import type { Locale } from "../i18n.ts";

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
