import { expect, test } from "vitest";
import { wordsAreTold, type Word } from "#app/modules/achievements/shares/verify-confirmations.ts";
import type { Told } from "#app/modules/events/audit-checks.ts";

const day = (n: number) => new Date(Date.UTC(2026, 0, n));
const told = (n: number, type: string, actorId: string, version?: number, reason = ""): Told => ({
  type: `achievement.${type}`,
  actorId,
  actorName: "",
  at: day(n),
  reason,
  payload: version === undefined ? {} : { contributorsVersion: version },
});
const silent = (personId: string): Word => ({
  personId,
  confirmedOf: null,
  confirmedAt: null,
  objectedOf: null,
  objection: "",
});
const confirmed = (personId: string, of: number, n: number): Word => ({
  ...silent(personId),
  confirmedOf: of,
  confirmedAt: day(n),
});
const holds = (version: number, rows: Word[], events: Told[]) => wordsAreTold("achievement", version, rows, events);

const shared = told(1, "shared", "a", 2);
const said = [told(2, "share-confirmed", "a", 2), told(3, "share-confirmed", "b", 2)];
const objected = told(4, "share-objected", "b", 2, "顺序不对");

test("as everybody said last: a word of the lines of today, of the version of today", () => {
  expect(holds(1, [silent("a")], [])).toBe(true);
  expect(holds(2, [confirmed("a", 2, 2), confirmed("b", 2, 3)], [shared, ...said])).toBe(true);
  const against = { ...silent("b"), objectedOf: 2, objection: "顺序不对" };
  expect(holds(2, [confirmed("a", 2, 2), against], [shared, ...said, objected])).toBe(true);
  // Shared anew, nobody has said anything yet; taken over, what was said stays, of the version before.
  expect(holds(3, [silent("a"), silent("b")], [shared, ...said, told(5, "shared", "a", 3)])).toBe(true);
  expect(
    holds(3, [confirmed("a", 2, 2)], [shared, told(2, "share-confirmed", "a", 2), told(5, "taken-over", "a")]),
  ).toBe(true);
});

test("otherwise it is not: a word put back, taken away or nobody gave, another version, other words", () => {
  const both = [confirmed("a", 2, 2), confirmed("b", 2, 3)];
  expect(holds(2, both, [shared, ...said, objected])).toBe(false);
  expect(holds(2, [confirmed("a", 2, 2), silent("b")], [shared, ...said])).toBe(false);
  expect(holds(2, both, [shared, ...said.slice(1)])).toBe(false);
  expect(holds(3, both, [shared, ...said])).toBe(false);
  expect(holds(2, [confirmed("a", 2, 2), confirmed("b", 2, 4)], [shared, ...said])).toBe(false);
  expect(holds(2, both.slice(1), [shared, ...said])).toBe(false);
  const softer = { ...silent("b"), objectedOf: 2, objection: "" };
  expect(holds(2, [confirmed("a", 2, 2), softer], [shared, ...said, objected])).toBe(false);
});
