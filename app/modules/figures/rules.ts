/** What pages may know of figures: which there are, months, and how they are put together. */
export { isHidden, isYearly, type Measure } from "./measures.ts";
export { monthsOf, type Period, periodText } from "./periods.ts";
export type { Trend } from "./figures.ts";
