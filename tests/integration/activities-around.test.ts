import { randomUUID } from "node:crypto";
import ICAL from "ical.js";
import { addDays } from "date-fns/addDays";
import { addHours } from "date-fns/addHours";
import { describe, expect, it } from "vitest";
import { ask } from "#app/lib/ask-together.server.ts";
import { calendarFile } from "#app/lib/calendar-file.server.ts";
import { db, inTransaction } from "#app/lib/db.server.ts";
import { giveAdvice } from "#app/modules/activities/advise.server.ts";
import { enterPeople, signInByCode } from "#app/modules/activities/attend.server.ts";
import { activityEntry, registerActivityCalendar } from "#app/modules/activities/calendar-entries.server.ts";
import {
  makeCalendarFeed,
  readCalendarFeed,
  removeCalendarFeed,
} from "#app/modules/activities/calendar-feed.server.ts";
import { putInvitation } from "#app/modules/activities/invite-expert.server.ts";
import { cancelActivity } from "#app/modules/activities/move-activity.server.ts";
import { requireActivity } from "#app/modules/activities/open-activity.server.ts";
import { loadActivity } from "#app/modules/activities/queries-activity.server.ts";
import { activityTodo } from "#app/modules/activities/queries-home.server.ts";
import { loadYear } from "#app/modules/activities/queries-figures.server.ts";
import { listActivities, loadListChoices } from "#app/modules/activities/queries-list.server.ts";
import { loadAttendance } from "#app/modules/activities/queries-work.server.ts";
import { remindFollowUps } from "#app/modules/activities/remind-follow-ups.server.ts";
import { paperCode, screenCode } from "#app/modules/activities/sign-in-code.server.ts";
import { deliverActivityNotices } from "#app/modules/notifications/activity-notices.server.ts";
import { useTestDatabase } from "#tests/support/database.server.ts";
import { makeWorld } from "#tests/support/factories.server.ts";
import {
  activityVersion,
  at,
  draftedActivity,
  heldActivity,
  MORNING,
  publishedActivity,
  refusedBy,
  ZONE,
} from "#tests/support/activities.server.ts";

useTestDatabase();

describe("the clock and the messages", () => {
  it("reminds the owner once before the day and once after it, whoever runs the sweep how often; done is done", async () => {
    const world = await makeWorld(MORNING);
    const id = await heldActivity(world, ["甲"]);
    const noon = await at(world.secretariat, addHours(MORNING, 4));
    await giveAdvice(noon, id, {
      clientId: randomUUID(),
      text: "一般建议",
      adviser: "",
      ownerId: world.reviewer.personId,
      dueOn: "2026-06-20",
    });
    const events = async () =>
      (
        await db.event.findMany({
          where: { subjectId: id, actorId: null },
          orderBy: { id: "asc" },
          select: { type: true },
        })
      ).map((event) => event.type.replace("activity.", ""));
    const morningOf = (day: string) => new Date(`${day}T00:30:00Z`);
    await remindFollowUps(morningOf("2026-06-17"));
    expect(await events()).toEqual([]);
    await Promise.all([1, 2, 3].map(() => remindFollowUps(morningOf("2026-06-18"))));
    await remindFollowUps(morningOf("2026-06-20"));
    expect(await events()).toEqual(["follow-up-due"]);
    expect(await ask(activityTodo(await at(world.reviewer, morningOf("2026-06-18"))))).toMatchObject([
      { reason: "follow-up", activityId: id },
    ]);
    await Promise.all([1, 2].map(() => remindFollowUps(morningOf("2026-06-21"))));
    await remindFollowUps(morningOf("2026-07-21"));
    expect(await events()).toEqual(["follow-up-due", "follow-up-late"]);

    for (const event of await db.event.findMany({ where: { subjectId: id }, select: { id: true } }))
      for (let n = 0; n < 2; n += 1) await deliverActivityNotices(event.id, morningOf("2026-06-21"));
    const told = await db.notice.findMany({
      where: { subjectId: id },
      orderBy: [{ eventId: "asc" }, { personId: "asc" }],
      select: { type: true, personId: true, subjectKind: true },
    });
    const reviewers = [world.reviewer.personId, world.reviewer2.personId].toSorted();
    expect(told.filter((one) => one.type === "activity.published").map((one) => one.personId)).toEqual(reviewers);
    expect(told.filter((one) => one.type === "activity.follow-up-due").map((one) => one.personId)).toEqual([
      world.reviewer.personId,
    ]);
    expect(told.filter((one) => one.type === "activity.follow-up-late")).toHaveLength(2);
    expect(new Set(told.map((one) => one.subjectKind))).toEqual(new Set(["activity"]));
  });
});

