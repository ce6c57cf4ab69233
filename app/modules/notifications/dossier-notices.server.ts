import { db } from "#app/lib/db.server.ts";
import { words } from "#app/lib/i18n.ts";
import { awardPaths } from "#app/lib/award-paths.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { loadActors } from "#app/modules/accounts/load-actor.server.ts";
import { dossiersVisibleTo, roundsReadBy } from "#app/modules/awards/dossier/visibility.server.ts";
import { dossierWords } from "#app/words/dossier.ts";
import { fileNotices } from "./file-notices.server.ts";
import { registerNoticeSubject } from "./subjects.server.ts";

const OLD_NEWS_MS = 14 * 24 * 3_600_000;
export const DOSSIER_TOLD = ["dossier.export-made", "dossier.export-failed"];

/** What the actor still reads of these exports: name of the round, or of what the one application is about. */
async function exportsNamed(actor: Actor, ids: readonly string[]): Promise<Map<string, string>> {
  const exports = await db.dossierExport.findMany({
    where: { id: { in: [...ids] } },
    select: { id: true, roundId: true, applicationId: true },
  });
  const [rounds, applications] = await Promise.all([
    db.awardRound.findMany({
      where: {
        id: { in: exports.flatMap((one) => (one.applicationId ? [] : [one.roundId])) },
        AND: roundsReadBy(actor),
      },
      select: { id: true, name: true },
    }),
    db.awardApplication.findMany({
      where: { id: { in: exports.flatMap((one) => one.applicationId ?? []) }, AND: dossiersVisibleTo(actor) },
      select: {
        id: true,
        achievement: { select: { title: true } },
        studio: { select: { name: true } },
        person: { select: { name: true } },
      },
    }),
  ]);
  const titles = new Map([
    ...rounds.map((row) => [row.id, row.name] as const),
    ...applications.map(
      (row) => [row.id, row.achievement?.title ?? row.studio?.name ?? row.person?.name ?? ""] as const,
    ),
  ]);
  return new Map(
    exports.flatMap((one) => {
      const title = titles.get(one.applicationId ?? one.roundId);
      return title === undefined ? [] : [[one.id, title] as const];
    }),
  );
}

/** Tells who asked for an export that it is made, or failed; again, it changes nothing. Whoever lost the right is not told. */
export async function deliverDossierNotices(eventId: bigint, now: Date): Promise<void> {
  const event = await db.event.findUnique({
    where: { id: eventId },
    select: { id: true, type: true, at: true, subjectKind: true, subjectId: true },
  });
  if (!event || !DOSSIER_TOLD.includes(event.type)) return;
  const row = await db.dossierExport.findUnique({
    where: { id: event.subjectId },
    select: { byId: true, roundId: true, applicationId: true },
  });
  const actor = row && (await loadActors([row.byId], now)).get(row.byId);
  if (!row || !actor || (await exportsNamed(actor, [event.subjectId])).size === 0) return;
  await fileNotices(
    [
      {
        personId: row.byId,
        type: event.type,
        subjectKind: event.subjectKind,
        subjectId: event.subjectId,
        eventId: event.id,
        dedupeKey: `event:${event.id}`,
        payload: row.applicationId ? { application: row.applicationId } : { round: row.roundId },
        history: now.getTime() - event.at.getTime() > OLD_NEWS_MS,
        createdAt: event.at,
      },
    ],
    now,
  );
}

/** Messages name the round or the application, and lead to the page with the file. */
export function registerDossierSubject(): void {
  registerNoticeSubject("dossier", {
    async read(actor, asked) {
      const w = words(dossierWords, actor.locale);
      const titles = await exportsNamed(
        actor,
        asked.map((one) => one.subjectId),
      );
      return new Map([...titles].map(([id, title]) => [id, { title, mark: w.title }]));
    },
    path(_, payload) {
      const { application, round } = (payload ?? {}) as { application?: string; round?: string };
      return application ? awardPaths.dossier(application) : round ? awardPaths.roundDossiers(round) : null;
    },
  });
}
