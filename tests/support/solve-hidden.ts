import { FEWEST } from "#app/modules/figures/suppression.ts";

/** Exact fractions: an attack must not fail, nor succeed, by rounding. */
type Fraction = { n: bigint; d: bigint };
const gcd = (a: bigint, b: bigint): bigint => (b === 0n ? (a < 0n ? -a : a) : gcd(b, a % b));
const fraction = (n: bigint, d = 1n): Fraction => {
  const g = gcd(n, d) || 1n;
  return d < 0n ? { n: -n / g, d: -d / g } : { n: n / g, d: d / g };
};
const times = (a: Fraction, b: Fraction) => fraction(a.n * b.n, a.d * b.d);
const less = (a: Fraction, b: Fraction) => fraction(a.n * b.d - b.n * a.d, a.d * b.d);
const over = (a: Fraction, b: Fraction) => fraction(a.n * b.d, a.d * b.n);
const ZERO = fraction(0n);

/** Row-reduced form of the equations, by Gaussian elimination. */
function reduced(rows: Fraction[][]): Fraction[][] {
  const matrix = rows.map((row) => [...row]);
  const width = matrix[0]?.length ?? 0;
  let top = 0;
  for (let column = 0; column < width && top < matrix.length; column += 1) {
    const pivot = matrix.findIndex((row, n) => n >= top && (row[column] ?? ZERO).n !== 0n);
    if (pivot < 0) continue;
    [matrix[top], matrix[pivot]] = [matrix[pivot] as Fraction[], matrix[top] as Fraction[]];
    const lead = (matrix[top] as Fraction[])[column] as Fraction;
    matrix[top] = (matrix[top] as Fraction[]).map((one) => over(one, lead));
    for (const [n, row] of matrix.entries()) {
      const factor = row[column] ?? ZERO;
      if (n === top || factor.n === 0n) continue;
      matrix[n] = row.map((one, c) => less(one, times(factor, (matrix[top] as Fraction[])[c] ?? ZERO)));
    }
    top += 1;
  }
  return matrix.slice(0, top);
}

/** What a reader adds up: which facts are in it, and what they come to. */
export type Seen = { facts: ReadonlySet<number>; sum: bigint };

/**
 * Everything one reader can work out by adding and taking away: the totals published, whatever of it is the reader's own
 * house taken off. Returns the houses of any combination that speaks of fewer than `FEWEST` other houses' facts, be it one
 * number or the difference of many. Facts nobody can tell apart (in exactly the same totals) are one unknown.
 */
export function attack(
  seen: readonly Seen[],
  houseOf: (fact: number) => string,
  factCount: number,
  reader: string | null,
) {
  const unknowns = new Map<string, number[]>();
  for (let fact = 0; fact < factCount; fact += 1) {
    if (houseOf(fact) === reader) continue;
    const column = seen.map((one) => (one.facts.has(fact) ? "1" : "0")).join("");
    if (column.includes("1")) unknowns.set(column, [...(unknowns.get(column) ?? []), fact]);
  }
  const columns = [...unknowns.entries()];
  const rows = reduced(seen.map((_, n) => columns.map(([column]) => fraction(column[n] === "1" ? 1n : 0n))));
  const houses = (facts: readonly number[]) => new Set(facts.map(houseOf));
  const least = reader === null ? FEWEST : FEWEST - 1;
  // A combination touching few houses shows when the unknowns of each pair of houses are put last: what is reduced to zero
  // before them stands alone.
  const all = [...houses(columns.flatMap(([, facts]) => facts))];
  const groups =
    least === 3 ? all.flatMap((a, n) => all.slice(n).map((b) => new Set([a, b]))) : all.map((a) => new Set([a]));
  return groups.filter((few) => {
    const inside = (facts: readonly number[]) => facts.every((fact) => few.has(houseOf(fact)));
    const order = [...columns.keys()].sort(
      (a, b) => Number(inside(columns[a]?.[1] ?? [])) - Number(inside(columns[b]?.[1] ?? [])),
    );
    const outside = order.filter((n) => !inside(columns[n]?.[1] ?? [])).length;
    const found = reduced(rows.map((row) => order.map((n) => row[n] ?? ZERO)));
    return found.some(
      (row) => row.slice(0, outside).every((one) => one.n === 0n) && row.slice(outside).some((one) => one.n !== 0n),
    );
  });
}
