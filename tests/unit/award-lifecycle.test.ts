import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  APPLICATION_ACTIONS,
  APPLICATION_STATES,
  applicationAfter,
  applicationMayEver,
  type ApplicationRelation,
  applicationNeedsReason,
  ROUND_ACTIONS,
  ROUND_STATES,
  roundAfter,
} from "#app/modules/awards/lifecycle.ts";
import type { Actor, Role, Standing } from "#app/modules/accounts/actor.ts";
import { movableDates, ROUND_DATES, type RoundDate, whyNotMoved } from "#app/modules/awards/rounds/moves/rules.ts";
import { relationsTo } from "#app/modules/awards/policy.ts";
import { type Circumstances, eligibilityLacks, headsRefused } from "#app/modules/awards/gates/rules.ts";
import { readRubric } from "#app/modules/awards/rubrics/schema.ts";
import { SHIPPED_RUBRICS } from "#app/modules/awards/rubrics/shipped.ts";
import { gatesFromTyped, rubricFromTyped, typedFromGates, typedFromRubric } from "#app/modules/awards/rubrics/typed.ts";

const RELATIONS: ApplicationRelation[] = ["APPLICANT", "ENTERPRISE", "UNION", "ORGANISER"];
const ENDS = ["NOT_AWARDED", "REJECTED", "WITHDRAWN", "EXCLUDED", "REVOKED"] as const;

describe("the life of a round", () => {
  it("never goes back, never leaves an end, and changes only as a draft", () => {
    for (const state of ROUND_STATES)
      for (const action of ROUND_ACTIONS) {
        const to = roundAfter(state, action);
        if (to === null) continue;
        expect(ROUND_STATES.indexOf(to)).toBeGreaterThanOrEqual(ROUND_STATES.indexOf(state));
        if (action === "change") expect(state).toBe("DRAFT");
        else if (action === "move-dates") expect(to).toBe(state);
        else expect(to).not.toBe(state);
      }
    for (const action of ROUND_ACTIONS)
      for (const end of ["DECIDED", "CANCELLED"] as const) expect(roundAfter(end, action)).toBeNull();
  });
});

describe("dates of an open round", () => {
  const DAY = 86_400_000;
  const days = fc.array(fc.integer({ min: -20, max: 500 }), { minLength: 5, maxLength: 5 });
  const datesFrom = (offsets: readonly number[]) =>
    Object.fromEntries(ROUND_DATES.map((date, n) => [date, new Date((offsets[n] ?? 0) * DAY)])) as Record<
      RoundDate,
      Date
    >;

  it("only go forward, in order, and what is past or belongs to another step stays", () => {
    const now = new Date(DAY / 2);
    fc.assert(
      fc.property(fc.constantFrom(...ROUND_STATES), fc.boolean(), days, days, (state, closed, was, will) => {
        const before = datesFrom(was.toSorted((a, b) => a - b));
        const after = datesFrom(will);
        const round = { ...before, state, panelClosedAt: closed ? now : null };
        if (whyNotMoved(round, after, now).length > 0) return;
        for (const [n, date] of ROUND_DATES.entries()) {
          const moved = after[date].getTime() !== before[date].getTime();
          expect(after[date] >= before[date]).toBe(true);
          if (moved) expect(before[date] > now).toBe(true);
          if (moved) expect(movableDates(round, now)).toContain(date);
          const next = ROUND_DATES[n + 1];
          if (next && next !== "noticeUntil") expect(after[next] >= after[date]).toBe(true);
        }
      }),
      { numRuns: 2_000 },
    );
    // Each step has what is ahead of it.
    const ahead = datesFrom([10, 20, 30, 40, 50]);
    const names = (state: (typeof ROUND_STATES)[number]) => movableDates({ ...ahead, state, panelClosedAt: null }, now);
    expect(names("DRAFT")).toEqual([]);
    expect(names("OPEN")).toEqual(["closesAt", "recommendUntil", "reviewUntil", "panelUntil"]);
    expect(names("PANEL")).toEqual(["panelUntil"]);
    expect(names("NOTICE")).toEqual(["noticeUntil"]);
    expect(names("DECIDED")).toEqual([]);
    const put = (to: Partial<Record<RoundDate, number>>) =>
      whyNotMoved(
        { ...ahead, state: "OPEN", panelClosedAt: null },
        Object.fromEntries(Object.entries(to).map(([date, day]) => [date, new Date(day * DAY)])),
        now,
      ).map((one) => `${one.date} ${one.key}`);
    expect(put({ closesAt: 15 })).toEqual([]);
    expect(put({ closesAt: 25 })).toEqual(["recommendUntil round-dates"]);
    expect(put({ closesAt: 25, recommendUntil: 26 })).toEqual([]);
    expect(put({ closesAt: 9 })).toEqual(["closesAt round-date-earlier"]);
    expect(put({ panelUntil: 40 + 367 })).toEqual(["panelUntil round-date-far"]);
    expect(put({ noticeUntil: 60 })).toEqual(["noticeUntil round-date-over"]);
  });
});

