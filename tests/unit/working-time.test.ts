import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  addWorkingDays,
  addWorkingMinutes,
  dayKey,
  minutesPerDay,
  type Shift,
  type WorkCalendar,
  workingMinutes,
} from "#app/lib/working-time.ts";
import { readShifts, shiftsText, workCalendarSchema } from "#app/modules/alliances/work-calendar.ts";

const OFFICE: Shift[] = [
  [9 * 60, 12 * 60],
  [13 * 60, 18 * 60],
];
const ZONES = ["Asia/Shanghai", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe"];
const office = (timeZone: string, days: [string, Shift[]][] = []): WorkCalendar => ({
  timeZone,
  week: [[], OFFICE, OFFICE, OFFICE, OFFICE, OFFICE, []],
  days: new Map(days),
});
const china = office("Asia/Shanghai", [
  ["2026-10-01", []],
  ["2026-10-02", []],
  ["2026-10-10", OFFICE],
]);
const at = (text: string): Date => new Date(`${text}:00+08:00`);

describe("working time by example", () => {
  test.each([
    ["within a day", "2026-11-16T10:00", 90, "2026-11-16T11:30"],
    ["over noon", "2026-11-16T11:00", 90, "2026-11-16T13:30"],
    ["over a weekend", "2026-11-20T17:00", 120, "2026-11-23T10:00"],
    ["from a Sunday", "2026-11-22T15:00", 60, "2026-11-23T10:00"],
    ["to the end of a shift, not to the next one's beginning", "2026-11-16T11:00", 60, "2026-11-16T12:00"],
    ["over a holiday", "2026-09-30T17:00", 120, "2026-10-05T10:00"],
    ["on a Saturday worked in its place", "2026-10-09T17:00", 120, "2026-10-10T10:00"],
  ])("%s", (_what, from, minutes, to) => {
    expect(addWorkingMinutes(china, at(from), minutes)).toEqual(at(to));
    expect(workingMinutes(china, at(from), at(to))).toBe(minutes);
  });

  test("days of work end at the time of day they began", () => {
    expect(minutesPerDay(china)).toBe(480);
    expect(addWorkingDays(china, at("2026-11-20T14:00"), 2)).toEqual(at("2026-11-24T14:00"));
    expect(addWorkingDays(china, at("2026-09-30T14:00"), 1)).toEqual(at("2026-10-05T14:00"));
  });

  test("three shifts never rest; a night shift goes on past midnight", () => {
    const always: WorkCalendar = { timeZone: "Asia/Shanghai", week: Array(7).fill([[0, 1_440]]), days: new Map() };
    expect(addWorkingDays(always, at("2026-11-20T14:00"), 2)).toEqual(at("2026-11-22T14:00"));
    const night: WorkCalendar = {
      timeZone: "Asia/Shanghai",
      week: Array(7).fill([
        [0, 360],
        [1_320, 1_440],
      ]),
      days: new Map(),
    };
    expect(addWorkingMinutes(night, at("2026-11-20T23:00"), 120)).toEqual(at("2026-11-21T01:00"));
  });

  test("the hour lost or won when clocks change is neither worked nor owed", () => {
    const night: WorkCalendar = { timeZone: "Europe/Berlin", week: Array(7).fill([[0, 360]]), days: new Map() };
    const hours = (day: string) =>
      workingMinutes(night, new Date(`${day}T00:00:00+01:00`), new Date(`${day}T12:00:00+01:00`)) / 60;
    expect(hours("2026-03-29")).toBe(5);
    expect(hours("2026-01-15")).toBe(6);
    expect(
      workingMinutes(night, new Date("2026-10-25T00:00:00+02:00"), new Date("2026-10-25T12:00:00+01:00")) / 60,
    ).toBe(7);
  });

  test("a calendar without work comes to an end", () => {
    const none: WorkCalendar = { timeZone: "Asia/Shanghai", week: Array(7).fill([]), days: new Map() };
    expect(addWorkingMinutes(none, at("2026-01-01T00:00"), 10).getFullYear()).toBe(2027);
  });
});

const shifts = fc
  .uniqueArray(fc.integer({ min: 0, max: 96 }), { maxLength: 6 })
  .map((quarters) => quarters.sort((a, b) => a - b).map((quarter) => quarter * 15))
  .map((marks): Shift[] =>
    Array.from({ length: Math.floor(marks.length / 2) }, (_, n): Shift => [marks[2 * n] ?? 0, marks[2 * n + 1] ?? 0]),
  );
const moment = fc.date({
  min: new Date("2026-01-01T00:00:00Z"),
  max: new Date("2026-12-31T00:00:00Z"),
  noInvalidDate: true,
});
const calendar = fc
  .record({
    timeZone: fc.constantFrom(...ZONES),
    week: fc.array(shifts, { minLength: 7, maxLength: 7 }),
    days: fc.array(fc.tuple(moment.map(dayKey), shifts), { maxLength: 20 }).map((days) => new Map(days)),
  })
  .filter(({ week }) => week.flat().length > 0);
const minutes = fc.integer({ min: 0, max: 20_000 });
const RUNS = { numRuns: 200 };

describe("working time in any calendar", () => {
  test("so much work is done by then, and not a moment earlier", () =>
    fc.assert(
      fc.property(calendar, moment, minutes, (c, from, work) => {
        const due = addWorkingMinutes(c, from, work);
        expect(workingMinutes(c, from, due)).toBeCloseTo(work, 6);
        if (work > 0) expect(workingMinutes(c, from, new Date(due.getTime() - 60_000))).toBeLessThan(work);
      }),
      RUNS,
    ));

  test("work in two parts ends when the whole would have", () =>
    fc.assert(
      fc.property(calendar, moment, minutes, minutes, (c, from, one, two) => {
        const inParts = addWorkingMinutes(c, addWorkingMinutes(c, from, one), two);
        expect(inParts).toEqual(addWorkingMinutes(c, from, one + two));
      }),
      RUNS,
    ));

  test("time between moments adds up, is never negative forwards, and turns with direction", () =>
    fc.assert(
      fc.property(calendar, moment, minutes, minutes, (c, x, one, two) => {
        const y = new Date(x.getTime() + one * 60_000);
        const z = new Date(y.getTime() + two * 60_000);
        expect(workingMinutes(c, x, y)).toBeGreaterThanOrEqual(0);
        expect(workingMinutes(c, x, y) + workingMinutes(c, y, z)).toBeCloseTo(workingMinutes(c, x, z), 6);
        expect(workingMinutes(c, z, x)).toBeCloseTo(-workingMinutes(c, x, z), 6);
      }),
      RUNS,
    ));

  test("a stop in between moves the end by exactly the work that stood still", () =>
    fc.assert(
      fc.property(calendar, moment, minutes, fc.nat(10_000), fc.nat(10_000), (c, from, work, before, pause) => {
        const due = addWorkingMinutes(c, from, work);
        const stopped = new Date(from.getTime() + before * 60_000);
        fc.pre(stopped < due);
        const left = workingMinutes(c, stopped, due);
        const again = new Date(stopped.getTime() + pause * 60_000);
        const later = addWorkingMinutes(c, again, left);
        expect(workingMinutes(c, due, later)).toBeCloseTo(workingMinutes(c, stopped, again), 6);
      }),
      RUNS,
    ));
});

describe("shifts as typed", () => {
  test.each([
    ["08:00-12:00, 13:30-17:30", "08:00-12:00, 13:30-17:30"],
    ["13：30～17：30；8:00—12:00", "08:00-12:00, 13:30-17:30"],
    ["0:00至24:00", "00:00-24:00"],
    ["", ""],
  ])("%s is understood", (typed, shown) => {
    expect(shiftsText(readShifts(typed) ?? [[0, 1]])).toBe(shown);
  });

  test.each([
    "8-12",
    "12:00-8:00",
    "22:00-06:00",
    "08:00-12:00 11:00-13:00",
    "24:30-24:59",
    "25:00-26:00",
    "a",
    "8:00",
  ])("%s is not", (typed) => {
    expect(readShifts(typed)).toBeNull();
  });
});

describe("a calendar as its form sends it", () => {
  const form = { version: "0", monday: "8:00-16:00" };
  const wrong = (change: Record<string, string>) =>
    workCalendarSchema.safeParse({ ...form, ...change }).error?.issues.map(({ path, message }) => [path[0], message]);

  test("reads days however they are written", () => {
    const read = workCalendarSchema.parse({
      ...form,
      daysOff: "2026-10-08\n2026/1/2、2026年10月8日",
      publicHolidays: "on",
    });
    expect(read).toMatchObject({ daysOff: ["2026-01-02", "2026-10-08"], publicHolidays: true, tuesday: [] });
  });

  test("says what is wrong beside the field", () => {
    expect(wrong({ daysOff: "2026-02-30" })).toEqual([["daysOff", "bad_date"]]);
    expect(wrong({ daysWorked: "长".repeat(5_000) })).toEqual([["daysWorked", expect.stringContaining("big")]]);
    expect(wrong({ friday: "morning" })).toEqual([["friday", "bad_shifts"]]);
    expect(wrong({ monday: "" })).toEqual([["monday", "no_work_at_all"]]);
    expect(wrong({ daysOff: "2026-10-08", daysWorked: "2026-10-08" })).toEqual([["daysWorked", "day_twice"]]);
  });
});
