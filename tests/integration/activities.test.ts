import { randomUUID } from "node:crypto";
import { addDays } from "date-fns/addDays";
import { addHours } from "date-fns/addHours";
import { describe, expect, it } from "vitest";
import { ask } from "#app/lib/ask-together.server.ts";
import { db, inTransaction } from "#app/lib/db.server.ts";
import { finishFollowUp, giveAdvice, writeRecord } from "#app/modules/activities/advise.server.ts";
import { enterInvited, enterPeople, signInByCode } from "#app/modules/activities/attend.server.ts";
import { activityEntry } from "#app/modules/activities/calendar-entries.server.ts";
import { hostTurnsOf } from "#app/modules/activities/host-rotation.server.ts";
import {
  inviteExpert,
  putInvitation,
  replyToInvitation,
  withdrawInvitation,
} from "#app/modules/activities/invite-expert.server.ts";
import {
  cancelActivity,
  closeActivity,
  holdTookPlace,
  publishActivity,
  reopenActivity,
} from "#app/modules/activities/move-activity.server.ts";
import { loadNews, saveNews } from "#app/modules/activities/news.server.ts";
import { addProblem, findProblems, removeProblem } from "#app/modules/activities/pick-problems.server.ts";
import { changePlan, changePractical, createActivity } from "#app/modules/activities/plan-activity.server.ts";
import { requireActivity } from "#app/modules/activities/open-activity.server.ts";
import { loadActivity } from "#app/modules/activities/queries-activity.server.ts";
import { listAttendances, listPeople, loadYear } from "#app/modules/activities/queries-figures.server.ts";
import { activityTodo } from "#app/modules/activities/queries-home.server.ts";
import { listActivities } from "#app/modules/activities/queries-list.server.ts";
import { loadAttendance } from "#app/modules/activities/queries-work.server.ts";
import { paperCode, screenCode } from "#app/modules/activities/sign-in-code.server.ts";
import { verifyChains } from "#app/modules/events/verify-chain.server.ts";
import { useTestDatabase } from "#tests/support/database.server.ts";
import {
  actorOf,
  LONG_AGO,
  makeEnterprise,
  makeStudio,
  makeActor,
  makePerson,
  makeWorld,
  publishedProblem,
  releasedProblem,
  type World,
} from "#tests/support/factories.server.ts";
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

const database = useTestDatabase();

