import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dayEndsAfter, localText, momentIn, startOfYear } from "#app/lib/calendar.ts";
import { type CountedActivity, countActivities } from "#app/modules/activities/counting.ts";
import { draftNews, type NewsFacts } from "#app/modules/activities/draft-news.ts";
import { ACTIVITY_STATES, STEPS, stepsFor } from "#app/modules/activities/lifecycle.ts";
import { ACTIVITY_KINDS, hostTurns, readPeople, signInOpen, whoOf } from "#app/modules/activities/rules.ts";

const activity: fc.Arbitrary<CountedActivity> = fc.record({
  kind: fc.constantFrom(...ACTIVITY_KINDS),
  who: fc.array(fc.constantFrom("a", "b", "c", "d", "e", "f"), { maxLength: 8 }),
  listeners: fc.nat(300),
});
const year = fc.array(activity, { maxLength: 20 });

describe("sessions, attendances and people are three counts", () => {
  it("sessions and attendances of the kinds add up to those of all; people are those who came at all, each once", () => {
    fc.assert(
      fc.property(year, (activities) => {
        const { byKind, all } = countActivities(activities);
        const sum = (of: "sessions" | "attendances" | "unnamed") =>
          ACTIVITY_KINDS.reduce((n, kind) => n + byKind[kind][of], 0);
        expect(all.sessions).toBe(activities.length);
        expect(sum("sessions")).toBe(all.sessions);
        expect(sum("attendances")).toBe(all.attendances);
        expect(sum("unnamed")).toBe(all.unnamed);
        expect(all.people).toBe(new Set(activities.flatMap((one) => one.who)).size);
      }),
    );
  });

  it("people are never more than named attendances, and not fewer than the largest session", () => {
    fc.assert(
      fc.property(year, (activities) => {
        for (const count of Object.values(countActivities(activities).byKind))
          expect(count.people).toBeLessThanOrEqual(count.attendances - count.unnamed);
        const largest = Math.max(0, ...activities.map((one) => new Set(one.who).size));
        expect(countActivities(activities).all.people).toBeGreaterThanOrEqual(largest);
      }),
    );
  });

  it("listeners make attendances and nothing else; the order of activities makes nothing", () => {
    fc.assert(
      fc.property(year, fc.nat(500), (activities, more) => {
        const before = countActivities(activities).all;
        const after = countActivities(
          activities.map((one, n) => (n === 0 ? { ...one, listeners: one.listeners + more } : one)).toReversed(),
        ).all;
        const added = activities.length > 0 ? more : 0;
        expect(after).toEqual({
          ...before,
          attendances: before.attendances + added,
          unnamed: before.unnamed + added,
        });
      }),
    );
  });

  it("one person at a lecture and at a visit: two sessions, two attendances, one person", () => {
    const who = ["person:1"];
    const { byKind, all } = countActivities([
      { kind: "LECTURE", who, listeners: 60 },
      { kind: "SERVICE_VISIT", who, listeners: 0 },
    ]);
    expect(all).toEqual({ sessions: 2, attendances: 62, people: 1, unnamed: 60 });
    expect(byKind.LECTURE).toEqual({ sessions: 1, attendances: 61, people: 1, unnamed: 60 });
    expect(byKind.COLLABORATION).toEqual({ sessions: 0, attendances: 0, people: 0, unnamed: 0 });
  });
});

describe("whose turn it is to host", () => {
  const day = (n: number) => new Date(Date.UTC(2026, 0, n));
  const members = fc.uniqueArray(
    fc.record({
      id: fc.uuid(),
      name: fc.string({ minLength: 1, maxLength: 4 }),
      joinedAt: fc.integer({ min: 1, max: 40 }).map(day),
      last: fc.option(
        fc.record({
          at: fc.integer({ min: 50, max: 400 }).map(day),
          ordinal: fc.option(fc.integer({ min: 1, max: 30 })),
        }),
      ),
    }),
    { selector: (one) => one.id, maxLength: 12 },
  );

  it("is everybody's once before it is anybody's twice", () => {
    fc.assert(
      fc.property(members, fc.integer({ min: 1, max: 30 }), (start, rounds) => {
        let now = start.map((one) => ({ ...one, last: null as { at: Date; ordinal: number | null } | null }));
        const hosted = new Map<string, number>();
        for (let n = 0; n < rounds && now.length > 0; n += 1) {
          const next = hostTurns(now)[0];
          hosted.set(next?.id ?? "", (hosted.get(next?.id ?? "") ?? 0) + 1);
          now = now.map((one) => (one.id === next?.id ? { ...one, last: { at: day(500 + n), ordinal: n } } : one));
        }
        const counts = start.map((one) => hosted.get(one.id) ?? 0);
        expect(Math.max(0, ...counts) - Math.min(...counts, Math.max(0, ...counts))).toBeLessThanOrEqual(1);
      }),
    );
  });

  it("names everybody once, in an order that the order given does not change, with the reason", () => {
    fc.assert(
      fc.property(members, (given) => {
        const turns = hostTurns(given);
        expect(turns.map((one) => one.id).toSorted()).toEqual(given.map((one) => one.id).toSorted());
        expect(hostTurns(given.toReversed())).toEqual(turns);
        for (const turn of turns) {
          const member = given.find((one) => one.id === turn.id);
          expect(turn.why).toBe(member?.last ? "longest-ago" : "never");
        }
      }),
    );
  });
});

