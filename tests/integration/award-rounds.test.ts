import { randomUUID } from "node:crypto";
import { addDays } from "date-fns/addDays";
import { describe, expect, it } from "vitest";
import { ask } from "#app/lib/ask-together.server.ts";
import { db } from "#app/lib/db.server.ts";
import { formatDate } from "#app/lib/format.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { admitApplication, factsHashOf } from "#app/modules/awards/applications/admit-application.server.ts";
import { changeStatement, confirmApplication } from "#app/modules/awards/applications/change-application.server.ts";
import { registerApplicationFiles } from "#app/modules/awards/applications/evidence.server.ts";
import { applicationTodo } from "#app/modules/awards/applications/queries-home.server.ts";
import { listApplications, loadApplication } from "#app/modules/awards/applications/queries.server.ts";
import {
  passOnApplication,
  recommendApplication,
  rejectApplication,
  returnApplication,
} from "#app/modules/awards/applications/recommend-application.server.ts";
import { startApplication } from "#app/modules/awards/applications/start-application.server.ts";
import { submitApplication, withdrawApplication } from "#app/modules/awards/applications/submit-application.server.ts";
import { factsOf } from "#app/modules/awards/facts/facts-of.server.ts";
import { copyRound, defineRound } from "#app/modules/awards/rounds/define-round.server.ts";
import { frozenHashOf } from "#app/modules/awards/rounds/frozen-hash.server.ts";
import { listRounds, loadRound } from "#app/modules/awards/rounds/queries.server.ts";
import { remindOfDeadlines } from "#app/modules/awards/rounds/remind-of-deadlines.server.ts";
import { closeRound, openRound } from "#app/modules/awards/rounds/run-round.server.ts";
import { saveGates, saveRubric } from "#app/modules/awards/rounds/save-rubric.server.ts";
import { SHIPPED_RUBRICS } from "#app/modules/awards/rubrics/shipped.ts";
import { factsFrom } from "#app/modules/awards/scores/facts-from.ts";
import { deliverApplicationNotices } from "#app/modules/notifications/application-notices.server.ts";
import {
  applicationVersion as versionOf,
  benefitRow,
  confirmedBy,
  definition,
  draftedRound,
  livelyStudio,
  openedRound,
  registeredAchievement,
  writtenApplication,
} from "#tests/support/award-life.server.ts";
import { useTestDatabase } from "#tests/support/database.server.ts";
import { actorOf, makeActor, makeOrganisation, makeWorld, type World } from "#tests/support/factories.server.ts";
import { refusal } from "#tests/support/solving.server.ts";

useTestDatabase();
registerApplicationFiles();

const lacksOf = async (actor: Actor, id: string) => (await loadApplication(actor, id)).missing.map((one) => one.key);

it("both shipped rubrics are in the database as the code has them", async () => {
  for (const { id, content, subject } of SHIPPED_RUBRICS)
    expect(await db.rubric.findUniqueOrThrow({ where: { id } })).toMatchObject({
      content,
      subject,
      organisationId: null,
    });
});