describe("the life of an application", () => {
  it("leads nowhere without a relation, and more relations never allow less", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...APPLICATION_STATES),
        fc.constantFrom(...ROUND_STATES),
        fc.constantFrom(...APPLICATION_ACTIONS),
        fc.subarray(RELATIONS),
        (state, round, action, some) => {
          const to = applicationAfter(state, round, action, some);
          expect(applicationAfter(state, round, action, [])).toBeNull();
          if (to !== null) {
            expect(applicationMayEver(state, round, action)).toBe(true);
            expect(applicationAfter(state, round, action, RELATIONS)).toBe(to);
            expect(ENDS).not.toContain(state);
          }
        },
      ),
    );
  });
  it("applicants decide nothing about themselves, and nobody acts in a draft, cancelled or foreign state of the round", () => {
    const every = APPLICATION_STATES.flatMap((state) =>
      ROUND_STATES.flatMap((round) => APPLICATION_ACTIONS.map((action) => ({ state, round, action }))),
    );
    const open = (one: (typeof every)[number], relations: ApplicationRelation[]) =>
      applicationAfter(one.state, one.round, one.action, relations) !== null;
    const own = every.filter((one) => open(one, ["APPLICANT"])).map((one) => one.action);
    expect([...new Set(own)]).toEqual(["change", "submit", "withdraw"]);
    const shut = every.filter(({ round }) => round === "DRAFT" || round === "CANCELLED");
    expect(shut.filter((one) => open(one, RELATIONS))).toEqual([]);
  });
  it("is the domain's: draft, recommended by the enterprise, reviewed, before the panel, under notice, decided", () => {
    const words: Record<(typeof APPLICATION_ACTIONS)[number], string> = {
      change: "DRAFT > DRAFT by APPLICANT in OPEN",
      submit: "DRAFT > SUBMITTED by APPLICANT in OPEN",
      withdraw: "DRAFT SUBMITTED RECOMMENDED ADMITTED PROPOSED > WITHDRAWN by APPLICANT in OPEN REVIEW PANEL NOTICE",
      recommend: "SUBMITTED > RECOMMENDED by ENTERPRISE in OPEN REVIEW",
      "recommend-on": "RECOMMENDED > RECOMMENDED by UNION in OPEN REVIEW",
      return: "SUBMITTED RECOMMENDED > DRAFT by ENTERPRISE UNION ORGANISER in OPEN",
      reject: "SUBMITTED RECOMMENDED > REJECTED by ENTERPRISE UNION ORGANISER in OPEN REVIEW",
      admit: "RECOMMENDED > ADMITTED by ORGANISER in OPEN REVIEW",
      propose: "ADMITTED > PROPOSED by ORGANISER in PANEL",
      "pass-over": "ADMITTED > NOT_AWARDED by ORGANISER in PANEL",
      exclude: "PROPOSED > EXCLUDED by ORGANISER in NOTICE",
      award: "PROPOSED > AWARDED by ORGANISER in NOTICE",
      revoke: "AWARDED > REVOKED by ORGANISER in DECIDED",
    };
    for (const action of APPLICATION_ACTIONS) {
      const steps = APPLICATION_STATES.flatMap((from) =>
        ROUND_STATES.flatMap((round) =>
          RELATIONS.flatMap((who) => {
            const to = applicationAfter(from, round, action, [who]);
            return to === null ? [] : [{ from, round, who, to: to as string }];
          }),
        ),
      );
      const each = (part: "from" | "round" | "who" | "to") => [...new Set(steps.map((one) => one[part]))].join(" ");
      expect([action, `${each("from")} > ${each("to")} by ${each("who")} in ${each("round")}`]).toEqual([
        action,
        words[action],
      ]);
    }
  });
  it("everything that ends it against the applicants' wish says why", () => {
    for (const action of ["return", "reject", "exclude", "revoke"] as const)
      expect(applicationNeedsReason(action)).toBe(true);
  });
});

