import { randomUUID } from "node:crypto";
import { addDays } from "date-fns/addDays";
import { beforeAll, describe, expect, it } from "vitest";
import { db } from "#app/lib/db.server.ts";
import { formatDate } from "#app/lib/format.ts";
import { inRequestScope } from "#app/lib/http/request-scope.server.ts";
import { openSession } from "#app/modules/accounts/session.server.ts";
import { changeAchievement } from "#app/modules/achievements/achievement/change-achievement.server.ts";
import {
  addAchievementEvidence,
  registerAchievementFiles,
} from "#app/modules/achievements/achievement/evidence.server.ts";
import { takeOverAchievement } from "#app/modules/achievements/achievement/share-achievement.server.ts";
import { submitAchievement } from "#app/modules/achievements/achievement/submit-achievement.server.ts";
import { addEvidence } from "#app/modules/achievements/benefit/evidence.server.ts";
import { giveAdvice } from "#app/modules/activities/advise.server.ts";
import { inviteExpert, replyToInvitation, withdrawInvitation } from "#app/modules/activities/invite-expert.server.ts";
import { loadNews } from "#app/modules/activities/news.server.ts";
import { addActivityPhotos } from "#app/modules/activities/photos.server.ts";
import { addProblem } from "#app/modules/activities/pick-problems.server.ts";
import { createActivity } from "#app/modules/activities/plan-activity.server.ts";
import { addApplicationFiles } from "#app/modules/awards/applications/evidence.server.ts";
import { settleChanges } from "#app/modules/awards/changes/settle-changes.server.ts";
import { addScans } from "#app/modules/awards/dossier/scans.server.ts";
import { clearFlag } from "#app/modules/awards/flags/clear-flag.server.ts";
import { gradeApplication } from "#app/modules/awards/notice/grade-application.server.ts";
import { publishNotice } from "#app/modules/awards/notice/publish-notice.server.ts";
import { inviteAgain, seatOutside, seatPerson } from "#app/modules/awards/panel/seat-judge.server.ts";
import { defineRound, startRound } from "#app/modules/awards/rounds/define-round.server.ts";
import { addTitle, retireTitle } from "#app/modules/awards/titles/write-title.server.ts";
import { changeLeader } from "#app/modules/studios/change-leader.server.ts";
import { decideStudio } from "#app/modules/studios/decide-studio.server.ts";
import { addStudioFiles, registerStudioFiles } from "#app/modules/studios/files.server.ts";
import { confirmPromotion, enterPromotion, withdrawPromotion } from "#app/modules/studios/promote-member.server.ts";
import { startReview } from "#app/modules/studios/review-studio.server.ts";
import { changeLeaderSchema, decideSchema, promotionSchema } from "#app/modules/studios/schema.ts";
import { action as rubricAction } from "#app/routes/awards.rounds.$id.rubric.tsx";
import { content, entered, versionOf, written } from "#tests/support/achievements.server.ts";
import { at, draftedActivity, heldActivity, MORNING, publishedActivity } from "#tests/support/activities.server.ts";
import { definition, draftedRound } from "#tests/support/award-life.server.ts";
import { achievementOf, admittedApplication, draftRound, putRound } from "#tests/support/award-panel.server.ts";
import { flagOn } from "#tests/support/award-rows.server.ts";
import { later, solvedProblem } from "#tests/support/benefits.server.ts";
import { useTestDatabase } from "#tests/support/database.server.ts";
import { word } from "#tests/support/documents.ts";
import {
  makeActor,
  makeOrganisation,
  makePerson,
  makeWorld,
  publishedProblem,
} from "#tests/support/factories.server.ts";
import { refusedUnwritten } from "#tests/support/refused.server.ts";

useTestDatabase();
beforeAll(() => {
  registerAchievementFiles();
  registerStudioFiles();
});

