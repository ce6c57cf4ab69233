import { db, Prisma } from "#app/lib/db.server.ts";
import { forbidden, notFound } from "#app/lib/errors.ts";
import { type PageRequest, readPage } from "#app/lib/page.ts";
import { type Actor, employerIds, organisationsWith } from "#app/modules/accounts/actor.ts";
import { roundAfter, type RoundState } from "../lifecycle.ts";
import { isOrganiser, organisesFor } from "../policy.ts";
import { rubricChoices } from "../rubrics/queries.server.ts";
import { readGates, readRubric } from "../rubrics/schema.ts";
import { applicationsVisibleTo, awardRoundsVisibleTo } from "../visibility.ts";
import { movesOf } from "./moves/move-dates.server.ts";
import { movableDates } from "./moves/rules.ts";
import { readPlaces, roundLacks } from "./rules.ts";

const lineSelect = {
  id: true,
  name: true,
  nameEn: true,
  year: true,
  state: true,
  opensAt: true,
  closesAt: true,
  organisation: { select: { name: true, timeZone: true } },
  title: { select: { name: true, nameEn: true, subject: true } },
} satisfies Prisma.AwardRoundSelect;

/** A page of the rounds the actor may know of, newest first. */
export async function listRounds(actor: Actor, filter: { state?: RoundState }, page: PageRequest) {
  const list = await readPage(page, (slice) =>
    db.awardRound.findMany({
      where: { AND: [awardRoundsVisibleTo(actor), { state: filter.state }] },
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      select: lineSelect,
      ...slice,
    }),
  );
  return { ...list, mayDefine: organisesFor(actor).length > 0 };
}

/** Titles of the actor's unions, for rounds and the catalogue. */
export const listTitles = (actor: Actor) =>
  db.awardTitle.findMany({
    where: { organisationId: { in: organisesFor(actor) } },
    orderBy: [{ retiredAt: { sort: "asc", nulls: "first" } }, { createdAt: "asc" }, { id: "asc" }],
    take: 200,
    include: { organisation: { select: { name: true } }, _count: { select: { rounds: true } } },
  });

/** What a round may be begun with. Errors: forbidden. */
export async function loadRoundStart(actor: Actor) {
  const unions = organisesFor(actor);
  if (unions.length === 0) throw forbidden("not-your-move");
  const [titles, rubrics] = await Promise.all([
    db.awardTitle.findMany({
      where: { organisationId: { in: unions }, retiredAt: null },
      orderBy: [{ name: "asc" }, { id: "asc" }],
      select: { id: true, name: true, nameEn: true, organisation: { select: { name: true } } },
    }),
    rubricChoices(unions),
  ]);
  return { titles, rubrics };
}

/** Unions the actor may add titles for. */
export const unionsOf = (actor: Actor) =>
  db.organisation.findMany({
    where: { id: { in: organisesFor(actor) } },
    orderBy: [{ name: "asc" }, { id: "asc" }],
    select: { id: true, name: true },
  });

/** Own things that may be handed in to a round of this subject. */
function subjectsOf(actor: Actor, subject: "ACHIEVEMENT" | "STUDIO" | "PERSON", kinds: readonly string[]) {
  if (subject === "PERSON")
    return Promise.resolve(
      employerIds(actor).length > 0 ? [{ value: `person:${actor.personId}`, label: actor.name }] : [],
    );
  const leads = organisationsWith(actor, "STUDIO_LEADER");
  if (subject === "STUDIO")
    return db.organisation
      .findMany({ where: { id: { in: leads } }, select: { id: true, name: true } })
      .then((rows) => rows.map((row) => ({ value: `studio:${row.id}`, label: row.name })));
  return db.achievement
    .findMany({
      where: {
        state: { not: "WITHDRAWN" },
        ...(kinds.length > 0 ? { kind: { in: kinds as Prisma.EnumAchievementKindFilter["in"] & [] } } : {}),
        OR: [
          { contributors: { some: { personId: actor.personId } } },
          { studioId: { in: leads } },
          { byId: actor.personId, origin: "ENTERED", enterpriseId: { in: employerIds(actor) } },
        ],
      },
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      take: 100,
      select: { id: true, title: true },
    })
    .then((rows) => rows.map((row) => ({ value: `achievement:${row.id}`, label: row.title })));
}

const PART = {
  title: true,
  organisation: { select: { name: true, timeZone: true } },
  seats: { orderBy: { position: "asc" } },
} satisfies Prisma.AwardRoundInclude;

