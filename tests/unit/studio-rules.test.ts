import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Actor, Role } from "#app/modules/accounts/actor.ts";
import {
  isNamed,
  mayFile,
  nextState,
  STUDIO_ACTIONS,
  STUDIO_STATES,
  STUDIO_STEPS,
  stepOf,
  type StudioAction,
  type StudioState,
  waitsForUnion,
} from "#app/modules/studios/lifecycle.ts";
import { confirmsPromotion, isInvolved, partsOf, readsInside, whyNot } from "#app/modules/studios/policy.ts";
import {
  addYears,
  dayOf,
  firstReviewOn,
  type FundRow,
  fundSums,
  hasResult,
  monthsBefore,
  nearness,
  overspends,
  reached,
  textOfDay,
  wholeYears,
} from "#app/modules/studios/rules.ts";

const actions = fc.constantFrom(...STUDIO_ACTIONS);
const days = fc
  .date({ min: new Date("2000-01-01"), max: new Date("2080-12-31"), noInvalidDate: true })
  .map((at) => dayOf(at.toISOString().slice(0, 10)));

/** Follows steps as long as they are ones; those that are none leave everything as it was. */
function live(steps: StudioAction[]): StudioState[] {
  let confirmed = false;
  const path: StudioState[] = ["NONE"];
  for (const action of steps) {
    const state = nextState(action, path.at(-1) ?? "NONE", confirmed);
    if (state === null) continue;
    if (action === "confirm") confirmed = true;
    if (action === "designate") confirmed = false;
    path.push(state);
  }
  return path;
}

describe("the life of a studio", () => {
  it("has one step at most for an action in a state, and leaves no state without a way on", () => {
    for (const state of STUDIO_STATES) {
      for (const action of STUDIO_ACTIONS)
        expect(STUDIO_STEPS.filter((step) => step.action === action && step.from.includes(state)).length).toBeLessThan(
          2,
        );
      expect(STUDIO_STEPS.some((step) => step.from.includes(state) && step.to !== "SAME")).toBe(true);
    }
  });

  it("is confirmed only after a file was handed in, and loses the name only by a reasoned decision", () => {
    fc.assert(
      fc.property(fc.array(actions, { maxLength: 40 }), (steps) => {
        const path = live(steps);
        for (const [at, state] of path.entries()) {
          const before = path[at - 1];
          if (state === "CONFIRMED" && before !== "CONFIRMED") expect(before && waitsForUnion(before)).toBe(true);
          if (state === "REEXAMINATION" && before !== state) expect(before).toBe("RECTIFICATION");
          if (before && isNamed(before) && !isNamed(state)) expect(state).toBe("REVOKED");
        }
      }),
    );
    expect(stepOf("revoke", "RECTIFICATION")?.reason).toBe(true);
    expect(stepOf("rectify", "DESIGNATED")?.reason).toBe(true);
    expect(stepOf("revoke", "NONE")).toBeUndefined();
  });

  it("what is sent back is what it was before", () => {
    fc.assert(
      fc.property(fc.array(actions, { maxLength: 30 }), (steps) => {
        const path = live(steps);
        const state = path.at(-1) ?? "NONE";
        if (!mayFile(state)) return;
        const filed = nextState("submit", state, false);
        expect(filed && waitsForUnion(filed)).toBe(true);
        if (filed) expect(nextState("return", filed, state === "CONFIRMED")).toBe(state);
      }),
    );
  });
});

const OFFICE: Record<string, "FEDERATION" | "ENTERPRISE_UNION" | "STUDIO" | "ENTERPRISE"> = {
  federation: "FEDERATION",
  "own union": "ENTERPRISE_UNION",
  studio: "STUDIO",
  enterprise: "ENTERPRISE",
};
const place = { id: "studio", parentId: "enterprise", ancestorIds: ["enterprise", "own union", "federation"] };
const who = (standings: [Role, string][], recent: string[] = [], deputy = false): Actor =>
  ({
    personId: "me",
    standings: standings.map(([role, organisationId]) => ({
      role,
      organisationId,
      organisationKind: OFFICE[organisationId] ?? "FEDERATION",
      ...(deputy && { deputyFor: { personId: "other", name: "" } }),
    })),
    recentOrganisationIds: [...standings.map(([, id]) => id), ...recent],
  }) as unknown as Actor;