describe("a round", () => {
  it("says what is missing before it opens, and opening freezes rubric, gates and panel for everybody's code", async () => {
    const world = await makeWorld();
    const { officer } = world;
    const id = await draftedRound(world, { places: [] });
    expect((await loadRound(officer, id)).lacks).toEqual(["places"]);
    expect(await refusal(openRound(officer, id, 1))).toBe("round-lacks");
    // A draft is the organiser's alone.
    expect((await listRounds(world.craftsman, {}, {})).rows).toEqual([]);
    expect(await refusal(loadRound(world.craftsman, id))).toBe("not_found");
    expect(await refusal(defineRound(world.reviewer, id, definition(officer.now)))).toBe("not_found");
    await defineRound(officer, id, definition(officer.now, { version: 1 }));
    expect(await refusal(defineRound(officer, id, definition(officer.now, { version: 1 })))).toBe("conflict");
    expect(
      await refusal(
        saveGates(officer, id, {
          version: 2,
          content: [{ key: "a", text: { zh: "一", en: "" }, formula: "yearsRunning", at: "LEAST", value: "3" }],
        }),
      ),
    ).toBe("formula-unknown");
    await openRound(officer, id, 2);
    expect((await listRounds(world.craftsman, {}, {})).rows).toHaveLength(1);

    const row = await db.awardRound.findUniqueOrThrow({ where: { id }, include: { seats: true } });
    expect(row.frozenHash).toBe(frozenHashOf(row as never));
    // Who sits there is part of it, but for who was invited by name and came later.
    const seated = (outside: boolean, personId: string) =>
      frozenHashOf({ ...row, seats: row.seats.map((one) => ({ ...one, outside, personId })) } as never);
    expect(seated(false, officer.personId)).not.toBe(seated(false, world.craftsman.personId));
    expect(seated(true, officer.personId)).toBe(row.frozenHash);
    expect(await refusal(defineRound(officer, id, definition(officer.now, { version: 3 })))).toBe("round-frozen");
    expect(await refusal(saveRubric(officer, id, { version: 3, content: { criteria: [], ties: [] } }))).toBe(
      "round-frozen",
    );
    const seat = row.seats[0]?.id ?? "";
    for (const write of [
      db.awardRound.update({ where: { id }, data: { rubric: { criteria: [], ties: [] } } }),
      db.awardRound.update({ where: { id }, data: { headRule: "ALLOWED" } }),
      db.awardRound.update({ where: { id }, data: { state: "DRAFT" } }),
      db.awardRound.delete({ where: { id } }),
      db.panelSeat.update({ where: { id: seat }, data: { chair: false } }),
      db.panelSeat.delete({ where: { id: seat } }),
      db.panelSeat.create({ data: { roundId: id, name: "又一位", position: 2 } }),
    ])
      await expect(write).rejects.toThrow(/cannot be (changed|removed)/);
    await db.panelSeat.update({ where: { id: seat }, data: { acceptedAt: officer.now } });

    const copy = await copyRound(officer, id, randomUUID());
    expect(await db.awardRound.findUniqueOrThrow({ where: { id: copy.id }, include: { seats: true } })).toMatchObject({
      state: "DRAFT",
      year: row.year + 1,
      rubric: row.rubric,
      seats: [{ name: "评委", chair: true, acceptedAt: null }],
    });
  });
});

