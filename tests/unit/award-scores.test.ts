import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bandedFacts, exactFacts } from "#app/modules/awards/facts/banded-facts.ts";
import { canonicalJson } from "#app/modules/events/chain.ts";
import { noticeEnd } from "#app/modules/awards/notice/notice-end.ts";
import { gradesByRank, overfull } from "#app/modules/awards/notice/proposal.ts";
import { callsOf } from "#app/modules/awards/panel/calls.ts";
import { conflictBetween, type JudgeFacts, type MatterFacts } from "#app/modules/awards/panel/conflicts.ts";
import { judgesFor, leaderOf, panelLacks, type Seat, toldApart } from "#app/modules/awards/panel/seats.ts";
import { meanOf, ranked, type ScoreInput, type ScoreRules, scoreOf } from "#app/modules/awards/scores/compute.ts";
import { hundredthsOf, pointsText } from "#app/modules/awards/scores/points-text.ts";
import { askedOf, sheetWrongs } from "#app/modules/awards/scores/sheet.ts";
import { SMALL_RUBRIC } from "#tests/support/award-rubric.ts";

const fact = (value: number) => ({
  value: String(value),
  evidence: [{ kind: "benefit", id: "b", on: "2026-01-01", value: String(value) }],
});
const sheetOf = (position: number, advanced: number, scope: number) => ({
  seatId: `seat-${position}`,
  position,
  marks: { advanced: { points: advanced, remark: "" }, scope: { points: scope, remark: "" } },
});
const rules: ScoreRules = { rubric: SMALL_RUBRIC, minJudges: 2, trimExtremes: false };
const sheets = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 1000 }), fc.integer({ min: 1500, max: 3000 })), {
    minLength: 2,
    maxLength: 7,
  })
  .map((all) => all.map(([advanced, scope], at) => sheetOf(at + 1, advanced, scope)));
const inputs = fc
  .array(fc.tuple(sheets, fc.integer({ min: 0, max: 3_000_000 })), { minLength: 2, maxLength: 6 })
  .map((all) =>
    all.map(
      ([given, yuan], at): ScoreInput => ({
        applicationId: `application-${at}`,
        facts: { certifiedYuan: fact(yuan), independentAdopters: fact(2) },
        sheets: given,
      }),
    ),
  );
const compute = (all: readonly ScoreInput[], by: ScoreRules = rules) => all.map((one) => scoreOf(by, one));

