import { describe, expect, test } from "vitest";
import { endOfDay, startOfDay } from "#app/lib/calendar.ts";
import { dateOf, dayOf, daysFrom, earlierThisYear, yearOf } from "#app/modules/demo/demo-days.ts";
import { autumnSteps, daysOfRound, noticeSteps, type RoundSteps } from "#app/modules/demo/round-days.ts";

const HOUR = 3_600_000;
const ZONE = "Asia/Shanghai";
/** Every hour of the weeks around two years' ends and a 29 February; in between, noon and both sides of midnight there. */
const MOMENTS = [
  ...["2026-12-28", "2028-02-25", "2028-12-28"].flatMap((from) =>
    Array.from({ length: 7 * 24 }, (_, n) => Date.parse(from) + (n + 0.5) * HOUR),
  ),
  ...Array.from({ length: 73 }, (_, n) => Date.UTC(2027, 0, 1 + 5 * n)).flatMap((day) => [
    day + 4 * HOUR,
    day + 16 * HOUR - 1,
    day + 16 * HOUR,
  ]),
].map((at) => new Date(at));

/** The steps of a round that its own days would refuse. */
function refused(at: RoundSteps): string[] {
  const days = daysOfRound(at);
  const over = (on: string) => endOfDay(new Date(on), ZONE).getTime();
  const wrong: [string, boolean][] = [
    ["opens later", startOfDay(new Date(days.opensOn), ZONE) > at.opened],
    ["applied before", at.applied < startOfDay(new Date(days.opensOn), ZONE)],
    ["applied after", at.applied.getTime() >= over(days.closesOn)],
    ["closed early", at.closed.getTime() < over(days.closesOn)],
    ["recommended late", at.recommended.getTime() >= over(days.recommendOn)],
    ["admitted late", at.admitted.getTime() >= over(days.reviewOn)],
    ["panel late", at.panelClosed.getTime() >= over(days.panelOn)],
    ["facts of later", new Date(days.factsUntil) > dateOf(at.defined)],
  ];
  const { opensOn, closesOn, recommendOn, reviewOn, panelOn } = days;
  const order = [opensOn, closesOn, recommendOn, reviewOn, panelOn];
  return [
    ...wrong.flatMap(([what, is]) => (is ? [what] : [])),
    ...(order.join() === [...order].sort().join() ? [] : ["out of order"]),
  ];
}

describe("whatever the hour the demo is created", () => {
  test("every step of its rounds comes in time for the days they were defined with", () => {
    const wrong = MOMENTS.flatMap((now) => refused(noticeSteps(now)).map((what) => `${now.toISOString()} ${what}`));
    expect(wrong).toEqual([]);
    for (const year of [2025, 2026, 2027, 2028]) expect(refused(autumnSteps(year))).toEqual([]);
  });

  test("last year's round is over, and what is of this year is of the year there", () => {
    const wrong = MOMENTS.filter((now) => {
      const year = yearOf(now);
      const then = [75, 200].map((days) => earlierThisYear(now, days));
      return autumnSteps(year - 1).revoked >= now || then.some((one) => yearOf(one) !== year || one > now);
    });
    expect(wrong).toEqual([]);
  });

  test("a day is the one of Shanghai", () => {
    const evening = new Date("2026-12-31T17:00:00Z");
    expect([dayOf(evening), yearOf(evening)]).toEqual(["2027-01-01", 2027]);
    expect(earlierThisYear(evening, 75)).toEqual(evening);
    expect(dayOf(new Date("2028-02-28T16:00:00Z"))).toBe("2028-02-29");
    expect(dateOf(new Date("2028-02-28T16:00:00Z"))).toEqual(new Date("2028-02-29"));
    expect(earlierThisYear(new Date("2026-11-20T03:00:00Z"), 75)).toEqual(
      daysFrom(new Date("2026-11-20T03:00:00Z"), -75),
    );
  });
});