describe("who decides about a studio", () => {
  const why = (actor: Actor, action: StudioAction, state: StudioState) =>
    whyNot(action, state, partsOf(actor, place), isInvolved(actor, place));

  it("is an officer of a union above, in person", () => {
    expect(why(who([["UNION_OFFICER", "federation"]]), "designate", "NONE")).toBeNull();
    expect(why(who([["UNION_OFFICER", "elsewhere"]]), "designate", "NONE")).toBe("not-yours");
    expect(why(who([["UNION_OFFICER", "own union"]]), "designate", "NONE")).toBe("not-yours");
    expect(why(who([["UNION_OFFICER", "federation"]], [], true), "designate", "NONE")).toBe("not-yours");
    expect(why(who([["UNION_OFFICER", "federation"]]), "confirm", "DESIGNATED")).toBe("state");
  });

  it("is nobody who was of the studio or its enterprise within 12 months", () => {
    for (const own of ["studio", "enterprise"])
      for (const step of STUDIO_STEPS.filter((one) => one.who === "OFFICER"))
        for (const state of step.from)
          expect(why(who([["UNION_OFFICER", "federation"]], [own]), step.action, state)).toBe("involved");
  });

  it("never leaves the leader to confirm, or the officer to file", () => {
    const leader = who([["STUDIO_LEADER", "studio"]]);
    for (const step of STUDIO_STEPS)
      for (const state of step.from)
        expect(why(leader, step.action, state)).toBe(step.who === "LEADER" ? null : "not-yours");
    expect(why(who([["UNION_OFFICER", "federation"]]), "submit", "DESIGNATED")).toBe("not-yours");
    expect(readsInside(partsOf(who([["ENGINEER", "enterprise"]]), place))).toBe(false);
  });

  it("lets another person confirm a promotion", () => {
    const parts = partsOf(who([["REVIEWER", "enterprise"]]), place);
    const me = { personId: "me" };
    expect(confirmsPromotion(me, parts, true, { byId: "leader", personId: "member" })).toBe(true);
    expect(confirmsPromotion(me, parts, true, { byId: "me", personId: "member" })).toBe(false);
    expect(confirmsPromotion(me, parts, true, { byId: "leader", personId: "me" })).toBe(false);
    const officer = partsOf(who([["UNION_OFFICER", "federation"]]), place);
    expect(confirmsPromotion(me, officer, true, { byId: "leader", personId: "member" })).toBe(false);
    expect(confirmsPromotion(me, officer, false, { byId: "leader", personId: "member" })).toBe(true);
  });
});

const rows = fc
  .array(
    fc.record({ kind: fc.constantFrom("GRANTED" as const, "USED" as const), fen: fc.nat(1_000_000), fixes: fc.nat() }),
  )
  .map((drafts) =>
    drafts.reduce<FundRow[]>((all, { kind, fen, fixes }, index) => {
      const open = all.filter((row) => row.kind === kind && !all.some((other) => other.correctsId === row.id));
      const corrected = fixes % 3 === 0 ? open[fixes % Math.max(1, open.length)] : undefined;
      return [...all, { id: String(index), kind, amountFen: BigInt(fen), correctsId: corrected?.id ?? null }];
    }, []),
  );

