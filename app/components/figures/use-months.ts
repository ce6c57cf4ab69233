import { useWords } from "#app/lib/i18n-context.tsx";
import { type Period, periodText } from "#app/modules/figures/rules.ts";
import { figuresWords } from "#app/words/figures.ts";

/** Months and periods in words. */
export function useMonths() {
  const w = useWords(figuresWords);
  const month = (text: string): string => w.month(Number(text.slice(0, 4)), Number(text.slice(5)));
  /** A year, a quarter or a month as an address says it. */
  const named = (text: string): string => {
    const quarter = /^(\d{4})-Q(\d)$/.exec(text);
    if (quarter) return w.quarter(Number(quarter[1]), Number(quarter[2]));
    return text.length === 4 ? w.year(Number(text)) : month(text);
  };
  const period = (one: Period): string => {
    const text = periodText(one);
    return text ? named(text) : w.span(month(one.from), month(one.to));
  };
  return { month, named, period, periods: (all: readonly Period[]): string => all.map(period).join(w.listComma) };
}
