import { randomUUID } from "node:crypto";
import { addDays } from "date-fns/addDays";
import { db } from "#app/lib/db.server.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { changeStatement, confirmApplication } from "#app/modules/awards/applications/change-application.server.ts";
import { addApplicationFiles } from "#app/modules/awards/applications/evidence.server.ts";
import { startApplication } from "#app/modules/awards/applications/start-application.server.ts";
import { askedCriteria } from "#app/modules/awards/applications/statement.ts";
import { defineRound, startRound } from "#app/modules/awards/rounds/define-round.server.ts";
import { openRound } from "#app/modules/awards/rounds/run-round.server.ts";
import { type DefinedRound, defineRoundSchema } from "#app/modules/awards/rounds/schema.ts";
import { readRubric } from "#app/modules/awards/rubrics/schema.ts";
import { addTitle } from "#app/modules/awards/titles/write-title.server.ts";
import { word } from "./documents.ts";
import { makePerson, next, type World } from "./factories.server.ts";

const dayAfter = (now: Date, days: number): string => addDays(now, days).toISOString().slice(0, 10);

/** A definition as the form posts it: open since yesterday, facts of three years. */
export const definition = (now: Date, more: Record<string, unknown> = {}): DefinedRound =>
  defineRoundSchema.parse({
    version: 0,
    year: now.getUTCFullYear(),
    name: "职工创新成果评选",
    factsFrom: dayAfter(now, -800),
    factsUntil: dayAfter(now, 300),
    opensOn: dayAfter(now, -1),
    closesOn: dayAfter(now, 20),
    recommendOn: dayAfter(now, 30),
    reviewOn: dayAfter(now, 40),
    panelOn: dayAfter(now, 50),
    noticeDays: 5,
    headRule: "NOT_AMONG",
    countedCompleters: 3,
    minJudges: 1,
    spreadLimit: 20,
    places: [{ grade: "一等奖", places: 1 }],
    ...more,
  });

/** A draft of a federation with a panel of one. */
export async function draftedRoundOf(
  world: Pick<World, "federation" | "officer">,
  {
    subject = "ACHIEVEMENT",
    ...more
  }: Record<string, unknown> & { subject?: "ACHIEVEMENT" | "STUDIO" | "PERSON" } = {},
): Promise<string> {
  const { officer } = world;
  const title = await addTitle(officer, {
    organisationId: world.federation,
    subject,
    name: `奖项 ${next()}`,
    nameEn: "",
    legalBasis: "总工发〔2026〕1 号",
    grades: ["一等奖"],
  });
  const { id } = await startRound(officer, {
    clientId: randomUUID(),
    titleId: title.id,
    year: officer.now.getUTCFullYear(),
    name: "评选",
    nameEn: "",
  });
  await defineRound(officer, id, definition(officer.now, more));
  await db.panelSeat.create({
    data: {
      roundId: id,
      personId: await makePerson(),
      name: "评委",
      unit: "大学",
      chair: true,
      outside: true,
      position: 1,
    },
  });
  return id;
}

export const draftedRound = (world: World, more: Parameters<typeof draftedRoundOf>[1] = {}) =>
  draftedRoundOf(world, more);

export async function openedRound(world: World, more: Parameters<typeof draftedRound>[1] = {}): Promise<string> {
  const id = await draftedRound(world, more);
  await openRound(world.officer, id, 1);
  return id;
}

/** A registered achievement of the tools works by these people, the first one first, from these fixes. */
export async function registeredAchievement(
  world: World,
  people: readonly Actor[] = [world.craftsman, world.toolsEngineer],
  { problemIds = [], benefitIds = [] }: { problemIds?: string[]; benefitIds?: string[] } = {},
): Promise<string> {
  const { now } = world.craftsman;
  const each = Math.floor(10_000 / people.length);
  const { id } = await db.achievement.create({
    data: {
      clientId: randomUUID(),
      kind: "TECHNICAL_RENOVATION",
      title: `护栏改造 ${next()}`,
      enterpriseId: world.tools,
      studioId: world.toolsStudio,
      completedOn: now,
      state: "SUBMITTED",
      byId: world.craftsman.personId,
      createdAt: now,
      submittedAt: now,
      fixes: { create: problemIds.map((problemId) => ({ problemId })) },
      benefits: { create: benefitIds.map((benefitId) => ({ benefitId })) },
      contributors: {
        create: people.map((one, position) => ({
          personId: one.personId,
          organisationId: world.tools,
          position,
          basisPoints: position === 0 ? 10_000 - each * (people.length - 1) : each,
          contribution: "设计",
          confirmedOf: 0,
          confirmedAt: now,
        })),
      },
    },
    select: { id: true },
  });
  await db.achievement.update({
    where: { id },
    data: { state: "REGISTERED", registeredAt: now, registeredById: world.toolsReviewer.personId },
  });
  return id;
}

