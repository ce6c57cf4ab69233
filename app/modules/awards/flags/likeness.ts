/** Letters, digits and Chinese characters; everything else only sets words apart. */
const plain = (text: string): string =>
  text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "");

function bigrams(text: string): Map<string, number> {
  const signs = [...plain(text)];
  const found = new Map<string, number>();
  for (let n = 0; n + 1 < signs.length; n += 1) {
    const two = `${signs[n]}${signs[n + 1]}`;
    found.set(two, (found.get(two) ?? 0) + 1);
  }
  return found;
}

/**
 * How alike two texts are, from 0 to 1: Dice's coefficient over pairs of neighbouring characters (Dice 1945; for text
 * Kondrak 2005), which needs no words and so no dictionary for Chinese.
 */
export function likeness(a: string, b: string): number {
  const [one, two] = [bigrams(a), bigrams(b)];
  let shared = 0;
  let all = 0;
  for (const [pair, times] of one) {
    shared += Math.min(times, two.get(pair) ?? 0);
    all += times;
  }
  for (const times of two.values()) all += times;
  return all === 0 ? 0 : (2 * shared) / all;
}

/** Groups of what hangs together by `linked`, in the order given; what hangs with nothing is left out. */
export function clusters<T>(rows: readonly T[], linked: (a: T, b: T) => boolean): T[][] {
  const groups: T[][] = [];
  for (const row of rows) {
    const touched = groups.filter((group) => group.some((other) => linked(other, row)));
    const joined = [...touched.flat(), row];
    for (const group of touched) groups.splice(groups.indexOf(group), 1);
    groups.push(joined);
  }
  return groups.filter((group) => group.length > 1);
}
