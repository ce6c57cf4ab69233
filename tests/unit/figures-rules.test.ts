import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type WorkCalendar, workingMinutes } from "#app/lib/working-time.ts";
import { figuresOf, type Part, spansOf } from "#app/modules/figures/figures.ts";
import { isHidden, medianDays, mergeSpreads, mostDays, solvedRate, spreadOf } from "#app/modules/figures/measures.ts";
import { readHome } from "#app/modules/figures/queries-home.server.ts";
import { hidesNumbers, rateHidden } from "#app/modules/figures/rules.ts";
import { addMonths, monthsOf, periodQuery, readPeriod } from "#app/modules/figures/periods.ts";
import { workingClock } from "#app/modules/figures/working-clock.ts";

const OFFICE: WorkCalendar = {
  timeZone: "Asia/Shanghai",
  week: [
    [],
    [
      [480, 720],
      [810, 1_050],
    ],
    [
      [480, 720],
      [810, 1_050],
    ],
    [
      [480, 720],
      [810, 1_050],
    ],
    [
      [480, 720],
      [810, 1_050],
    ],
    [[480, 720]],
    [],
  ],
  days: new Map([
    ["2026-10-01", []],
    ["2026-10-10", [[480, 720]]],
  ]),
};

describe("times", () => {
  test("the clock for very many pairs says what working time says", () => {
    const clock = workingClock(OFFICE);
    const moment = fc.integer({ min: Date.UTC(2026, 8, 1) / 60_000, max: Date.UTC(2026, 10, 30) / 60_000 });
    fc.assert(
      fc.property(moment, moment, (a, b) => {
        const [from, to] = [new Date(Math.min(a, b) * 60_000), new Date(Math.max(a, b) * 60_000)];
        expect(clock(from, to)).toBe(Math.round(workingMinutes(OFFICE, from, to)));
      }),
    );
  });

  test("a median of months together is that of all their times, to half a day begun", () => {
    const times = fc.array(fc.integer({ min: 0, max: 20_000 }), { maxLength: 30 });
    fc.assert(
      fc.property(times, times, (one, other) => {
        const all = [...one, ...other].sort((a, b) => a - b);
        const middle = all[Math.floor(all.length / 2)];
        const expected = middle === undefined ? null : Math.max(1, Math.ceil(middle / 240)) / 2;
        expect(medianDays(mergeSpreads([spreadOf(one), spreadOf(other)]))).toBe(expected);
        const most = mostDays(spreadOf(all));
        const within = all.filter((time) => Math.max(1, Math.ceil(time / 240)) / 2 <= (most ?? 0)).length;
        expect(most === null ? all.length : within).toBeGreaterThanOrEqual(all.length * 0.9);
      }),
    );
  });
});

describe("a rate", () => {
  test("is of all that ended; unknown where a part is", () => {
    expect(solvedRate(3, 1)).toBe(75);
    expect(solvedRate(0, 4)).toBe(0);
    expect(solvedRate(0, 0)).toBeNull();
    expect(solvedRate(3, null)).toBeNull();
  });
});

describe("periods", () => {
  test.each([
    ["period=2026", "2026-01", "2026-12"],
    ["period=2026-Q4", "2026-10", "2026-12"],
    ["period=2026-02", "2026-02", "2026-02"],
    ["from=2025-11&to=2026-01", "2025-11", "2026-01"],
    ["from=2026-05&to=2026-04", "2026-01", "2026-12"],
    ["from=1900-01&to=2026-04", "2026-01", "2026-12"],
    ["period=2026-02-03", "2026-01", "2026-12"],
    ["", "2026-01", "2026-12"],
  ])("%s", (query, from, to) => {
    const period = readPeriod(new URLSearchParams(query), "2026-08");
    expect(period).toEqual({ from, to });
    expect(readPeriod(new URLSearchParams(periodQuery(period)), "2030-01")).toEqual(period);
  });

  test("months run on over the year, neighbours make a span", () => {
    expect(addMonths("2025-11", 3)).toBe("2026-02");
    expect(monthsOf({ from: "2025-12", to: "2026-01" })).toEqual(["2025-12", "2026-01"]);
    expect(spansOf(["2025-12", "2026-01", "2026-03"])).toEqual([
      { from: "2025-12", to: "2026-01" },
      { from: "2026-03", to: "2026-03" },
    ]);
  });
});

describe("a figure of a period", () => {
  const part = (fromMonth: string, toMonth: string, count: number): Part => ({
    measure: "posted",
    fromMonth,
    toMonth,
    count,
    sum: BigInt(count),
    spread: [],
  });
  const posted = (from: string, to: string) =>
    figuresOf([part("2026-01", "2026-01", 4), part("2026-03", "2026-04", 5)], { from, to }, "2026-05").find(
      (one) => one.measure === "posted",
    );

  test("is what was published wholly within it, and says what is missing", () => {
    expect(posted("2026-01", "2026-12")).toMatchObject({
      count: 9,
      missing: [
        { from: "2026-02", to: "2026-02" },
        { from: "2026-05", to: "2026-05" },
      ],
    });
    expect(posted("2026-01", "2026-03")).toMatchObject({ count: 4, missing: [{ from: "2026-02", to: "2026-03" }] });
    expect(posted("2026-04", "2026-04")).toMatchObject({ count: null });
  });

  test("that is nothing so far is not called none", () => {
    expect(isHidden(0, true)).toBe(true);
    expect(isHidden(0, false)).toBe(false);
    expect(isHidden(3, true)).toBe(false);
  });
});

describe("what a page says of hidden numbers", () => {
  const figure = (measure: "posted" | "solved" | "unsolved", count: number | null, missing: string[] = []) => ({
    measure,
    count,
    missing: missing.map((month) => ({ from: month, to: month })),
  });

  test("a rate is one of them where a part of it is not whole, also when both parts are numbers", () => {
    const whole = [figure("posted", 4), figure("solved", 3), figure("unsolved", 0)];
    expect([rateHidden(whole), hidesNumbers(whole)]).toEqual([false, false]);
    const partly = [figure("posted", 4), figure("solved", 3), figure("unsolved", 2, ["2026-03"])];
    expect([rateHidden(partly), hidesNumbers(partly)]).toEqual([true, true]);
    const hidden = [figure("posted", null, ["2026-03"]), figure("solved", 3), figure("unsolved", 0)];
    expect([rateHidden(hidden), hidesNumbers(hidden)]).toEqual([false, true]);
  });
});

describe("a union's home", () => {
  const row = (measure: string, month: string, count: number) => ({
    measure,
    fromMonth: month,
    toMonth: month,
    count,
    sum: "0",
    closed: "2026-03",
  });

  test("says nothing of a year of which only empty months were published, and what a number is without", () => {
    const home = readHome(
      [
        row("certified", "2026-01", 0),
        row("posted", "2026-01", 4),
        ...["2026-01", "2026-02", "2026-03"].map((month) => row("solved", month, 0)),
      ],
      "union",
      "2026",
    );
    const of = (measure: string) => home?.figures.find((one) => one.measure === measure);
    expect(of("certified")).toMatchObject({ count: null, fen: null, missing: [] });
    expect(of("posted")).toMatchObject({ count: 4, missing: [{ from: "2026-02", to: "2026-03" }] });
    expect(of("solved")).toMatchObject({ count: 0, missing: [] });
    expect(of("unsolved")).toMatchObject({ count: null });
  });
});