describe("scores", () => {
  it("are whole hundredths within the rubric, the same whatever the order of the sheets", () => {
    fc.assert(
      fc.property(inputs, (all) => {
        for (const [at, score] of compute(all).entries()) {
          expect(score?.total).toBe(score?.criteria.reduce((sum, one) => sum + one.points, 0));
          for (const one of score?.criteria ?? []) {
            expect(Number.isInteger(one.points)).toBe(true);
            expect(one.points).toBeGreaterThanOrEqual(0);
            expect(one.points).toBeLessThanOrEqual(one.max);
          }
          const turned = all.map((one) => ({ ...one, sheets: [...one.sheets].reverse() }));
          expect(canonicalJson(compute(turned)[at])).toBe(canonicalJson(score));
        }
      }),
    );
  });

  it("move where an input of theirs changes, and nowhere else", () => {
    fc.assert(
      fc.property(inputs, fc.nat(), fc.nat(), fc.constantFrom("advanced", "scope", "yuan"), (all, n, m, what) => {
        const at = n % all.length;
        const before = compute(all);
        const changed = all.map((one, here): ScoreInput => {
          if (here !== at) return one;
          if (what === "yuan") {
            const yuan = Number(one.facts.certifiedYuan?.value);
            return { ...one, facts: { ...one.facts, certifiedYuan: fact(yuan < 500_000 ? 700_000 : 0) } };
          }
          const sheet = m % one.sheets.length;
          const { least, most } = what === "advanced" ? { least: 0, most: 1000 } : { least: 1500, most: 3000 };
          return {
            ...one,
            sheets: one.sheets.map((given, k) => {
              if (k !== sheet) return given;
              const points = given.marks[what]?.points ?? 0;
              const moved = points > (least + most) / 2 ? least : most;
              return { ...given, marks: { ...given.marks, [what]: { points: moved, remark: "" } } };
            }),
          };
        });
        const after = compute(changed);
        const key = what === "yuan" ? "economic" : what;
        for (const [here, score] of after.entries()) {
          if (here !== at) expect(canonicalJson(score)).toBe(canonicalJson(before[here]));
          else
            for (const one of score?.criteria ?? []) {
              const was = before[here]?.criteria.find((other) => other.key === one.key);
              if (one.key === key) expect(canonicalJson(one)).not.toBe(canonicalJson(was));
              else expect(canonicalJson(one)).toBe(canonicalJson(was));
            }
        }
      }),
    );
  });

  it("leave out one highest and one lowest from five sheets on, and are none below the minimum", () => {
    const facts = { independentAdopters: fact(2) };
    const five = [100, 900, 500, 500, 500].map((points, at) => sheetOf(at + 1, points, 2000));
    const of = (some: typeof five, trimExtremes: boolean) =>
      scoreOf({ ...rules, trimExtremes }, { applicationId: "a", facts, sheets: some });
    expect(of(five, true)?.criteria[0]?.points).toBe(500);
    expect(of(five, true)?.criteria[0]?.sheets.filter((one) => one.left)).toHaveLength(2);
    expect(of(five.slice(0, 4), true)?.criteria[0]?.sheets.filter((one) => one.left)).toHaveLength(0);
    expect(of(five.slice(0, 1), false)).toBeNull();
    expect(of(five, false)?.spread).toBe(800);
    expect([meanOf([825, 700, 999]), meanOf([1, 2]), meanOf([0, 1, 1])]).toEqual([841, 2, 1]);
  });

  it("rank as in sport; equal totals by the criteria that break ties", () => {
    const score = (applicationId: string, economic: number, advanced: number) => ({
      applicationId,
      total: economic + advanced,
      sheets: 2,
      spread: 0,
      criteria: [
        { key: "economic", points: economic, max: 4000, kind: "COMPUTED" as const, sheets: [], least: 0, most: 0 },
      ],
    });
    const all = [score("d", 0, 1), score("c", 1000, 500), score("b", 1000, 500), score("a", 500, 1000)];
    expect(ranked(SMALL_RUBRIC, all).map((one) => [one.applicationId, one.rank])).toEqual([
      ["b", 1],
      ["c", 1],
      ["a", 3],
      ["d", 4],
    ]);
  });

  it("are written and read as people write points", () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 999_999 }), (n) => hundredthsOf(pointsText(n)) === n));
    expect(["8", "8.5", "８．２５", " 10 "].map(hundredthsOf)).toEqual([800, 850, 825, 1000]);
    expect(["", "-1", "8.555", "1e3", "八", "Infinity"].map(hundredthsOf)).toEqual(Array(6).fill(null));
  });
});

describe("a sheet", () => {
  it("asks where facts leave a choice, and wants a remark at the ends", () => {
    expect(askedOf(SMALL_RUBRIC, {}).map((one) => one.criterion.key)).toEqual(["advanced"]);
    const asked = askedOf(SMALL_RUBRIC, { independentAdopters: fact(1) });
    expect(asked.map(({ criterion, least, most }) => [criterion.key, least, most])).toEqual([
      ["advanced", 0, 1000],
      ["scope", 1000, 1400],
    ]);
    const wrongs = (points: number | null, whole: boolean) =>
      sheetWrongs(asked, { advanced: { points: 500, remark: "" }, scope: { points, remark: "" } }, whole).map(
        (one) => one.key,
      );
    expect([wrongs(null, false), wrongs(null, true), wrongs(1200, true)]).toEqual([[], ["required"], []]);
    expect([wrongs(1400, true), wrongs(1400, false), wrongs(1401, false), wrongs(999, false)]).toEqual([
      ["sheet-remark"],
      [],
      ["sheet-range"],
      ["sheet-range"],
    ]);
  });
});

const seatArb = fc
  .array(
    fc.record({
      chair: fc.boolean(),
      substitute: fc.boolean(),
      took: fc.boolean(),
      back: fc.boolean(),
    }),
    { maxLength: 8 },
  )
  .map((all) =>
    all.map((one, at): Seat & { back: boolean } => ({
      id: `s${at}`,
      position: at + 1,
      chair: one.chair,
      substitute: one.substitute,
      acceptedAt: one.took ? "2026-01-01" : null,
      declinedAt: null,
      back: one.back,
    })),
  );

