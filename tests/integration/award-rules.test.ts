import { randomUUID } from "node:crypto";
import { addDays } from "date-fns/addDays";
import { describe, expect, it } from "vitest";
import { inRequestScope } from "#app/lib/http/request-scope.server.ts";
import { db } from "#app/lib/db.server.ts";
import { openSession } from "#app/modules/accounts/session.server.ts";
import { registerApplicationFiles } from "#app/modules/awards/applications/evidence.server.ts";
import { loadApplicationStart } from "#app/modules/awards/applications/queries-start.server.ts";
import { startApplication } from "#app/modules/awards/applications/start-application.server.ts";
import { awardsOf } from "#app/modules/awards/decisions/queries.server.ts";
import { submitApplication } from "#app/modules/awards/applications/submit-application.server.ts";
import { loadNotice } from "#app/modules/awards/notice/queries.server.ts";
import { startRound } from "#app/modules/awards/rounds/define-round.server.ts";
import { frozenHashOf } from "#app/modules/awards/rounds/frozen-hash.server.ts";
import { loadDates, moveDates } from "#app/modules/awards/rounds/moves/move-dates.server.ts";
import { loadRound, loadRoundStart } from "#app/modules/awards/rounds/queries.server.ts";
import { closeRound, openRound } from "#app/modules/awards/rounds/run-round.server.ts";
import { takeRubric } from "#app/modules/awards/rounds/save-rubric.server.ts";
import {
  listRubrics,
  loadOwnRubric,
  loadRubric,
  loadRubricSource,
} from "#app/modules/awards/rubrics/queries.server.ts";
import { SHIPPED_RUBRICS } from "#app/modules/awards/rubrics/shipped.ts";
import { addRubric, changeRubric, retireRubric } from "#app/modules/awards/rubrics/write-rubric.server.ts";
import { addTitle } from "#app/modules/awards/titles/write-title.server.ts";
import { deliverPanelNotices } from "#app/modules/notifications/panel-notices.server.ts";
import { action as rubricAction } from "#app/routes/awards.rounds.$id.rubric.tsx";
import {
  applicationVersion,
  confirmedBy,
  draftedRound,
  openedRound,
  registeredAchievement,
  writtenApplication,
} from "#tests/support/award-life.server.ts";
import { SMALL_RUBRIC } from "#tests/support/award-rubric.ts";
import { useTestDatabase } from "#tests/support/database.server.ts";
import { makeActor, makeOrganisation, makeWorld } from "#tests/support/factories.server.ts";
import { refusal } from "#tests/support/solving.server.ts";

useTestDatabase();
registerApplicationFiles();

describe("the rubric editor", () => {
  it("adds a line, works out what is typed, refuses beside the field and saves, all by plain forms", async () => {
    const world = await makeWorld();
    const id = await draftedRound(world);
    const cookie = await openSession(new Request("http://localhost/"), world.officer.personId, { now: new Date() });
    const post = async (fields: Record<string, string>) => {
      const request = new Request(`http://localhost/awards/rounds/${id}/rubric`, {
        method: "POST",
        headers: { cookie: cookie.split(";")[0] ?? "" },
        body: new URLSearchParams({
          version: "1",
          "criteria[0].key": "money",
          "criteria[0].nameZh": "效益",
          "criteria[0].max": "40",
          "criteria[0].kind": "COMPUTED",
          "criteria[0].formula": "certifiedYuan",
          "criteria[0].rows": "100000 10\n500000 40",
          ...fields,
        }),
      });
      const context = {};
      return inRequestScope(context, async () => rubricAction({ request, params: { id }, context }));
    };
    type Answer = { data: { result: { initialValue: { criteria: unknown[] }; error?: object }; worked: unknown } };
    const insert = JSON.stringify({ type: "insert", payload: { name: "criteria", defaultValue: { nameZh: "新" } } });
    const added = (await post({ __intent__: insert })) as unknown as Answer;
    expect(added.data.result.initialValue.criteria).toMatchObject([{ key: "money" }, { nameZh: "新" }]);
    const tried = (await post({ intent: "try", "example.certifiedYuan": "120,000" })) as unknown as Answer;
    expect(tried.data.worked).toEqual([
      { key: "money", name: { zh: "效益", en: "" }, judged: false, least: "10", most: "10" },
    ]);
    const wrong = (await post({ intent: "save", "criteria[0].formula": "yearsRunning" })) as unknown as Answer;
    expect(wrong.data.result.error).toMatchObject({ "criteria[0].formula": ["formula-unknown|name=yearsRunning"] });
    expect((await loadRound(world.officer, id)).rubric.criteria).toHaveLength(7);
    expect(await post({ intent: "save" })).toMatchObject({ status: 302 });
    expect((await loadRound(world.officer, id)).rubric).toMatchObject({
      criteria: [{ key: "money", max: 4000, marking: { steps: [{ from: "100000", points: 1000 }, { points: 4000 }] } }],
      ties: ["money"],
    });
  });
});

