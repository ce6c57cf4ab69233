import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bandEnds } from "#app/modules/achievements/benefit/rules.ts";
import {
  type Block,
  type Branch,
  closeMeasure,
  nextFrom,
  type Pending,
  type Scope,
} from "#app/modules/figures/closing.ts";
import { addMonths, type Month, monthsOf } from "#app/modules/figures/periods.ts";
import { mayShow } from "#app/modules/figures/suppression.ts";
import { attack, type Seen } from "#tests/support/solve-hidden.ts";

/** Of an alliance: its own problems, and what its members have that belongs to no alliance. Of a union: its enterprises'. */
const belongs = (scope: Scope, fact: Pending): boolean =>
  fact.allianceId === scope.id ||
  ((scope.kind === "UNION" || fact.allianceId === null) && scope.enterpriseIds.includes(fact.enterpriseId));

const MONTHS: Month[] = monthsOf({ from: "2026-01", to: "2026-12" });
const HOUSES = ["a", "b", "c", "d", "e", "f", "g"];
type World = { branch: Branch; facts: (Pending & { month: Month })[]; money: boolean };

const world: fc.Arbitrary<World> = fc
  .record({
    unions: fc.array(fc.subarray(HOUSES, { minLength: 1 }), { maxLength: 2 }),
    groups: fc.dictionary(fc.constantFrom(...HOUSES), fc.constantFrom("g1", "g2"), { maxKeys: 3 }),
    money: fc.boolean(),
    facts: fc.array(
      fc.record({
        house: fc.constantFrom(...HOUSES),
        alliance: fc.constantFrom("A1", "A2", null),
        month: fc.constantFrom(...MONTHS),
        value: fc.oneof(fc.bigInt({ min: 1n, max: 100n }), fc.bigInt({ min: 1n, max: 900_000_000n })),
      }),
      { minLength: 8, maxLength: 60, size: "max" },
    ),
  })
  .map(({ unions, groups, money, facts }) => {
    // A house belongs to one union: the tree's rule.
    const taken = new Set<string>();
    const scopes: Scope[] = unions.map((houses, n) => {
      const enterpriseIds = houses.filter((one) => !taken.has(one));
      for (const one of enterpriseIds) taken.add(one);
      return { id: `U${n}`, kind: "UNION", enterpriseIds };
    });
    scopes.push({ id: "A1", kind: "ALLIANCE", enterpriseIds: HOUSES.slice(0, 4) });
    scopes.push({ id: "A2", kind: "ALLIANCE", enterpriseIds: HOUSES.slice(3) });
    return {
      money,
      branch: { rootId: "F", enterpriseIds: HOUSES, scopes, groupOf: new Map(Object.entries(groups)) },
      facts: facts.map((one, n) => ({
        measure: money ? ("certified" as const) : ("posted" as const),
        subject: String(n),
        kind: "PROBLEM",
        subjectId: String(n),
        enterpriseId: one.house,
        allianceId: one.alliance,
        value: money ? one.value : 1n,
        month: one.month,
      })),
    };
  });

/** A year, closed month by month as the product does. */
function closeYear({ branch, facts, money }: World, close: typeof closeMeasure = closeMeasure): Block[] {
  const blocks: Block[] = [];
  for (const month of MONTHS) {
    const fromMonth = nextFrom(month, blocks.at(-1)?.toMonth ?? null);
    const waiting = facts.filter((one) => one.month >= fromMonth && one.month <= month);
    const block = close(money ? "certified" : "posted", { fromMonth, month }, waiting, branch, bandEnds);
    if (block) blocks.push(block);
  }
  return blocks;
}

/** Every figure anybody can read: each organisation over each range of months, at each time of asking. */
function everythingToRead(blocks: readonly Block[], branch: Branch): Seen[] {
  const seen: Seen[] = [];
  for (const scopeId of [branch.rootId, ...branch.scopes.map((one) => one.id)])
    for (const asOf of MONTHS.filter((month) => blocks.some((one) => one.toMonth === month)))
      for (const from of MONTHS)
        for (const to of MONTHS) {
          const within = blocks.filter(
            (one) =>
              one.toMonth <= asOf &&
              one.fromMonth >= from &&
              one.toMonth <= to &&
              one.cells.some((cell) => cell.scopeId === scopeId),
          );
          if (within.length === 0) continue;
          const scope = branch.scopes.find((one) => one.id === scopeId);
          const counted = within.flatMap((one) => one.counted.filter((fact) => !scope || belongs(scope, fact)));
          const sum = within.reduce(
            (all, one) => all + (one.cells.find((cell) => cell.scopeId === scopeId)?.sum ?? 0n),
            0n,
          );
          // What the attack is told is what the product published, not what the test thinks it should be.
          expect(counted.reduce((all, fact) => all + fact.value, 0n)).toBe(sum);
          seen.push({ facts: new Set(counted.map((fact) => Number(fact.subject))), sum });
        }
  // Asked again, the same answer: nothing new to add.
  const known = new Map(seen.map((one) => [[...one.facts].sort((a, b) => a - b).join(","), one]));
  return [...known.values()].filter((one) => one.facts.size > 0);
}

const houseIn =
  ({ branch, facts }: World) =>
  (fact: number): string => {
    const id = facts[fact]?.enterpriseId ?? "";
    return branch.groupOf.get(id) ?? id;
  };
