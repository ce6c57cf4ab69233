import fc from "fast-check";
import { expect, test } from "vitest";
import { clusters, likeness } from "#app/modules/awards/flags/likeness.ts";
import { type AcceptedResult, friendlyRings } from "#app/modules/awards/flags/rings.ts";
import {
  BACK_DATED_DAYS,
  BLOCKS,
  FLAG_KINDS,
  INACTIVE_MONTHS,
  RECIPROCAL,
  SPLIT,
  whyNotClear,
} from "#app/modules/awards/flags/rules.ts";

test("numbers are the domain's (Flags and their numbers)", () => {
  expect(RECIPROCAL).toEqual({ each: 3, months: 12 });
  expect([SPLIT.days, INACTIVE_MONTHS, BACK_DATED_DAYS]).toEqual([14, 12, 7]);
});

const on = (days: number) => new Date(Date.UTC(2026, 0, 1 + days));
let counter = 0;
const accepted = (by: string, of: string, ...days: number[]): AcceptedResult[] =>
  days.map((day) => ({ id: `r${(counter += 1)}`, by, of, at: on(day) }));

test("three each way within twelve months are a pair; two one way, or the third a day too late, are not", () => {
  const one = accepted("A", "B", 0, 100, 200);
  expect(friendlyRings([...one, ...accepted("B", "A", 50, 150, 364)])).toMatchObject([
    { members: ["A", "B"], counts: [3, 3] },
  ]);
  expect(friendlyRings([...one, ...accepted("B", "A", 50, 150)])).toEqual([]);
  expect(friendlyRings([...one, ...accepted("B", "A", 166, 366, 370)])).toEqual([]);
  expect(friendlyRings(accepted("A", "A", 0, 1, 2, 3, 4, 5))).toEqual([]);
});

test("a ring of three is one, in its direction; with a pair inside the pair says it", () => {
  const ring = [...accepted("A", "B", 1, 2, 3), ...accepted("B", "C", 4, 5, 6), ...accepted("C", "A", 7, 8, 9)];
  expect(friendlyRings(ring)).toMatchObject([{ members: ["A", "B", "C"], counts: [3, 3, 3] }]);
  expect(friendlyRings([...ring, ...accepted("B", "A", 1, 2, 3)]).map((one) => one.members)).toEqual([["A", "B"]]);
  expect(friendlyRings(ring.slice(0, 8))).toEqual([]);
});

const people = fc.constantFrom("A", "B", "C", "D");
const results = fc.array(
  fc.record({ id: fc.uuid(), by: people, of: people, at: fc.integer({ min: 0, max: 900 }).map(on) }),
  { maxLength: 60 },
);

/** By the words of the rule: some twelve months in which each accepted three of the next one's. */
function byTheWords(all: readonly AcceptedResult[], members: string[]): boolean {
  return all.some(({ at }) => {
    const until = new Date(at);
    until.setUTCFullYear(until.getUTCFullYear() + 1);
    return members.every((by, n) => {
      const of = members[(n + 1) % members.length];
      return all.filter((one) => one.by === by && one.of === of && one.at >= at && one.at < until).length >= 3;
    });
  });
}

test("found is what the rule's words say, in whatever order results come", () => {
  fc.assert(
    fc.property(results, (all) => {
      const found = new Set(friendlyRings(all).map((ring) => ring.members.join("")));
      const pairs = ["AB", "AC", "AD", "BC", "BD", "CD"].filter((pair) => byTheWords(all, [...pair]));
      expect([...found].filter((one) => one.length === 2).sort()).toEqual(pairs);
      const inside = (ring: string) => pairs.some(([a, b]) => ring.includes(a as string) && ring.includes(b as string));
      const rings = ["ABC", "ACB", "ABD", "ADB", "ACD", "ADC", "BCD", "BDC"];
      expect([...found].filter((one) => one.length === 3).sort()).toEqual(
        rings.filter((ring) => !inside(ring) && byTheWords(all, [...ring])).sort(),
      );
      const reversed = friendlyRings([...all].reverse());
      expect(new Set(reversed.map((ring) => ring.members.join("")))).toEqual(found);
    }),
    { numRuns: 300 },
  );
});

test("words: one trouble told twice is alike, two troubles of one machine are not", () => {
  const [left, right] = [
    "灌装机卡瓶（左侧） 三号灌装机左侧护栏处每班卡瓶三四次，报警 AL.32。",
    "灌装机卡瓶（右侧） 三号灌装机右侧护栏处每班卡瓶四五次，报警 AL.32。",
  ];
  expect(likeness(left, right)).toBeGreaterThan(SPLIT.alike);
  expect(
    likeness(
      "主电机过热 三号灌装机主电机过热报警，运行两小时后电流升到 38 A。",
      "主电机异响 三号灌装机主电机轴承异响，停机后手盘有卡滞。",
    ),
  ).toBeLessThan(SPLIT.alike);
  expect(likeness("", "")).toBe(0);
  fc.assert(
    fc.property(fc.string(), fc.string(), (a, b) => {
      expect(likeness(a, b)).toBe(likeness(b, a));
      expect(likeness(a, b)).toBeGreaterThanOrEqual(0);
      expect(likeness(a, b)).toBeLessThanOrEqual(1);
    }),
  );
});

test("clusters hold what hangs together over others, and nothing that hangs with none", () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer({ min: 0, max: 200 }), { maxLength: 30 }), (numbers) => {
      const found = clusters(numbers, (a, b) => Math.abs(a - b) <= 3);
      const sorted = [...numbers].sort((a, b) => a - b);
      const runs: number[][] = [];
      for (const n of sorted) {
        const run = runs.at(-1);
        if (run && n - (run.at(-1) as number) <= 3) run.push(n);
        else runs.push([n]);
      }
      const plain = (groups: number[][]) => groups.map((group) => group.toSorted((a, b) => a - b).join()).sort();
      expect(plain(found)).toEqual(plain(runs.filter((run) => run.length > 1)));
    }),
  );
});

test("each kind holds something up, and is cleared by an officer over all concerned who has no part in it", () => {
  for (const kind of FLAG_KINDS) expect(BLOCKS[kind].length).toBeGreaterThan(0);
  const over = new Map([
    ["a", ["a", "county", "city"]],
    ["b", ["b", "city"]],
  ]);
  const concerned = { personIds: ["p"], organisationIds: ["a", "b"], involvedIds: ["a", "b"] };
  const officer = { personId: "o", officerOf: ["city"], recentOrganisationIds: ["city"], standsInFor: [] };
  expect(whyNotClear(officer, concerned, over)).toBeNull();
  expect(whyNotClear({ ...officer, officerOf: ["county"] }, concerned, over)).toBe("not-officer");
  expect(whyNotClear({ ...officer, officerOf: [] }, concerned, over)).toBe("not-officer");
  expect(whyNotClear(officer, { ...concerned, organisationIds: [] }, over)).toBe("not-officer");
  expect(whyNotClear({ ...officer, personId: "p" }, concerned, over)).toBe("involved");
  expect(whyNotClear({ ...officer, standsInFor: ["p"] }, concerned, over)).toBe("involved");
  expect(whyNotClear({ ...officer, recentOrganisationIds: ["city", "b"] }, concerned, over)).toBe("involved");
});