describe("refused beside the field, and nothing is written", () => {
  it("titles, rounds and rubrics", async () => {
    const world = await makeWorld();
    const { officer } = world;
    const id = await draftedRound(world);
    const row = await db.awardRound.findUniqueOrThrow({ where: { id }, include: { title: true } });
    const { name, subject, legalBasis, grades, organisationId } = row.title;
    const title = { organisationId, subject, name, nameEn: "", legalBasis, grades };
    expect(await refusedUnwritten(() => addTitle(officer, title))).toBe("title-twice@name");
    // The same name is free again once the other is retired; and no round is begun with that one.
    await retireTitle(officer, row.titleId, row.title.version);
    const again = await addTitle(officer, title);
    const begin = { clientId: randomUUID(), year: 2026, name: "评选", nameEn: "" };
    expect(await refusedUnwritten(() => startRound(officer, { ...begin, titleId: row.titleId }))).toBe("title-retired");
    await startRound(officer, { ...begin, titleId: again.id });

    const elsewhere = await makeOrganisation("FEDERATION");
    for (const scopeId of [elsewhere, world.tools, randomUUID()])
      expect(
        await refusedUnwritten(() =>
          defineRound(officer, id, definition(officer.now, { version: 1, scopeIds: [world.alliance, scopeId] })),
        ),
      ).toBe("round-scope@scopeIds");
    const other = [{ grade: "特等奖", places: 9 }];
    await defineRound(officer, id, definition(officer.now, { version: 1, scopeIds: [world.alliance], places: other }));
    expect((await db.awardRound.findUniqueOrThrow({ where: { id } })).places).toEqual([{ grade: "一等奖", places: 0 }]);

    const cookie = await openSession(new Request("http://localhost/"), officer.personId, { now: new Date() });
    const save = async (field: string, typed: string): Promise<object | undefined> => {
      const body = new URLSearchParams({
        intent: "save",
        version: "2",
        "criteria[0].nameZh": "效益",
        "criteria[0].max": "40",
        "criteria[0].kind": field === "anchors" ? "JUDGED" : "COMPUTED",
        "criteria[0].formula": "certifiedYuan",
        [`criteria[0].${field === "anchors" ? "rows" : field}`]: typed,
      });
      const headers = { cookie: cookie.split(";")[0] ?? "" };
      const request = new Request(`http://localhost/awards/rounds/${id}/rubric`, { method: "POST", headers, body });
      const context = {};
      const answer = await inRequestScope(context, async () => rubricAction({ request, params: { id }, context }));
      return (answer as unknown as { data?: { result: { error: object } } }).data?.result.error;
    };
    for (const [field, typed, said] of [
      ["max", "0", "rubric-max"],
      ["max", "9999", "too_big|max=1000"],
      ["rows", "1 1\n".repeat(13), "too_many|max=12"],
      ["rows", "1 2\n2 1", "rubric-steps-fall"],
      ["anchors", `9-10 ${"好".repeat(501)}`, "too_long|max=500"],
      ["anchors", "10-9 好", "rubric-anchor"],
      ["key", "钱", "bad_choice"],
    ] as const)
      expect(await save(field, typed), `${field} ${typed}`).toEqual({
        [`criteria[0].${field === "anchors" ? "rows" : field}`]: [said],
      });
    expect((await db.awardRound.findUniqueOrThrow({ where: { id } })).version).toBe(2);
    expect(await save("rows", "0.00001 1")).toBeUndefined();
  });

  it("panels, notices and flags", async () => {
    const world = await makeWorld();
    const { officer } = world;
    const roundId = await draftRound(world);
    const seat = { personId: world.outsider.personId, chair: true, substitute: true };
    const outside = { name: "专家", unit: "大学", contact: "x@example.com", chair: true, substitute: true };
    expect(await refusedUnwritten(() => seatPerson(officer, roundId, seat))).toBe("seat-chair-substitute@chair");
    expect(await refusedUnwritten(() => seatOutside(officer, roundId, outside))).toBe("seat-chair-substitute@chair");
    await seatOutside(officer, roundId, { ...outside, substitute: false });
    const came = await db.panelSeat.findFirstOrThrow({ where: { roundId } });
    await db.panelSeat.update({ where: { id: came.id }, data: { personId: await makePerson() } });
    expect(await refusedUnwritten(() => inviteAgain(officer, roundId, came.id))).toBe("seat-taken");
    const more = Array.from({ length: 29 }, (_, n) => ({ roundId, name: `评委${n}`, position: n + 2 }));
    await db.panelSeat.createMany({ data: more });
    expect(await refusedUnwritten(() => seatPerson(officer, roundId, { ...seat, chair: false }))).toBe("too_many");
    expect(await db.panelSeat.count({ where: { roundId } })).toBe(30);

    const place = { enterpriseId: world.tools, studioId: world.toolsStudio, unitId: world.toolsStudio };
    const achievement = await achievementOf(world.craftsman, place, world.toolsReviewer.personId);
    const by = { enterpriseId: world.tools, byId: world.craftsman.personId };
    const id = await admittedApplication(roundId, achievement, by, "counted");
    await putRound(roundId, "REVIEW");
    const { version } = await db.awardRound.update({ where: { id: roundId }, data: { state: "PANEL" } });
    const grade = { applicationId: id, version: 0, grade: "一等奖", reason: "好" };
    const outcome = { applicationId: id, version: 0, seen: "", outcome: "=", reason: "好" };
    // While judges score nobody grades, puts anything up, or says what a change means.
    for (const early of [
      () => publishNotice(officer, roundId, version),
      () => gradeApplication(officer, roundId, grade),
      () => settleChanges(officer, roundId, outcome),
    ])
      expect(await refusedUnwritten(early)).toBe("panel-open");
    await db.awardRound.update({ where: { id: roundId }, data: { panelClosedAt: new Date() } });
    expect(await refusedUnwritten(() => publishNotice(officer, roundId, version))).toBe("notice-nobody");
    expect((await db.awardApplication.findUniqueOrThrow({ where: { id } })).state).toBe("ADMITTED");

    // A branch's officer sees the flag, and is not over everybody it concerns.
    const branch = await makeOrganisation("ENTERPRISE_UNION", { parentId: world.federation });
    await db.organisation.update({ where: { id: world.tools }, data: { parentId: branch } });
    const below = await makeActor([["UNION_OFFICER", branch]]);
    const flag = await flagOn(achievement, world.tools);
    const both = [world.tools, world.brewery];
    await db.flag.update({ where: { id: flag.id }, data: { organisationIds: both } });
    const clear = () => clearFlag(below, flag.id, { version: 0, reason: "看过" });
    expect(await refusedUnwritten(clear)).toBe("flag-not-yours");
    await db.flag.update({ where: { id: flag.id }, data: { organisationIds: [world.tools] } });
    await clear();
  });

  it("achievements", async () => {
    const world = await makeWorld();
    const craftsman = later(world.craftsman);
    const fix = `fix:${await solvedProblem(world)}`;
    const submit = async (id: string) =>
      submitAchievement(craftsman, id, { version: await versionOf(id), novelty: "" });
    const own = await written(world, fix, { summary: "", innovation: "" });
    expect(await refusedUnwritten(async () => takeOverAchievement(craftsman, own, await versionOf(own)))).toBe(
      "achievement-own",
    );
    expect(await refusedUnwritten(() => submit(own))).toBe("achievement-texts");
    for (const half of [{ summary: "" }, { innovation: "" }]) {
      await changeAchievement(craftsman, own, await content(own, half));
      expect(await refusedUnwritten(() => submit(own))).toBe("achievement-texts");
    }
    await changeAchievement(craftsman, own, await content(own));
    await submit(own);
    const change = await content(own, { title: "换个名称" });
    expect(await refusedUnwritten(() => changeAchievement(craftsman, own, change))).toBe("achievement-state");

    // Out of the studio's own work, with nothing anybody could look at; a patent is something.
    const named = { title: "独立的改进", completedOn: "2027-12-01" };
    const bare = await written(
      world,
      `unit:${world.toolsStudio}`,
      { ...named, summary: "改夹具", innovation: "快换" },
      named,
    );
    expect(await refusedUnwritten(() => submit(bare))).toBe("achievement-no-proof");
    const patent = { kind: "UTILITY_MODEL", number: "ZL202720000001.2", title: "夹具", holder: "机床厂" };
    const shown = { ...named, summary: "改夹具", innovation: "快换" };
    const patents = [{ ...patent, state: "GRANTED", on: "2027-01-01" }];
    await changeAchievement(craftsman, bare, await content(bare, { ...shown, patents }));
    await submit(bare);
    expect((await entered(craftsman, fix)).id).not.toBe(own);
  });

  it("studios", async () => {
    const world = await makeWorld();
    const { officer, leader, toolsReviewer: reviewer, toolsStudio: studioId } = world;
    await db.organisation.update({ where: { id: world.tools }, data: { parentId: world.federation } });
    const day = (days: number) => addDays(officer.now, days).toISOString().slice(0, 10);
    const version = async () => (await db.studio.findUniqueOrThrow({ where: { organisationId: studioId } })).version;
    const decide = async (action: string, more: object = {}) =>
      decideStudio(
        officer,
        studioId,
        decideSchema.parse({
          action,
          clientId: randomUUID(),
          version: await version(),
          document: "1 号",
          decidedOn: day(-20),
          decidedBy: "总工会",
          reason: "现场看过",
          level: "MUNICIPAL",
          ...more,
        }),
      );
    expect(await refusedUnwritten(() => decide("designate", { dueOn: day(-1) }))).toBe("studio-due-past@dueOn");
    await decide("designate");
    const early = () => decide("change-level", { level: "PROVINCIAL", decidedOn: day(-21) });
    expect(await refusedUnwritten(early)).toBe("studio-before-named@decidedOn");
    const lead = async () =>
      changeLeader(
        officer,
        studioId,
        changeLeaderSchema.parse({
          clientId: randomUUID(),
          version: await version(),
          toId: leader.personId,
          stays: "member",
          document: "2 号",
          decidedOn: day(-1),
          reason: "换人",
        }),
      );
    expect(await refusedUnwritten(lead)).toBe("studio-leads-already@toId");
    const year = Number(formatDate(officer.now).slice(0, 4));
    for (const wrong of [year - 2, year + 1])
      expect(await refusedUnwritten(() => startReview(leader, studioId, wrong))).toBe("studio-review-year@year");

    const promoted = promotionSchema.parse({
      clientId: randomUUID(),
      personId: world.craftsman.personId,
      kind: "GRADE",
      gradeBefore: "SENIOR",
      gradeAfter: "TECHNICIAN",
      onDay: day(-1),
      issuer: "市人社局",
    });
    const { id } = await enterPromotion(leader, studioId, promoted);
    const file = (name: string) => [new File([new Uint8Array(word(`${name} ${id}`))], `${name}.docx`)];
    await addStudioFiles(leader, "studio-promotion", id, file("证书"));
    await confirmPromotion(reviewer, studioId, id);
    // Confirmed it is confirmed: neither twice, nor with other evidence; withdrawn it stays so.
    const confirm = () => confirmPromotion(reviewer, studioId, id);
    expect(await refusedUnwritten(confirm)).toBe("studio-promotion-closed");
    expect(await refusedUnwritten(() => addStudioFiles(leader, "studio-promotion", id, file("又一份")))).toBe(
      "studio-promotion-closed",
    );
    await withdrawPromotion(leader, studioId, id, "日期有误");
    await db.organisation.update({ where: { id: studioId }, data: { closedAt: officer.now } });
    expect(await refusedUnwritten(() => startReview(leader, studioId, year))).toBe("organisation_closed");
    await db.organisation.update({ where: { id: studioId }, data: { closedAt: null } });
    const again = () => withdrawPromotion(leader, studioId, id, "又一次");
    for (const closed of [confirm, again]) expect(await refusedUnwritten(closed)).toBe("studio-promotion-closed");
  });

  it("a form for files without one", async () => {
    const [{ craftsman }, id] = [await makeWorld(), randomUUID()];
    for (const add of [addAchievementEvidence, addEvidence, addApplicationFiles, addScans])
      expect(await refusedUnwritten(() => add(craftsman, id, []))).toBe("choose_file@files");
    expect(await refusedUnwritten(() => addActivityPhotos(craftsman, id, []))).toBe("choose_file@photos");
  });

  it("activities", async () => {
    const world = await makeWorld(MORNING);
    const early = await at(world.secretariat, addDays(MORNING, -14));
    const plan = {
      clientId: randomUUID(),
      allianceId: world.alliance,
      kind: "COLLABORATION" as const,
      topic: "检测",
      hostId: world.brewery,
      otherHost: "",
      place: "",
      practical: "",
      startsAt: "2026-06-03T09:00",
    };
    for (const endsAt of ["2026-06-03T09:00", "2026-06-02T18:00", "2026-07-05T09:00"])
      expect(await refusedUnwritten(() => createActivity(early, { ...plan, endsAt }))).toBe(
        "activity-ends-first@endsAt",
      );
    const close = (closedAt: Date | null) =>
      db.organisation.update({ where: { id: world.alliance }, data: { closedAt } });
    await close(addDays(MORNING, -20));
    expect(await refusedUnwritten(() => createActivity(early, plan))).toBe("organisation_closed");
    await close(null);
    expect(await db.activity.count()).toBe(0);

    const id = await draftedActivity(world);
    const guest = await at(world.craftsman, addDays(MORNING, -5));
    const rows = async <Row>(count: number, make: () => Promise<Row>): Promise<Row[]> => {
      const made: Row[] = [];
      for (let n = 0; n < count; n += 1) made.push(await make());
      return made;
    };
    const problem = await publishedProblem(world);
    const listed = await rows(30, () => publishedProblem(world));
    const addedAt = addDays(MORNING, -10);
    await db.activityProblem.createMany({ data: listed.map((problemId) => ({ activityId: id, problemId, addedAt })) });
    expect(await refusedUnwritten(() => addProblem(early, id, problem))).toBe("activity-too-many-problems");

    const told = await publishedActivity(world);
    const reply = { reply: "COMES" as const, note: "", proposed: "" };
    expect(await refusedUnwritten(() => replyToInvitation(guest, told, reply))).toBe("activity-not-invited");
    await inviteExpert(early, told, world.craftsman.personId);
    await replyToInvitation(guest, told, reply);
    await withdrawInvitation(early, told, world.craftsman.personId);
    expect(await refusedUnwritten(() => replyToInvitation(guest, told, reply))).toBe("activity-not-invited");
    expect(await refusedUnwritten(() => loadNews(early, told))).toBe("activity-not-held");
    const people = await rows(199, () => makePerson());
    const invited = { activityId: told, invitedById: early.personId, invitedAt: addedAt };
    await db.activityInvitee.createMany({ data: people.map((personId) => ({ ...invited, personId })) });
    expect(await refusedUnwritten(() => inviteExpert(early, told, world.leader.personId))).toBe(
      "activity-too-many-invited",
    );
    // Who was invited before may be again: that is not one more.
    await inviteExpert(early, told, world.craftsman.personId);

    const held = await heldActivity(world, ["张三"]);
    const noon = await at(world.secretariat, addDays(MORNING, 1));
    expect(await refusedUnwritten(() => replyToInvitation(noon, held, reply))).toBe("activity-state");
    const advice = () => ({ clientId: randomUUID(), text: "装传感器", adviser: "张三" });
    const given = Array.from({ length: 200 }, () => ({ ...advice(), activityId: held, createdAt: MORNING }));
    await db.activityAdvice.createMany({ data: given });
    expect(await refusedUnwritten(() => giveAdvice(noon, held, advice()))).toBe("activity-too-much-advice");
  });
});
