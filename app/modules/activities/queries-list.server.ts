import { startOfYear } from "#app/lib/calendar.ts";
import { db, type Prisma } from "#app/lib/db.server.ts";
import { formatDate } from "#app/lib/format.ts";
import { type PageRequest, readPage } from "#app/lib/page.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import type { ActivityFilter } from "./list-filters.ts";
import { createsFor } from "./policy.ts";
import { activitiesVisibleTo, invitationsOf } from "./visibility.ts";

/** Within a year of a time zone. */
export const withinYear = (year: number, timeZone: string) => ({
  startsAt: { gte: startOfYear(year, timeZone), lt: startOfYear(year + 1, timeZone) },
});

/** Within a year, each activity by its own alliance's calendar. */
async function withinOwnYear(year: number): Promise<Prisma.ActivityWhereInput> {
  const zones = await db.organisation.groupBy({ by: ["timeZone"], where: { kind: "ALLIANCE" } });
  return { OR: zones.map(({ timeZone }) => ({ alliance: { timeZone }, ...withinYear(year, timeZone) })) };
}

/** Upcoming: drafts and planned ones, the next first. Past: held, closed and cancelled ones, the latest first. */
export async function listActivities(actor: Actor, filter: ActivityFilter, page: PageRequest) {
  const past = filter.view === "past";
  const where: Prisma.ActivityWhereInput = {
    AND: [
      activitiesVisibleTo(actor),
      { state: { in: past ? ["HELD", "CLOSED", "CANCELLED"] : ["DRAFT", "PLANNED"] } },
      filter.kind ? { kind: filter.kind } : {},
      filter.alliance ? { allianceId: filter.alliance } : {},
      filter.year ? await withinOwnYear(filter.year) : {},
    ],
  };
  const way = past ? "desc" : "asc";
  const found = await readPage(page, (slice) =>
    db.activity.findMany({
      where,
      orderBy: [{ startsAt: way }, { id: way }],
      select: {
        id: true,
        kind: true,
        ordinal: true,
        state: true,
        topic: true,
        startsAt: true,
        endsAt: true,
        place: true,
        otherHost: true,
        listeners: true,
        host: { select: { name: true, shortName: true } },
        alliance: { select: { id: true, name: true, timeZone: true } },
        invitees: { where: invitationsOf(actor), select: { reply: true } },
        _count: { select: { attendances: true } },
      },
      ...slice,
    }),
  );
  return {
    ...found,
    rows: found.rows.map(({ host, otherHost, invitees, _count, listeners, ...row }) => ({
      ...row,
      host: host ? host.shortName || host.name : otherHost,
      /** The actor's own answer, when invited. */
      reply: invitees[0]?.reply ?? null,
      attendances: _count.attendances + listeners,
    })),
  };
}

/** Alliances the actor may filter by, the years there are, and whether the actor may create. */
export async function loadListChoices(actor: Actor) {
  const visible = activitiesVisibleTo(actor);
  const [alliances, first, last] = await Promise.all([
    db.organisation.findMany({
      where: { kind: "ALLIANCE", activities: { some: visible } },
      orderBy: { name: "asc" },
      take: 100,
      select: { id: true, name: true },
    }),
    endOf(visible, "asc"),
    endOf(visible, "desc"),
  ]);
  const years = first && last ? Array.from({ length: Math.min(last - first + 1, 60) }, (_, n) => last - n) : [];
  return { alliances, years, creates: createsFor(actor).length > 0 };
}

/** The year of the first or the last activity, by its alliance's calendar. */
async function endOf(where: Prisma.ActivityWhereInput, way: "asc" | "desc"): Promise<number | null> {
  const row = await db.activity.findFirst({
    where,
    orderBy: [{ startsAt: way }, { id: way }],
    select: { startsAt: true, alliance: { select: { timeZone: true } } },
  });
  return row && Number(formatDate(row.startsAt, row.alliance.timeZone).slice(0, 4));
}