describe("a list typed in from paper", () => {
  it("takes names with units in the ways people write them, each person once", () => {
    expect(
      readPeople("张三，宝鸡啤酒厂\n李四, 秦川机床\n\n  王五   西凤酒厂 \n张三,宝鸡啤酒厂\nJohn Smith, Bosch\n赵六"),
    ).toEqual([
      { name: "张三", unit: "宝鸡啤酒厂" },
      { name: "李四", unit: "秦川机床" },
      { name: "王五", unit: "西凤酒厂" },
      { name: "John Smith", unit: "Bosch" },
      { name: "赵六", unit: "" },
    ]);
  });

  it("survives whatever is pasted, and nobody is twice in it", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 300 }), (text) => {
        const people = readPeople(text);
        const keys = people.map((one) => whoOf({ personId: null, ...one }));
        expect(new Set(keys).size).toBe(keys.length);
        for (const one of people) expect(one.name.trim()).not.toBe("");
      }),
    );
  });
});

describe("steps", () => {
  it("only the secretariat moves an activity, nothing leads out of a cancelled one, and a closed one only opens again", () => {
    for (const state of ACTIVITY_STATES) {
      expect(stepsFor(state, ["HOST", "MEMBER", "OFFICER", "INVITED"])).toEqual([]);
      for (const action of stepsFor(state, ["SECRETARIAT"])) expect(STEPS[action].from).toContain(state);
    }
    expect(stepsFor("CANCELLED", ["SECRETARIAT"])).toEqual([]);
    expect(stepsFor("CLOSED", ["SECRETARIAT"])).toEqual(["reopen"]);
    expect(stepsFor("PLANNED", ["SECRETARIAT"]).toSorted()).toEqual(["cancel", "hold"]);
  });
});

describe("days and times of a place", () => {
  const zones = ["Asia/Shanghai", "Asia/Urumqi", "America/New_York", "UTC"];

  it("what a form shows is what it meant", () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date("2020-01-01"), max: new Date("2035-01-01"), noInvalidDate: true }),
        fc.constantFrom(...zones),
        (moment, zone) => {
          const text = localText(moment, zone);
          const back = momentIn(text, zone);
          // An hour that the clock passes twice has one of two meanings; it is shown the same.
          expect(back && localText(back, zone)).toBe(text);
          expect(dayEndsAfter(moment, zone).getTime()).toBeGreaterThan(moment.getTime());
        },
      ),
    );
    expect(momentIn("2026-06-31T09:00", "Asia/Shanghai")).toBeNull();
    expect(momentIn("2026-06-03T09:00", "Asia/Shanghai")).toEqual(new Date("2026-06-03T01:00:00Z"));
    expect(startOfYear(2026, "Asia/Shanghai")).toEqual(new Date("2025-12-31T16:00:00Z"));
  });

  it("the gate opens two hours before, and closes when the day is over", () => {
    const startsAt = new Date("2026-06-03T01:00:00Z");
    const ends = dayEndsAfter(startsAt, "Asia/Shanghai");
    expect(signInOpen(startsAt, ends, new Date("2026-06-02T22:59:59Z"))).toBe(false);
    expect(signInOpen(startsAt, ends, new Date("2026-06-02T23:00:00Z"))).toBe(true);
    expect(signInOpen(startsAt, ends, new Date("2026-06-03T15:59:59Z"))).toBe(true);
    expect(signInOpen(startsAt, ends, new Date("2026-06-03T16:00:00Z"))).toBe(false);
  });
});

describe("the drafted news text", () => {
  const facts: NewsFacts = {
    kind: "COLLABORATION",
    ordinal: 3,
    topic: "在线检测",
    alliance: "宝鸡烟酒食品联盟",
    day: "2026-06-03",
    place: "灌装二车间",
    host: "宝鸡啤酒厂",
    units: ["宝鸡啤酒厂", "秦川机床"],
    attendances: 2,
    people: 2,
    listeners: 0,
    experts: ["张师傅"],
    problems: ["瓶盖歪斜"],
    advice: [{ text: "加装传感器，\n发现即报警。", adviser: "张师傅" }],
    followUps: 1,
  };

  it("says in plain words who met, where, about what, and what was advised", () => {
    expect(draftNews(facts, "zh-CN")).toBe(
      "2026 年 6 月 3 日，宝鸡烟酒食品联盟第 3 次技术协作攻关活动在宝鸡啤酒厂举行，地点：灌装二车间。主题：在线检测。签到 2 人。参加单位：宝鸡啤酒厂、秦川机床，共 2 家。到场专家：张师傅。\n\n" +
        "现场研究的难题：“瓶盖歪斜”。张师傅建议：加装传感器， 发现即报警。\n\n会后有 1 项建议落实到人，按期跟进。",
    );
    expect(draftNews(facts, "en")).toContain("collaboration activity no. 3");
  });

  it("invents nothing: what is not known is left out", () => {
    const bare = draftNews(
      {
        ...facts,
        units: [],
        experts: [],
        problems: [],
        advice: [],
        followUps: 0,
        attendances: 0,
        people: 0,
        listeners: 80,
      },
      "zh-CN",
    );
    expect(bare).toContain("听众 80 人次。");
    expect(bare).not.toMatch(/难题|建议|专家|签到|undefined|NaN/);
  });
});
