import { randomUUID } from "node:crypto";
import { addDays } from "date-fns/addDays";
import { expect, it } from "vitest";
import { db } from "#app/lib/db.server.ts";
import { changedSince } from "#app/modules/awards/changes/changed-since.server.ts";
import { factsOf } from "#app/modules/awards/facts/facts-of.server.ts";
import { labelsOf } from "#app/modules/awards/flags/labels.server.ts";
import { certificateRow, livelyStudio } from "#tests/support/award-life.server.ts";
import { achievementOf, admittedApplication, countedRecords, draftRound } from "#tests/support/award-panel.server.ts";
import { achievementRow, applicationRow } from "#tests/support/award-rows.server.ts";
import { useTestDatabase } from "#tests/support/database.server.ts";
import { makeWorld, type World } from "#tests/support/factories.server.ts";

useTestDatabase();

/** What has changed of the only application of a round, with other gates for the round where they are given. */
async function since(roundId: string, gates?: unknown[]) {
  const round = await db.awardRound.findUniqueOrThrow({ where: { id: roundId }, include: { applications: true } });
  const proposed = new Map(round.applications.map((one) => [one.id, "一等奖"]));
  const [changed] = (await changedSince(db, gates ? { ...round, gates } : round, proposed, new Date())).values();
  return changed;
}
const gone = async (roundId: string) =>
  (await since(roundId))?.changes.map(({ kind, id, keys }) => ({ kind, id, keys }));

/** An application of the brewery for an achievement with these records, admitted. */
async function applied(world: World, records: { yuan?: number; adopters?: number }) {
  const roundId = await draftRound(world);
  const place = { enterpriseId: world.brewery, studioId: null, unitId: world.brewery };
  const achievementId = await achievementOf(world.engineer, place, world.reviewer.personId);
  await countedRecords(world, achievementId, records);
  const by = { enterpriseId: world.brewery, byId: world.engineer.personId };
  await admittedApplication(roundId, achievementId, by, "counted");
  return { roundId, achievementId };
}

/** Facts of an application are kept as at its admission. */
async function admit(id: string, roundId: string) {
  const { factsFrom: from, factsUntil: until } = await db.awardRound.findUniqueOrThrow({ where: { id: roundId } });
  const facts = (await factsOf(db, [id], { from, until })).get(id) ?? {};
  const kept = Object.entries(facts).map(([key, { value, evidence }]) => ({ applicationId: id, key, value, evidence }));
  await db.applicationFact.createMany({ data: kept as never });
  const data = { state: "ADMITTED", admittedAt: new Date(), factsHash: "0".repeat(64) } as const;
  await db.awardApplication.update({ where: { id }, data });
}

it("a new adoption does not hide a lost one, and of two houses that became one, one is lost", async () => {
  const world = await makeWorld();
  const { roundId, achievementId } = await applied(world, { adopters: 2 });
  const [first, second] = await db.achievementAdopter.findMany({
    where: { achievementId },
    orderBy: { reuseId: "asc" },
    select: { reuse: { select: { id: true, enterpriseId: true } } },
  });
  const [one, other] = [first?.reuse, second?.reuse];
  if (!one || !other) throw new Error("Adoptions are what counts.");
  await countedRecords(world, achievementId, { adopters: 1 });
  expect(await since(roundId)).toBeUndefined();
  const group = (id: string, enterprises: string[]) =>
    db.enterpriseGroup.create({
      data: {
        id,
        name: `集团 ${id}`,
        enterprises: { connect: enterprises.map((organisationId) => ({ organisationId })) },
      },
    });
  const [own, theirs] = [randomUUID(), randomUUID()];
  // Two are counted as before: the one that came since is none of those it was admitted with.
  await group(own, [world.brewery, one.enterpriseId]);
  const lost = { kind: "adoption", keys: ["independentAdopters"] };
  expect(await gone(roundId)).toEqual([{ ...lost, id: one.id }]);
  expect((await since(roundId))?.facts).toEqual([]);
  await group(theirs, [one.enterpriseId, other.enterpriseId]);
  expect(await gone(roundId)).toEqual([{ ...lost, id: expect.stringMatching(`${one.id}|${other.id}`) }]);
  await db.enterprise.updateMany({ where: { groupId: theirs }, data: { groupId: null } });
  expect(await since(roundId)).toBeUndefined();
});