describe("the library of rubrics", () => {
  const shipped = SHIPPED_RUBRICS[0];
  const OURS = { criteria: SMALL_RUBRIC.criteria.slice(0, 2), ties: ["economic"] };
  const other = async () => {
    const federation = await makeOrganisation("FEDERATION");
    return { federation, officer: await makeActor([["UNION_OFFICER", federation]]) };
  };

  it("copies, changes and retires a union's own; a round keeps what it took", async () => {
    const world = await makeWorld();
    const { officer, federation } = world;
    const input = {
      clientId: randomUUID(),
      organisationId: federation,
      subject: "ACHIEVEMENT" as const,
      name: "市里的评分表",
      nameEn: "",
      from: { kind: "rubric" as const, id: shipped?.id ?? "" },
    };
    const { id } = await addRubric(officer, input);
    // Posted twice it is one.
    expect(await addRubric(officer, input)).toEqual({ id });
    expect(await refusal(addRubric(officer, { ...input, clientId: randomUUID() }))).toBe("rubric-name-twice");
    expect(await loadRubric(officer, id)).toMatchObject({ content: shipped?.content, mayChange: true });

    const changed = { version: 0, name: "市里的评分表", nameEn: "Ours", content: OURS };
    await changeRubric(officer, id, changed);
    expect(await refusal(changeRubric(officer, id, changed))).toBe("conflict");
    const wrong = { ...OURS, criteria: OURS.criteria.slice(0, 1) };
    expect(
      await refusal(changeRubric(officer, id, { ...changed, version: 1, content: { criteria: [], ties: [] } })),
    ).toBe("rubric-empty");
    expect(await refusal(changeRubric(officer, id, { ...changed, version: 1, content: wrong }))).toBe("rubric-tie");

    const title = await addTitle(officer, {
      organisationId: federation,
      subject: "ACHIEVEMENT",
      name: "市奖",
      nameEn: "",
      legalBasis: "一号文",
      grades: ["一等奖"],
    });
    const begin = { titleId: title.id, year: 2026, name: "评选", nameEn: "", rubricId: id };
    const round = await startRound(officer, { ...begin, clientId: randomUUID() });
    expect((await loadRound(officer, round.id)).rubric).toEqual(OURS);
    // What was improved in a round comes back into the library.
    const kept = await addRubric(officer, {
      ...input,
      clientId: randomUUID(),
      name: "评选用过的",
      from: { kind: "round", id: round.id },
    });
    expect((await loadRubric(officer, kept.id)).content).toEqual(OURS);

    const shorter = { criteria: OURS.criteria.slice(0, 1), ties: [] };
    await changeRubric(officer, id, { ...changed, version: 1, content: shorter });
    expect((await loadRound(officer, round.id)).rubric).toEqual(OURS);
    await takeRubric(officer, round.id, { version: 0, rubricId: id });
    expect((await loadRound(officer, round.id)).rubric).toEqual(shorter);
    expect(await refusal(takeRubric(officer, round.id, { version: 0, rubricId: id }))).toBe("conflict");
    await retireRubric(officer, id, 2);
    expect(await refusal(retireRubric(officer, id, 3))).toBe("conflict");
    expect(await refusal(loadOwnRubric(officer, id))).toBe("not_found");
    expect(await refusal(takeRubric(officer, round.id, { version: 1, rubricId: id }))).toBe("bad_choice");
    expect((await loadRoundStart(officer)).rubrics.map((one) => one.id)).not.toContain(id);
    expect((await listRubrics(officer)).find((one) => one.id === id)).toMatchObject({ criteria: 1, points: 1000 });
    // The name is free again.
    await addRubric(officer, { ...input, clientId: randomUUID() });
    expect(
      (await db.event.findMany({ where: { subjectId: id }, orderBy: { seq: "asc" } })).map((one) => one.type),
    ).toEqual(["round.rubric-saved", "round.rubric-saved", "round.rubric-saved", "round.rubric-retired"]);
  });

  it("is the union's own: nobody else reads, copies or uses it, nobody changes what ships, and open rounds stay frozen", async () => {
    const world = await makeWorld();
    const { officer, federation } = world;
    const input = {
      clientId: randomUUID(),
      organisationId: federation,
      subject: "ACHIEVEMENT" as const,
      name: "自己的",
      nameEn: "",
      from: { kind: "rubric" as const, id: shipped?.id ?? "" },
    };
    const { id } = await addRubric(officer, input);
    const stranger = await other();
    const draftId = await draftedRound(world);
    const theirs = { ...input, organisationId: stranger.federation, clientId: randomUUID() };
    for (const work of [
      () => loadRubric(stranger.officer, id),
      () => loadRubric(world.craftsman, id),
      () => loadRubric(world.craftsman, shipped?.id ?? ""),
      () => loadRubricSource(stranger.officer, { kind: "rubric", id }),
      () => changeRubric(stranger.officer, id, { version: 0, name: "夺走", nameEn: "", content: OURS }),
      () => retireRubric(stranger.officer, id, 0),
      // Their own, as a copy of ours, of our draft round, or over the id of ours.
      () => addRubric(stranger.officer, { ...theirs, from: { kind: "rubric", id } }),
      () => addRubric(stranger.officer, { ...theirs, from: { kind: "round", id: draftId } }),
      () => addRubric(stranger.officer, { ...theirs, clientId: id }),
      () => changeRubric(officer, shipped?.id ?? "", { version: 0, name: "改例子", nameEn: "", content: OURS }),
      () => retireRubric(officer, shipped?.id ?? "", 0),
    ])
      expect(await refusal(work())).toBe("not_found");
    for (const work of [
      () => addRubric(stranger.officer, { ...input, clientId: randomUUID() }),
      () => addRubric(world.reviewer, { ...input, clientId: randomUUID() }),
      () => listRubrics(world.craftsman),
    ])
      expect(await refusal(work())).toBe("not-your-move");
    expect((await listRubrics(stranger.officer)).every((one) => !one.own)).toBe(true);
    expect(await refusal(addRubric(officer, { ...input, clientId: randomUUID(), subject: "STUDIO" }))).toBe(
      "bad_choice",
    );
    const studios = await draftedRound(world, { subject: "STUDIO" });
    expect(await refusal(takeRubric(officer, studios, { version: 1, rubricId: id }))).toBe("bad_choice");
    // An empty one is begun, but no round begins with it.
    const empty = await addRubric(officer, { ...input, clientId: randomUUID(), name: "空的", from: null });
    const draft = await draftedRound(world);
    expect(await refusal(takeRubric(officer, draft, { version: 1, rubricId: empty.id }))).toBe("bad_choice");
    await openRound(officer, draft, 1);
    expect(await refusal(takeRubric(officer, draft, { version: 2, rubricId: id }))).toBe("round-frozen");
  });
});

