import { addDays } from "date-fns/addDays";
import { endOfDay, startOfDay } from "#app/lib/calendar.ts";
import { inTransaction, type Prisma, type Tx } from "#app/lib/db.server.ts";
import { conflict, invalid, notFound } from "#app/lib/errors.ts";
import { formatDate } from "#app/lib/format.ts";
import { lastMomentOf } from "#app/lib/last-moment.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { organisesFor } from "../policy.ts";
import { recordRound, requireRound } from "./open-round.server.ts";
import { readPlaces } from "./rules.ts";
import { rubricFor } from "./save-rubric.server.ts";
import type { DefinedRound, StartedRound } from "./schema.ts";

const day = (year: number, month: number, date: number): Date => new Date(Date.UTC(year, month - 1, date));
/** The last moment of a day at the organiser. */
const lastMoment = (on: Date, timeZone: string): Date => lastMomentOf(endOfDay(on, timeZone));

/**
 * Begins a round of one of the officer's titles as a draft, with dates to be changed: applications for a month from
 * tomorrow, two weeks each for recommendation, review and panel, facts of the year and the one before.
 * Errors: not_found, conflict (title-retired), invalid (bad_choice).
 */
export async function startRound(actor: Actor, input: StartedRound): Promise<{ id: string }> {
  return inTransaction(async (tx) => {
    const key = { createdById: actor.personId, clientId: input.clientId };
    const known = await tx.awardRound.findUnique({ where: { createdById_clientId: key }, select: { id: true } });
    if (known) return known;
    const title = await tx.awardTitle.findFirst({
      where: { id: input.titleId, organisationId: { in: organisesFor(actor) } },
      include: { organisation: { select: { timeZone: true } } },
    });
    if (!title) throw notFound();
    if (title.retiredAt) throw conflict("title-retired");
    const { timeZone } = title.organisation;
    const rubric = await rubricFor(tx, title.organisationId, input.rubricId, title.subject);
    const today = new Date(formatDate(actor.now, timeZone));
    const until = (days: number) => lastMoment(addDays(today, days), timeZone);
    const row = await tx.awardRound.create({
      data: {
        ...key,
        titleId: title.id,
        organisationId: title.organisationId,
        year: input.year,
        name: input.name,
        nameEn: input.nameEn,
        factsFrom: day(input.year - 1, 1, 1),
        factsUntil: day(input.year, 12, 31),
        opensAt: startOfDay(addDays(today, 1), timeZone),
        closesAt: until(31),
        recommendUntil: until(45),
        reviewUntil: until(59),
        panelUntil: until(73),
        rubric,
        gates: [],
        places: title.grades.map((grade) => ({ grade, places: 0 })),
        createdAt: actor.now,
      },
      select: { id: true, organisationId: true },
    });
    await recordRound(tx, actor, row, "round.drafted", {
      payload: { titleId: title.id, year: input.year, ...(input.rubricId && { rubricId: input.rubricId }) },
    });
    return { id: row.id };
  });
}

/** Changes a draft's definition; places are those of the title's grades. Errors: those of requireRound, invalid (round-scope). */
export async function defineRound(actor: Actor, id: string, input: DefinedRound): Promise<void> {
  await inTransaction(async (tx) => {
    const { row } = await requireRound(tx, actor, id, "change", { version: input.version });
    const { timeZone } = row.organisation;
    await requireScope(tx, row.organisationId, input.scopeIds);
    const grades = row.title.grades;
    const { version: _, opensOn, closesOn, recommendOn, reviewOn, panelOn, trimExtremes, places, ...rest } = input;
    await tx.awardRound.update({
      where: { id },
      data: {
        ...rest,
        achievementKinds: row.title.subject === "ACHIEVEMENT" ? rest.achievementKinds : [],
        spreadLimit: rest.spreadLimit * 100,
        trimExtremes: trimExtremes === "on",
        places: grades.map((grade) => ({ grade, places: places.find((one) => one.grade === grade)?.places ?? 0 })),
        opensAt: startOfDay(opensOn, timeZone),
        closesAt: lastMoment(closesOn, timeZone),
        recommendUntil: lastMoment(recommendOn, timeZone),
        reviewUntil: lastMoment(reviewOn, timeZone),
        panelUntil: lastMoment(panelOn, timeZone),
        version: { increment: 1 },
      },
    });
    await recordRound(tx, actor, row, "round.changed");
  });
}

/** Unions and alliances below the organiser. */
async function requireScope(tx: Tx, organiserId: string, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const below = await tx.$queryRaw<{ id: string }[]>`
    WITH RECURSIVE below AS (
      SELECT "id", "kind" FROM "Organisation" WHERE "id" = ${organiserId}::uuid
      UNION SELECT o."id", o."kind" FROM "Organisation" o JOIN below b ON o."parentId" = b."id"
    )
    SELECT "id" FROM below WHERE "id" = ANY (${[...ids]}::uuid[])
      AND "kind" IN ('COUNTY_UNION', 'INDUSTRY_UNION', 'ENTERPRISE_UNION', 'ALLIANCE')`;
  if (below.length !== new Set(ids).size) throw invalid("round-scope", "scopeIds");
}

/** The same round for the next year, as a draft: rules, rubric, gates and the panel's seats; dates a year later. Errors: not_found. */
export async function copyRound(actor: Actor, id: string, clientId: string): Promise<{ id: string }> {
  return inTransaction(async (tx) => {
    const key = { createdById: actor.personId, clientId };
    const known = await tx.awardRound.findUnique({ where: { createdById_clientId: key }, select: { id: true } });
    if (known) return known;
    const from = await tx.awardRound.findFirst({
      where: { id, organisationId: { in: organisesFor(actor) } },
      include: { seats: { orderBy: { position: "asc" } }, title: { select: { grades: true } } },
    });
    if (!from) throw notFound();
    const later = (at: Date): Date => {
      const moved = new Date(at);
      moved.setUTCFullYear(at.getUTCFullYear() + 1);
      return moved;
    };
    const year = from.year + 1;
    const places = readPlaces(from.places);
    const row = await tx.awardRound.create({
      data: {
        ...key,
        titleId: from.titleId,
        organisationId: from.organisationId,
        year,
        name: from.name.replace(String(from.year), String(year)),
        nameEn: from.nameEn.replace(String(from.year), String(year)),
        scopeIds: from.scopeIds,
        achievementKinds: from.achievementKinds,
        factsFrom: later(from.factsFrom),
        factsUntil: later(from.factsUntil),
        opensAt: later(from.opensAt),
        closesAt: later(from.closesAt),
        recommendUntil: later(from.recommendUntil),
        reviewUntil: later(from.reviewUntil),
        panelUntil: later(from.panelUntil),
        noticeDays: from.noticeDays,
        rubric: from.rubric as Prisma.InputJsonValue,
        gates: from.gates as Prisma.InputJsonValue,
        headRule: from.headRule,
        countedCompleters: from.countedCompleters,
        minJudges: from.minJudges,
        spreadLimit: from.spreadLimit,
        trimExtremes: from.trimExtremes,
        places: from.title.grades.map((grade) => ({
          grade,
          places: places.find((one) => one.grade === grade)?.places ?? 0,
        })),
        createdAt: actor.now,
        seats: {
          create: from.seats.map(({ personId, name, unit, outside, chair, substitute, position }) => ({
            personId,
            name,
            unit,
            outside,
            chair,
            substitute,
            position,
          })),
        },
      },
      select: { id: true, organisationId: true },
    });
    await recordRound(tx, actor, row, "round.drafted", { payload: { copyOf: id, year } });
    return { id: row.id };
  });
}