it("what is gone is called by its number, its title or its day, and by nobody's name", async () => {
  const world = await makeWorld();
  const patent = { kind: "INVENTION", number: "ZL 1", state: "GRANTED" } as const;
  const achievement = await achievementRow(world, [], world.toolsStudio, {
    patents: { create: { ...patent, numberKey: "ZL1", title: "夹具", holder: "厂", on: new Date("2026-03-01") } },
    works: { create: { kind: "PAPER", title: "卡瓶治理", on: new Date("2026-03-02") } },
  });
  await livelyStudio(world, { years: [] });
  const promotion = await db.studioPromotion.findFirstOrThrow({ where: { studioId: world.toolsStudio } });
  const by = { byId: world.officer.personId, byName: "干部", at: new Date() };
  const result = await db.competitionResult.create({
    data: {
      ...by,
      clientId: randomUUID(),
      person: { connect: { id: world.craftsman.personId } },
      competition: {
        create: {
          ...by,
          clientId: randomUUID(),
          name: "技能大赛",
          level: "MUNICIPAL",
          heldOn: new Date("2026-03-03"),
          organiser: "总工会",
          organisation: { connect: { id: world.federation } },
        },
      },
      event: "车工",
      onBehalf: true,
    },
  });
  const mentorship = await db.mentorship.create({
    data: {
      clientId: randomUUID(),
      placeId: world.toolsStudio,
      enterpriseId: world.tools,
      masterId: world.craftsman.personId,
      apprenticeId: world.toolsEngineer.personId,
      state: "GRADUATED",
      trade: "车工",
      startsOn: new Date("2025-01-01"),
      endsOn: new Date("2026-03-04"),
      endedAt: new Date("2026-03-04"),
      gradeBefore: "SENIOR",
      createdById: world.craftsman.personId,
      createdAt: new Date(),
    },
  });
  const { patents, works } = await db.achievement.findUniqueOrThrow({
    where: { id: achievement },
    include: { patents: true, works: true },
  });
  const labels = await labelsOf(db, [
    { kind: "patent", id: patents[0]?.id ?? "" },
    { kind: "work", id: works[0]?.id ?? "" },
    { kind: "competition-result", id: result.id },
    { kind: "mentorship", id: mentorship.id },
    { kind: "promotion", id: promotion.id },
  ]);
  const called = labels.map(({ kind, label, title, on }) => [kind, [label, title, on?.toISOString().slice(0, 10)]]);
  expect(Object.fromEntries(called)).toEqual({
    patent: ["ZL 1", null, "2026-03-01"],
    work: ["", "卡瓶治理", "2026-03-02"],
    "competition-result": ["", "技能大赛", "2026-03-03"],
    mentorship: ["", null, "2026-03-04"],
    promotion: ["", null, promotion.onDay.toISOString().slice(0, 10)],
  });
});

it("of a revoked achievement nothing is told but that it is revoked: its records are what they were", async () => {
  const world = await makeWorld();
  const { roundId, achievementId } = await applied(world, { yuan: 1_200_000, adopters: 1 });
  const gate = { key: "g", text: { zh: "效益", en: "" }, formula: "certifiedYuan", at: "LEAST", value: "500000" };
  expect(await since(roundId, [gate])).toBeUndefined();
  await db.achievement.update({ where: { id: achievementId }, data: { state: "WITHDRAWN" } });
  const revoked = { what: "WITHDRAWN", kind: "achievement", id: achievementId, state: "WITHDRAWN", bars: true };
  expect((await since(roundId, [gate]))?.changes).toEqual([expect.objectContaining(revoked)]);
  expect((await since(roundId, [gate]))?.facts).toEqual([]);
});

it("a promotion, a patent and a paper make way for the same person's, number and title, and for no other", async () => {
  const world = await makeWorld();
  const roundId = await draftRound(world);
  await livelyStudio(world, { years: [] });
  const on = addDays(new Date(), -40);
  const file = (ownerKind: string, ownerId: string) =>
    certificateRow({ ownerKind, ownerId, enterpriseId: world.tools }, world.leader.personId);
  const telling = async (title: string, number: string, day = on) => {
    const patent = { kind: "INVENTION", number, numberKey: number, title, holder: "厂", state: "GRANTED" } as const;
    const id = await achievementRow(world, [], world.toolsStudio, {
      patents: { create: { ...patent, on: day } },
      works: { create: { kind: "PAPER", title, on: day } },
      contributors: {
        create: {
          personId: world.craftsman.personId,
          organisationId: world.tools,
          position: 0,
          basisPoints: 10_000,
          confirmedOf: 0,
          confirmedAt: day,
        },
      },
    });
    await file("achievement", id);
    return id;
  };
  const told = await telling("卡瓶治理", "1");
  const again = await telling("《卡瓶 治理》", "1", addDays(on, 1));
  const id = await applicationRow(world, roundId, { studioId: world.toolsStudio });
  await admit(id, roundId);
  await telling("护栏改造", "2");
  expect(await since(roundId)).toBeUndefined();

  // The same paper and patent are told by the other one; of the achievement itself there is no other.
  const put = (achievementId: string, state: "WITHDRAWN" | "REGISTERED") =>
    db.achievement.update({ where: { id: achievementId }, data: { state } });
  await put(told, "WITHDRAWN");
  const itself = { kind: "achievement", id: told, keys: ["achievements"] };
  expect(await gone(roundId)).toEqual([itself]);
  // Without both they are gone, whatever the third one tells.
  await put(again, "WITHDRAWN");
  expect(await gone(roundId)).toEqual(
    expect.arrayContaining([
      itself,
      { kind: "patent", id: expect.any(String), keys: ["inventionPatents"] },
      { kind: "work", id: expect.any(String), keys: ["papers"] },
    ]),
  );
  for (const one of [told, again]) await put(one, "REGISTERED");
  expect(await since(roundId)).toBeUndefined();

  const [first, second] = await db.studioPromotion.findMany({ where: { studioId: world.toolsStudio } });
  if (!first || !second) throw new Error("Members were promoted.");
  const promote = async (personId: string) => {
    const { id: promotion } = await db.studioPromotion.create({
      data: { ...first, id: randomUUID(), clientId: randomUUID(), personId, onDay: on },
    });
    await file("studio-promotion", promotion);
  };
  await db.studioPromotion.update({ where: { id: first.id }, data: { withdrawnAt: new Date() } });
  await promote(world.craftsman.personId);
  expect(await gone(roundId)).toEqual([{ kind: "promotion", id: first.id, keys: ["membersPromoted"] }]);
  await promote(first.personId);
  expect(await since(roundId)).toBeUndefined();
});
