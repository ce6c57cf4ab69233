import { randomUUID } from "node:crypto";
import { addDays } from "date-fns/addDays";
import { db, type Prisma } from "#app/lib/db.server.ts";
import { next, type World } from "./factories.server.ts";

const SUBJECTS = { achievementId: null, studioId: null, personId: null } as const;

/** A registered achievement from these fixes, as a row: for tests of what rests on it, not of how it comes about. */
export async function achievementRow(
  world: World,
  problemIds: string[],
  studioId = world.toolsStudio,
  more: Partial<Prisma.AchievementUncheckedCreateInput> = {},
): Promise<string> {
  const now = new Date();
  const { id } = await db.achievement.create({
    data: {
      clientId: randomUUID(),
      kind: "TECHNICAL_RENOVATION",
      title: `卡瓶治理 ${next()}`,
      enterpriseId: world.tools,
      studioId,
      completedOn: now,
      state: "SUBMITTED",
      byId: world.craftsman.personId,
      createdAt: now,
      submittedAt: now,
      fixes: { createMany: { data: problemIds.map((problemId) => ({ problemId })) } },
      ...more,
    },
    select: { id: true },
  });
  await db.achievement.update({
    where: { id },
    data: { state: "REGISTERED", registeredAt: now, registeredById: world.toolsReviewer.personId },
  });
  return id;
}

/** A round of the world's federation that is being reviewed, as a row. */
export async function roundRow(
  world: World,
  judges: { personId?: string; name: string; unit: string }[] = [],
): Promise<string> {
  const now = new Date();
  const title = await db.awardTitle.create({
    data: {
      organisationId: world.federation,
      subject: "ACHIEVEMENT",
      name: `职工创新成果奖 ${next()}`,
      legalBasis: "市总工发〔2026〕1 号",
      grades: ["一等奖"],
      createdAt: now,
    },
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
      rubric: { criteria: [], ties: [] },
      createdById: world.officer.personId,
      createdAt: now,
      seats: { createMany: { data: judges.map((judge, n) => ({ ...judge, position: n + 1 })) } },
    },
    select: { id: true },
  });
  await db.awardRound.update({ where: { id }, data: { state: "REVIEW", openedAt: addDays(now, -30) } });
  return id;
}

/** An application in the round for one subject, as a row. */
export async function applicationRow(
  world: World,
  roundId: string,
  subject: { achievementId: string } | { studioId: string } | { personId: string },
): Promise<string> {
  const now = new Date();
  const { id } = await db.awardApplication.create({
    data: {
      ...SUBJECTS,
      ...subject,
      clientId: randomUUID(),
      roundId,
      enterpriseId: world.tools,
      state: "RECOMMENDED",
      byId: world.craftsman.personId,
      createdAt: now,
      submittedAt: now,
    },
    select: { id: true },
  });
  return id;
}

/** An open flag on one record, as a row. */
export const flagOn = (targetId: string, enterpriseId: string, kind = "achievement") =>
  db.flag.create({
    data: {
      kind: "RECYCLED_RESULT",
      subjectKey: `${kind}:${targetId}`,
      evidence: [randomUUID()],
      facts: {},
      organisationIds: [enterpriseId],
      personIds: [],
      raisedAt: new Date(),
      changedAt: new Date(),
      targets: { create: { kind, id: targetId } },
    },
    select: { id: true },
  });

/** The tools works' studio is struck off, on paper. */
export async function revokedStudio({ toolsStudio: studioId, officer }: World): Promise<void> {
  const now = new Date();
  await db.studio.update({ where: { organisationId: studioId }, data: { state: "REVOKED" } });
  await db.studioDecision.create({
    data: {
      studioId,
      clientId: randomUUID(),
      kind: "REVOKED",
      fromState: "DESIGNATED",
      toState: "REVOKED",
      level: "MUNICIPAL",
      document: "18 号",
      decidedOn: now,
      decidedBy: "总工会",
      byId: officer.personId,
      byName: officer.name,
      at: now,
    },
  });
}
