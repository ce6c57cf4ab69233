import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  joinedDue,
  mustWaitUntil,
  nextDigest,
  planMail,
  SPACING_MS,
  URGENT_SPACING_MS,
} from "#app/modules/notifications/digest.ts";
import { kindOf, MATTER_KINDS, MAIL_PACES } from "#app/modules/notifications/matters.ts";
import { type Preferences, readPreferences } from "#app/modules/notifications/preferences.ts";
import { afterQuiet, isQuiet, type QuietHours } from "#app/modules/notifications/quiet-hours.ts";

const ZONES = ["Asia/Shanghai", "Asia/Urumqi", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "UTC"];
const moments = fc.date({
  min: new Date("2026-01-01T00:00:00Z"),
  max: new Date("2027-12-31T00:00:00Z"),
  noInvalidDate: true,
});
const quiets: fc.Arbitrary<QuietHours> = fc.record({
  from: fc.integer({ min: 0, max: 1_439 }),
  to: fc.integer({ min: 0, max: 1_439 }),
  timeZone: fc.constantFrom(...ZONES),
});
const preferences: fc.Arbitrary<Preferences> = fc.record({
  mail: fc.record(Object.fromEntries(MATTER_KINDS.map((kind) => [kind, fc.constantFrom(...MAIL_PACES)]))),
  silent: fc.subarray([...MATTER_KINDS]),
  mailPaused: fc.boolean(),
  digest: fc.constantFrom("daily" as const, "weekly" as const),
  quiet: quiets,
  urgentAtNight: fc.boolean(),
}) as fc.Arbitrary<Preferences>;