describe("from a draft to a closed record", () => {
  it("is planned, answered, attended, advised, followed up, told about and closed; each event on the alliance's chain", async () => {
    const world = await makeWorld(MORNING);
    const problem = await publishedProblem(world, { title: "瓶盖歪斜" });
    const early = await at(world.secretariat, addDays(MORNING, -14));
    const id = await draftedActivity(world);
    await addProblem(early, id, problem);
    await addProblem(early, id, problem);
    await inviteExpert(early, id, world.craftsman.personId);
    await inviteExpert(early, id, world.leader.personId);
    // Nobody but the secretariat and the host's reviewer knows of a draft.
    for (const one of [world.craftsman, world.engineer, world.officer, world.toolsReviewer])
      expect((await refusedBy(loadActivity(one, id))).code).toBe("not_found");
    expect((await loadActivity(world.reviewer, id)).may).toMatchObject({ arrange: true, invite: false, steps: [] });
    const numbered = { version: await activityVersion(id), firstOrdinal: 3 };
    expect(await publishActivity(early, id, numbered)).toMatchObject({ ordinal: 3 });
    const guest = await at(world.craftsman, addDays(MORNING, -5));
    expect(await ask(activityTodo(guest))).toMatchObject([{ reason: "invitation", activityId: id }]);
    await replyToInvitation(guest, id, { reply: "COMES", note: "带量具", proposed: "" });
    await replyToInvitation(await at(world.leader, addDays(MORNING, -5)), id, {
      reply: "PROPOSES",
      note: "",
      proposed: "王师傅",
    });
    expect(await ask(activityTodo(guest))).toEqual([]);
    const seen = await loadActivity(early, id);
    expect(seen.invitees.map((one) => [one.reply, one.proposed, one.note]).toSorted()).toEqual([
      ["COMES", "", "带量具"],
      ["PROPOSES", "王师傅", ""],
    ]);
    // What was written to the secretariat stays with those who run it.
    expect((await loadActivity(world.toolsEngineer, id)).invitees.every((one) => !one.note && !one.proposed)).toBe(
      true,
    );

    const now = addHours(MORNING, 1);
    const when = { id, startsAt: MORNING, endsAt: null, timeZone: ZONE };
    const [craftsman, engineer] = [await at(world.craftsman, now), await at(world.engineer, now)];
    expect((await refusedBy(signInByCode(craftsman, id, "S000000000"))).messageKey).toBe("activity-code-old");
    expect(await signInByCode(craftsman, id, screenCode(when, now))).toEqual({ first: true });
    expect(await signInByCode(craftsman, id, screenCode(when, now).toLowerCase())).toEqual({ first: false });
    expect(await signInByCode(engineer, id, paperCode(when))).toEqual({ first: true });
    const reviewer = await at(world.reviewer, now);
    await enterInvited(reviewer, id, world.leader.personId);
    expect(await enterPeople(reviewer, id, `老张，秦川机床\n${world.craftsman.name}\n老张，秦川机床`)).toEqual({
      added: 1,
      there: 1,
    });

    await giveAdvice(reviewer, id, {
      clientId: randomUUID(),
      problemId: problem,
      text: "加装传感器，发现即报警",
      adviser: "李师傅",
      ownerId: world.engineer.personId,
      dueOn: "2026-06-10",
    });
    await holdTookPlace(await at(world.secretariat, now), id, await activityVersion(id));
    const after = await at(world.secretariat, addHours(MORNING, 8));
    await writeRecord(after, id, { version: await activityVersion(id), record: "现场看了两条线。" });
    const { draft } = await loadNews(after, id);
    expect(draft.newsZh).toContain("第 3 次技术协作攻关活动");
    expect(draft.newsZh).toContain("“瓶盖歪斜”");
    expect(draft.newsZh).toContain("加装传感器");
    expect(draft.newsEn).toContain("no. 3");
    await saveNews(after, id, { version: 0, newsZh: "改过的稿子", newsEn: "" });
    expect((await refusedBy(saveNews(after, id, { version: 0, newsZh: "旧", newsEn: "" }))).code).toBe("conflict");
    await closeActivity(after, id, await activityVersion(id));
    expect((await refusedBy(enterPeople(after, id, "来晚了"))).code).toBe("conflict");

    const page = await loadActivity(engineer, id);
    expect(page).toMatchObject({ state: "CLOSED", ordinal: 3, named: 4, news: { zh: "改过的稿子" }, signedIn: true });
    const [advice] = page.advice;
    expect(advice).toMatchObject({ ownerName: world.engineer.name, mayFinish: true });
    expect((await loadActivity(craftsman, id)).advice[0]?.mayFinish).toBe(false);
    const finish = { adviceId: advice?.id ?? "", version: 0, result: "已装，一周无误报" };
    expect((await refusedBy(finishFollowUp(craftsman, id, finish))).code).toBe("forbidden");
    await finishFollowUp(engineer, id, finish);
    expect((await refusedBy(finishFollowUp(engineer, id, finish))).code).toBe("conflict");

    await reopenActivity(after, id, await activityVersion(id), "漏了一个人");
    const types = (
      await db.event.findMany({
        where: { subjectId: id },
        orderBy: { id: "asc" },
        select: { type: true, organisationId: true },
      })
    ).map((event) => {
      expect(event.organisationId).toBe(world.alliance);
      return event.type.replace("activity.", "");
    });
    expect(types).toEqual([
      "drafted",
      "problem-added",
      "invited",
      "invited",
      "published",
      "replied",
      "replied",
      "attended",
      "attended",
      "attendance-entered",
      "attendance-entered",
      "advised",
      "held",
      "recorded",
      "news-saved",
      "closed",
      "followed-up",
      "reopened",
    ]);
    const { findings } = await verifyChains(database.facts.secrets.chain);
    expect(findings).toEqual([]);
  });

  it("refuses what is missing or too early, beside its field, and whoever was slower", async () => {
    const world = await makeWorld(MORNING);
    const early = await at(world.secretariat, addDays(MORNING, -14));
    const school = await draftedActivity(world, { otherHost: "宝鸡技师学院" });
    expect((await refusedBy(publishActivity(early, school, { version: 0 }))).details.field).toBe("hostId");
    expect((await refusedBy(draftedActivity(world, { hostId: world.outside }))).messageKey).toBe("not_a_member");
    const id = await publishedActivity(world);
    const changed = {
      version: await activityVersion(id),
      topic: "新主题",
      hostId: world.tools,
      otherHost: "",
      place: "一车间",
      practical: "",
    };
    await changePlan(early, id, { ...changed, startsAt: "2026-06-04T09:00" });
    expect((await refusedBy(changePlan(early, id, { ...changed, startsAt: "2026-06-04T09:00" }))).code).toBe(
      "conflict",
    );
    const backwards = {
      version: await activityVersion(id),
      startsAt: "2026-06-04T09:00",
      endsAt: "2026-06-04T08:00",
      place: "x",
      practical: "",
    };
    expect((await refusedBy(changePractical(early, id, backwards))).details.field).toBe("endsAt");
    expect((await refusedBy(holdTookPlace(early, id, await activityVersion(id)))).messageKey).toBe(
      "activity-not-begun",
    );
    const later = await at(world.secretariat, addDays(MORNING, 3));
    await holdTookPlace(later, id, await activityVersion(id));
    expect((await refusedBy(closeActivity(later, id, await activityVersion(id)))).messageKey).toBe(
      "activity-nobody-there",
    );
    expect((await refusedBy(cancelActivity(later, id, await activityVersion(id), "晚了"))).code).toBe("conflict");
    // A form sent twice makes one draft.
    const input = {
      clientId: randomUUID(),
      allianceId: world.alliance,
      kind: "LECTURE" as const,
      topic: "讲座",
      otherHost: "学校",
      startsAt: "2026-07-01T09:00",
      place: "",
      practical: "",
    };
    const [one, two] = await Promise.all([createActivity(early, input), createActivity(early, input)]);
    expect(one).toEqual(two);
  });
});

