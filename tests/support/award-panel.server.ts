import { randomUUID } from "node:crypto";
import { addDays } from "date-fns/addDays";
import { db, type Prisma } from "#app/lib/db.server.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { answerSeat } from "#app/modules/awards/panel/answer-seat.server.ts";
import { loadSeats, loadSheet } from "#app/modules/awards/panel/queries-judge.server.ts";
import { seatOutside, seatPerson } from "#app/modules/awards/panel/seat-judge.server.ts";
import { saveSheet } from "#app/modules/awards/scores/save-sheet.server.ts";
import type { FactEvidence } from "#app/modules/awards/facts/catalogue.ts";
import { factsOf } from "#app/modules/awards/facts/facts-of.server.ts";
import { SMALL_RUBRIC } from "./award-rubric.ts";
import { actorOf, makeEnterprise, makePerson, next, type World } from "./factories.server.ts";

export const evidenceOf = (value: string): FactEvidence[] => [
  { kind: "benefit", id: randomUUID(), on: "2026-05-01", value },
];

/** An achievement of somebody, registered, as a row. */
export async function achievementOf(
  person: { personId: string },
  place: { enterpriseId: string; studioId: string | null; unitId: string },
  registeredById: string,
): Promise<string> {
  const now = new Date();
  const { id } = await db.achievement.create({
    data: {
      clientId: randomUUID(),
      kind: "TECHNICAL_RENOVATION",
      title: `卡瓶治理 ${next()}`,
      summary: "护栏外移，加定位销。",
      enterpriseId: place.enterpriseId,
      studioId: place.studioId,
      completedOn: now,
      state: "SUBMITTED",
      byId: person.personId,
      createdAt: now,
      submittedAt: now,
      contributors: {
        create: {
          personId: person.personId,
          organisationId: place.unitId,
          position: 0,
          basisPoints: 10_000,
          confirmedOf: 0,
          confirmedAt: now,
        },
      },
    },
    select: { id: true },
  });
  await db.achievement.update({ where: { id }, data: { state: "REGISTERED", registeredAt: now, registeredById } });
  return id;
}

type Facts = { certifiedYuan?: string; independentAdopters?: string };

/** Records that count for an achievement in a draft round's year: one certified benefit, and adoptions of its fix. */
export async function countedRecords(
  world: World,
  achievementId: string,
  { yuan = 0, adopters = 0 }: { yuan?: number; adopters?: number },
) {
  const now = new Date();
  const number = `C-${randomUUID()}`;
  const { id: fixId } = await db.problem.create({
    data: {
      number,
      clientId: randomUUID(),
      title: "卡瓶",
      enterpriseId: world.brewery,
      authorId: world.engineer.personId,
      state: "SOLVED",
      stateSince: now,
      createdAt: now,
    },
    select: { id: true },
  });
  const days = { fromOn: addDays(now, -100), toOn: addDays(now, -100) };
  const benefit = {
    ...days,
    recipientId: world.brewery,
    fixId,
    kind: "SAVINGS" as const,
    measure: "DOWNTIME" as const,
    measureKey: "DOWNTIME",
    place: "一线",
    placeKey: `line:${number}`,
    year: days.fromOn.getUTCFullYear(),
    state: "CERTIFIED" as const,
    actualFen: BigInt(yuan * 100),
    certifiedFen: BigInt(yuan * 100),
    certifiedById: world.finance.personId,
    certifiedAt: now,
    byId: world.engineer.personId,
    createdAt: now,
    achievement: { create: { achievementId } },
  };
  if (yuan > 0) await db.benefit.create({ data: { ...benefit, clientId: randomUUID() } });
  for (let n = 0; n < adopters; n += 1) {
    const enterpriseId = await makeEnterprise({ parentId: world.federation });
    const { id: reuseId } = await db.reuse.create({
      data: {
        fixId,
        enterpriseId,
        byId: world.engineer.personId,
        at: days.fromOn,
        state: "ACCEPTED",
        decidedAt: addDays(now, -50),
      },
      select: { id: true },
    });
    await db.achievementAdopter.create({ data: { achievementId, reuseId, unit: "采用厂", on: days.toOn } });
  }
}

