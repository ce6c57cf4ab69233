import { addMonths } from "date-fns/addMonths";
import { RECIPROCAL } from "./rules.ts";

/** A result of `of` that `by` accepted. */
export type AcceptedResult = { id: string; by: string; of: string; at: Date };
/** Two or three who accept one another's results: each one's results are accepted by the next. */
export type Ring = { members: string[]; counts: number[]; evidence: AcceptedResult[] };

type Edges = Map<string, Map<string, AcceptedResult[]>>;

/** Who accepted whose results at least three times, in order of time. */
function edgesOf(results: readonly AcceptedResult[]): Edges {
  const edges: Edges = new Map();
  for (const one of results) {
    if (one.by === one.of) continue;
    const row = edges.get(one.by) ?? new Map<string, AcceptedResult[]>();
    row.set(one.of, [...(row.get(one.of) ?? []), one]);
    edges.set(one.by, row);
  }
  for (const row of edges.values())
    for (const [of, list] of row)
      if (list.length < RECIPROCAL.each) row.delete(of);
      else list.sort((a, b) => a.at.getTime() - b.at.getTime());
  return edges;
}

/** What lies in some twelve months in which every list has at least three. */
function withinAYear(lists: readonly (readonly AcceptedResult[])[]): AcceptedResult[] {
  const kept = new Set<AcceptedResult>();
  for (const { at } of lists.flat()) {
    const until = addMonths(at, RECIPROCAL.months);
    const inside = lists.map((list) => list.filter((one) => one.at >= at && one.at < until));
    if (inside.every((list) => list.length >= RECIPROCAL.each)) for (const one of inside.flat()) kept.add(one);
  }
  return [...kept];
}

/**
 * Pairs that accepted one another's results at least three times each way within twelve months, and rings of three in
 * which each accepts the next one's. A ring with such a pair in it is not told again: the pair says it.
 */
export function friendlyRings(results: readonly AcceptedResult[]): Ring[] {
  const edges = edgesOf(results);
  const list = (by: string, of: string) => edges.get(by)?.get(of) ?? [];
  const rings: Ring[] = [];
  const paired = new Set<string>();
  const pairKey = (a: string, b: string) => (a < b ? `${a} ${b}` : `${b} ${a}`);
  const add = (members: string[]): boolean => {
    const lists = members.map((one, n) => list(one, members[(n + 1) % members.length] ?? ""));
    const evidence = withinAYear(lists);
    if (evidence.length === 0) return false;
    const counts = members.map((one) => evidence.filter(({ by }) => by === one).length);
    return rings.push({ members, counts, evidence }) > 0;
  };
  for (const [a, row] of edges)
    for (const b of row.keys()) if (a < b && list(b, a).length > 0 && add([a, b])) paired.add(pairKey(a, b));
  const apart = (a: string, b: string) => !paired.has(pairKey(a, b));
  for (const [a, row] of edges)
    for (const b of row.keys())
      if (a < b && apart(a, b))
        for (const c of edges.get(b)?.keys() ?? [])
          if (a < c && apart(b, c) && apart(c, a) && list(c, a).length > 0) add([a, b, c]);
  return rings;
}
