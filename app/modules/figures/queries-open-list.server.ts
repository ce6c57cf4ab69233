import { db, Prisma } from "#app/lib/db.server.ts";
import { notFound } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { namesKnownTo } from "#app/modules/activities/queries-figures.server.ts";
import { activitiesVisibleTo } from "#app/modules/activities/visibility.ts";
import type { OpenCount } from "./measures.ts";
import { alliancesIn, attendancesIn, peopleIn, sessionsIn, studiosIn } from "./open-counts.server.ts";
import type { Period } from "./periods.ts";
import type { ListedFact } from "./listed-fact.ts";
import type { FigureScope } from "./scopes.server.ts";

type Asked = { measure: OpenCount; period: Period; after: string | null; size: number };
type Row = {
  key: string;
  times: number;
  activityId?: string;
  attendanceId?: string | null;
  organisationId?: string;
};

const ROWS = {
  sessions: sessionsIn,
  attendances: attendancesIn,
  people: peopleIn,
  studios: studiosIn,
  alliances: alliancesIn,
} as const satisfies Record<OpenCount, (scope: FigureScope, period: Period) => Prisma.Sql>;
const KIND: Record<OpenCount, string> = {
  sessions: "ACTIVITY",
  attendances: "ATTENDANCE",
  people: "ATTENDANT",
  studios: "STUDIO",
  alliances: "ALLIANCE",
};

const isRegister = (measure: OpenCount): boolean => measure === "studios" || measure === "alliances";

function rowsOf(scope: FigureScope, measure: OpenCount, period: Period): Prisma.Sql {
  if (scope.kind === "studio" || (isRegister(measure) && scope.kind !== "union")) throw notFound();
  return ROWS[measure](scope, period);
}

/**
 * Sessions, attendances or people of activities, new studios, new alliances: one row for each, a page at a time. Names of
 * those who came are for the readers of an activity's attendances. Errors: not_found (a scope that has no such figure).
 */
export async function listOpenCount(actor: Actor, scope: FigureScope, { measure, period, after, size }: Asked) {
  const register = isRegister(measure);
  const all = rowsOf(scope, measure, period);
  const cursor = after ? Prisma.sql`WHERE r."key" > ${after}` : Prisma.empty;
  const rows = await db.$queryRaw<Row[]>`SELECT r.* FROM (${all}) r ${cursor} ORDER BY r."key" LIMIT ${size + 1}`;
  const shown = rows.slice(0, size);
  const tell = register ? await registered(shown) : await attended(actor, shown);
  return {
    rows: shown.map((row): ListedFact => {
      const told = tell(row);
      // Of a person how often it came is no part of the number.
      const times = measure === "people" ? 1 : row.times;
      const kind = row.attendanceId === null ? "LISTENERS" : KIND[measure];
      return { key: row.key, kind, state: null, partial: false, band: null, fen: null, ...told, times };
    }),
    after: rows.length > size ? (shown.at(-1)?.key ?? null) : null,
  };
}

type Told = Pick<ListedFact, "title" | "organisation" | "page">;

/** What they come to in all. Errors: not_found, as above. */
export async function openTotal(scope: FigureScope, measure: OpenCount, period: Period): Promise<number> {
  const all = rowsOf(scope, measure, period);
  const one =
    measure === "people" || isRegister(measure) ? Prisma.sql`count(*)` : Prisma.sql`coalesce(sum(r."times"), 0)`;
  const [sum] = await db.$queryRaw<{ total: number }[]>`SELECT ${one}::int AS "total" FROM (${all}) r`;
  return sum?.total ?? 0;
}

/** Studios and alliances: anybody below the union reads who they are. */
async function registered(rows: readonly Row[]): Promise<(row: Row) => Told> {
  const found = await db.organisation.findMany({
    where: { id: { in: rows.flatMap((row) => row.organisationId ?? []) } },
    select: { id: true, name: true, kind: true, parent: { select: { name: true, shortName: true } } },
  });
  const byId = new Map(found.map((one) => [one.id, one]));
  return ({ organisationId = "" }) => {
    const one = byId.get(organisationId);
    return {
      title: one?.name ?? null,
      organisation: one?.parent ? one.parent.shortName || one.parent.name : null,
      page: one?.kind === "STUDIO" ? { of: "studio", id: one.id } : null,
    };
  };
}

async function attended(actor: Actor, rows: readonly Row[]): Promise<(row: Row) => Told> {
  const ids = rows.flatMap((row) => row.attendanceId ?? []);
  const [activities, people] = await Promise.all([
    db.activity.findMany({
      where: { id: { in: rows.flatMap((row) => row.activityId ?? []) }, AND: activitiesVisibleTo(actor) },
      select: { id: true, topic: true, otherHost: true, host: { select: { name: true, shortName: true } } },
    }),
    db.activityAttendance.findMany({
      where: { id: { in: ids }, AND: namesKnownTo(actor) },
      select: { id: true, name: true, unit: true },
    }),
  ]);
  const activityOf = new Map(activities.map((one) => [one.id, one]));
  const personOf = new Map(people.map((one) => [one.id, one]));
  return ({ activityId = "", attendanceId }) => {
    const activity = activityOf.get(activityId);
    const person = attendanceId ? personOf.get(attendanceId) : undefined;
    const host = activity?.host ? activity.host.shortName || activity.host.name : activity?.otherHost || null;
    const topic = activity?.topic ?? null;
    return {
      title: attendanceId === undefined ? topic : [person?.name, topic].filter(Boolean).join(" · ") || null,
      organisation: attendanceId ? person?.unit || null : host,
      page: activity ? { of: "activity", id: activity.id } : null,
    };
  };
}