const NOW = new Date("2026-06-01T08:00:00Z");
const rubric = readRubric(SHIPPED_RUBRICS[0]?.content);
const said = Object.fromEntries(rubric.criteria.map((one) => [one.key, { text: "写了", files: ["f"] }]));
const whole: Circumstances = {
  draft: true,
  round: {
    state: "OPEN",
    opensAt: new Date("2026-05-01"),
    closesAt: new Date("2026-07-01"),
    headRule: "NOT_AMONG",
    countedCompleters: 2,
    achievementKinds: ["FIVE_SMALL"],
    rubric,
    gates: [{ key: "a", text: { zh: "有专利", en: "" }, formula: "inventionPatents", at: "LEAST", value: "1" }],
  },
  achievement: {
    state: "REGISTERED",
    origin: "ENTERED",
    kind: "FIVE_SMALL",
    contributorsVersion: 1,
    contributors: ["a", "b"].map((personId) => ({
      personId,
      organisationId: "o",
      basisPoints: 5000,
      confirmedOf: 1,
      objectedOf: null,
    })),
  },
  completers: ["a", "b", "c"].map((personId, position) => ({ personId, name: personId, position })),
  headIds: new Set(),
  textVersion: 3,
  confirmations: ["a", "b", "c"].map((personId) => ({ personId, confirmedOf: 3 })),
  statement: said,
  fileIds: new Set(["f"]),
  unproved: 0,
  inScope: true,
  nameless: false,
  twice: false,
  awarded: false,
  flags: [],
  facts: { inventionPatents: { value: "1", evidence: [{ kind: "patent", id: "p", on: "2026-01-01", value: "1" }] } },
};
const keys = (all: Circumstances) => eligibilityLacks(all, NOW).map((one) => one.key);
const achievement = whole.achievement;
if (!achievement) throw new Error("an achievement");

describe("what an application lacks", () => {
  it("nothing where everything is there", () => expect(keys(whole)).toEqual([]));
  it.each<[string, Partial<Circumstances>, string]>([
    ["before it opens", { round: { ...whole.round, opensAt: new Date("2026-06-02") } }, "not-open"],
    ["after it closed", { round: { ...whole.round, closesAt: new Date("2026-05-31") } }, "not-open"],
    ["out of scope", { inScope: false }, "out-of-scope"],
    ["a studio that lost its name", { nameless: true }, "studio-revoked"],
    ["handed in twice", { twice: true }, "twice"],
    ["given before", { awarded: true }, "awarded-before"],
    ["not registered", { achievement: { ...achievement, state: "SUBMITTED" } }, "not-registered"],
    ["imported", { achievement: { ...achievement, origin: "IMPORTED" } }, "not-taken-over"],
    ["another kind", { achievement: { ...achievement, kind: "PAPER" } }, "kind"],
    [
      "shares of 99.99 %",
      {
        achievement: {
          ...achievement,
          contributors: achievement.contributors.map((one, n) => ({ ...one, basisPoints: 5000 - n })),
        },
      },
      "shares",
    ],
    [
      "one share objected to",
      {
        achievement: {
          ...achievement,
          contributors: achievement.contributors.map((one) => ({ ...one, confirmedOf: 1, objectedOf: 1 })),
        },
      },
      "shares-unconfirmed",
    ],
    ["a head among the counted", { headIds: new Set(["b"]) }, "head"],
    ["a silent completer", { confirmations: [{ personId: "a", confirmedOf: 3 }] }, "unconfirmed"],
    ["a confirmation of an older text", { textVersion: 4 }, "unconfirmed"],
    ["a gate not met", { facts: {} }, "gate"],
    ["no text", { statement: {} }, "no-text"],
    ["a file that was removed", { fileIds: new Set<string>() }, "no-file"],
    ["a patent nothing shows", { unproved: 1 }, "unproved"],
    ["an open flag", { flags: ["x"] }, "flags"],
  ])("%s", (_, more, key) => expect(new Set(keys({ ...whole, ...more }))).toEqual(new Set([key])));
  it("what was handed in is not held up by the last day for applications", () => {
    const closed = { ...whole.round, closesAt: new Date("2026-05-31") };
    expect(keys({ ...whole, draft: false, round: closed })).toEqual([]);
    expect(keys({ ...whole, round: { ...closed, state: "REVIEW" } })).toEqual(["not-open"]);
  });
  it("a flag stops the admission, not the submission", () => {
    expect(eligibilityLacks({ ...whole, flags: ["x"] }, NOW).map((one) => one.blocks)).toEqual(["admit"]);
  });
  it("heads behind the counted completers, or where the round admits them, are nothing", () => {
    expect(keys({ ...whole, headIds: new Set(["c"]) })).toEqual([]);
    expect(headsRefused("ALLOWED", 9, whole.completers, new Set(["a"]))).toEqual([]);
    expect(headsRefused("NOT_FIRST", 9, whole.completers, new Set(["b"]))).toEqual([]);
    expect(headsRefused("NOT_FIRST", 1, whole.completers, new Set(["a"]))).toHaveLength(1);
  });
});