const dayIn = (now: Date, days: number) => addDays(now, days).toISOString().slice(0, 10);

describe("dates of an open round", () => {
  const dayAfter = (now: Date, days: number) => new Date(addDays(now, days).toISOString().slice(0, 10));
  /** What `definition` says, as the form posts it. */
  const asTold = (now: Date) => ({
    closesOn: dayAfter(now, 20),
    recommendOn: dayAfter(now, 30),
    reviewOn: dayAfter(now, 40),
    panelOn: dayAfter(now, 50),
  });

  it("are put off with a reason, on the record, and everybody with a part in it hears of it", async () => {
    const world = await makeWorld();
    const { officer, craftsman, toolsEngineer, toolsReviewer } = world;
    const id = await openedRound(world);
    const application = await writtenApplication(world, id, await registeredAchievement(world));
    const rows = () => db.awardRound.findUniqueOrThrow({ where: { id } });
    const frozen = await rows();
    const seat = await db.panelSeat.findFirstOrThrow({ where: { roundId: id } });
    const visiting = await db.membership.create({
      data: {
        personId: seat.personId ?? "",
        organisationId: world.federation,
        role: "JUDGE",
        seatId: seat.id,
        startsAt: officer.now,
        endsAt: addDays(frozen.panelUntil, 30),
      },
    });
    const told = asTold(officer.now);
    const move = (more: object, reason = "台风停工", version = frozen.version) =>
      moveDates(officer, id, { version, ...told, reason, ...more });

    expect(await refusal(move({}))).toBe("round-dates-same");
    expect(await refusal(move({ closesOn: dayAfter(officer.now, 25) }, " "))).toBe("reason-required");
    expect(await refusal(move({ closesOn: dayAfter(officer.now, 19) }))).toBe("round-date-earlier");
    expect(await refusal(move({ reviewOn: dayAfter(officer.now, 35) }))).toBe("round-date-earlier");
    expect(await refusal(move({ closesOn: dayAfter(officer.now, 35) }))).toBe("round-dates");
    expect(await refusal(move({ panelOn: dayAfter(officer.now, 500) }))).toBe("round-date-far");
    expect(await refusal(move({ noticeOn: dayAfter(officer.now, 90) }))).toBe("round-date-over");
    expect(await refusal(move({ closesOn: undefined }))).toBe("required");
    expect(await refusal(moveDates(world.reviewer, id, { version: frozen.version, ...told, reason: "我想" }))).toBe(
      "not-your-move",
    );
    const stranger = await makeActor([["UNION_OFFICER", await makeOrganisation("FEDERATION")]]);
    expect(await refusal(moveDates(stranger, id, { version: frozen.version, ...told, reason: "我想" }))).toBe(
      "not_found",
    );

    await move({
      closesOn: dayAfter(officer.now, 35),
      recommendOn: dayAfter(officer.now, 36),
      panelOn: dayAfter(officer.now, 60),
    });
    expect(await refusal(move({ closesOn: dayAfter(officer.now, 36) }))).toBe("conflict");
    const after = await rows();
    expect(addDays(frozen.closesAt, 15)).toEqual(after.closesAt);
    expect(frozenHashOf({ ...after, seats: [seat] } as never)).toBe(frozen.frozenHash);
    // A judge from outside is let in as long after the panel as before.
    expect((await db.membership.findUniqueOrThrow({ where: { id: visiting.id } })).endsAt).toEqual(
      addDays(after.panelUntil, 30),
    );
    // Not earlier again, though it was earlier once.
    expect(await refusal(move({ panelOn: dayAfter(officer.now, 60) }, "反悔", after.version))).toBe(
      "round-date-earlier",
    );

    const page = await loadRound(craftsman, id);
    expect(page.moved).toMatchObject([
      {
        reason: "台风停工",
        moves: [
          { date: "closesAt", from: frozen.closesAt.toISOString(), to: after.closesAt.toISOString() },
          { date: "recommendUntil" },
          { date: "panelUntil" },
        ],
      },
    ]);
    expect([page.may.moveDates, (await loadRound(officer, id)).may.moveDates]).toEqual([false, true]);
    expect(await refusal(loadDates(craftsman, id))).toBe("not-your-move");

    const event = await db.event.findFirstOrThrow({ where: { subjectId: id, type: "round.dates-moved" } });
    await deliverPanelNotices(event.id, officer.now);
    await deliverPanelNotices(event.id, officer.now);
    const told1 = await db.notice.findMany({ where: { eventId: event.id }, select: { personId: true } });
    expect(new Set(told1.map((one) => one.personId))).toEqual(
      new Set([craftsman.personId, toolsEngineer.personId, seat.personId]),
    );
    expect(told1).toHaveLength(3);
    // Handed in, it is the enterprise's turn: its reviewer hears of the next move.
    await confirmedBy(application, craftsman, toolsEngineer);
    await submitApplication(craftsman, application, await applicationVersion(application));
    await move({ ...asMoved(officer.now), reviewOn: dayAfter(officer.now, 41) }, "再推", after.version);
    const second = await db.event.findFirstOrThrow({
      where: { subjectId: id, type: "round.dates-moved" },
      orderBy: { id: "desc" },
    });
    await deliverPanelNotices(second.id, officer.now);
    expect(await db.notice.count({ where: { eventId: second.id, personId: toolsReviewer.personId } })).toBe(1);
  });

  const asMoved = (now: Date) => ({
    closesOn: dayAfter(now, 35),
    recommendOn: dayAfter(now, 36),
    reviewOn: dayAfter(now, 40),
    panelOn: dayAfter(now, 60),
  });

  it("stay once they have passed or their step is over; a notice is only made longer", async () => {
    const world = await makeWorld();
    const { officer } = world;
    const id = await openedRound(world);
    const told = asTold(officer.now);
    const version = async () => (await db.awardRound.findUniqueOrThrow({ where: { id } })).version;
    const later = { ...officer, now: addDays(officer.now, 22) };
    const move = async (actor: typeof officer, more: object) =>
      moveDates(actor, id, { version: await version(), ...told, reason: "原因", ...more });
    // The last day is over, the officer has not closed it yet: it does not come back.
    expect(await refusal(move(later, { closesOn: dayAfter(officer.now, 25) }))).toBe("round-date-over");
    await move(later, { recommendOn: dayAfter(officer.now, 31) });
    await closeRound(officer, id, await version());
    expect(
      await refusal(move(officer, { closesOn: dayAfter(officer.now, 25), recommendOn: dayAfter(officer.now, 31) })),
    ).toBe("round-date-over");
    const noticeUntil = addDays(officer.now, 8);
    await db.awardRound.update({ where: { id }, data: { state: "NOTICE", noticeFrom: officer.now, noticeUntil } });
    const notice = { closesOn: undefined, recommendOn: undefined, reviewOn: undefined, panelOn: undefined };
    expect(await refusal(move(officer, { ...notice, noticeOn: dayAfter(officer.now, 5) }))).toBe("round-date-earlier");
    expect(
      await refusal(
        move(officer, { ...notice, noticeOn: dayAfter(officer.now, 20), panelOn: dayAfter(officer.now, 90) }),
      ),
    ).toBe("round-date-over");
    await move(officer, { ...notice, noticeOn: dayAfter(officer.now, 20) });
    expect((await loadNotice(world.craftsman, id)).moved).toMatchObject([{ moves: [{ date: "noticeUntil" }] }]);
    await db.awardRound.update({ where: { id }, data: { state: "DECIDED", decidedAt: officer.now } });
    expect(await refusal(move(officer, { ...notice, noticeOn: dayAfter(officer.now, 30) }))).toBe("round-state");
    expect(await refusal(loadDates(officer, id))).toBe("not-your-move");
  });
});

