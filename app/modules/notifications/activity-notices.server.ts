import { db } from "#app/lib/db.server.ts";
import { words } from "#app/lib/i18n.ts";
import { paths } from "#app/lib/paths.ts";
import { loadActorWithChanges } from "#app/modules/accounts/load-actor.server.ts";
import { activitiesVisibleTo } from "#app/modules/activities/visibility.ts";
import { fileNotices } from "./file-notices.server.ts";
import { activitiesWords } from "#app/words/activities.ts";
import { holdersOf } from "./notice-facts.server.ts";
import { registerNoticeSubject } from "./subjects.server.ts";

type Facts = {
  payload: Record<string, unknown>;
  activity: { allianceId: string; hostId: string | null; invited: { personId: string; declined: boolean }[] };
  now: Date;
};
type Group = (facts: Facts) => Promise<(string | null)[]> | (string | null)[];

const named =
  (key: string): Group =>
  ({ payload }) => [typeof payload[key] === "string" ? payload[key] : null];
const invited: Group = ({ activity }) => activity.invited.map((one) => one.personId);
const coming: Group = ({ activity }) => activity.invited.flatMap((one) => (one.declined ? [] : [one.personId]));
const secretariat: Group = ({ activity, now }) => holdersOf(["SECRETARIAT"], [activity.allianceId], now);
const host: Group = ({ activity, now }) => holdersOf(["REVIEWER"], activity.hostId ? [activity.hostId] : [], now);

const TO: Record<string, Group[]> = {
  "activity.published": [invited, host],
  "activity.invited": [named("personId")],
  "activity.replied": [secretariat],
  "activity.changed": [coming, host, secretariat],
  "activity.cancelled": [coming, host, secretariat],
  "activity.advised": [named("ownerId")],
  "activity.follow-up-due": [named("ownerId")],
  "activity.follow-up-late": [named("ownerId"), secretariat],
  "activity.followed-up": [secretariat],
};

/** Events of activities that tell somebody something. */
export const ACTIVITY_TOLD = Object.keys(TO);

const OLD_NEWS_MS = 14 * 24 * 3_600_000;

/**
 * Tells everybody an activity's event concerns, as far as they may see the activity at that moment; nobody hears of a
 * draft. Delivered again, it changes nothing.
 */
export async function deliverActivityNotices(eventId: bigint, now: Date): Promise<void> {
  const event = await db.event.findUnique({
    where: { id: eventId },
    select: { type: true, subjectId: true, actorId: true, payload: true, at: true },
  });
  const groups = event ? TO[event.type] : undefined;
  if (!event || !groups) return;
  const activity = await db.activity.findFirst({
    where: { id: event.subjectId, publishedAt: { not: null, lte: event.at } },
    select: {
      allianceId: true,
      hostId: true,
      invitees: { where: { withdrawnAt: null }, select: { personId: true, reply: true } },
    },
  });
  if (!activity) return;
  const payload = event.payload as Record<string, unknown>;
  const facts: Facts = {
    payload,
    activity: {
      ...activity,
      invited: activity.invitees.map(({ personId, reply }) => ({ personId, declined: reply === "DECLINES" })),
    },
    now,
  };
  const found = (await Promise.all(groups.map((group) => group(facts)))).flat();
  const people = [...new Set(found.filter((id) => id !== null && id !== event.actorId))] as string[];
  const open = await Promise.all(people.map(async (id) => ((await maySee(id, event.subjectId, now)) ? [id] : [])));
  await fileNotices(
    open.flat().map((personId) => ({
      personId,
      type: event.type,
      subjectKind: "activity",
      subjectId: event.subjectId,
      eventId,
      dedupeKey: `event:${eventId}`,
      history: now.getTime() - event.at.getTime() > OLD_NEWS_MS,
      createdAt: event.at,
    })),
    now,
  );
}

async function maySee(personId: string, activityId: string, now: Date): Promise<boolean> {
  const actor = (await loadActorWithChanges(personId, now))?.actor;
  return actor ? (await db.activity.count({ where: { id: activityId, AND: activitiesVisibleTo(actor) } })) > 0 : false;
}

/** Messages about activities say which one, as far as it is open to the reader at this moment. */
export function registerActivitySubject(): void {
  registerNoticeSubject("activity", {
    async read(actor, asked) {
      const w = words(activitiesWords, actor.locale);
      const rows = await db.activity.findMany({
        where: { id: { in: asked.map((one) => one.subjectId) }, AND: activitiesVisibleTo(actor) },
        select: { id: true, kind: true, ordinal: true, topic: true },
      });
      const mark = ({ kind, ordinal }: (typeof rows)[number]) =>
        ordinal === null ? w.kind[kind] : w.numbered[kind](ordinal);
      return new Map(rows.map((row) => [row.id, { title: row.topic, mark: mark(row) }]));
    },
    path: paths.activity,
  });
}