describe("the series", () => {
  it("has neither gaps nor doubles however many publish at once, also after a cancelled one; each kind and alliance its own", async () => {
    const world = await makeWorld(MORNING);
    const ids: string[] = [];
    for (let n = 0; n < 8; n += 1) ids.push(await draftedActivity(world));
    const lecture = await draftedActivity(world, { kind: "LECTURE", otherHost: "图书馆" });
    const actor = await at(world.secretariat, addDays(MORNING, -10));
    const made = await Promise.all(ids.map((id) => publishActivity(actor, id, { version: 0 })));
    expect(made.map((one) => one.ordinal).toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect((await publishActivity(actor, lecture, { version: 0, firstOrdinal: 5 })).ordinal).toBe(5);
    const last = ids[made.findIndex((one) => one.ordinal === 8)] ?? "";
    await cancelActivity(actor, last, 1, "撞期");
    expect(await publishedActivity(world).then((id) => db.activity.findUniqueOrThrow({ where: { id } }))).toMatchObject(
      {
        ordinal: 9,
      },
    );
    // Two who publish the same one: one success, one clear word.
    const same = await draftedActivity(world);
    const both = await Promise.allSettled([1, 2].map(() => publishActivity(actor, same, { version: 0 })));
    expect(both.map((one) => one.status).toSorted()).toEqual(["fulfilled", "rejected"]);
    expect(await db.activity.count({ where: { allianceId: world.alliance, ordinal: 10 } })).toBe(1);
  });

  it("suggests the member whose turn it is, with the reason; a studio's enterprise is a member too", async () => {
    const world = await makeWorld(MORNING);
    expect((await hostTurnsOf(world.alliance, MORNING)).map((one) => one.why)).toEqual(["never", "never"]);
    await heldActivity(world, ["甲"], { hostId: world.brewery });
    const [next2, then] = await hostTurnsOf(world.alliance, addDays(MORNING, 1));
    expect(next2).toMatchObject({ id: world.tools, why: "never" });
    expect(then).toMatchObject({ id: world.brewery, why: "longest-ago", since: MORNING, ordinal: 1 });
    // The one being planned is nobody's last turn: its form still says that the host never had one.
    const planned = await publishedActivity(world, { hostId: world.tools, startsAt: addDays(MORNING, 9) });
    expect((await hostTurnsOf(world.alliance, addDays(MORNING, 1), planned))[0]).toMatchObject({ why: "never" });
  });
});

describe("who sees what", () => {
  it("members see it, outsiders and administrators find nothing, and an invitation opens it until it ends", async () => {
    const world = await makeWorld(MORNING);
    const admin = await makeActor(
      [["ADMIN", await db.organisation.create({ data: { kind: "PLATFORM", name: "平台" } }).then((o) => o.id)]],
      { now: MORNING },
    );
    const id = await publishedActivity(world);
    for (const one of [world.engineer, world.craftsman, world.toolsReviewer, world.officer, world.secretariat])
      expect((await loadActivity(one, id)).id).toBe(id);
    for (const one of [world.outsider, world.outsideSecretariat, admin]) {
      expect((await refusedBy(loadActivity(one, id))).code).toBe("not_found");
      expect((await listActivities(one, { view: "upcoming" }, {})).rows).toEqual([]);
      expect((await refusedBy(publishActivity(one, id, { version: 1 }))).code).toBe("not_found");
      expect((await refusedBy(activityEntry(one, id, ""))).code).toBe("not_found");
    }
    for (const one of [world.engineer, world.toolsReviewer, world.officer]) {
      expect((await refusedBy(inviteExpert(one, id, world.leader.personId))).code).toBe("forbidden");
      expect((await refusedBy(enterPeople(one, id, "某人"))).code).toBe("forbidden");
    }
    // The host arranges; the rest is not its own.
    const reviewer = await at(world.reviewer, addDays(MORNING, -3));
    await changePractical(reviewer, id, { version: 1, startsAt: "2026-06-03T10:00", place: "三车间", practical: "" });
    expect((await refusedBy(cancelActivity(reviewer, id, 2, "不办了"))).code).toBe("forbidden");

    const visitor = await makePerson([]);
    const inviter = await at(world.secretariat, addDays(MORNING, -5));
    await inTransaction(async (tx) =>
      putInvitation(tx, inviter, await requireActivity(inviter, id, tx), visitor, addDays(MORNING, 1)),
    );
    const seen = await loadActivity(await actorOf(visitor, MORNING), id);
    expect(seen.may).toMatchObject({ reply: true, names: false, record: false });
    expect((await refusedBy(loadActivity(await actorOf(visitor, addDays(MORNING, 2)), id))).code).toBe("not_found");
    await withdrawInvitation(inviter, id, visitor);
    expect((await refusedBy(loadActivity(await actorOf(visitor, MORNING), id))).code).toBe("not_found");
  });

  it("of the problems everybody sees only their own share, in lists, advice, search and the news text", async () => {
    const world = await makeWorld(MORNING);
    const early = await at(world.secretariat, addDays(MORNING, -14));
    const open = await publishedProblem(world, { title: "公开的难题" });
    const hidden = await publishedProblem(
      world,
      { title: "只给机床厂的难题" },
      { circle: "NAMED", circleIds: [world.tools], detail: "NAMED", detailIds: [world.tools] },
    );
    const unpublished = await releasedProblem(world, { title: "还没发榜" });
    const id = await draftedActivity(world);
    await addProblem(early, id, open);
    await addProblem(early, id, hidden);
    expect((await refusedBy(addProblem(early, id, unpublished))).code).toBe("not_found");
    const found = await findProblems(early, { id, allianceId: world.alliance }, "难题");
    expect(found.map((one) => [one.id, one.picked]).toSorted()).toEqual(
      [
        [open, true],
        [hidden, true],
      ].toSorted(),
    );
    await publishActivity(early, id, { version: await activityVersion(id) });
    const noon = await at(world.secretariat, addHours(MORNING, 3));
    const owner = await at(world.leader, noon.now);
    await inviteExpert(early, id, owner.personId);
    const about = (problemId: string | undefined, text: string, ownerId?: string) => ({
      clientId: randomUUID(),
      problemId,
      text,
      adviser: "",
      ...(ownerId ? { ownerId, dueOn: "2026-06-20" } : {}),
    });
    await giveAdvice(noon, id, about(hidden, "秘密的建议", owner.personId));
    await giveAdvice(noon, id, about(open, "公开的建议"));
    await giveAdvice(noon, id, about(undefined, "一般的建议"));
    const member = await makeActor([["CRAFTSMAN", await memberStudio(world)]], { now: noon.now });
    const seen = await loadActivity(member, id);
    expect(seen.problems.map((one) => one.title)).toEqual(["公开的难题"]);
    expect(seen.advice.map((one) => one.text)).toEqual(["公开的建议", "一般的建议"]);
    expect((await loadActivity(owner, id)).advice).toHaveLength(3);
    const cannot = await refusedBy(giveAdvice(noon, id, about(hidden, "又一条", world.secretariat.personId)));
    expect(cannot.messageKey).toBe("bad_choice");
    await enterPeople(noon, id, "甲，乙厂");
    await inviteExpert(early, id, member.personId);
    const unable = await refusedBy(giveAdvice(noon, id, about(hidden, "又一条", member.personId)));
    expect(unable.messageKey).toBe("activity-owner-cannot-read");
    await holdTookPlace(noon, id, await activityVersion(id));
    const { draft } = await loadNews(noon, id);
    expect(draft.newsZh).toContain("公开的难题");
    expect(draft.newsZh + draft.newsEn).not.toMatch(/机床厂的难题|秘密的建议/);
    expect((await refusedBy(removeProblem(noon, id, open))).messageKey).toBe("activity-problem-advised");

    // The names on the list are for those who run it and the union above; others see their own and the number.
    expect((await loadAttendance(member, id)).rows).toEqual([]);
    expect(await loadAttendance(world.officer, id)).toMatchObject({ named: 1, rows: [{ name: "甲" }] });
  });
});

/** A studio of a third enterprise in the alliance. */
async function memberStudio(world: World): Promise<string> {
  const studio = await makeStudio(await makeEnterprise());
  await db.allianceMember.create({ data: { allianceId: world.alliance, memberId: studio, joinedAt: LONG_AGO } });
  return studio;
}

describe("the year's figures", () => {
  it("count sessions, attendances and people apart, leave out what did not take place, and each opens its list", async () => {
    const world = await makeWorld(MORNING);
    await heldActivity(world, ["甲，一厂", "乙，一厂"]);
    await heldActivity(world, ["甲，一厂", "丙，二厂"], { startsAt: addDays(MORNING, 7) });
    await heldActivity(world, ["甲，一厂"], { kind: "LECTURE", otherHost: "技师学院", listeners: 60 });
    await heldActivity(world, ["丁，三厂"], { startsAt: new Date("2025-12-31T17:00:00Z") });
    await heldActivity(world, ["戊，三厂"], { startsAt: new Date("2025-12-31T15:00:00Z") });
    await publishedActivity(world, { startsAt: addDays(MORNING, 30) });
    const gone = await publishedActivity(world);
    await cancelActivity(await at(world.secretariat, MORNING), gone, await activityVersion(gone), "下雨");
    const reader = await at(world.secretariat, addDays(MORNING, 60));
    const { counts } = await loadYear(reader, { year: 2026 });
    expect(counts.all).toEqual({ sessions: 4, attendances: 66, people: 4, unnamed: 60 });
    expect(counts.byKind.COLLABORATION).toEqual({ sessions: 3, attendances: 5, people: 4, unnamed: 0 });
    expect(counts.byKind.LECTURE).toEqual({ sessions: 1, attendances: 61, people: 1, unnamed: 60 });
    const lists = { year: 2026, kind: "COLLABORATION" as const };
    const past = await listActivities(reader, { view: "past", ...lists }, {});
    expect(past.rows.filter((row) => row.state !== "CANCELLED")).toHaveLength(3);
    expect((await listAttendances(reader, { ...lists, after: null })).rows).toHaveLength(5);
    const people = await listPeople(reader, { year: 2026 });
    expect(people.people.map((one) => [one.name, one.times])).toEqual([
      ["甲", 3],
      ["丁", 1],
      ["丙", 1],
      ["乙", 1],
    ]);
    const outsider = await at(world.outsideSecretariat, reader.now);
    expect((await loadYear(outsider, { year: 2026 })).counts.all.sessions).toBe(0);
    expect((await refusedBy(loadYear(outsider, { alliance: world.alliance }))).code).toBe("not_found");
    const own = await listAttendances(await at(world.toolsEngineer, reader.now), { ...lists, after: null });
    expect(own).toMatchObject({ rows: [], named: 5, all: false });
  });
});