describe("seats", () => {
  it("call nobody who stands back or did not take the seat, and no more than there are regular ones", () => {
    fc.assert(
      fc.property(seatArb, (seats) => {
        const back = new Set(seats.filter((one) => one.back).map((one) => one.id));
        const called = judgesFor(seats, back);
        const regular = seats.filter((one) => !one.substitute);
        expect(called.every((one) => one.acceptedAt !== null && !back.has(one.id))).toBe(true);
        expect(called.length).toBeLessThanOrEqual(regular.length);
        for (const one of regular) expect(called.includes(one)).toBe(one.acceptedAt !== null && !one.back);
        const idle = seats.filter((one) => one.substitute && one.acceptedAt && !one.back && !called.includes(one));
        // A substitute sits idle only when every seat is filled.
        if (idle.length > 0) expect(called.length).toBe(regular.length);
        const leader = leaderOf(called);
        expect(leader === null).toBe(called.length === 0);
        if (leader && !leader.chair) expect(called.some((one) => one.chair)).toBe(false);
      }),
    );
  });

  it("nothing that follows from others' points is told before all are in, nor to whose own sheet is not", () => {
    const due = { panelUntil: new Date(1_000), minJudges: 2 };
    // Two judges: how far apart says what the other gave. The chair is told that they are, once both are in.
    const seat = { substitute: false, acceptedAt: "2026-01-01", declinedAt: null };
    const [chair, other] = [
      { ...seat, id: "s1", position: 1, chair: true },
      { ...seat, id: "s2", position: 2, chair: false },
    ];
    const told = (...ids: string[]) =>
      toldApart({ called: [chair, other], submitted: new Set(ids) }, due, new Date(500))?.id ?? null;
    expect([told(), told("s1"), told("s2"), told("s1", "s2")]).toEqual([null, null, null, "s1"]);
    fc.assert(
      fc.property(seatArb, fc.nat(255), fc.boolean(), (seats, bits, late) => {
        const called = judgesFor(seats, new Set(seats.filter((one) => one.back).map((one) => one.id)));
        const submitted = new Set(called.filter((_, n) => bits & (1 << n)).map((one) => one.id));
        const who = toldApart({ called, submitted }, due, new Date(late ? 2_000 : 500));
        if (who) expect(submitted.has(who.id)).toBe(true);
        if (who && !late) expect(submitted.size).toBe(called.length);
        if (who && late) expect(submitted.size).toBeGreaterThanOrEqual(due.minJudges);
        // Somebody is told in the end: the panel cannot close before it is settled.
        if (called.length > 0 && submitted.size === called.length && !late) expect(who).not.toBeNull();
      }),
    );
  });

  it("a judge once called stays called while others stand back one after the other", () => {
    fc.assert(
      fc.property(seatArb, (seats) => {
        const back = new Set<string>();
        let before = judgesFor(seats, back);
        for (const one of seats.filter((seat) => seat.back)) {
          back.add(one.id);
          const now = judgesFor(seats, back);
          const others = before.filter((judge) => judge.id !== one.id);
          expect(others.every((judge) => now.includes(judge))).toBe(true);
          before = now;
        }
      }),
    );
  });

  it("calls said by exceptions are the calls of each application", () => {
    fc.assert(
      fc.property(seatArb, fc.array(fc.tuple(fc.nat(7), fc.nat(3)), { maxLength: 10 }), (seats, pairs) => {
        const recusals = pairs.flatMap(([s, a]) => (seats[s] ? [{ seatId: `s${s}`, applicationId: `a${a}` }] : []));
        for (const seat of seats) {
          const calls = callsOf(seat.id, seats, recusals);
          for (const id of ["a0", "a1", "a2", "a3", "untouched"]) {
            const back = new Set(recusals.filter((one) => one.applicationId === id).map((one) => one.seatId));
            const called = judgesFor(seats, back).some((one) => one.id === seat.id);
            expect(calls.all ? !calls.but.includes(id) : calls.only.includes(id)).toBe(called);
          }
        }
      }),
    );
  });

  it("a panel needs one chair and enough seats", () => {
    const seat = (chair: boolean, substitute = false) => ({ chair, substitute });
    expect(panelLacks([], 1)).toEqual(["no-chair", "too-few"]);
    expect(panelLacks([seat(true), seat(true), seat(false)], 3)).toEqual(["many-chairs"]);
    expect(panelLacks([seat(true), seat(false), seat(false, true)], 3)).toEqual(["too-few"]);
    expect(panelLacks([seat(true), seat(false), seat(false)], 3)).toEqual([]);
  });
});

