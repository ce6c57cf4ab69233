import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { includesLayer, LAYERS } from "#app/modules/problems/access.ts";
import { ACTIVE, type Relation, STATES } from "#app/modules/problems/lifecycle.ts";
import { isCleared, type RoomFacts, roomRights, writableIn } from "#app/modules/solving/diagnosis/policy.ts";
import { inviteeFrom, timesFrom, videoLink, waitsFor } from "#app/modules/solving/diagnosis/rules.ts";

const RELATIONS: Relation[] = [
  "AUTHOR",
  "ENTERPRISE",
  "REVIEWER",
  "SECRETARIAT",
  "SOLVER",
  "LEADER",
  "BIDDER",
  "ASSIGNEE",
];
const seat = fc.record({
  state: fc.constantFrom("INVITED", "COMING", "DECLINED", "WITHDRAWN"),
  convener: fc.boolean(),
  foreign: fc.boolean(),
  consent: fc.boolean(),
} as const);
const facts: fc.Arbitrary<RoomFacts> = fc.record({
  state: fc.constantFrom("CONVENED", "FIXED", "RECORDED", "CANCELLED"),
  side: fc.constantFrom("AUTHOR", "SECRETARIAT"),
  problemState: fc.constantFrom(...STATES),
  past: fc.boolean(),
  relations: fc.uniqueArray(fc.constantFrom(...RELATIONS)).map((some) => new Set(some)),
  layer: fc.constantFrom(...LAYERS),
  seat: fc.option(seat, { nil: null }),
} as const);

describe("rights in the room of a joint diagnosis", () => {
  it("whoever has neither an office nor a seat finds no room, and nobody reads more than of the problem", () => {
    fc.assert(
      fc.property(facts, (one) => {
        const rights = roomRights(one);
        const office = ["AUTHOR", "ENTERPRISE", "REVIEWER", "SECRETARIAT", "SOLVER"].some((r) =>
          one.relations.has(r as Relation),
        );
        const seated = one.seat !== null && one.seat.state !== "WITHDRAWN";
        expect(rights === null).toBe(!office && !seated);
        if (!rights) return;
        expect(includesLayer(one.layer, rights.layer)).toBe(true);
        if (!office && one.seat && !isCleared(one.seat)) expect(rights.layer).toBe("SUMMARY");
      }),
    );
  });

  it("a guest without the employer's consent neither learns the way in nor speaks", () => {
    fc.assert(
      fc.property(facts, (one) => {
        const rights = roomRights(one);
        if (!rights || !one.seat || isCleared(one.seat)) return;
        expect(rights.speaks).toBe(false);
        if (!one.relations.has(one.side)) expect(rights.joins).toBe(false);
      }),
    );
  });

  it("only the side that called it arranges it and writes its outcome, and nothing changes once it is over", () => {
    fc.assert(
      fc.property(facts, (one) => {
        const rights = roomRights(one);
        if (!rights) return;
        expect(rights.manages || rights.marks || rights.records ? one.relations.has(one.side) : true).toBe(true);
        expect(rights.records ? one.past && one.state === "FIXED" : true).toBe(true);
        if (!ACTIVE.includes(one.problemState) || one.state === "CANCELLED")
          expect(rights).toMatchObject({
            manages: false,
            answers: false,
            speaks: false,
            marks: false,
            records: false,
            admits: false,
          });
      }),
    );
  });

  it("writes only in layers it reads", () => {
    for (const layer of LAYERS)
      for (const one of writableIn(layer)) expect(includesLayer(layer, one), `${one} in ${layer}`).toBe(true);
  });
});

describe("a link", () => {
  it("is https, without a name and password, or it is none; what is taken leads where it says", () => {
    expect(videoLink(" https://meet.test/a?b=c ")).toBe("https://meet.test/a?b=c");
    for (const bad of [
      "",
      "meet.test",
      "http://meet.test",
      ["javascript", "alert(1)"].join(":"),
      "data:text/html,x",
      "https://a:b@c.test",
      "https://a@c.test",
      "https://a b.test",
      `https://meet.test/${"x".repeat(500)}`,
    ])
      expect(videoLink(bad), bad).toBeNull();
    fc.assert(
      fc.property(fc.string(), (text) => {
        const link = videoLink(text);
        if (link !== null) expect(new URL(link).protocol).toBe("https:");
      }),
    );
  });
});

describe("times", () => {
  const now = new Date("2026-11-21T04:00:00Z");
  it("are in order, each once, none over; nothing typed throws", () => {
    expect(timesFrom(["2026-11-23T09:00", "", "2026-11-22T09:00", "2026-11-23T09:00"], "Asia/Shanghai", now)).toEqual({
      times: [new Date("2026-11-22T01:00:00Z"), new Date("2026-11-23T01:00:00Z")],
    });
    expect(timesFrom(["2026-02-31T09:00"], "Asia/Shanghai", now)).toMatchObject({ messageKey: "time-unreadable" });
    fc.assert(
      fc.property(fc.array(fc.string(), { maxLength: 8 }), (typed) => {
        const read = timesFrom(typed, "Asia/Shanghai", now);
        if ("times" in read) for (const one of read.times) expect(one.getTime()).toBeGreaterThan(now.getTime());
      }),
    );
  });
});

describe("somebody to invite, as a form posts it", () => {
  it("is two whole ids; anything else is nobody, and never reaches the database", () => {
    const id = "01a1fea9-57c0-73a8-a683-fb0e18cad310";
    expect(inviteeFrom(`${id}@${id}`)).toEqual({ personId: id, organisationId: id });
    for (const text of ["", "@", id, `${"-".repeat(36)}@${id}`, `${id}@${id}x`, `${id}@${id.slice(1)}-`])
      expect(inviteeFrom(text), text).toBeNull();
  });
});

describe("what somebody with a seat is waited for", () => {
  const guest = {
    state: "FIXED",
    past: true,
    convener: false,
    seat: "COMING",
    cleared: true,
    spoke: false,
    others: [],
  };
  const convener = { ...guest, convener: true, state: "CONVENED", past: false };
  it("of a guest an answer before it is held, and an opinion after", () => {
    expect(waitsFor({ ...guest, past: false, seat: "INVITED" })).toBe("answer");
    expect(waitsFor({ ...guest, seat: "INVITED" })).toBeNull();
    expect(waitsFor({ ...guest, past: false })).toBeNull();
    expect(waitsFor(guest)).toBe("opinion");
    for (const over of [{ spoke: true }, { cleared: false }, { state: "RECORDED" }, { state: "CANCELLED" }])
      expect(waitsFor({ ...guest, ...over })).toBeNull();
  });

  it("of the convener a time once all have answered and somebody comes, and the outcome", () => {
    expect(waitsFor({ ...convener, others: ["COMING", "DECLINED"] })).toBe("fix");
    for (const others of [[], ["DECLINED"], ["COMING", "INVITED"]])
      expect(waitsFor({ ...convener, others })).toBeNull();
    expect(waitsFor({ ...convener, state: "FIXED", past: true })).toBe("outcome");
    expect(waitsFor({ ...convener, state: "RECORDED", past: true })).toBeNull();
  });
});
