import published from "chinese-days/dist/chinese-days.json" with { type: "json" };

type Holiday = readonly [day: string, kind: "OFF" | "WORK"];

/**
 * Public holidays of China and the weekend days worked in their place, as the State Council published them; the years
 * the library knows. Later years have plain weekends until the library is newer or the days are entered by hand.
 */
export const PUBLIC_HOLIDAYS: readonly Holiday[] = [
  ...Object.keys(published.holidays).map((day): Holiday => [day, "OFF"]),
  ...Object.keys(published.workdays).map((day): Holiday => [day, "WORK"]),
];