describe("a studio's money", () => {
  it("counts what stands: a corrected row is worth what its last correction says", () => {
    fc.assert(
      fc.property(rows, (all) => {
        const last = (row: FundRow): FundRow => {
          const next = all.find((other) => other.correctsId === row.id);
          return next ? last(next) : row;
        };
        const heads = all.filter((row) => row.correctsId === null);
        const sum = (kind: string) =>
          heads.reduce((total, row) => (row.kind === kind ? total + last(row).amountFen : total), 0n);
        expect(fundSums(all)).toEqual({
          grantedFen: sum("GRANTED"),
          usedFen: sum("USED"),
          leftFen: sum("GRANTED") - sum("USED"),
        });
      }),
    );
  });

  it("is never spent beyond what was granted without a mark", () => {
    fc.assert(
      fc.property(rows, fc.bigInt({ min: 1n, max: 10_000_000n }), (all, amountFen) => {
        const added: FundRow = { id: "new", kind: "USED", amountFen, correctsId: null };
        expect(overspends(all, added)).toBe(fundSums(all).leftFen - amountFen < 0n);
      }),
    );
    const grant: FundRow = { id: "1", kind: "GRANTED", amountFen: 500n, correctsId: null };
    const use: FundRow = { id: "2", kind: "USED", amountFen: 500n, correctsId: null };
    expect(overspends([grant], use)).toBe(false);
    // A grant corrected downwards leaves too much used as well.
    expect(overspends([grant, use], { id: "3", kind: "GRANTED", amountFen: 400n, correctsId: "1" })).toBe(true);
  });
});

describe("days of a studio", () => {
  it("years run by anniversaries", () => {
    expect(wholeYears(dayOf("2023-11-21"), dayOf("2026-11-20"))).toBe(2);
    expect(wholeYears(dayOf("2023-11-21"), dayOf("2026-11-21"))).toBe(3);
    expect(wholeYears(dayOf("2024-02-29"), dayOf("2025-02-28"))).toBe(1);
    expect(wholeYears(dayOf("2027-01-01"), dayOf("2026-01-01"))).toBe(0);
    expect(textOfDay(monthsBefore(dayOf("2026-03-31"), 1))).toBe("2026-02-28");
    fc.assert(
      fc.property(days, fc.nat(40), (from, years) => {
        expect(wholeYears(from, addYears(from, years))).toBe(years);
      }),
    );
  });

  it("the next re-review lies ahead, less than a year and a day away", () => {
    fc.assert(
      fc.property(days, fc.nat(12_000), (named, later) => {
        const today = new Date(named.getTime() + later * 86_400_000);
        const on = firstReviewOn(named, today);
        expect(on > today).toBe(true);
        expect(on.getTime() - today.getTime()).toBeLessThanOrEqual(366 * 86_400_000);
      }),
    );
  });

  it("a date is soon for thirty days, and late from the day after", () => {
    const today = dayOf("2026-11-21");
    expect(nearness(dayOf("2026-11-20"), today)).toBe("late");
    expect(nearness(today, today)).toBe("soon");
    expect(nearness(dayOf("2026-12-21"), today)).toBe("soon");
    expect(nearness(dayOf("2026-12-22"), today)).toBe("later");
  });
});

it("being there is no result; something accepted, certified or confirmed is", () => {
  const nothing = {
    year: 2026,
    exchanges: 5,
    solved: 0,
    solvedElsewhere: 0,
    adopters: 0,
    benefitBand: "NONE" as const,
    graduated: 0,
    promoted: 0,
    results: 0,
    achievements: 0,
  };
  expect(hasResult(nothing)).toBe(false);
  for (const key of ["solved", "adopters", "graduated", "promoted", "results", "achievements"] as const)
    expect(hasResult({ ...nothing, [key]: 1 })).toBe(true);
  expect(hasResult({ ...nothing, benefitBand: "BELOW_100K" })).toBe(true);
});

it("a target is reached by whole per cents, over a hundred too", () => {
  expect(reached({ target: "3", actual: "2" })).toBe(66);
  expect(reached({ target: "4", actual: "6" })).toBe(150);
  expect(reached({ target: "4", actual: null })).toBeNull();
});
