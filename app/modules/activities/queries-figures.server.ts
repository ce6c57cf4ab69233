import { db, type Prisma } from "#app/lib/db.server.ts";
import { formatDate } from "#app/lib/format.ts";
import { notFound } from "#app/lib/errors.ts";
import { type Actor, employerIds, organisationsWith } from "#app/modules/accounts/actor.ts";
import { cursorText, readCursor } from "#app/modules/problems/cursor.ts";
import { countActivities } from "./counting.ts";
import type { ActivityKind } from "./rules.ts";
import { withinYear } from "./queries-list.server.ts";

const alliancesOf = (actor: Actor): string[] => [...new Set([...actor.allianceIds, ...actor.officerAllianceIds])];

/** Activities of an alliance that took place in a year of its own calendar. */
const tookPlaceIn = (allianceId: string, year: number, timeZone: string): Prisma.ActivityWhereInput => ({
  allianceId,
  state: { in: ["HELD", "CLOSED"] },
  ...withinYear(year, timeZone),
});

/** The alliance a figure is asked of: a known one of the actor's, else the first. @throws not_found where there is none */
async function requireAlliance(actor: Actor, wanted: string | undefined) {
  const alliances = await db.organisation.findMany({
    where: { id: { in: alliancesOf(actor) } },
    orderBy: { name: "asc" },
    select: { id: true, name: true, timeZone: true },
  });
  const alliance = wanted ? alliances.find((one) => one.id === wanted) : alliances[0];
  if (!alliance) throw notFound();
  return { alliance, alliances };
}

/** An alliance's year: sessions, attendances and people of each kind, counted by `countActivities`. Errors: not_found. */
export async function loadYear(actor: Actor, asked: { alliance?: string; year?: number }) {
  const { alliance, alliances } = await requireAlliance(actor, asked.alliance);
  const thisYear = Number(formatDate(actor.now, alliance.timeZone).slice(0, 4));
  const year = asked.year ?? thisYear;
  const [rows, ends] = await Promise.all([
    db.activity.findMany({
      where: tookPlaceIn(alliance.id, year, alliance.timeZone),
      select: { kind: true, listeners: true, attendances: { select: { who: true } } },
    }),
    db.activity.aggregate({
      where: { allianceId: alliance.id, state: { in: ["HELD", "CLOSED"] } },
      _min: { startsAt: true },
    }),
  ]);
  const first = ends._min.startsAt
    ? Math.min(Number(formatDate(ends._min.startsAt, alliance.timeZone).slice(0, 4)), thisYear)
    : thisYear;
  return {
    alliance: { id: alliance.id, name: alliance.name },
    alliances,
    year,
    years: Array.from({ length: Math.min(thisYear - first + 1, 60) }, (_, n) => thisYear - n),
    counts: countActivities(
      rows.map(({ kind, listeners, attendances }) => ({ kind, listeners, who: attendances.map((one) => one.who) })),
    ),
  };
}

const PAGE = 50;

/**
 * What an attendance figure is made of: every sign-in of the year, 50 a page, and the listeners of each session. The
 * secretariat and the union above read all names; others those of their own enterprise and those at activities they host.
 */
export async function listAttendances(
  actor: Actor,
  asked: { alliance?: string; year?: number; kind?: ActivityKind; after: string | null },
) {
  const { alliance } = await requireAlliance(actor, asked.alliance);
  const year = asked.year ?? Number(formatDate(actor.now, alliance.timeZone).slice(0, 4));
  const activity = {
    ...tookPlaceIn(alliance.id, year, alliance.timeZone),
    ...(asked.kind ? { kind: asked.kind } : {}),
  };
  const where: Prisma.ActivityAttendanceWhereInput = { activity, AND: namesOpenTo(actor, alliance.id) };
  const cursor = readCursor(asked.after);
  const at = cursor?.at == null ? null : new Date(cursor.at);
  const rows = await db.activityAttendance.findMany({
    where: at && cursor ? { AND: [where, { OR: [{ at: { gt: at } }, { at, id: { gt: cursor.id } }] }] } : where,
    orderBy: [{ at: "asc" }, { id: "asc" }],
    take: PAGE + 1,
    select: {
      id: true,
      name: true,
      unit: true,
      via: true,
      at: true,
      activity: { select: { id: true, kind: true, ordinal: true, topic: true, startsAt: true } },
    },
  });
  const [named, listened] = await Promise.all([
    db.activityAttendance.count({ where: { activity } }),
    db.activity.findMany({
      where: { ...activity, listeners: { gt: 0 } },
      orderBy: [{ startsAt: "asc" }, { id: "asc" }],
      take: 500,
      select: { id: true, kind: true, ordinal: true, topic: true, listeners: true },
    }),
  ]);
  const last = rows.length > PAGE ? rows[PAGE - 1] : undefined;
  return {
    alliance,
    year,
    kind: asked.kind ?? null,
    rows: rows.slice(0, PAGE),
    named,
    listened,
    after: last ? cursorText(last) : null,
    all: readsAllNames(actor, alliance.id),
  };
}

/** What a figure of people is made of: everybody once, with how often each came. At most 2,000. */
export async function listPeople(actor: Actor, asked: { alliance?: string; year?: number; kind?: ActivityKind }) {
  const { alliance } = await requireAlliance(actor, asked.alliance);
  const year = asked.year ?? Number(formatDate(actor.now, alliance.timeZone).slice(0, 4));
  const activity = {
    ...tookPlaceIn(alliance.id, year, alliance.timeZone),
    ...(asked.kind ? { kind: asked.kind } : {}),
  };
  const [groups, all] = await Promise.all([
    db.activityAttendance.groupBy({
      by: ["who"],
      where: { activity, AND: namesOpenTo(actor, alliance.id) },
      _count: { _all: true },
      _max: { name: true, unit: true },
      orderBy: { who: "asc" },
      take: 2000,
    }),
    db.activityAttendance.groupBy({ by: ["who"], where: { activity }, orderBy: { who: "asc" } }),
  ]);
  return {
    alliance,
    year,
    kind: asked.kind ?? null,
    people: groups
      .map((one) => ({
        who: one.who,
        name: one._max.name ?? "",
        unit: one._max.unit ?? "",
        times: one._count._all,
      }))
      .toSorted((a, b) => b.times - a.times || (a.name < b.name ? -1 : 1)),
    total: all.length,
    all: readsAllNames(actor, alliance.id),
  };
}

const readsAllNames = (actor: Actor, allianceId: string): boolean =>
  organisationsWith(actor, "SECRETARIAT").includes(allianceId) || actor.officerAllianceIds.includes(allianceId);

function namesOpenTo(actor: Actor, allianceId: string): Prisma.ActivityAttendanceWhereInput {
  return readsAllNames(actor, allianceId) ? {} : namesKnownTo(actor);
}

/** Attendances whose names the actor reads, of whichever alliance. */
export function namesKnownTo(actor: Actor): Prisma.ActivityAttendanceWhereInput {
  const whole = [...organisationsWith(actor, "SECRETARIAT"), ...actor.officerAllianceIds];
  return {
    OR: [
      { activity: { allianceId: { in: whole } } },
      { personId: actor.personId },
      { unitId: { in: employerIds(actor) } },
      { activity: { hostId: { in: organisationsWith(actor, "REVIEWER") } } },
    ],
  };
}
