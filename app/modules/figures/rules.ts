import { isHidden, type Measure } from "./measures.ts";
import type { Period } from "./periods.ts";

/** What pages may know of figures: which there are, months, and how they are put together. */
export { isHidden, isYearly, type Listed, type Measure, STEPS } from "./measures.ts";
export { monthsOf, type Period, periodText, yearPeriod } from "./periods.ts";
export type { Trend } from "./figures.ts";

type Counted = { measure: Measure; count: number | null; missing: readonly Period[] };

/** A rate is shown where both its parts are whole. */
export const rateHidden = (figures: readonly Counted[]): boolean =>
  (["solved", "unsolved"] as const).some((part) =>
    figures.some(({ measure, count, missing }) => measure === part && (count === null || missing.length > 0)),
  );

/** Whether a page has numbers that are not shown. */
export const hidesNumbers = (figures: readonly Counted[]): boolean =>
  rateHidden(figures) || figures.some(({ count, missing }) => isHidden(count, missing.length > 0));