/** An application with everything said and shown; nobody has confirmed it yet. */
export async function writtenApplication(world: World, roundId: string, achievementId: string): Promise<string> {
  const { craftsman } = world;
  const { id } = await startApplication(craftsman, {
    clientId: randomUUID(),
    roundId,
    subject: { kind: "achievement", id: achievementId },
  });
  await addApplicationFiles(craftsman, id, [new File([new Uint8Array(word(`证明 ${id}`))], "证明.docx")]);
  const file = await db.attachment.findFirstOrThrow({ where: { ownerKind: "application", ownerId: id } });
  const row = await db.awardApplication.findUniqueOrThrow({ where: { id }, include: { round: true } });
  await changeStatement(craftsman, id, {
    version: row.version,
    said: askedCriteria(readRubric(row.round.rubric)).map(({ key }) => ({ key, text: "见材料", files: [file.id] })),
  });
  return id;
}

export async function confirmedBy(id: string, ...people: readonly Actor[]): Promise<void> {
  const { textVersion } = await db.awardApplication.findUniqueOrThrow({ where: { id } });
  for (const one of people) await confirmApplication(one, id, textVersion);
}

export const applicationVersion = async (id: string): Promise<number> =>
  (await db.awardApplication.findUniqueOrThrow({ where: { id }, select: { version: true } })).version;

/** A benefit of the tools works as certified, shared by one person who confirmed it. */
export async function benefitRow(
  world: World,
  more: { yuan?: number; origin?: "ENTERED" | "IMPORTED"; confirmed?: boolean } = {},
) {
  const { yuan = 1_000_000, origin = "ENTERED", confirmed = true } = more;
  const fix = await db.problem.create({
    data: {
      number: `T-${randomUUID()}`,
      clientId: randomUUID(),
      title: "卡瓶",
      enterpriseId: world.tools,
      authorId: world.toolsEngineer.personId,
      state: "SOLVED",
      stateSince: world.craftsman.now,
      createdAt: world.craftsman.now,
    } as never,
    select: { id: true },
  });
  const year = world.craftsman.now.getUTCFullYear() - 1;
  const { id } = await db.benefit.create({
    data: {
      clientId: randomUUID(),
      recipientId: world.tools,
      fixId: fix.id,
      kind: "SAVINGS",
      measure: "DOWNTIME",
      measureKey: "DOWNTIME",
      place: "一线",
      placeKey: `line:${randomUUID()}`,
      fromOn: new Date(Date.UTC(year, 0, 1)),
      toOn: new Date(Date.UTC(year, 11, 31)),
      year,
      state: origin === "ENTERED" ? "CERTIFIED" : "SUBMITTED",
      origin,
      actualFen: BigInt(yuan * 100),
      ...(origin === "ENTERED" && {
        certifiedFen: BigInt(yuan * 100),
        certifiedById: world.finance.personId,
        certifiedAt: world.craftsman.now,
      }),
      byId: world.toolsEngineer.personId,
      createdAt: world.craftsman.now,
      shares: {
        create: [
          {
            personId: world.craftsman.personId,
            organisationId: world.toolsStudio,
            position: 0,
            basisPoints: 10_000,
            confirmedOf: confirmed ? 0 : null,
          },
        ],
      },
    },
    select: { id: true },
  });
  return id;
}

/** What a studio's usual gates ask for: named four years ago, three achievements, two exchanges in each year, three members promoted. */
export async function livelyStudio(
  world: World,
  { years, exchanges = 2 }: { years: readonly number[]; exchanges?: number },
) {
  const { now } = world.craftsman;
  const studioId = world.toolsStudio;
  await db.studio.update({
    where: { organisationId: studioId },
    data: { state: "DESIGNATED", designatedOn: addDays(now, -4 * 366) },
  });
  for (let n = 0; n < 3; n += 1) await registeredAchievement(world, [world.craftsman]);
  for (const year of years)
    for (let n = 0; n < exchanges; n += 1)
      await db.activity.create({
        data: {
          clientId: randomUUID(),
          allianceId: world.alliance,
          kind: "COLLABORATION",
          state: "HELD",
          topic: "交流",
          startsAt: new Date(Date.UTC(year, 0, 10 + n)),
          createdById: world.secretariat.personId,
          createdAt: now,
          attendances: {
            create: {
              who: world.craftsman.personId,
              personId: world.craftsman.personId,
              name: "工匠",
              via: "PAPER",
              at: new Date(Date.UTC(year, 0, 10 + n)),
            },
          },
        },
      });
  for (let n = 0; n < 3; n += 1) {
    const personId = await makePerson([["CRAFTSMAN", studioId]]);
    const { id } = await db.studioPromotion.create({
      data: {
        clientId: randomUUID(),
        studioId,
        personId,
        kind: "GRADE",
        gradeBefore: "SENIOR",
        gradeAfter: "TECHNICIAN",
        onDay: addDays(now, -30),
        issuer: "人社局",
        byId: world.leader.personId,
        byName: "领衔人",
        at: now,
        confirmedById: world.toolsReviewer.personId,
        confirmedAt: now,
      },
    });
    await certificateRow(
      { ownerKind: "studio-promotion", ownerId: id, enterpriseId: world.tools },
      world.leader.personId,
    );
  }
}

type OwnedFile = { ownerKind: string; ownerId: string; enterpriseId: string };

/** The row of a certificate beside what it proves; its bytes are nowhere. */
export const certificateRow = (of: OwnedFile, uploadedById: string) =>
  db.attachment.create({
    data: {
      ...of,
      key: randomUUID(),
      fileName: "证书.pdf",
      mime: "application/pdf",
      size: 1,
      sha256: "0".repeat(64),
      uploadedById,
      clientId: randomUUID(),
    },
  });
