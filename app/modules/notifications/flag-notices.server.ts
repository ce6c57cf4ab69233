import { db } from "#app/lib/db.server.ts";
import { words } from "#app/lib/i18n.ts";
import { awardPaths } from "#app/lib/award-paths.ts";
import { loadActors } from "#app/modules/accounts/load-actor.server.ts";
import { applicationsHeldUp } from "#app/modules/awards/flags/open-flags.server.ts";
import { flagsSeen } from "#app/modules/awards/flags/queries.server.ts";
import { nearestWhoMayClear, unionsAboveAll } from "#app/modules/awards/flags/who-may-clear.server.ts";
import { ownApplications } from "#app/modules/awards/visibility.ts";
import { flagsWords } from "#app/words/flags.ts";
import { fileNotices, type NewNotice } from "./file-notices.server.ts";
import { holdersOf } from "./notice-facts.server.ts";
import { registerNoticeSubject } from "./subjects.server.ts";

const OLD_NEWS_MS = 14 * 24 * 3_600_000;
/** A flag that grows is the same matter: it waits in the officers' list, nobody is told again. */
export const FLAG_TOLD = ["flag.raised"] as const;

/**
 * Tells who may clear a new flag, of the nearest union that can, once a flag; and the applicants whose applications it
 * holds up that they are held up, once an application, never why. Again, it changes nothing.
 */
export async function deliverFlagNotices(eventId: bigint, now: Date): Promise<void> {
  const event = await db.event.findUnique({
    where: { id: eventId },
    select: { id: true, type: true, at: true, subjectId: true },
  });
  const flag =
    event &&
    (await db.flag.findFirst({
      where: { id: event.subjectId, clearedAt: null, lapsedAt: null },
      select: { id: true, organisationIds: true, personIds: true, facts: true },
    }));
  if (!event || !flag) return;
  const about = {
    eventId: event.id,
    history: now.getTime() - event.at.getTime() > OLD_NEWS_MS,
    createdAt: event.at,
  };
  const unions = await unionsAboveAll(db, flag);
  const actors = await loadActors(await holdersOf(["UNION_OFFICER"], unions, now), now);
  const officers = await nearestWhoMayClear(db, flag, unions, actors.values());
  await fileNotices(
    officers.map((personId) => ({
      ...about,
      personId,
      type: event.type,
      subjectKind: "flag",
      subjectId: flag.id,
      dedupeKey: `flag:${flag.id}`,
    })),
    now,
  );
  await fileNotices(
    (await applicantsHeldUp(flag.id, now)).map(
      ({ personId, id }): NewNotice => ({
        ...about,
        personId,
        type: "application.held-up",
        subjectKind: "application",
        subjectId: id,
        dedupeKey: `held-up:${id}`,
      }),
    ),
    now,
  );
}

/** Those whose own applications rest on what the flag touches, as far as each may open them. */
async function applicantsHeldUp(flagId: string, now: Date): Promise<{ personId: string; id: string }[]> {
  const ids = await applicationsHeldUp(db, flagId);
  if (ids.length === 0) return [];
  const rows = await db.awardApplication.findMany({
    where: { id: { in: ids } },
    select: {
      byId: true,
      personId: true,
      studioId: true,
      achievement: { select: { studioId: true, contributors: { select: { personId: true } } } },
    },
  });
  const studioIds = rows.flatMap((row) => [row.studioId, row.achievement?.studioId].filter((id) => id != null));
  const people = [
    ...(await holdersOf(["STUDIO_LEADER"], studioIds, now)),
    ...rows.flatMap((row) => [
      row.byId,
      ...(row.personId ? [row.personId] : []),
      ...(row.achievement?.contributors.map((one) => one.personId) ?? []),
    ]),
  ];
  const actors = await loadActors([...new Set(people)], now);
  const own = await Promise.all(
    [...actors].map(async ([personId, actor]) => {
      const mine = await db.awardApplication.findMany({
        where: { id: { in: ids }, AND: ownApplications(actor) },
        select: { id: true },
      });
      return mine.map(({ id }) => ({ personId, id }));
    }),
  );
  return own.flat();
}

/** A message names a flag by its kind, to whom it is open at the moment of reading. */
export function registerFlagSubject(): void {
  registerNoticeSubject("flag", {
    async read(actor, asked) {
      const w = words(flagsWords, actor.locale);
      const rows = await flagsSeen(
        actor,
        asked.map((one) => one.subjectId),
      );
      return new Map(rows.map(({ id, kind }) => [id, { title: w.kind[kind], mark: w.one }]));
    },
    path: awardPaths.flag,
  });
}
