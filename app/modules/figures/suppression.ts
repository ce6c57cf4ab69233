/**
 * Suppression (domain: "a figure over fewer than 3 enterprises, or dominated by one, is suppressed with its
 * complements"). Pure.
 *
 * What is published of one measure are *blocks*: sets of facts that never overlap, each over some months and of some
 * organisations, published once, at one time. Whatever a reader adds up or takes away, over filters, dates and
 * snapshots, is a combination of totals of the disjoint groups a block falls into; and a block is published only if
 * every one of these groups may be shown by itself. So nothing finer can be worked out. docs/decisions/155 has the proof.
 */

/** One fact as suppression sees it. */
export type Item = {
  /** Who would be exposed: the enterprise, or the group of affiliates it belongs to. Who reads for one reads for all. */
  contributor: string;
  /** Organisations below the top one whose figure it is part of. */
  scopes: readonly string[];
  /** Fen, or 1. */
  value: bigint;
  /** What the list behind the figure tells of this one value; both ends included. Left out: nothing. */
  known?: { least: bigint; most: bigint | null };
};

/** Domain: fewer enterprises make no figure. With three, who knows one's own still cannot tell the other two apart. */
export const FEWEST = 3;
/** Dominated: the largest has more than so many per cent. */
const MOST_OF_ONE = 80n;
/**
 * p %-rule (Statistics Netherlands, tau-argus): the second largest, who knows its own, must not learn the largest more
 * closely than by so many per cent.
 */
const PROTECTION = 10n;

/** What facts come to, and what is known of them without the sum: between `least` and, where none is open, `most`. */
type Extent = { value: bigint; least: bigint; most: bigint; open: number };

const extentOf = ({ value, known }: Item): Extent => ({
  value,
  least: known?.least ?? 0n,
  most: known?.most ?? 0n,
  open: known && known.most !== null ? 0 : 1,
});
const plus = (a: Extent, b: Extent): Extent => ({
  value: a.value + b.value,
  least: a.least + b.least,
  most: a.most + b.most,
  open: a.open + b.open,
});
const minus = (a: Extent, b: Extent): Extent => ({
  value: a.value - b.value,
  least: a.least - b.least,
  most: a.most - b.most,
  open: a.open - b.open,
});
const NOTHING: Extent = { value: 0n, least: 0n, most: 0n, open: 0 };

function extentsByHouse(items: readonly Item[]): Map<string, Extent> {
  const houses = new Map<string, Extent>();
  for (const item of items) houses.set(item.contributor, plus(houses.get(item.contributor) ?? NOTHING, extentOf(item)));
  return houses;
}

/** Whether the total of these facts may be shown by itself. Nothing at all may: it is nobody's. */
export function mayShow(all: readonly Item[]): boolean {
  const items = all.filter((one) => one.value > 0n);
  if (items.length === 0) return true;
  const houses = extentsByHouse(items);
  if (houses.size < FEWEST) return false;
  const values = [...houses.values()].map((one) => one.value).sort((a, b) => (a < b ? 1 : a > b ? -1 : 0));
  const sum = values.reduce((total, value) => total + value, 0n);
  const [first = 0n, second = 0n] = values;
  if (first * 100n > sum * MOST_OF_ONE) return false;
  if ((sum - first - second) * 100n < first * PROTECTION) return false;
  return items.every((one) => one.known === undefined) || bandsLeaveRoom(items, houses);
}

/**
 * The list behind a sum shows each one's band. Sum and bands together, and what a reader's own house knows exactly,
 * must not pin down another's value, neither one row's nor a house's: where they narrow it, a tenth of it stays open.
 */
function bandsLeaveRoom(items: readonly Item[], houses: ReadonlyMap<string, Extent>): boolean {
  const all = [...houses.values()].reduce(plus, NOTHING);
  const leavesRoom = (target: Extent, owner: string): boolean =>
    [null, ...houses.keys()].every((reader) => {
      if (reader === owner) return true;
      const own = (reader !== null && houses.get(reader)) || NOTHING;
      const others = minus(minus(all, target), own);
      const rest = all.value - own.value;
      const high = rest - others.least;
      const low = others.open > 0 ? 0n : rest - others.most;
      const top = target.open === 0 && target.most < high ? target.most : high;
      const bottom = low > target.least ? low : target.least;
      const asTheBandSays = target.open === 0 && top === target.most && bottom === target.least;
      return asTheBandSays || (top - bottom) * 100n >= target.value * PROTECTION;
    });
  return (
    [...houses].every(([owner, extent]) => leavesRoom(extent, owner)) &&
    items.every((one) => leavesRoom(extentOf(one), one.contributor))
  );
}

/** The disjoint groups that a family of organisations cuts facts into, the top one always among them. */
export function groupsOf(items: readonly Item[], family: readonly string[]): Item[][] {
  const wanted = new Set(family);
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const key = item.scopes
      .filter((id) => wanted.has(id))
      .sort()
      .join(" ");
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return [...groups.values()];
}

/**
 * Which organisations' figures of these facts may be published together; null when not even the top one's may.
 * Organisations are tried in the given order, and one is taken in as long as every group the family cuts the facts into
 * may be shown by itself: that one hides it together with its complement.
 */
export function release(items: readonly Item[], organisations: readonly string[]): string[] | null {
  if (!mayShow(items)) return null;
  const scopes: string[] = [];
  for (const id of organisations)
    if (groupsOf(items, [...scopes, id]).every((group) => mayShow(group))) scopes.push(id);
  return scopes;
}
