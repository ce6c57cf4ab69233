const FIRST_MS = 2_000;
const LONGEST_MS = 5 * 60_000;

/**
 * How long to wait after so many failures in a row: doubled each time, at most five minutes, spread by a quarter so that
 * the devices of a hall do not all come back in the same second. @param chance from 0 to 1
 */
export function waitAfter(failures: number, chance: number, first = FIRST_MS): number {
  const wait = Math.min(LONGEST_MS, first * 2 ** Math.max(0, failures - 1));
  return Math.round(wait * (0.75 + chance / 2));
}
