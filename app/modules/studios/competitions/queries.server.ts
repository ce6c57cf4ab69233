import { containing } from "#app/lib/containing.ts";
import { db, type Prisma } from "#app/lib/db.server.ts";
import { notFound } from "#app/lib/errors.ts";
import { type PageRequest, readPage } from "#app/lib/page.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { dayOf, textOfDay } from "../rules.ts";
import { ownPeople } from "./people.server.ts";
import { entersResults, entersResultsFor } from "./policy.ts";
import type { CompetitionLevel } from "./rules.ts";
import { competitionsVisibleTo, resultsVisibleTo } from "./visibility.ts";

export type CompetitionFilter = { q: string; level?: CompetitionLevel; year?: number };

/** Competitions, the newest first, with how many results the actor may see. One statement. */
export async function listCompetitions(actor: Actor, filter: CompetitionFilter, page: PageRequest) {
  const contains = containing(filter.q);
  const where: Prisma.CompetitionWhereInput = {
    AND: [
      competitionsVisibleTo(actor),
      filter.q ? { OR: [{ name: contains }, { nameEn: contains }, { organiser: contains }] } : {},
      filter.level ? { level: filter.level } : {},
      filter.year ? { heldOn: { gte: dayOf(`${filter.year}-01-01`), lt: dayOf(`${filter.year + 1}-01-01`) } } : {},
    ],
  };
  const found = await readPage(page, (slice) =>
    db.competition.findMany({
      where,
      orderBy: [{ heldOn: "desc" }, { id: "desc" }],
      select: {
        id: true,
        name: true,
        nameEn: true,
        level: true,
        heldOn: true,
        organiser: true,
        _count: { select: { results: { where: resultsVisibleTo(actor) } } },
      },
      ...slice,
    }),
  );
  return {
    ...found,
    rows: found.rows.map(({ _count, heldOn, ...row }) => ({
      ...row,
      heldOn: textOfDay(heldOn),
      results: _count.results,
    })),
    mayEnter: entersResults(actor),
  };
}

const RESULT = {
  id: true,
  event: true,
  rank: true,
  medal: true,
  award: true,
  onBehalf: true,
  byId: true,
  byName: true,
} as const;

/** One competition with the results the actor may see, and whom they may enter more for. @throws not_found */
export async function loadCompetition(actor: Actor, id: string) {
  const [row, people] = await Promise.all([
    db.competition.findFirst({
      where: { id, AND: competitionsVisibleTo(actor) },
      select: {
        id: true,
        name: true,
        nameEn: true,
        level: true,
        heldOn: true,
        organiser: true,
        organisation: { select: { name: true } },
        byName: true,
        results: {
          where: resultsVisibleTo(actor),
          orderBy: [{ event: "asc" }, { rank: { sort: "asc", nulls: "last" } }, { id: "asc" }],
          take: 500,
          select: {
            ...RESULT,
            person: { select: { id: true, name: true } },
            studio: { select: { id: true, name: true } },
          },
        },
      },
    }),
    entersResults(actor) ? ownPeople(db, actor) : [],
  ]);
  if (!row) throw notFound();
  const files = await filesOf(row.results.map((result) => result.id));
  const own = new Set(people.map((one) => one.id));
  const { organisation, ...competition } = row;
  return {
    ...competition,
    heldOn: textOfDay(row.heldOn),
    enteredBy: organisation.name,
    results: row.results.map(({ byId, ...result }) => ({
      ...result,
      files: files.filter((file) => file.ownerId === result.id),
      mayWithdraw: entersResults(actor) && (byId === actor.personId || own.has(result.person.id)),
    })),
    people: people.map(({ id: personId, name }) => ({ id: personId, name })),
  };
}

const filesOf = async (ids: string[]) =>
  ids.length === 0
    ? []
    : db.attachment.findMany({
        where: { ownerKind: "competition-result", ownerId: { in: ids }, removedAt: null },
        orderBy: { createdAt: "asc" },
        select: { id: true, ownerId: true, fileName: true, kind: true },
      });

/** Results of a studio's people, as far as the actor may see them, the newest first. One statement; a person's stand in loadCraftsman. */
export async function listResults(actor: Actor, of: { studioId: string }) {
  const rows = await db.competitionResult.findMany({
    where: { AND: [of, resultsVisibleTo(actor)] },
    orderBy: [{ competition: { heldOn: "desc" } }, { id: "desc" }],
    take: 50,
    select: {
      ...RESULT,
      person: { select: { id: true, name: true } },
      competition: { select: { id: true, name: true, nameEn: true, level: true, heldOn: true } },
    },
  });
  return rows.map(({ competition: { heldOn, ...competition }, byId: _, ...row }) => ({
    ...row,
    competition: { ...competition, heldOn: textOfDay(heldOn) },
  }));
}
export type ResultRow = Awaited<ReturnType<typeof listResults>>[number];

/** Where the actor may enter a competition for: own unions and enterprises. @throws not_found */
export async function loadCompetitionEntry(actor: Actor) {
  const { unions, enterprises } = entersResultsFor(actor);
  const ids = [...unions, ...enterprises];
  if (ids.length === 0) throw notFound();
  return db.organisation.findMany({
    where: { id: { in: ids } },
    orderBy: { name: "asc" },
    select: { id: true, name: true },
  });
}