describe("the editor's form", () => {
  it.each(SHIPPED_RUBRICS)("says $nameEn and reads it back the same", ({ content }) => {
    const { content: back, wrong } = rubricFromTyped(typedFromRubric(content));
    expect(wrong).toEqual([]);
    expect(back.criteria).toEqual(content.criteria);
  });
  it("names the line nobody understands", () => {
    const [first] = typedFromRubric(SHIPPED_RUBRICS[0]?.content ?? { criteria: [], ties: [] });
    if (!first) throw new Error("a criterion");
    const typed = { ...first, kind: "COMPUTED" as const, formula: "papers", rows: "1 2\nlots 5", max: "ten" };
    expect(rubricFromTyped([typed]).wrong).toMatchObject([
      { index: 0, part: "max", key: "not_a_number" },
      { index: 0, part: "rows", key: "rubric-line", values: { line: "lots 5" } },
    ]);
  });
  it("keeps gates", () => {
    expect(gatesFromTyped(typedFromGates(whole.round.gates))).toEqual(whole.round.gates);
    expect(gatesFromTyped([{ key: "", textZh: "", textEn: "", formula: "", at: "LEAST", value: "" }])).toEqual([]);
  });
});

describe("what somebody is to an application", () => {
  const standing = (role: Role, organisationId: string, more: Partial<Standing> = {}): Standing => ({
    role,
    organisationId,
    organisationKind: role === "UNION_OFFICER" ? "FEDERATION" : role === "CRAFTSMAN" ? "STUDIO" : "ENTERPRISE",
    organisationName: organisationId,
    parentId: null,
    isHead: false,
    ...more,
  });
  const person = (personId: string, standings: Standing[], recent: string[] = []): Actor => ({
    personId,
    name: personId,
    locale: "zh-CN",
    now: NOW,
    currentOrganisationId: null,
    standings,
    recentOrganisationIds: recent,
    allianceIds: [],
    officerAllianceIds: [],
    aboveIds: [],
  });
  const row = {
    byId: "a",
    enterpriseId: "works",
    studioId: null,
    personId: null,
    achievement: { studioId: "studio", contributors: [{ personId: "a" }, { personId: "b" }] },
    round: { organisationId: "union" },
    steps: [
      { organisationId: "works", position: 0, decision: "RECOMMENDED", byId: "r" },
      { organisationId: "county", position: 1, decision: "WAITING", byId: null },
    ],
  };
  it.each<[string, Actor, string[]]>([
    ["a completer", person("b", []), ["APPLICANT"]],
    ["a reviewer", person("r", [standing("REVIEWER", "works")], ["works"]), ["ENTERPRISE"]],
    ["a reviewer who is a completer", person("b", [standing("REVIEWER", "works")], ["works"]), ["APPLICANT"]],
    ["a reviewer elsewhere", person("x", [standing("REVIEWER", "other")], ["other"]), []],
    [
      "one who only stands in for a completer",
      person("x", [standing("REVIEWER", "works", { deputyFor: { personId: "a", name: "a" } })]),
      [],
    ],
    ["the union whose turn it is", person("x", [standing("UNION_OFFICER", "county")]), ["UNION"]],
    ["the organiser", person("x", [standing("UNION_OFFICER", "union")]), ["ORGANISER"]],
    ["an officer who is a completer", person("a", [standing("UNION_OFFICER", "union")]), ["APPLICANT"]],
    [
      "an officer who was at the enterprise this year",
      person("x", [standing("UNION_OFFICER", "union")], ["works"]),
      [],
    ],
    [
      "an officer in another studio of the enterprise",
      person(
        "x",
        [standing("UNION_OFFICER", "union"), standing("CRAFTSMAN", "second", { parentId: "works" })],
        ["second"],
      ),
      [],
    ],
  ])("%s", (_, actor, relations) => expect(relationsTo(actor, row)).toEqual(relations));
});