describe("calendars", () => {
  it("hold what their owner may see and nothing of the topic, are read by another hand, and end with the address", async () => {
    registerActivityCalendar();
    const world = await makeWorld(MORNING);
    const id = await publishedActivity(world);
    const cancelled = await publishedActivity(world, {
      kind: "LECTURE",
      otherHost: "市图书馆",
      startsAt: addDays(MORNING, 1),
    });
    await cancelActivity(
      await at(world.secretariat, addDays(MORNING, -1)),
      cancelled,
      await activityVersion(cancelled),
      "改期",
    );
    await draftedActivity(world);
    const read = (text: string) =>
      new ICAL.Component(ICAL.parse(text) as unknown[])
        .getAllSubcomponents("vevent")
        .map((one) => ({ event: new ICAL.Event(one), status: one.getFirstPropertyValue("status") }));

    const token = await makeCalendarFeed(world.engineer);
    const text = await readCalendarFeed(token, "https://jianglian.example", MORNING);
    const entries = read(text);
    expect(entries.map(({ event, status }) => [event.summary, status])).toEqual([
      [expect.stringContaining("第 1 次技术协作攻关活动"), "CONFIRMED"],
      ["第 1 场讲座 · 市图书馆", "CANCELLED"],
    ]);
    expect(entries[0]?.event.startDate.toJSDate()).toEqual(MORNING);
    expect(entries[0]?.event.uid).toBe(`activity-${id}@jianglian`);
    expect(text).not.toContain("在线检测");
    expect(text.split("\r\n").every((line) => Buffer.byteLength(line) <= 75)).toBe(true);
    const [alone] = read(calendarFile("x", [await activityEntry(world.craftsman, id, "https://jianglian.example")]));
    expect(alone?.event.location).toBe("灌装二车间");

    const outside = await makeCalendarFeed(world.outsider);
    expect(read(await readCalendarFeed(outside, "", MORNING))).toEqual([]);
    const second = await makeCalendarFeed(world.engineer);
    expect((await refusedBy(readCalendarFeed(token, "", MORNING))).code).toBe("not_found");
    await db.membership.updateMany({ where: { personId: world.engineer.personId }, data: { endsAt: MORNING } });
    expect(read(await readCalendarFeed(second, "", addHours(MORNING, 1)))).toEqual([]);
    await removeCalendarFeed(world.engineer);
    for (const nothing of [second, "", "nonsense", "x".repeat(43)])
      expect((await refusedBy(readCalendarFeed(nothing, "", MORNING))).code).toBe("not_found");
  });

  it("codes at the gate: of this activity and this time only", async () => {
    const world = await makeWorld(MORNING);
    const id = await publishedActivity(world);
    const other = await publishedActivity(world);
    const when = { id, startsAt: MORNING, endsAt: null, timeZone: ZONE };
    const noon = addHours(MORNING, 3);
    const someone = (now: Date) => at(world.toolsEngineer, now);
    const refused = async (now: Date, code: string, of = id) =>
      (await refusedBy(signInByCode(await someone(now), of, code))).messageKey;
    expect(await refused(addDays(MORNING, -1), screenCode(when, addDays(MORNING, -1)))).toBe("activity-sign-in-closed");
    expect(await refused(noon, screenCode(when, addHours(noon, -1)))).toBe("activity-code-old");
    expect(await refused(noon, screenCode(when, noon), other)).toBe("activity-code-old");
    expect(await refused(addDays(MORNING, 1), paperCode(when))).toBe("activity-sign-in-closed");
    const outsider = await refusedBy(signInByCode(await at(world.outsider, noon), id, screenCode(when, noon)));
    expect(outsider.code).toBe("not_found");
    // The code before the newest still counts: somebody had to sign in first.
    const before = screenCode(when, new Date(noon.getTime() - 5 * 60_000));
    expect(await signInByCode(await someone(noon), id, before)).toEqual({ first: true });
    expect(await db.activityAttendance.findFirstOrThrow({ where: { activityId: id } })).toMatchObject({
      via: "SCREEN",
      unitId: world.tools,
    });
  });
});

