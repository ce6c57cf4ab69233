import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addWorkingMinutes, ROUND_THE_CLOCK, type WorkCalendar, workingMinutes } from "#app/lib/working-time.ts";
import { calendarOf } from "#app/modules/alliances/work-calendar.server.ts";
import {
  type Alarm,
  alarmsOf,
  calendarOfLimit,
  endOfLimit,
  nextAlarm,
  type Running,
} from "#app/modules/problems/alarms.ts";
import { ACTIVE } from "#app/modules/problems/lifecycle.ts";
import {
  type AllianceLimits,
  DEFAULT_LIMITS,
  ESCALATIONS,
  LIMITED_STATES,
  type Limited,
  limitsAsTyped,
  limitsOf,
  limitsSchema,
} from "#app/modules/problems/limits.ts";

const OFFICE = calendarOf({ timeZone: "Asia/Shanghai", week: null, publicHolidays: null, days: null });
const BERLIN = calendarOf({ timeZone: "Europe/Berlin", week: null, publicHolidays: false, days: null });
const NIGHT: WorkCalendar = { timeZone: "Europe/Berlin", week: Array(7).fill([[0, 360]]), days: new Map() };
const MONDAY = new Date("2026-11-02T01:00:00Z");

const limited = fc.constantFrom<Limited>(...ACTIVE, "ASKED_AGAIN", "WAITING");
const calendar = fc.constantFrom(OFFICE, BERLIN, NIGHT, ROUND_THE_CLOCK);
const step = (max: number) =>
  fc.record({ days: fc.integer({ min: 1, max }), urgentHours: fc.integer({ min: 1, max: 24 }) });
const limits: fc.Arbitrary<AllianceLimits> = fc.record({
  states: fc.record(Object.fromEntries(LIMITED_STATES.map((state) => [state, step(20)]))) as fc.Arbitrary<
    AllianceLimits["states"]
  >,
  remindPercent: fc.integer({ min: 10, max: 95 }),
  escalations: fc.record(Object.fromEntries(ESCALATIONS.map((one) => [one, step(5)]))) as fc.Arbitrary<
    AllianceLimits["escalations"]
  >,
  graceDays: fc.integer({ min: 1, max: 10 }),
  questionDays: fc.integer({ min: 1, max: 10 }),
  waiting: step(10),
});
/** Across both of Berlin's jumps of the clock. */
const moment = fc.date({
  min: new Date("2026-03-20T00:00:00Z"),
  max: new Date("2026-11-10T00:00:00Z"),
  noInvalidDate: true,
});

const begun = (which: Limited, at: Date, works: WorkCalendar, ruling: AllianceLimits): Running => {
  const dueAt = endOfLimit(which, at, works, ruling) ?? addWorkingMinutes(works, at, 600);
  return { limited: which, dueAt, limitMinutes: workingMinutes(works, at, dueAt), said: [], saidAt: null };
};

/** What a sweep does with one limit: it says what is due, as often as there is something. */
function sweep(running: Running, now: Date, works: WorkCalendar, ruling: AllianceLimits): Alarm[] {
  const said: Alarm[] = [];
  for (;;) {
    const next = nextAlarm(running, now, works, ruling);
    if (!next || next.at >= now) return said;
    running.said = [...running.said, next.alarm];
    running.saidAt = now;
    said.push(next.alarm);
  }
}