/** An admitted application with its facts, as rows; "counted" are those of the records there are. */
export async function admittedApplication(
  roundId: string,
  achievementId: string,
  { enterpriseId, byId }: { enterpriseId: string; byId: string },
  facts: Facts | "counted" = { certifiedYuan: "1200000", independentAdopters: "2" },
): Promise<string> {
  const now = new Date();
  const given = facts === "counted" ? {} : facts;
  const { id, round } = await db.awardApplication.create({
    data: {
      clientId: randomUUID(),
      roundId,
      achievementId,
      enterpriseId,
      state: "RECOMMENDED",
      byId,
      createdAt: now,
      submittedAt: now,
      facts: {
        create: Object.entries(given).map(([key, value]) => ({ key, value, evidence: evidenceOf(value) })),
      },
    },
    select: { id: true, round: { select: { factsFrom: true, factsUntil: true } } },
  });
  if (facts === "counted") {
    const found = await factsOf(db, [id], { from: round.factsFrom, until: round.factsUntil });
    const rows = Object.entries(found.get(id) ?? {}).map(([key, { value, evidence }]) => ({ key, value, evidence }));
    await db.applicationFact.createMany({ data: rows.map((row) => ({ applicationId: id, ...row })) as never });
  }
  await db.awardApplication.update({
    where: { id },
    data: { state: "ADMITTED", admittedAt: now, factsHash: "0".repeat(64) },
  });
  return id;
}

/** A draft round of the world's federation, as a row; `now` is when its panel works. */
export async function draftRound(
  world: Pick<World, "federation"> & { officer: { personId: string } },
  more: Partial<Prisma.AwardRoundUncheckedCreateInput> = {},
): Promise<string> {
  const now = new Date();
  const title = await db.awardTitle.create({
    data: {
      organisationId: world.federation,
      subject: "ACHIEVEMENT",
      name: `职工创新成果奖 ${next()}`,
      legalBasis: "市总工发〔2026〕1 号",
      grades: ["一等奖", "二等奖"],
      createdAt: now,
    },
    select: { id: true },
  });
  const { id } = await db.awardRound.create({
    data: {
      clientId: randomUUID(),
      titleId: title.id,
      organisationId: world.federation,
      year: 2026,
      name: "2026 年职工创新成果奖",
      factsFrom: addDays(now, -365),
      factsUntil: now,
      opensAt: addDays(now, -30),
      closesAt: addDays(now, 30),
      recommendUntil: now,
      reviewUntil: addDays(now, 10),
      panelUntil: addDays(now, 20),
      rubric: SMALL_RUBRIC as unknown as Prisma.InputJsonValue,
      places: [
        { grade: "一等奖", places: 1 },
        { grade: "二等奖", places: 1 },
      ],
      minJudges: 2,
      spreadLimit: 1500,
      createdById: world.officer.personId,
      createdAt: now,
      ...more,
    },
    select: { id: true },
  });
  return id;
}

/** Moves a round on without asking whether it may: opening and closing are tested where they are built. */
export const putRound = (id: string, state: "OPEN" | "REVIEW") =>
  db.awardRound.update({ where: { id }, data: { state, openedAt: undefined, version: { increment: 1 } } });

/** Points for what judges are asked in the small rubric. */
export const marks = (advanced: string, scope: string) => [
  { key: "advanced", points: advanced, remark: "看了材料" },
  { key: "scope", points: scope, remark: "看了材料" },
];
export const submit = async (judge: Actor, id: string, advanced: string, scope: string) =>
  saveSheet(judge, id, {
    version: (await loadSheet(judge, id)).sheet.version,
    submit: true,
    scores: marks(advanced, scope),
  });

/** Three judges and a substitute of enterprises that have nothing to do with it, one of them from outside. */
export async function panelOf(world: World, roundId: string) {
  const house = await makeEnterprise({ parentId: world.federation });
  const judges = await Promise.all(
    ["主审", "评委乙", "候补"].map((name) => makePerson([["ENGINEER", house]], { name })),
  );
  const [chairId = "", secondId = "", substituteId = ""] = judges;
  await seatPerson(world.officer, roundId, { personId: chairId, chair: true, substitute: false });
  await seatPerson(world.officer, roundId, { personId: secondId, chair: false, substitute: false });
  const { token } = await seatOutside(world.officer, roundId, {
    name: "外请专家",
    unit: "理工大学",
    contact: `outside-${randomUUID()}@example.com`,
    chair: false,
    substitute: false,
  });
  await seatPerson(world.officer, roundId, { personId: substituteId, chair: false, substitute: true });
  return { chairId, secondId, substituteId, token };
}

/** These people take their seats. */
export async function tookSeats(roundId: string, personIds: string[]): Promise<Actor[]> {
  const actors = await Promise.all(personIds.map((id) => actorOf(id)));
  for (const actor of actors) {
    const { seats } = await loadSeats(actor);
    await answerSeat(actor, seats.find((one) => one.round.id === roundId)?.id ?? "", true);
  }
  return actors;
}
