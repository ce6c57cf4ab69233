import type { CalendarEntry } from "#app/lib/calendar-file.server.ts";
import { db, type Prisma } from "#app/lib/db.server.ts";
import { notFound } from "#app/lib/errors.ts";
import { words } from "#app/lib/i18n.ts";
import { paths } from "#app/lib/paths.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { activitiesWords } from "#app/words/activities.ts";
import { registerCalendarSource } from "./calendar-sources.ts";
import { activitiesVisibleTo } from "./visibility.ts";

/** How long something is taken to last when nobody said. */
const USUAL_LENGTH_MS = 2 * 3_600_000;
const MOST = 500;

const select = {
  id: true,
  kind: true,
  ordinal: true,
  state: true,
  version: true,
  startsAt: true,
  endsAt: true,
  place: true,
  otherHost: true,
  createdAt: true,
  publishedAt: true,
  host: { select: { name: true, shortName: true } },
} satisfies Prisma.ActivitySelect;
type Row = Prisma.ActivityGetPayload<{ select: typeof select }>;

/** Kind, number and host; the topic stays inside, because a calendar lies on devices that are nobody's business. */
function entryOf(actor: Actor, row: Row, origin: string): CalendarEntry {
  const w = words(activitiesWords, actor.locale);
  const host = row.host ? row.host.shortName || row.host.name : row.otherHost;
  const label = row.ordinal === null ? w.kind[row.kind] : w.numbered[row.kind](row.ordinal);
  return {
    uid: `activity-${row.id}@jianglian`,
    sequence: row.version,
    changedAt: row.publishedAt ?? row.createdAt,
    startsAt: row.startsAt,
    endsAt: row.endsAt ?? new Date(row.startsAt.getTime() + USUAL_LENGTH_MS),
    title: host ? w.calendar.titleAt(label, host) : label,
    place: row.place,
    url: origin + paths.activity(row.id),
    cancelled: row.state === "CANCELLED",
  };
}

/** One activity as a calendar entry, for those who may see it. @throws not_found, also for drafts */
export async function activityEntry(actor: Actor, id: string, origin: string): Promise<CalendarEntry> {
  const row = await db.activity.findFirst({
    where: { id, publishedAt: { not: null }, AND: activitiesVisibleTo(actor) },
    select,
  });
  if (!row) throw notFound();
  return entryOf(actor, row, origin);
}

/** Published activities the actor may see, the cancelled ones too, so that calendars strike them out. */
export function registerActivityCalendar(): void {
  registerCalendarSource("activities", async (actor, { from, origin }) => {
    const rows = await db.activity.findMany({
      where: { publishedAt: { not: null }, startsAt: { gte: from }, AND: activitiesVisibleTo(actor) },
      orderBy: [{ startsAt: "asc" }, { id: "asc" }],
      take: MOST,
      select,
    });
    return rows.map((row) => entryOf(actor, row, origin));
  });
}