const HOUR = 3_600_000;
const clock = (at: Date, timeZone: string) =>
  new Intl.DateTimeFormat("en-GB", { timeZone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(at);

describe("quiet hours", () => {
  it("by default are the night of the person's own clock", () => {
    const { quiet } = readPreferences(null, "Europe/Berlin");
    expect(quiet).toEqual({ from: 1_320, to: 420, timeZone: "Europe/Berlin" });
    const at = (text: string) => isQuiet(new Date(text), quiet);
    expect([
      at("2026-07-01T19:59Z"),
      at("2026-07-01T20:00Z"),
      at("2026-07-02T04:59Z"),
      at("2026-07-02T05:00Z"),
    ]).toEqual([false, true, true, false]);
  });

  it("end on the wall's clock also in the nights it is changed", () => {
    const quiet = { from: 22 * 60, to: 7 * 60, timeZone: "Europe/Berlin" };
    expect(afterQuiet(new Date("2026-03-28T22:00Z"), quiet)).toEqual(new Date("2026-03-29T05:00Z"));
    expect(afterQuiet(new Date("2026-10-24T21:00Z"), quiet)).toEqual(new Date("2026-10-25T06:00Z"));
    // An end at half past two does not exist that night: peace lasts until the clock has jumped past it.
    const gap = { from: 22 * 60, to: 150, timeZone: "Europe/Berlin" };
    expect(clock(afterQuiet(new Date("2026-03-28T23:00Z"), gap), "Europe/Berlin")).toMatch(/^03:/);
  });

  it("are over afterwards, last no longer than they are, and from a quiet moment on there is no earlier end", () => {
    fc.assert(
      fc.property(moments, quiets, fc.double({ min: 0, max: 1, noNaN: true }), (at, quiet, share) => {
        const end = afterQuiet(at, quiet);
        expect(isQuiet(end, quiet)).toBe(false);
        expect(end.getTime()).toBeGreaterThanOrEqual(at.getTime());
        if (!isQuiet(at, quiet)) {
          expect(end).toEqual(at);
          return;
        }
        // Summer time adds at most an hour.
        const length = (quiet.to - quiet.from + 1_440) % 1_440;
        expect(end.getTime() - at.getTime()).toBeLessThanOrEqual(length * 60_000 + HOUR + 60_000);
        const between = new Date(at.getTime() + share * (end.getTime() - at.getTime()));
        expect(isQuiet(between, quiet) || end.getTime() - between.getTime() <= HOUR).toBe(true);
      }),
      { numRuns: 400 },
    );
  });
});

describe("digests", () => {
  it("come at eight, on the next day or the next Monday", () => {
    expect(nextDigest(new Date("2026-11-21T23:00Z"), "daily", "Asia/Shanghai")).toEqual(new Date("2026-11-22T00:00Z"));
    expect(nextDigest(new Date("2026-11-22T00:00Z"), "daily", "Asia/Shanghai")).toEqual(new Date("2026-11-23T00:00Z"));
    expect(nextDigest(new Date("2026-11-21T12:00Z"), "weekly", "Asia/Shanghai")).toEqual(new Date("2026-11-23T00:00Z"));
  });

  it("have one next time that all news before it share", () => {
    fc.assert(
      fc.property(
        moments,
        fc.constantFrom(...ZONES),
        fc.constantFrom("daily" as const, "weekly" as const),
        (at, zone, rhythm) => {
          const next = nextDigest(at, rhythm, zone);
          expect(next.getTime()).toBeGreaterThan(at.getTime());
          expect(clock(next, zone)).toBe("08:00");
          const last = new Date(next.getTime() - 1);
          expect(nextDigest(last, rhythm, zone)).toEqual(next);
          const span = (rhythm === "daily" ? 1 : 7) * 24 * HOUR + HOUR;
          expect(next.getTime() - at.getTime()).toBeLessThanOrEqual(span);
        },
      ),
      { numRuns: 300 },
    );
  });
});

it("what nobody sorted yet is progress: told, but at nobody's throat", () => {
  expect([kindOf("problem.bid"), kindOf("mystery.happened"), kindOf("search.new-matches")]).toEqual([
    "turn",
    "progress",
    "search",
  ]);
});

it("choices that nobody can have made count as none", () => {
  const odd = { mail: { turn: "never", late: "off" }, silent: ["nonsense"], digest: "hourly", timeZone: "Mars/Base" };
  const stored = { ...odd, mailPaused: false, quietFrom: 60, quietTo: 60, urgentAtNight: false };
  const read = readPreferences(stored, "Nowhere/Else");
  expect([read.mail.turn, read.mail.late, read.silent, read.digest, read.quiet.timeZone]).toEqual([
    "soon",
    "off",
    [],
    "daily",
    "Asia/Shanghai",
  ]);
  expect(isQuiet(new Date(), read.quiet)).toBe(false);
});

/**
 * A mailbox kept as the database keeps it: news joins the waiting mail of its matter or digest, a mail leaves once when
 * it is due. The clock may be set while it runs, and the server may be away.
 */
describe("mails", () => {
  type News = { after: number; matter: number; kind: (typeof MATTER_KINDS)[number]; urgent: boolean };
  type Waiting = { key: string; news: number[]; dueAt: Date; urgent: boolean };
  type Sent = { at: Date; key: string; news: number[]; urgent: boolean };

  const news: fc.Arbitrary<News> = fc.record({
    after: fc.oneof(fc.integer({ min: 0, max: 10 }), fc.integer({ min: 0, max: 600 })),
    matter: fc.integer({ min: 0, max: 2 }),
    kind: fc.constantFrom(...MATTER_KINDS),
    urgent: fc.boolean(),
  });

  function play(start: Date, all: News[], chosen: Preferences, jumps: { at: number; minutes: number }[], away: number) {
    const waiting = new Map<string, Waiting>();
    const sent: Sent[] = [];
    const refused: number[] = [];
    let now = start.getTime();
    const pump = () => {
      for (const mail of waiting.values()) {
        if (mail.dueAt.getTime() > now) continue;
        const later = mustWaitUntil(new Date(now), mail.urgent, chosen);
        if (later) mail.dueAt = later;
        else {
          waiting.delete(mail.key);
          sent.push({ at: new Date(now), ...mail });
        }
      }
    };
    let minute = 0;
    const tick = (minutes: number) => {
      for (let n = 0; n < minutes; n += 1) {
        minute += 1;
        now += 60_000 + (jumps.find((jump) => jump.at === minute)?.minutes ?? 0) * 60_000;
        if (minute % 1_440 >= away) pump();
      }
    };
    for (const [index, one] of all.entries()) {
      tick(one.after);
      const last = sent.filter((mail) => mail.key === `m${one.matter}`).at(-1);
      const plan = planMail({ ...one, at: new Date(now), lastSentAt: last?.at ?? null }, chosen);
      if (!plan) refused.push(index);
      else {
        const key = plan.joins === "digest" ? "digest" : `m${one.matter}`;
        const open = waiting.get(key) ?? { key, news: [], dueAt: plan.dueAt, urgent: false };
        open.news.push(index);
        open.dueAt = joinedDue(open.dueAt, plan.dueAt);
        open.urgent ||= one.urgent;
        waiting.set(key, open);
      }
    }
    tick(9 * 1_440);
    return { sent, refused, waiting };
  }

  const jumps = fc.array(
    fc.record({ at: fc.integer({ min: 1, max: 2_000 }), minutes: fc.integer({ min: -90, max: 90 }) }),
    {
      maxLength: 3,
    },
  );

  it("lose nothing, send nothing twice, keep the quiet hours, whatever the clock and the server do", () => {
    fc.assert(
      fc.property(
        moments,
        fc.array(news, { maxLength: 25 }),
        preferences,
        jumps,
        fc.integer({ min: 0, max: 300 }),
        (start, all, chosen, set, away) => {
          // A day that is quiet from end to end would never send.
          fc.pre(
            Math.abs(chosen.quiet.to - chosen.quiet.from) < 1_200 &&
              Math.abs(chosen.quiet.to - chosen.quiet.from) > 300,
          );
          const { sent, refused, waiting } = play(start, all, chosen, set, away);
          expect(waiting.size).toBe(0);
          const told = sent.flatMap((mail) => mail.news);
          expect([...told, ...refused].sort((a, b) => a - b)).toEqual(all.map((_, index) => index));
          for (const mail of sent)
            if (!(mail.urgent && chosen.urgentAtNight)) expect(isQuiet(mail.at, chosen.quiet)).toBe(false);
        },
      ),
      { numRuns: 60 },
    );
  }, 30_000);

  it("are one for a matter however many events; the next of it comes an hour later at the earliest, ten minutes when urgent", () => {
    fc.assert(
      fc.property(moments, fc.array(news, { minLength: 1, maxLength: 30 }), fc.boolean(), (start, all, urgent) => {
        const chosen = { ...readPreferences(null), mail: { ...readPreferences(null).mail, progress: "soon" as const } };
        const same = all.map((one) => ({ ...one, urgent }));
        const { sent } = play(start, same, chosen, [], 0);
        const apart = urgent ? URGENT_SPACING_MS : SPACING_MS;
        for (const key of ["m0", "m1", "m2"]) {
          const times = sent.filter((mail) => mail.key === key).map((mail) => mail.at.getTime());
          for (const [n, at] of times.entries())
            if (n > 0) expect(at - (times[n - 1] ?? 0)).toBeGreaterThanOrEqual(apart);
        }
        const digests = sent.filter((mail) => mail.key === "digest").map((mail) => mail.at.toISOString().slice(0, 10));
        expect(new Set(digests).size).toBe(digests.length);
      }),
      { numRuns: 60 },
    );
  }, 30_000);

  it("about a stopped line go at once; what is said about it waits for the digest", () => {
    const noon = { urgent: true, at: new Date("2026-11-18T04:00:00Z"), lastSentAt: null };
    const plan = (kind: (typeof MATTER_KINDS)[number]) => planMail({ ...noon, kind }, readPreferences(null));
    expect(plan("progress")).toEqual({ joins: "matter", dueAt: noon.at });
    expect(plan("comment")?.joins).toBe("digest");
  });
});