describe("an application", () => {
  it("lives from draft to admission; the list of what is missing decides", async () => {
    const world = await makeWorld();
    const { craftsman, toolsEngineer, toolsReviewer, officer } = world;
    const benefitId = await benefitRow(world);
    const achievementId = await registeredAchievement(world, [craftsman, toolsEngineer], { benefitIds: [benefitId] });
    const roundId = await openedRound(world);
    const input = { clientId: randomUUID(), roundId, subject: { kind: "achievement" as const, id: achievementId } };
    expect(await refusal(startApplication(world.engineer, input))).toBe("application-subject");
    const { id } = await startApplication(craftsman, input);
    expect(await startApplication(toolsEngineer, { ...input, clientId: randomUUID() })).toEqual({ id });
    expect(new Set(await lacksOf(craftsman, id))).toEqual(new Set(["no-text", "unconfirmed"]));
    expect(await refusal(submitApplication(craftsman, id, 0))).toBe("application-lacks");
    expect(await refusal(loadApplication(toolsReviewer, id))).toBe("not_found");

    await writtenApplication(world, roundId, achievementId);
    expect(await lacksOf(craftsman, id)).toEqual(["unconfirmed"]);
    await confirmedBy(id, craftsman);
    expect(await refusal(confirmApplication(world.leader, id, 1))).toBe("not-your-move");
    await confirmedBy(id, toolsEngineer);
    // Exact amounts are not the applicants' to read; bands are.
    const own = await loadApplication(craftsman, id);
    expect(own.facts.find((one) => one.key === "certifiedYuan")).toMatchObject({ value: null, band: "TO_3M" });
    // A change of the text asks everybody again.
    const said = own.criteria
      .filter((one) => one.kind !== "COMPUTED")
      .map((one) => ({ key: one.key, text: "改过", files: own.files.map((f) => f.id) }));
    await changeStatement(craftsman, id, { version: await versionOf(id), said });
    expect(await lacksOf(craftsman, id)).toEqual(["unconfirmed"]);
    await confirmedBy(id, craftsman, toolsEngineer);
    expect(await lacksOf(craftsman, id)).toEqual([]);
    const { closesAt, recommendUntil, reviewUntil } = await db.awardRound.findUniqueOrThrow({ where: { id: roundId } });
    const after = (actor: Actor, end: Date): Actor => ({ ...actor, now: new Date(end.getTime() + 1) });
    expect(await refusal(submitApplication(after(craftsman, closesAt), id, await versionOf(id)))).toBe(
      "round-not-open",
    );
    await submitApplication({ ...craftsman, now: closesAt }, id, await versionOf(id));
    await expect(db.awardApplication.update({ where: { id }, data: { statement: {} } })).rejects.toThrow(
      /cannot be changed/,
    );

    // Recommended by a reviewer who is no completer, then admitted by the union.
    expect((await listApplications(toolsReviewer, { view: "waiting" }, {})).rows.map((one) => one.id)).toEqual([id]);
    const opinion = { version: await versionOf(id), opinion: "同意推荐" };
    expect(await refusal(recommendApplication(craftsman, id, opinion))).toBe("not-your-move");
    expect(await refusal(recommendApplication(world.reviewer, id, opinion))).toBe("not_found");
    expect(await refusal(admitApplication(officer, id, await versionOf(id)))).toBe("application-state");
    expect(await refusal(recommendApplication(after(toolsReviewer, recommendUntil), id, opinion))).toBe(
      "round-recommend-over",
    );
    await recommendApplication(toolsReviewer, id, opinion);
    expect((await listApplications(officer, { view: "waiting" }, {})).rows.map((one) => one.id)).toEqual([id]);
    expect((await loadApplication(officer, id)).facts[0]).toMatchObject({ key: "certifiedYuan", value: "1000000" });
    expect(await refusal(admitApplication(toolsReviewer, id, await versionOf(id)))).toBe("not-your-move");
    expect(await refusal(admitApplication(after(officer, reviewUntil), id, await versionOf(id)))).toBe(
      "round-review-over",
    );
    await admitApplication(officer, id, await versionOf(id));
    const row = await db.awardApplication.findUniqueOrThrow({ where: { id }, include: { facts: true } });
    expect(row).toMatchObject({ state: "ADMITTED", factsHash: factsHashOf(factsFrom(row.facts)) });
    for (const write of [
      db.applicationFact.updateMany({ where: { applicationId: id }, data: { value: "9" } }),
      db.applicationFact.deleteMany({ where: { applicationId: id } }),
      db.applicationFact.create({ data: { applicationId: id, key: "papers", value: "9", evidence: [] } }),
      db.awardApplication.update({ where: { id }, data: { factsHash: "other" } }),
    ])
      await expect(write).rejects.toThrow(/cannot be changed/);
    await closeRound(officer, roundId, (await db.awardRound.findUniqueOrThrow({ where: { id: roundId } })).version);
  });

  it("goes up the union tree, and comes back while the round is open", async () => {
    const world = await makeWorld();
    const county = await makeOrganisation("COUNTY_UNION", { parentId: world.federation });
    await db.organisation.update({ where: { id: world.tools }, data: { parentId: county } });
    const middle = await makeActor([["UNION_OFFICER", county]]);
    const achievementId = await registeredAchievement(world);
    const roundId = await openedRound(world);
    const id = await writtenApplication(world, roundId, achievementId);
    await confirmedBy(id, world.craftsman, world.toolsEngineer);
    await submitApplication(world.craftsman, id, await versionOf(id));
    await recommendApplication(world.toolsReviewer, id, { version: await versionOf(id), opinion: "同意" });
    expect(await refusal(admitApplication(world.officer, id, await versionOf(id)))).toBe("application-recommend-first");
    // Three days before the last day of the recommendations, its office hears of it, once.
    const { recommendUntil } = await db.awardRound.findUniqueOrThrow({ where: { id: roundId } });
    const reminded = () => db.event.count({ where: { type: "application.waiting", subjectId: id } });
    await remindOfDeadlines(addDays(recommendUntil, -4));
    expect(await reminded()).toBe(0);
    for (const days of [-3, -2]) await remindOfDeadlines(addDays(recommendUntil, days));
    expect(await reminded()).toBe(1);
    const event = await db.event.findFirstOrThrow({ where: { type: "application.waiting", subjectId: id } });
    await deliverApplicationNotices(event.id, new Date());
    expect((await db.notice.findMany({ where: { eventId: event.id } })).map((one) => one.personId)).toEqual([
      middle.personId,
    ]);
    expect(await ask(applicationTodo(middle))).toMatchObject([{ id, reason: "pass-on" }]);
    expect(await ask(applicationTodo(world.officer))).toEqual([]);
    await returnApplication(middle, id, { version: await versionOf(id), reason: "补材料" });
    expect(await loadApplication(world.craftsman, id)).toMatchObject({ state: "DRAFT", reason: "补材料" });
    expect(await ask(applicationTodo(world.craftsman))).toMatchObject([{ id, reason: "returned" }]);
    await submitApplication(world.craftsman, id, await versionOf(id));
    expect(await ask(applicationTodo(world.toolsReviewer))).toMatchObject([{ id, reason: "recommend" }]);
    await recommendApplication(world.toolsReviewer, id, { version: await versionOf(id), opinion: "同意" });
    expect(await refusal(passOnApplication(world.officer, id, { version: await versionOf(id), opinion: "同意" }))).toBe(
      "not-your-move",
    );
    await passOnApplication(middle, id, { version: await versionOf(id), opinion: "同意上报" });
    expect(await ask(applicationTodo(world.officer))).toMatchObject([{ id, reason: "admit" }]);
    await admitApplication(world.officer, id, await versionOf(id));
  });
});

