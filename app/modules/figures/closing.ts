import { canonicalJson } from "#app/modules/events/chain.ts";
import { isEnding, isMoney, isTimed, type Measure, type Spread, spreadOf } from "./measures.ts";
import { isQuarterEnd, type Month } from "./periods.ts";
import { FEWEST, type Item, release } from "./suppression.ts";

/** A fact that waits to be published. */
export type Pending = {
  measure: Measure;
  subject: string;
  kind: string;
  subjectId: string;
  enterpriseId: string;
  allianceId: string | null;
  value: bigint;
};

/** An organisation below the top one whose figures are published. */
export type Scope = { id: string; kind: "UNION" | "ALLIANCE"; enterpriseIds: readonly string[] };
/** A top organisation with everything below it, as it stands when a month is closed. */
export type Branch = {
  rootId: string;
  enterpriseIds: readonly string[];
  scopes: readonly Scope[];
  /** The group of affiliates an enterprise belongs to. */
  groupOf: ReadonlyMap<string, string>;
};

export type Cell = { scopeId: string; count: number; sum: bigint; spread: Spread; members: readonly string[] };
/** What is published of one measure over some months. */
export type Block = { measure: Measure; fromMonth: Month; toMonth: Month; cells: Cell[]; counted: Pending[] };

/** An alliance's are the facts of its own problems and activities; what belongs to no alliance is its members'. */
const isIn = (scope: Scope, fact: Pending): boolean =>
  scope.kind === "ALLIANCE" && fact.allianceId !== null
    ? fact.allianceId === scope.id
    : scope.enterpriseIds.includes(fact.enterpriseId);

/** Has, and leaves, enough enterprises for its figure to be shown one day; others are not waited for. */
function mayComeRight(scope: Scope, branch: Branch): boolean {
  const houses = (ids: readonly string[]) => new Set(ids.map((id) => branch.groupOf.get(id) ?? id));
  const inside = houses(scope.enterpriseIds);
  const left = [...houses(branch.enterpriseIds)].filter((house) => !inside.has(house)).length;
  return inside.size >= FEWEST && (left === 0 || left >= FEWEST);
}

/** Money bands a list shows, as the ends of what may be inside; both included. */
export type BandEnds = (value: bigint) => { least: bigint; most: bigint | null };

/**
 * Closes a month for one measure: what waits since the last block is published together with every organisation's
 * figure of it, or goes on waiting. Where an organisation's would have to be left out that can ever be shown, all wait for
 * the end of the quarter; then those that may not be shown are left out. What even the top one may not show waits until the year ends,
 * and after that is never published. Blocks of all organisations have the same months: that is what keeps them apart.
 */
export function closeMeasure(
  measure: Measure,
  { fromMonth, month }: { fromMonth: Month; month: Month },
  facts: readonly Pending[],
  branch: Branch,
  bandEnds: BandEnds,
): Block | null {
  const scopes = [...branch.scopes].sort(byPlace(facts));
  const items: Item[] = facts.map((fact) => ({
    contributor: branch.groupOf.get(fact.enterpriseId) ?? fact.enterpriseId,
    scopes: scopes.filter((scope) => isIn(scope, fact)).map((scope) => scope.id),
    value: isMoney(measure) ? fact.value : 1n,
    ...(isMoney(measure) ? { known: bandEnds(fact.value) } : {}),
  }));
  const released = release(
    items,
    scopes.map((scope) => scope.id),
  );
  if (!released) return null;
  const waitedFor = scopes.some((scope) => !released.includes(scope.id) && mayComeRight(scope, branch));
  if (waitedFor && !isQuarterEnd(month)) return null;
  const cellOf = (scopeId: string, members: readonly string[], within: readonly Pending[]): Cell => ({
    scopeId,
    count: within.length,
    sum: isMoney(measure) ? within.reduce((sum, fact) => sum + fact.value, 0n) : BigInt(within.length),
    spread: isTimed(measure) ? spreadOf(within.map((fact) => Number(fact.value))) : [],
    members: [...members].sort(),
  });
  return {
    measure,
    fromMonth,
    toMonth: month,
    cells: [
      cellOf(branch.rootId, branch.enterpriseIds, facts),
      ...scopes
        .filter((scope) => released.includes(scope.id))
        .map((scope) =>
          cellOf(
            scope.id,
            scope.enterpriseIds,
            facts.filter((fact) => isIn(scope, fact)),
          ),
        ),
    ],
    counted: [...facts],
  };
}

/** Alliances before unions, then who has more facts, then by id: always the same order. */
const byPlace = (facts: readonly Pending[]) => {
  const sizes = new Map<string, number>();
  const sizeOf = (scope: Scope) => {
    const size = sizes.get(scope.id) ?? facts.filter((fact) => isIn(scope, fact)).length;
    sizes.set(scope.id, size);
    return size;
  };
  return (a: Scope, b: Scope): number =>
    a.kind !== b.kind ? (a.kind === "ALLIANCE" ? -1 : 1) : sizeOf(b) - sizeOf(a) || (a.id < b.id ? -1 : 1);
};

/** What a fact must not be counted twice as: a problem ends once, whatever becomes of it after it was published. */
export const onceKey = (measure: string, subject: string): string =>
  isEnding(measure as Measure)
    ? `ended ${subject}`
    : measure.startsWith("adopted")
      ? `adopted ${subject}`
      : `${measure} ${subject}`;

/** Where the months of the next block begin: after the last one of this year, else with the year. */
export function nextFrom(month: Month, lastTo: Month | null): Month {
  const january = `${month.slice(0, 4)}-01`;
  if (lastTo === null || lastTo < january) return january;
  const n = Number(lastTo.slice(5));
  return n === 12 ? january : `${lastTo.slice(0, 5)}${String(n + 1).padStart(2, "0")}`;
}

/** What a closing's hash is of. */
export const closingText = (rootId: string, month: Month, blocks: readonly Block[]): string =>
  canonicalJson([
    rootId,
    month,
    [...blocks]
      .sort((a, b) => (a.measure < b.measure ? -1 : 1))
      .map((block) => [
        block.measure,
        block.fromMonth,
        block.toMonth,
        [...block.cells]
          .sort((a, b) => (a.scopeId < b.scopeId ? -1 : 1))
          .map((cell) => [cell.scopeId, cell.count, cell.sum.toString(), cell.spread, cell.members]),
        block.counted
          .map((fact) => [
            fact.subject,
            fact.kind,
            fact.subjectId,
            fact.enterpriseId,
            fact.allianceId,
            fact.value.toString(),
          ])
          .sort(([a = ""], [b = ""]) => (String(a) < String(b) ? -1 : 1)),
      ]),
  ]);
