import { expect, test } from "vitest";
import type { Told } from "#app/modules/events/audit-checks.ts";
import { toldWhole, type Trail, trailWrongs } from "#app/modules/awards/audit/application-trail.ts";

const day = (n: number) => new Date(Date.UTC(2026, 0, n));
const told = (n: number, type: string, payload: Record<string, unknown> = {}, reason = ""): Told => ({
  type,
  actorId: "craftsman",
  actorName: "工匠",
  at: day(n),
  reason,
  payload,
});
const row: Trail = {
  state: "WITHDRAWN",
  roundId: "round",
  achievementId: "achievement",
  studioId: null,
  personId: null,
  enterpriseId: "tools",
  textVersion: 2,
  reason: "不报了",
  submittedAt: day(1),
  submittedById: "craftsman",
  admittedAt: null,
  admittedById: null,
  decidedAt: null,
  revokedAt: null,
  revokedById: null,
  steps: [],
  confirmations: [],
};
const hashes = { statement: "now", opinion: (text: string) => text };
const begun = told(0, "application.drafted", {
  roundId: "round",
  achievementId: "achievement",
  enterpriseId: "tools",
});
const handedIn = told(1, "application.submitted", { textVersion: 1, statement: "then", way: [] });
const returned = told(2, "application.returned", { step: null }, "写清楚");
const withdrawn = told(4, "application.withdrawn", {}, "不报了");

test("what was returned is the applicants' to change, also where they take it back then; what was not, is as handed in", () => {
  expect(trailWrongs(row, [begun, handedIn, returned, withdrawn], hashes)).toEqual([]);
  expect(trailWrongs(row, [begun, handedIn, withdrawn], hashes)).toEqual([{ kind: "row-differs", part: "statement" }]);
  const again = told(3, "application.submitted", { textVersion: 2, statement: "now", way: [] });
  const handedInAgain = { ...row, submittedAt: day(3) };
  expect(trailWrongs(handedInAgain, [begun, handedIn, returned, again, withdrawn], hashes)).toEqual([]);
  expect(
    trailWrongs({ ...handedInAgain, textVersion: 3 }, [begun, handedIn, returned, again, withdrawn], hashes),
  ).toEqual([{ kind: "row-differs", part: "statement" }]);
});

test("what nobody began is a finding, also as a draft; begun for somebody else, too", () => {
  const draft = { ...row, state: "DRAFT", textVersion: 0, reason: "", submittedAt: null, submittedById: null };
  expect(trailWrongs(draft, [begun], hashes)).toEqual([]);
  expect(trailWrongs(draft, [], hashes)).toEqual([{ kind: "row-without-event", part: "subject" }]);
  expect(trailWrongs({ ...draft, enterpriseId: "other" }, [begun], hashes)).toEqual([
    { kind: "row-differs", part: "subject" },
  ]);
});

test("handed in before the chain told the way, it is compared in part; returned since, there is nothing to compare", () => {
  const old = told(1, "application.submitted", { textVersion: 1 });
  expect(toldWhole(row, [old, withdrawn])).toBe(false);
  expect(toldWhole(row, [old, returned, withdrawn])).toBe(true);
  expect(toldWhole(row, [handedIn, withdrawn])).toBe(true);
});
