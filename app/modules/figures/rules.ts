/** What pages may know of figures: which there are, months, and how they are put together. */
export { isHidden, isYearly, type Listed, type Measure, STEPS } from "./measures.ts";
export { monthsOf, type Period, periodText, yearPeriod } from "./periods.ts";
export type { Trend } from "./figures.ts";