const readersOf = (one: World): (string | null)[] => [null, ...new Set(one.facts.map((_, n) => houseIn(one)(n)))];
const solved = (one: World, blocks: Block[]) =>
  readersOf(one).flatMap((reader) =>
    attack(everythingToRead(blocks, one.branch), houseIn(one), one.facts.length, reader),
  );

describe("hidden figures stay hidden", () => {
  test("no sum or difference of what is published over organisations, months and times speaks of too few, whoever reads", () => {
    fc.assert(
      fc.property(world, (one) => {
        expect(solved(one, closeYear(one))).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });

  test("the attack finds what primary suppression alone gives away: the whole less its parts", () => {
    const weak: typeof closeMeasure = (measure, when, facts, branch, ends) => {
      const whole = closeMeasure(measure, when, facts, { ...branch, scopes: [] }, ends);
      if (!whole) return null;
      const items = (within: readonly Pending[]) =>
        within.map((one) => ({
          contributor: branch.groupOf.get(one.enterpriseId) ?? one.enterpriseId,
          scopes: [],
          value: one.value,
        }));
      const cells = branch.scopes.flatMap((scope) => {
        const within = facts.filter((one) => belongs(scope, one));
        const sum = within.reduce((all, one) => all + one.value, 0n);
        return mayShow(items(within))
          ? [{ scopeId: scope.id, count: within.length, sum, spread: [], members: [] }]
          : [];
      });
      return { ...whole, cells: [...whole.cells, ...cells] };
    };
    const found = fc
      .sample(world, { numRuns: 40, seed: 7 })
      .filter((one) => solved(one, closeYear(one, weak)).length > 0);
    expect(found.length).toBeGreaterThan(5);
  });

  test("with what the lists tell of each amount, a reader's bounds on another's amount stay a tenth apart", () => {
    let looked = 0;
    fc.assert(
      fc.property(world, (one) => {
        if (!one.money) return;
        const house = houseIn(one);
        for (const block of closeYear(one)) {
          const groups = groupsPublished(block, one.branch);
          for (const group of groups) {
            const sum = group.reduce((all, fact) => all + fact.value, 0n);
            for (const reader of readersOf(one))
              for (const target of group) {
                const owner = house(Number(target.subject));
                if (owner === reader) continue;
                looked += 1;
                const own = target.value;
                const others = group.filter((fact) => fact !== target);
                const ends = others.map((fact) =>
                  house(Number(fact.subject)) === reader
                    ? { least: fact.value, most: fact.value }
                    : bandEnds(fact.value),
                );
                const band = bandEnds(own);
                const high = sum - ends.reduce((all, end) => all + end.least, 0n);
                const low = ends.some((end) => end.most === null)
                  ? 0n
                  : sum - ends.reduce((all, end) => all + (end.most ?? 0n), 0n);
                const top = band.most !== null && band.most < high ? band.most : high;
                const bottom = low > band.least ? low : band.least;
                const narrowed = top !== band.most || bottom !== band.least;
                if (narrowed) expect((top - bottom) * 10n).toBeGreaterThanOrEqual(own);
              }
          }
        }
      }),
      { numRuns: 200 },
    );
    expect(looked).toBeGreaterThan(0);
  });
});

/** The finest groups the published organisations of a block cut its facts into. */
function groupsPublished(block: Block, branch: Branch): Pending[][] {
  const shown = branch.scopes.filter((scope) => block.cells.some((cell) => cell.scopeId === scope.id));
  const keyOf = (fact: Pending) =>
    shown
      .filter((scope) => belongs(scope, fact))
      .map((scope) => scope.id)
      .join();
  return [...Map.groupBy(block.counted, keyOf).values()];
}

describe("the rule for one figure", () => {
  const item = (contributor: string, value: bigint) => ({ contributor, scopes: [], value });
  test.each([
    ["nothing at all is nobody's", [], true],
    ["two enterprises", [item("a", 5n), item("b", 5n)], false],
    ["three", [item("a", 5n), item("b", 5n), item("c", 5n)], true],
    ["three, one with more than four fifths", [item("a", 90n), item("b", 5n), item("c", 5n)], false],
    ["two that are nearly all of it could tell each other", [item("a", 50n), item("b", 48n), item("c", 2n)], false],
    ["one with nothing does not make three", [item("a", 5n), item("b", 5n), item("c", 0n)], false],
  ])("%s", (_, items, shown) => {
    expect(mayShow(items)).toBe(shown);
  });

  test("bands beside a sum can give away what the sum alone does not", () => {
    const values = [99_900_000n, 49_000_000n, 49_000_000n];
    const plain = values.map((value, n) => item(String(n), value));
    expect(mayShow(plain)).toBe(true);
    expect(mayShow(plain.map((one) => ({ ...one, known: bandEnds(one.value) })))).toBe(false);
  });

  test("a block begins where the last one ended, and with the year", () => {
    expect(nextFrom("2026-05", null)).toBe("2026-01");
    expect(nextFrom("2026-05", "2026-03")).toBe("2026-04");
    expect(nextFrom("2027-01", "2026-10")).toBe("2027-01");
    expect(addMonths("2026-12", 1)).toBe("2027-01");
  });
});
