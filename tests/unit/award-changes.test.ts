import { expect, it } from "vitest";
import {
  type Change,
  countChanged,
  movedBy,
  movedFacts,
  OUT,
  KEEP,
  waitsForWord,
} from "#app/modules/awards/changes/rules.ts";

const change = (keys: string[]): Change => ({
  what: "RECORD",
  kind: "activity",
  id: "1",
  state: "",
  name: "",
  now: "",
  keys,
  bars: false,
});
const today = (values: Record<string, string>) =>
  Object.fromEntries(Object.entries(values).map(([key, value]) => [key, { value, evidence: [] }]));

it("says of facts what they come to now: those of the records that are gone, and those counted from them by year", () => {
  const kept = new Map([
    ["papers", "1"],
    ["graduates", "2"],
    ["exchanges", "6"],
    ["exchangesInWorstYear", "3"],
  ]);
  const moved = movedFacts(kept, today({ papers: "2", exchanges: "5", exchangesInWorstYear: "2", graduates: "2" }));
  expect(moved.map((one) => one.key)).toEqual(["exchanges", "exchangesInWorstYear", "papers"]);
  // A paper that came since is no change of what the award rests on.
  expect(movedBy([change(["exchanges"])], moved)).toEqual([
    { key: "exchanges", was: "6", now: "5" },
    { key: "exchangesInWorstYear", was: "3", now: "2" },
  ]);
  expect(movedBy([change(["graduates"])], moved)).toEqual([]);
  expect(movedFacts(kept, {})).toHaveLength(4);
});

it("asks again where what was to be taken out is proposed after all, and where another grade is", () => {
  const said = (outcome: string, { mark = "a", grade = "二等奖" as string | null } = {}) => ({
    mark,
    outcome,
    grade,
    reason: "r",
    by: "p",
    at: new Date(0),
  });
  const one = (settled: ReturnType<typeof said> | null) => ({
    changes: [change(["exchanges"])],
    facts: [],
    mark: "a",
    settled,
    grade: "二等奖",
    flags: 0,
  });
  for (const [waits, word] of [
    [true, null],
    [false, said(KEEP)],
    [false, said("二等奖")],
    // A word of before, which does not tell its grade.
    [false, said(KEEP, { grade: null })],
    [true, said(KEEP, { mark: "b" })],
    [true, said(KEEP, { grade: "一等奖" })],
    [true, said("一等奖", { grade: "一等奖" })],
    [true, said(OUT, { grade: "" })],
  ] as const)
    expect(waitsForWord(one(word)), JSON.stringify(word)).toBe(waits);
  expect(countChanged([one(said(OUT)), one(said(KEEP))])).toEqual({ changed: 2, waiting: 1, barred: 0 });
});
