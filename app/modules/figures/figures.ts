import { MEASURES, type Measure, medianDays, mergeSpreads, mostDays, type Spread } from "./measures.ts";
import { addMonths, type Month, monthsOf, type Period, withinPeriod } from "./periods.ts";

/** A published figure over some months, or a live one over a month. */
export type Part = { measure: string; fromMonth: Month; toMonth: Month; count: number; sum: bigint; spread: Spread };

export type Figure = {
  measure: Measure;
  /** Null: nothing of the period may be shown. */
  count: number | null;
  sum: bigint | null;
  /** Middle of the working days it took, where that is measured. */
  median: number | null;
  /** What nine in ten took no longer than. */
  most: number | null;
  /** Closed months of the period that are not in it, as spans. */
  missing: Period[];
};

/** Months as spans of neighbours. */
export function spansOf(months: readonly Month[]): Period[] {
  const spans: Period[] = [];
  for (const month of months) {
    const last = spans.at(-1);
    if (last && addMonths(last.to, 1) === month) last.to = month;
    else spans.push({ from: month, to: month });
  }
  return spans;
}

/** Figures of a period out of parts that lie in it wholly; `closed` is the last month that can be there. */
export function figuresOf(parts: readonly Part[], period: Period, closed: Month | null): Figure[] {
  const within = parts.filter((one) => withinPeriod(one.fromMonth, period) && withinPeriod(one.toMonth, period));
  const until = closed !== null && closed < period.to ? closed : period.to;
  const due = closed === null ? [] : monthsOf({ from: period.from, to: until });
  return MEASURES.map((measure) => {
    const mine = within.filter((one) => one.measure === measure);
    const covered = new Set(mine.flatMap((one) => monthsOf({ from: one.fromMonth, to: one.toMonth })));
    const none = mine.length === 0;
    const spread = mergeSpreads(mine.map((one) => one.spread));
    return {
      measure,
      count: none ? null : mine.reduce((all, one) => all + one.count, 0),
      sum: none ? null : mine.reduce((all, one) => all + one.sum, 0n),
      median: medianDays(spread),
      most: mostDays(spread),
      missing: spansOf(due.filter((month) => !covered.has(month))),
    };
  });
}

export type Trend = { measure: Measure; bars: { from: Month; to: Month; value: number }[] };

/** Some measures over time, each by itself: what was published together is one bar, however many months it has. */
export function trendsOf(parts: readonly Part[], measures: readonly Measure[], period: Period): Trend[] {
  return measures.map((measure) => ({
    measure,
    bars: parts
      .filter(
        (one) => one.measure === measure && withinPeriod(one.fromMonth, period) && withinPeriod(one.toMonth, period),
      )
      .map((one) => ({ from: one.fromMonth, to: one.toMonth, value: one.count }))
      .sort((a, b) => (a.from < b.from ? -1 : 1)),
  }));
}
