import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  bothSigned,
  type CountedPair,
  countPairs,
  MENTORSHIP_STATES,
  missingMonths,
  monthsOf,
  monthToRemind,
  openMonths,
} from "#app/modules/mentorships/rules.ts";

const day = (text: string): Date => new Date(`${text}T00:00:00Z`);
const span = (from: string, to: string) => ({ startsOn: day(from), endsOn: day(to) });
const DAY_MS = 86_400_000;
const FIRST = Date.UTC(2024, 0, 1);
const days = fc.tuple(fc.integer({ min: 0, max: 900 }), fc.integer({ min: 1, max: 900 })).map(([from, length]) => ({
  startsOn: new Date(FIRST + from * DAY_MS),
  endsOn: new Date(FIRST + (from + length) * DAY_MS),
}));
const today = fc.integer({ min: 0, max: 2000 }).map((n) => new Date(FIRST + n * DAY_MS).toISOString().slice(0, 10));

describe("The months of an agreement", () => {
  it("are those with at least half a month of it", () => {
    expect(monthsOf(span("2026-01-10", "2026-03-14"))).toEqual(["2026-01", "2026-02"]);
    expect(monthsOf(span("2026-01-17", "2026-03-15"))).toEqual(["2026-01", "2026-02", "2026-03"]);
    expect(monthsOf(span("2026-01-18", "2026-02-28"))).toEqual(["2026-02"]);
    expect(monthsOf(span("2025-12-01", "2026-01-31"))).toEqual(["2025-12", "2026-01"]);
    // Too short for any: its first, so that none goes without.
    expect(monthsOf(span("2026-01-25", "2026-02-10"))).toEqual(["2026-01"]);
  });

  it("are one after the other, never none, and lie within the agreement", () => {
    fc.assert(
      fc.property(days, (of) => {
        const months = monthsOf(of);
        expect(months.length).toBeGreaterThan(0);
        expect([...months].sort()).toEqual(months);
        expect(new Set(months).size).toBe(months.length);
        for (const month of months) {
          expect(month >= of.startsOn.toISOString().slice(0, 7)).toBe(true);
          expect(month <= of.endsOn.toISOString().slice(0, 7)).toBe(true);
        }
        // No hole: each follows the one before.
        for (const [n, month] of months.entries()) {
          if (n === 0) continue;
          const before = months[n - 1] ?? "";
          const follows = new Date(Date.UTC(Number(before.slice(0, 4)), Number(before.slice(5)), 1));
          expect(follows.toISOString().slice(0, 7)).toBe(month);
        }
      }),
    );
  });

  it("lack a note when they are over, the one that runs from its 25th on", () => {
    const of = span("2026-09-01", "2027-08-31");
    expect(missingMonths(of, ["2026-09"], "2026-11-24")).toEqual(["2026-10"]);
    expect(missingMonths(of, ["2026-09"], "2026-11-25")).toEqual(["2026-10", "2026-11"]);
    expect(missingMonths(of, ["2026-09", "2026-10", "2026-11"], "2026-11-30")).toEqual([]);
    expect(missingMonths(of, [], "2026-08-31")).toEqual([]);
    expect(openMonths(of, "2026-10-01")).toEqual(["2026-09", "2026-10"]);
  });

  it("are reminded of once each, the newest only, and not long after", () => {
    const of = span("2026-09-01", "2027-08-31");
    expect(monthToRemind(of, [], "2026-09-24", "")).toBeNull();
    expect(monthToRemind(of, [], "2026-09-25", "")).toBe("2026-09");
    expect(monthToRemind(of, [], "2026-09-26", "2026-09")).toBeNull();
    expect(monthToRemind(of, ["2026-09"], "2026-10-26", "2026-09")).toBe("2026-10");
    // Nobody looked on the 25th: the month after still reminds; a clock that jumped months ahead does not of the past.
    expect(monthToRemind(of, [], "2026-10-02", "")).toBe("2026-09");
    expect(monthToRemind(span("2026-01-01", "2026-02-28"), [], "2026-11-20", "")).toBeNull();
    fc.assert(
      fc.property(days, today, fc.array(fc.nat(40)), (one, date, picked) => {
        const months = monthsOf(one);
        const written = picked.flatMap((n) => months[n] ?? []);
        const month = monthToRemind(one, written, date, "");
        if (month === null) return;
        expect(written).not.toContain(month);
        expect(month <= date.slice(0, 7)).toBe(true);
        // Said once, it is not said again for the same or an earlier month.
        expect(monthToRemind(one, written, date, month)).toBeNull();
      }),
    );
  });
});

it("Both signatures count only under the text as it stands", () => {
  expect(bothSigned({ textVersion: 2, masterSigned: 2, apprenticeSigned: 2 })).toBe(true);
  expect(bothSigned({ textVersion: 2, masterSigned: 1, apprenticeSigned: 2 })).toBe(false);
  expect(bothSigned({ textVersion: 1, masterSigned: 1, apprenticeSigned: null })).toBe(false);
});

describe("The figures of a year", () => {
  const year = 2026;
  const pair = (changes: Partial<CountedPair>): CountedPair => ({
    placeId: "s",
    placeName: "工作室",
    masterId: "m",
    apprenticeId: "a",
    state: "RUNNING",
    startsOn: "2026-03-01",
    endedOn: null,
    ...changes,
  });

  it("count pairs as agreements and people once each", () => {
    const rows = [
      pair({}),
      pair({ apprenticeId: "b" }),
      pair({ placeId: "t", placeName: "另一室", apprenticeId: "a", state: "GRADUATED", endedOn: "2026-10-01" }),
      // Over before the year, and not begun in it: not of this year.
      pair({ apprenticeId: "c", state: "GRADUATED", startsOn: "2024-01-01", endedOn: "2025-12-31" }),
      pair({ apprenticeId: "d", startsOn: "2027-01-01" }),
    ];
    const { places, total } = countPairs(rows, year);
    expect(total).toEqual({ pairs: 3, masters: 1, apprentices: 2, training: 2, graduated: 1 });
    expect(places.map(({ id, pairs, apprentices }) => [id, pairs, apprentices])).toEqual([
      ["s", 2, 2],
      ["t", 1, 1],
    ]);
  });

  it("add up in pairs, never in people beyond what there are", () => {
    const someDay = fc
      .integer({ min: 0, max: 1500 })
      .map((n) => new Date(FIRST + n * DAY_MS).toISOString().slice(0, 10));
    const some = fc.record({
      placeId: fc.constantFrom("s", "t", "u"),
      masterId: fc.constantFrom("m", "n"),
      apprenticeId: fc.constantFrom("a", "b", "c"),
      state: fc.constantFrom(...MENTORSHIP_STATES),
      startsOn: someDay,
      endedOn: fc.option(someDay),
    });
    fc.assert(
      fc.property(fc.array(some, { maxLength: 20 }), (rows) => {
        const { places, total } = countPairs(rows.map(pair), year);
        const sum = (key: "pairs" | "training" | "graduated" | "masters") => places.reduce((n, one) => n + one[key], 0);
        expect(sum("pairs")).toBe(total.pairs);
        expect(sum("training")).toBe(total.training);
        expect(sum("graduated")).toBe(total.graduated);
        expect(total.masters).toBeLessThanOrEqual(Math.min(2, sum("masters")));
        expect(total.apprentices).toBeLessThanOrEqual(Math.min(3, total.pairs));
        expect(total.training + total.graduated).toBeLessThanOrEqual(total.pairs);
      }),
    );
  });
});
