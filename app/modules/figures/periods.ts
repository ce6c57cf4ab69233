/** A calendar month, "2026-11"; they sort as text. */
export type Month = string;
/** Whole months, both ends counted. */
export type Period = { from: Month; to: Month };

const MONTH = /^(20\d{2})-(0[1-9]|1[0-2])$/;
export const isMonth = (text: string | null | undefined): text is Month => text != null && MONTH.test(text);

export const yearOf = (month: Month): number => Number(month.slice(0, 4));
const numberOf = (month: Month): number => yearOf(month) * 12 + Number(month.slice(5)) - 1;
const monthOfNumber = (n: number): Month => `${Math.floor(n / 12)}-${String((n % 12) + 1).padStart(2, "0")}`;

export const addMonths = (month: Month, n: number): Month => monthOfNumber(numberOf(month) + n);
/** Months of a period, in order; none when it ends before it begins. */
export function monthsOf({ from, to }: Period): Month[] {
  const length = numberOf(to) - numberOf(from) + 1;
  return Array.from({ length: Math.max(0, length) }, (_, n) => addMonths(from, n));
}

export const yearPeriod = (year: number): Period => ({ from: `${year}-01`, to: `${year}-12` });
export const isQuarterEnd = (month: Month): boolean => Number(month.slice(5)) % 3 === 0;
export const isYearEnd = (month: Month): boolean => month.endsWith("-12");
export const withinPeriod = (month: Month, { from, to }: Period): boolean => month >= from && month <= to;

/** The longest free range anybody may ask for, in months. */
const MOST_MONTHS = 60;

/**
 * The period asked for in an address: `period=2026`, `2026-Q3` or `2026-11`, or `from` and `to` as months. Whole months
 * only: a finer range could be taken apart. What cannot be read is this year.
 */
export function readPeriod(query: URLSearchParams, thisMonth: Month): Period {
  const text = query.get("period") ?? "";
  const from = query.get("from");
  const to = query.get("to");
  if (isMonth(from) && isMonth(to) && from <= to && monthsOf({ from, to }).length <= MOST_MONTHS) return { from, to };
  if (isMonth(text)) return { from: text, to: text };
  const quarter = /^(20\d{2})-Q([1-4])$/.exec(text);
  if (quarter) {
    const first = `${quarter[1]}-${String((Number(quarter[2]) - 1) * 3 + 1).padStart(2, "0")}`;
    return { from: first, to: addMonths(first, 2) };
  }
  return /^20\d{2}$/.test(text) ? yearPeriod(Number(text)) : yearPeriod(yearOf(thisMonth));
}

/** A period as addresses say it: the shortest way. */
export function periodText({ from, to }: Period): string {
  if (from === to) return from;
  if (yearOf(from) === yearOf(to)) {
    if (from.endsWith("-01") && to.endsWith("-12")) return from.slice(0, 4);
    const first = Number(from.slice(5));
    if (first % 3 === 1 && Number(to.slice(5)) === first + 2) return `${from.slice(0, 4)}-Q${(first + 2) / 3}`;
  }
  return "";
}

/** A period for an address, as query parameters. */
export const periodQuery = (period: Period): Record<string, string> => {
  const text = periodText(period);
  return text ? { period: text } : { from: period.from, to: period.to };
};