it("a profile leads to the rounds open to it, for who may apply with it and for nobody else", async () => {
  const world = await makeWorld();
  const { leader, craftsman, toolsStudio } = world;
  const opened = async (subject: "STUDIO" | "PERSON", more: object = {}) => {
    const id = await draftedRound(world, { subject, ...more });
    const rubric = { criteria: SMALL_RUBRIC.criteria.slice(0, 1), ties: [] };
    await db.awardRound.update({ where: { id }, data: { rubric } });
    await openRound(world.officer, id, 1);
    return id;
  };
  const studio = { kind: "studio" as const, id: toolsStudio };
  const may = async (actor: typeof leader, of: Parameters<typeof awardsOf>[1]) => (await awardsOf(actor, of)).mayApply;
  expect(await may(leader, { studioId: toolsStudio })).toBe(false);
  const wide = await opened("STUDIO");
  const narrow = await opened("STUDIO", { scopeIds: [world.otherAlliance] });
  await opened("STUDIO", { opensOn: dayIn(leader.now, 5) });
  const person = await opened("PERSON");
  expect(await may(leader, { studioId: toolsStudio })).toBe(true);
  expect(await may(craftsman, { studioId: toolsStudio })).toBe(false);
  expect(await may(leader, { studioId: world.breweryStudio })).toBe(false);
  expect(await may(craftsman, { personId: craftsman.personId })).toBe(true);
  expect(await may(leader, { personId: craftsman.personId })).toBe(false);

  const rounds = async () =>
    (await loadApplicationStart(leader, studio)).rounds.map(({ id, applied }) => [id, applied]);
  expect(await rounds()).toEqual([[wide, false]]);
  for (const work of [
    () => loadApplicationStart(craftsman, studio),
    () => loadApplicationStart(leader, { kind: "person", id: craftsman.personId }),
    () => loadApplicationStart(world.outsider, { kind: "achievement", id: randomUUID() }),
  ])
    expect(await refusal(work())).toBe("not_found");
  await startApplication(leader, { clientId: randomUUID(), roundId: wide, subject: studio });
  expect(await rounds()).toEqual([[wide, true]]);
  const own = { kind: "person" as const, id: craftsman.personId };
  expect(await loadApplicationStart(craftsman, own)).toMatchObject({ about: craftsman.name, rounds: [{ id: person }] });
  // Begun in all there are, the profile leads nowhere any more.
  await startApplication(leader, { clientId: randomUUID(), roundId: narrow, subject: studio });
  expect(await may(leader, { studioId: toolsStudio })).toBe(false);
});