describe("alarms of a limit", () => {
  it("are said once each and in order, under any jumps of the clock and any number of sweeps", () => {
    fc.assert(
      fc.property(
        limited,
        calendar,
        limits,
        moment,
        fc.array(fc.integer({ min: -90 * 24, max: 120 * 24 }), { maxLength: 40 }),
        (which, works, ruling, from, jumps) => {
          const running = begun(which, from, works, ruling);
          const said = jumps.flatMap((hours) =>
            sweep(running, new Date(from.getTime() + hours * 3_600_000), works, ruling),
          );
          const order = alarmsOf(which);
          expect(new Set(said).size).toBe(said.length);
          expect(said.map((one) => order.indexOf(one))).toEqual(
            said.map((one) => order.indexOf(one)).sort((a, b) => a - b),
          );
        },
      ),
      { numRuns: 400 },
    );
  });

  it("all come while time passes; none before its time, no reminder after the end, no step before the one before it", () => {
    fc.assert(
      fc.property(limited, calendar, limits, moment, (which, works, ruling, from) => {
        const running = begun(which, from, works, ruling);
        const said: { alarm: Alarm; at: Date }[] = [];
        for (let day = 0; day < 200; day += 1) {
          const now = new Date(from.getTime() + day * 43_200_000);
          for (const alarm of sweep(running, now, works, ruling)) said.push({ alarm, at: now });
        }
        const order = alarmsOf(which);
        const missing = order.filter((one) => !said.some(({ alarm }) => alarm === one));
        expect(missing.filter((one) => one !== "SOON")).toEqual([]);
        for (const { alarm, at } of said) {
          if (alarm === "SOON") expect(at.getTime()).toBeLessThanOrEqual(running.dueAt.getTime());
          else expect(at.getTime()).toBeGreaterThan(running.dueAt.getTime());
        }
      }),
      { numRuns: 60 },
    );
  });

  it("a pause moves the reminder by what stood still, and says nothing a second time", () => {
    fc.assert(
      fc.property(moment, fc.integer({ min: 1, max: 400 }), fc.integer({ min: 1, max: 60 }), (from, worked, days) => {
        const running = begun("TRIAGE", from, OFFICE, DEFAULT_LIMITS);
        const stop = addWorkingMinutes(OFFICE, from, worked);
        const left = workingMinutes(OFFICE, stop, running.dueAt);
        const resume = new Date(stop.getTime() + days * 86_400_000);
        const moved = { ...running, dueAt: addWorkingMinutes(OFFICE, resume, left) };
        const next = nextAlarm(moved, resume, OFFICE, DEFAULT_LIMITS);
        expect(next?.alarm).toBe("SOON");
        // The reminder still comes with a quarter of the limit left.
        expect(workingMinutes(OFFICE, next?.at ?? from, moved.dueAt)).toBeCloseTo(running.limitMinutes / 4, 3);
        expect(nextAlarm({ ...moved, said: ["SOON"], saidAt: stop }, resume, OFFICE, DEFAULT_LIMITS)?.alarm).toBe(
          "DUE",
        );
      }),
      { numRuns: 100 },
    );
  });

  it("the reminder comes at its share of the limit, or as soon after as somebody looks", () => {
    for (const hour of [37, 40, 46]) {
      const running = begun("TRIAGE", MONDAY, OFFICE, DEFAULT_LIMITS);
      expect(sweep(running, new Date(MONDAY.getTime() + 29 * 3_600_000), OFFICE, DEFAULT_LIMITS)).toEqual([]);
      expect(sweep(running, new Date(MONDAY.getTime() + hour * 3_600_000), OFFICE, DEFAULT_LIMITS)).toEqual(["SOON"]);
    }
  });

  it("a worker that was away for weeks calls one office at a time, not all of them at once", () => {
    const running = begun("CLAIMED", MONDAY, OFFICE, DEFAULT_LIMITS);
    const later = new Date("2026-12-28T01:00:00Z");
    expect(sweep(running, later, OFFICE, DEFAULT_LIMITS)).toEqual(["DUE"]);
    expect(sweep(running, new Date("2026-12-29T01:00:01Z"), OFFICE, DEFAULT_LIMITS)).toEqual(["SECRETARIAT"]);
    expect(sweep(running, new Date("2026-12-30T01:00:00Z"), OFFICE, DEFAULT_LIMITS)).toEqual([]);
  });

  it("nothing of an enterprise's review is said outside it", () => {
    expect(alarmsOf("ENTERPRISE_REVIEW")).toEqual(["SOON", "DUE", "ENTERPRISE"]);
  });

  it("urgent ones count hours, and the review's hour is nobody's to change", () => {
    const urgent = calendarOfLimit("ENTERPRISE_REVIEW", "LINE_DOWN", OFFICE, DEFAULT_LIMITS);
    const saturday = new Date("2026-11-07T20:00:00Z");
    expect(endOfLimit("ENTERPRISE_REVIEW", saturday, urgent, DEFAULT_LIMITS)).toEqual(new Date("2026-11-07T21:00:00Z"));
    const typed = { ...limitsAsTyped(DEFAULT_LIMITS), version: "0", ENTERPRISE_REVIEW_hours: "48" };
    expect(limitsSchema.parse(typed).limits.states.ENTERPRISE_REVIEW.urgentHours).toBe(1);
  });
});

describe("an alliance's limits", () => {
  it("come back from their form as they were, and from storage with defaults for what is not there", () => {
    expect(limitsSchema.parse({ ...limitsAsTyped(DEFAULT_LIMITS), version: "3" })).toEqual({
      version: 3,
      limits: DEFAULT_LIMITS,
    });
    expect(limitsOf(null)).toEqual(DEFAULT_LIMITS);
    expect(limitsOf({ states: { TRIAGE: { days: 9 } } })).toMatchObject({
      states: { TRIAGE: { days: 9 }, CLAIMED: DEFAULT_LIMITS.states.CLAIMED },
      graceDays: 3,
    });
  });

  it.each([
    ["TRIAGE_days", "0"],
    ["TRIAGE_days", "2.5"],
    ["TRIAGE_days", "无"],
    ["PUBLISHED_hours", "-1"],
    ["LEAD_UNIT_hours", ""],
    ["remindPercent", "100"],
    ["questionDays", "99999999999999999999"],
  ])("refuse %s = %j beside the box", (field, value) => {
    const result = limitsSchema.safeParse({ ...limitsAsTyped(DEFAULT_LIMITS), version: "0", [field]: value });
    expect([...new Set(result.error?.issues.map((issue) => issue.path.join(".")))]).toEqual([field]);
  });
});
