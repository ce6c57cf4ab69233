import { subDays } from "date-fns/subDays";
import { type CalendarEntry, calendarFile } from "#app/lib/calendar-file.server.ts";
import { db, inTransaction } from "#app/lib/db.server.ts";
import { notFound } from "#app/lib/errors.ts";
import { words } from "#app/lib/i18n.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { loadActorWithChanges } from "#app/modules/accounts/load-actor.server.ts";
import { newToken, tokenHashOf } from "#app/modules/accounts/token.server.ts";
import { activitiesWords } from "#app/words/activities.ts";
import { calendarSources } from "./calendar-sources.ts";

/** What is longer past than this leaves the calendar. */
const BACK_DAYS = 90;

/** A new secret address for the actor's calendar; the one before stops at once. Only its hash is kept. */
export async function makeCalendarFeed(actor: Actor): Promise<string> {
  const { token, tokenHash } = newToken();
  await inTransaction(async (tx) => {
    const data = { tokenHash, createdAt: actor.now };
    await tx.calendarFeed.upsert({
      where: { personId: actor.personId },
      create: { personId: actor.personId, ...data },
      update: data,
    });
  });
  return token;
}

/** From now on the address opens nothing. */
export async function removeCalendarFeed(actor: Actor): Promise<void> {
  await db.calendarFeed.deleteMany({ where: { personId: actor.personId } });
}

/** Since when the actor has an address; the address itself is not known any more. */
export const calendarFeedOf = (actor: Actor): Promise<{ createdAt: Date } | null> =>
  db.calendarFeed.findUnique({ where: { personId: actor.personId }, select: { createdAt: true } });

/**
 * The calendar behind a secret address: what its owner may see at this moment. Somebody who left, or whose account is
 * closed, has none. @throws not_found
 */
export async function readCalendarFeed(token: string, origin: string, now: Date): Promise<string> {
  const tokenHash = tokenHashOf(token);
  const feed = tokenHash
    ? await db.calendarFeed.findUnique({ where: { tokenHash }, select: { personId: true } })
    : null;
  const actor = feed ? (await loadActorWithChanges(feed.personId, now))?.actor : undefined;
  if (!actor) throw notFound();
  const found: CalendarEntry[][] = await Promise.all(
    calendarSources().map((source) => source(actor, { from: subDays(now, BACK_DAYS), origin })),
  );
  return calendarFile(
    words(activitiesWords, actor.locale).calendar.name,
    found.flat().toSorted((a, b) => a.startsAt.getTime() - b.startsAt.getTime()),
  );
}