/**
 * One round with its rules, and for the organiser what it lacks before it opens. At most five statements.
 * Errors: not_found.
 */
export async function loadRound(actor: Actor, id: string) {
  const row = await db.awardRound.findFirst({ where: { id, AND: awardRoundsVisibleTo(actor) }, include: PART });
  if (!row) throw notFound();
  const organiser = isOrganiser(actor, row.organisationId);
  const [scope, counts, subjects, moved] = await Promise.all([
    db.organisation.findMany({
      where: { id: { in: row.scopeIds } },
      orderBy: [{ name: "asc" }, { id: "asc" }],
      select: { id: true, name: true },
    }),
    db.awardApplication.groupBy({
      by: ["state"],
      where: { roundId: id, AND: applicationsVisibleTo(actor) },
      _count: true,
    }),
    row.state === "OPEN" ? subjectsOf(actor, row.title.subject, row.achievementKinds) : [],
    row.openedAt ? movesOf(id) : [],
  ]);
  const rubric = readRubric(row.rubric);
  const gates = readGates(row.gates);
  const places = readPlaces(row.places);
  const { seats, ...rest } = row;
  return {
    ...rest,
    /** Days, not moments. */
    factsDays: [row.factsFrom, row.factsUntil].map((at) => at.toISOString().slice(0, 10)),
    rubric,
    gates,
    places,
    scope,
    organiser,
    seatCount: seats.length,
    /** Who decides on the round and does not judge in it reads its evidence as its auditors do. */
    audits:
      organiser &&
      row.openedAt !== null &&
      !seats.some((seat) => seat.personId === actor.personId && seat.declinedAt === null),
    counts: counts.map((one) => ({ state: one.state, count: one._count })),
    subjects,
    moved,
    open: row.state === "OPEN" && actor.now >= row.opensAt && actor.now <= row.closesAt,
    lacks: organiser && row.state === "DRAFT" ? roundLacks({ ...row, rubric, gates, places }, actor.now) : [],
    may: {
      change: organiser && roundAfter(row.state, "change") !== null,
      open: organiser && roundAfter(row.state, "open") !== null,
      close: organiser && roundAfter(row.state, "close") !== null,
      cancel: organiser && roundAfter(row.state, "cancel") !== null,
      moveDates: organiser && movableDates(row, actor.now).length > 0,
    },
  };
}

/** A draft for the pages that define it. Errors: not_found, forbidden. */
export async function loadRoundDraft(actor: Actor, id: string) {
  const row = await db.awardRound.findFirst({ where: { id, AND: awardRoundsVisibleTo(actor) }, include: PART });
  if (!row) throw notFound();
  if (!isOrganiser(actor, row.organisationId) || roundAfter(row.state, "change") === null)
    throw forbidden("not-your-move");
  return { ...row, rubric: readRubric(row.rubric), gates: readGates(row.gates), places: readPlaces(row.places) };
}

/** Who changed a draft's definition last, and when, its gates not counted; for who may change it. One statement. */
export async function lastChangeOf(id: string): Promise<{ name: string; at: string } | null> {
  const event = await db.event.findFirst({
    // Its gates are on a page of their own.
    where: {
      subjectKind: "round",
      subjectId: id,
      type: "round.changed",
      payload: { path: ["gates"], equals: Prisma.DbNull },
    },
    orderBy: { id: "desc" },
    select: { actorName: true, at: true },
  });
  return event && { name: event.actorName, at: event.at.toISOString() };
}

/** Unions and alliances below an organiser, for the scope of a round. One statement. */
export const scopeChoices = (organiserId: string) =>
  db.$queryRaw<{ id: string; name: string; kind: string }[]>`
    WITH RECURSIVE below AS (
      SELECT "id", "name", "kind", "closedAt" FROM "Organisation" WHERE "id" = ${organiserId}::uuid
      UNION SELECT o."id", o."name", o."kind", o."closedAt" FROM "Organisation" o JOIN below b ON o."parentId" = b."id"
    )
    SELECT "id"::text AS "id", "name", "kind"::text AS "kind" FROM below
    WHERE "kind" IN ('COUNTY_UNION', 'INDUSTRY_UNION', 'ENTERPRISE_UNION', 'ALLIANCE') AND "closedAt" IS NULL
      AND "id" <> ${organiserId}::uuid
    ORDER BY "kind", "name", "id" LIMIT 60`;
