/** Spreads the steps of an invented case over its life, in order, during working hours. */
export type CaseClock = { next(weight?: number): Date };

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Half past midnight UTC is half past eight in Shanghai. */
const MORNING = 0.5 * HOUR;

/**
 * `daysAgo` before `now` the case was posted. A finished one took at most five weeks; an open one has come
 * three quarters of the way, so that its last step is recent. `index` varies the hour from case to case.
 */
export function caseClock(
  now: Date,
  daysAgo: number,
  finished: boolean,
  totalWeight: number,
  index: number,
): CaseClock {
  const dayStart = Math.floor((now.getTime() - daysAgo * DAY) / DAY) * DAY;
  const start = Math.min(dayStart + MORNING + (index % 17) * 0.4 * HOUR, now.getTime() - HOUR);
  const span = finished ? Math.min(35, daysAgo - 2) * DAY : Math.max(0.2, daysAgo * 0.75) * DAY;
  const end = Math.min(start + span, now.getTime() - 5 * 60_000);
  let passed = 0;
  return {
    next(weight = 1) {
      const at = start + ((end - start) * Math.min(passed, totalWeight)) / totalWeight;
      passed += weight;
      return new Date(Math.min(inWorkingHours(at, index), end));
    },
  };
}

/** Moves a moment of the night into the following morning. */
function inWorkingHours(at: number, index: number): number {
  const hour = ((at + 8 * HOUR) % DAY) / HOUR;
  if (hour >= 7.5 && hour <= 20) return at;
  const midnight = Math.floor((at + 8 * HOUR) / DAY) * DAY - 8 * HOUR;
  const morning = hour > 20 ? midnight + DAY : midnight;
  return morning + 8 * HOUR + (index % 7) * 0.2 * HOUR;
}