describe("the usual gates of studios", () => {
  const gate = (key: string, formula: string, value: string) => ({
    key,
    text: { zh: key, en: "" },
    formula,
    at: "LEAST" as const,
    value,
  });
  const content = [
    gate("years", "yearsRunning", "3"),
    gate("results", "achievements", "3"),
    gate("exchanges", "exchangesInWorstYear", "2"),
    gate("promoted", "membersPromoted", "3"),
  ];
  const rubric = {
    ties: [],
    criteria: [
      {
        key: "exchanges",
        name: { zh: "交流", en: "" },
        guide: { zh: "", en: "" },
        max: 1000,
        marking: { kind: "COMPUTED" as const, formula: "exchanges / 2", steps: [] },
      },
    ],
  };

  it("are met by a lively studio, and each is named where one exchange a year is missing", async () => {
    const world = await makeWorld();
    const year = Number(formatDate(world.officer.now).slice(0, 4));
    const days = { factsFrom: `${year - 1}-01-01`, factsUntil: `${year}-12-31` };
    const roundId = await draftedRound(world, { subject: "STUDIO", ...days });
    expect((await loadRound(world.officer, roundId)).lacks).toEqual(["rubric"]);
    await saveRubric(world.officer, roundId, { version: 1, content: rubric });
    await saveGates(world.officer, roundId, { version: 2, content });
    await openRound(world.officer, roundId, 3);
    const input = { clientId: randomUUID(), roundId, subject: { kind: "studio" as const, id: world.toolsStudio } };
    expect(await refusal(startApplication(world.craftsman, input))).toBe("application-subject");
    const { id } = await startApplication(world.leader, input);
    const gates = async () =>
      (await loadApplication(world.leader, id)).missing.filter((one) => one.key === "gate").map((one) => one.text?.zh);
    expect(await gates()).toEqual(["years", "results", "exchanges", "promoted"]);
    await livelyStudio(world, { years: [year - 1, year] });
    expect(await gates()).toEqual([]);
    const activity = await db.activity.findFirstOrThrow({
      where: { startsAt: { lt: new Date(Date.UTC(year, 0, 1)) } },
    });
    await db.activity.update({ where: { id: activity.id }, data: { state: "CANCELLED" } });
    expect(await gates()).toEqual(["exchanges"]);
    expect((await loadApplication(world.leader, id)).facts.find((one) => one.key === "exchanges")?.value).toBe("3");
  });
});