describe("the counts", () => {
  it("has one person there once, by code and on paper, with the enterprise's name or the studio's", async () => {
    const world = await makeWorld(MORNING);
    const id = await publishedActivity(world);
    const now = addHours(MORNING, 1);
    const code = screenCode({ id, startsAt: MORNING, endsAt: null, timeZone: ZONE }, now);
    const reviewer = await at(world.reviewer, now);
    const { name } = await db.organisation.findUniqueOrThrow({ where: { id: world.brewery } });
    await signInByCode(await at(world.engineer, now), id, code);
    const half = name.slice(0, Math.ceil(name.length / 2));
    const cases = [
      [name, 0],
      [half, 0],
      ["", 0],
      ["外地某厂", 1],
    ] as const;
    for (const [unit, added] of cases)
      expect((await enterPeople(reviewer, id, `${world.engineer.name}，${unit}`)).added, unit).toBe(added);
    // Who is there is not asked any more whether they come.
    await inTransaction(async (tx) =>
      putInvitation(tx, reviewer, await requireActivity(reviewer, id, tx), world.engineer.personId),
    );
    const there = await at(world.engineer, now);
    expect((await ask(activityTodo(there))).map((one) => one.reason)).toEqual([]);
    expect((await loadActivity(there, id)).may.reply).toBe(false);
    // Written in first and signing afterwards: that row becomes theirs.
    expect((await enterPeople(reviewer, id, `${world.engineer2.name}，${name}`)).added).toBe(1);
    expect(await signInByCode(await at(world.engineer2, now), id, code)).toEqual({ first: true });
    const rows = await db.activityAttendance.findMany({
      where: { activityId: id },
      select: { personId: true, via: true },
    });
    expect(rows).toHaveLength(3);
    expect(rows).toContainEqual({ personId: world.engineer2.personId, via: "SCREEN" });
    // Members read their own enterprise's people, also those of the paper.
    const { rows: seen } = await loadAttendance(await at(world.engineer, now), id);
    expect(seen).toHaveLength(2);
  });

  it("are of the year by the alliance's own clock, in the list, its years and the figures", async () => {
    const world = await makeWorld(MORNING);
    await heldActivity(world, ["甲"]);
    // In Baoji it is half past midnight of 2026, in Greenwich and New York still 2025.
    await heldActivity(world, ["乙"], { startsAt: new Date("2025-12-31T16:30:00Z") });
    const reader = await at(world.secretariat, addDays(MORNING, 60));
    const told = async (year: number) => [
      (await listActivities(reader, { view: "past", year }, {})).rows.length,
      (await loadYear(reader, { year })).counts.all.sessions,
      (await loadListChoices(reader)).years.includes(year),
    ];
    expect([await told(2025), await told(2026)]).toEqual([
      [0, 0, false],
      [2, 2, true],
    ]);
    await db.organisation.update({ where: { id: world.alliance }, data: { timeZone: "America/New_York" } });
    expect([await told(2025), await told(2026)]).toEqual([
      [1, 1, true],
      [1, 1, true],
    ]);
  });
});