describe("conflicts of interest", () => {
  const judge: JudgeFacts = {
    personId: "j",
    tieIds: ["apprentice"],
    studioIds: ["studio"],
    enterpriseIds: ["house"],
    groupIds: ["group"],
  };
  const matter: MatterFacts = { personIds: ["p"], involvedIds: ["i"], studioIds: [], enterpriseIds: [], groupIds: [] };
  it.each([
    ["OWN", { personIds: ["p", "j"] }],
    ["OWN", { involvedIds: ["j"] }],
    ["STUDIO", { studioIds: ["studio"], enterpriseIds: ["house"] }],
    ["ENTERPRISE", { enterpriseIds: ["house"] }],
    ["ENTERPRISE", { groupIds: ["group"] }],
    ["MENTOR", { personIds: ["apprentice"] }],
    // The honest twin of each.
    [null, { personIds: ["p"], studioIds: ["other"], enterpriseIds: ["elsewhere"], groupIds: ["else"] }],
    [null, { involvedIds: ["apprentice"] }],
  ] as const)("%s", (ground, changes) => {
    expect(conflictBetween(judge, { ...matter, ...changes })).toBe(ground);
  });
});

describe("the proposal", () => {
  it("fills places from the first rank on, never splits a shared rank, never overfills", () => {
    const ranks = fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 12 });
    const places = fc
      .array(fc.integer({ min: 0, max: 3 }), { maxLength: 3 })
      .map((all) => all.map((n, at) => ({ grade: `${at}`, places: n })));
    fc.assert(
      fc.property(ranks, places, (sizes, free) => {
        const all: { id: string; rank: number }[] = [];
        for (const size of sizes) {
          const rank = all.length + 1;
          for (let n = 0; n < size; n += 1) all.push({ id: `${rank}-${n}`, rank });
        }
        const grades = gradesByRank(all, free);
        expect(overfull(grades.values(), free)).toEqual([]);
        const at = (grade: string) => (grade === "" ? free.length : Number(grade));
        let last = 0;
        for (const { id } of all) {
          const here = at(grades.get(id) ?? "");
          expect(here).toBeGreaterThanOrEqual(last);
          last = here;
        }
        for (const together of Map.groupBy(all, (one) => one.rank).values())
          expect(new Set(together.map((one) => grades.get(one.id))).size).toBe(1);
      }),
    );
    expect(overfull(["一", "一", ""], [{ grade: "一", places: 1 }])).toEqual(["一"]);
  });
});

describe("the end of a notice", () => {
  const week = [[], [[0, 60]], [[0, 60]], [[0, 60]], [[0, 60]], [[0, 60]], []] as const;
  it("counts whole working days after the one it is put up on, over weekends and holidays", () => {
    const calendar = {
      timeZone: "Asia/Shanghai",
      week,
      days: new Map([
        ["2026-10-05", []],
        ["2026-10-10", [[0, 60] as const]],
      ]),
    };
    // Friday evening there: Monday to Friday.
    const from = new Date("2026-09-04T10:00:00Z");
    expect(noticeEnd(calendar, from, 5).toISOString()).toBe("2026-09-11T16:00:00.000Z");
    // Friday 2 October, Monday off, Saturday worked: Tue, Wed, Thu, Fri, Sat.
    expect(noticeEnd(calendar, new Date("2026-10-02T01:00:00Z"), 5).toISOString()).toBe("2026-10-10T16:00:00.000Z");
  });
});

it("whoever is no reviewer reads amounts as bands and not which records they are", () => {
  const facts = {
    certifiedYuan: {
      value: "358785.6",
      evidence: [{ kind: "benefit", id: "b1", on: "2026-03-31", value: "358785.6" }],
    },
    papers: { value: "1", evidence: [{ kind: "achievement", id: "p1", on: "2026-05-01", value: "1" }] },
  };
  const shown = bandedFacts(facts);
  expect(shown).toEqual({
    certifiedYuan: {
      value: null,
      band: "TO_500K",
      evidence: [{ kind: "benefit", id: null, on: "2026-03-31", value: null }],
    },
    papers: { value: "1", band: null, evidence: [{ kind: "achievement", id: null, on: "2026-05-01", value: "1" }] },
  });
  expect(exactFacts(facts).certifiedYuan).toMatchObject({ value: "358785.6", evidence: [{ id: "b1" }] });
});