describe("gaming", () => {
  it("an enterprise head among the counted completers is refused, also a former one of this year; behind them it is not", async () => {
    const world = await makeWorld();
    const boss = await makeActor([["ENGINEER", world.tools]]);
    await db.membership.updateMany({ where: { personId: boss.personId }, data: { isHead: true } });
    const extra = [
      await makeActor([["CRAFTSMAN", world.toolsStudio]]),
      await makeActor([["CRAFTSMAN", world.toolsStudio]]),
    ];
    const roundId = await openedRound(world);
    const gamed = await writtenApplication(world, roundId, await registeredAchievement(world, [world.craftsman, boss]));
    await confirmedBy(gamed, world.craftsman, boss);
    expect(await lacksOf(world.craftsman, gamed)).toEqual(["head"]);
    expect(await refusal(submitApplication(world.craftsman, gamed, await versionOf(gamed)))).toBe("application-lacks");
    await db.membership.updateMany({
      where: { personId: boss.personId },
      data: { endsAt: new Date(Date.now() - 40 * 86_400_000) },
    });
    expect(await lacksOf(world.craftsman, gamed)).toEqual(["head"]);
    // The twins: a head until thirteen months ago, and one who stands behind the three that are counted.
    await db.membership.updateMany({
      where: { personId: boss.personId },
      data: { endsAt: new Date(Date.now() - 396 * 86_400_000) },
    });
    expect(await lacksOf(world.craftsman, gamed)).toEqual([]);
    await db.membership.updateMany({ where: { personId: boss.personId }, data: { endsAt: null } });
    const people = [world.craftsman, ...extra];
    const honest = await writtenApplication(world, roundId, await registeredAchievement(world, [...people, boss]));
    await confirmedBy(honest, ...people, await actorOf(boss.personId));
    expect(await lacksOf(world.craftsman, honest)).toEqual([]);
  });

  it("imported, unconfirmed and foreign claims are no facts; the twin that was certified afresh is", async () => {
    const world = await makeWorld();
    const imported = await benefitRow(world, { origin: "IMPORTED" });
    const silent = await benefitRow(world, { confirmed: false });
    const certified = await benefitRow(world, { yuan: 600_000 });
    const roundId = await openedRound(world);
    const ids: string[] = [];
    for (const benefitId of [imported, silent, certified])
      ids.push(
        await writtenApplication(
          world,
          roundId,
          await registeredAchievement(world, [world.craftsman], { benefitIds: [benefitId] }),
        ),
      );
    const span = { from: new Date("2020-01-01"), until: new Date("2030-12-31") };
    const facts = await factsOf(db, ids, span);
    expect(ids.map((id) => facts.get(id)?.certifiedYuan?.value)).toEqual([undefined, undefined, "600000"]);
    expect(facts.get(ids[2] ?? "")?.certifiedYuan?.evidence).toMatchObject([{ kind: "benefit", id: certified }]);
    const outside = { from: new Date("2020-01-01"), until: new Date("2020-12-31") };
    expect((await factsOf(db, ids, outside)).get(ids[2] ?? "")).toEqual({});
  });

  it("a criterion, or a patent, without evidence is refused; with it the same application is not", async () => {
    const world = await makeWorld();
    const roundId = await openedRound(world);
    const achievementId = await registeredAchievement(world, [world.craftsman]);
    const id = await writtenApplication(world, roundId, achievementId);
    await confirmedBy(id, world.craftsman);
    expect(await lacksOf(world.craftsman, id)).toEqual([]);
    await db.attachment.updateMany({
      where: { ownerKind: "application", ownerId: id },
      data: { removedAt: new Date() },
    });
    expect(new Set(await lacksOf(world.craftsman, id))).toEqual(new Set(["no-file"]));
    expect(await refusal(submitApplication(world.craftsman, id, await versionOf(id)))).toBe("application-lacks");
  });

  it("the same achievement twice in a round, and one given the title before, are refused", async () => {
    const world = await makeWorld();
    const roundId = await openedRound(world);
    const submittedAlone = async (about = "") => {
      const id = await writtenApplication(world, roundId, about);
      await confirmedBy(id, world.craftsman);
      await submitApplication(world.craftsman, id, await versionOf(id));
      return id;
    };
    const achievementId = await registeredAchievement(world, [world.craftsman]);
    const first = await writtenApplication(world, roundId, achievementId);
    await confirmedBy(first, world.craftsman);
    await submitApplication(world.craftsman, first, await versionOf(first));
    expect(await writtenAgain(world, roundId, achievementId)).toBe(first);
    // Nor again once it was refused; what its applicants withdrew may come again.
    const others = [
      await registeredAchievement(world, [world.craftsman]),
      await registeredAchievement(world, [world.craftsman]),
    ];
    const [refused, withdrawn] = [await submittedAlone(others[0]), await submittedAlone(others[1])];
    await rejectApplication(world.toolsReviewer, refused, {
      version: await versionOf(refused),
      reason: "不是本单位成果",
    });
    await withdrawApplication(world.craftsman, withdrawn, { version: await versionOf(withdrawn), reason: "补材料" });
    expect(await writtenAgain(world, roundId, others[0] ?? "")).toBe(refused);
    expect(await writtenAgain(world, roundId, others[1] ?? "")).not.toBe(withdrawn);
    const row = await db.awardRound.findUniqueOrThrow({ where: { id: roundId } });
    await db.awardApplication.update({ where: { id: first }, data: { state: "AWARDED" } });
    const nextYear = await copyRound(world.officer, roundId, randomUUID());
    await defineRound(world.officer, nextYear.id, definition(world.officer.now, { year: row.year + 1 }));
    await openRound(world.officer, nextYear.id, 1);
    const second = await writtenApplication(world, nextYear.id, achievementId);
    expect(await lacksOf(world.craftsman, second)).toContain("awarded-before");
  });
});

const writtenAgain = async (world: World, roundId: string, achievementId: string): Promise<string> =>
  (
    await startApplication(world.craftsman, {
      clientId: randomUUID(),
      roundId,
      subject: { kind: "achievement", id: achievementId },
    })
  ).id;
