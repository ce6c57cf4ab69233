import { db } from "#app/lib/db.server.ts";
import { words } from "#app/lib/i18n.ts";
import { paths } from "#app/lib/paths.ts";
import { loadActors } from "#app/modules/accounts/load-actor.server.ts";
import { achievementsVisibleTo } from "#app/modules/achievements/achievement/visibility.server.ts";
import { achievementWords } from "#app/words/achievement.ts";
import { fileEventNotices } from "./file-notices.server.ts";
import { holdersOf } from "./notice-facts.server.ts";
import { registerNoticeSubject } from "./subjects.server.ts";

type Achievement = {
  enterpriseId: string;
  byId: string;
  submittedById: string | null;
  contributorsVersion: number;
  contributors: { personId: string; confirmedOf: number | null }[];
};
type Group = (achievement: Achievement, now: Date) => Promise<string[]> | string[];
const reviewers: Group = ({ enterpriseId }, now) => holdersOf(["REVIEWER"], [enterpriseId], now);
const entered: Group = ({ byId, submittedById }) => [byId, ...(submittedById ? [submittedById] : [])];
const contributors: Group = ({ contributors: all }) => all.map((one) => one.personId);
const unsure: Group = ({ contributors: all, contributorsVersion }) =>
  all.filter((one) => one.confirmedOf !== contributorsVersion).map((one) => one.personId);

/** Whom each step concerns; the one who did it is left out. */
const TO: Record<string, Group[]> = {
  "achievement.entered": [unsure],
  "achievement.shared": [unsure],
  "achievement.share-objected": [entered],
  "achievement.submitted": [reviewers],
  "achievement.returned": [entered],
  "achievement.registered": [entered, contributors],
  "achievement.revoked": [entered, contributors],
};
export const ACHIEVEMENT_TOLD = Object.keys(TO);

/** Files the messages of one event about an achievement; again, it changes nothing. */
export async function deliverAchievementNotices(eventId: bigint, now: Date): Promise<void> {
  const event = await db.event.findUnique({
    where: { id: eventId },
    select: { id: true, type: true, at: true, subjectKind: true, subjectId: true, actorId: true },
  });
  const achievement =
    event &&
    (await db.achievement.findUnique({
      where: { id: event.subjectId },
      select: {
        enterpriseId: true,
        byId: true,
        submittedById: true,
        contributorsVersion: true,
        contributors: { select: { personId: true, confirmedOf: true } },
      },
    }));
  if (!event || !achievement) return;
  const people = (await Promise.all((TO[event.type] ?? []).map((group) => group(achievement, now)))).flat();
  const actors = await loadActors([...new Set(people.filter((id) => id !== event.actorId))], now);
  const told = await Promise.all(
    [...actors].map(async ([id, actor]) => {
      const seen = await db.achievement.count({ where: { id: event.subjectId, AND: achievementsVisibleTo(actor) } });
      return seen > 0 ? [id] : [];
    }),
  );
  await fileEventNotices(event, told.flat(), now);
}

/** Messages name the achievement by its title to whom it is open. */
export function registerAchievementSubject(): void {
  registerNoticeSubject("achievement", {
    async read(actor, asked) {
      const w = words(achievementWords, actor.locale);
      const rows = await db.achievement.findMany({
        where: { id: { in: asked.map((one) => one.subjectId) }, AND: achievementsVisibleTo(actor) },
        select: { id: true, kind: true, title: true },
      });
      return new Map(rows.map((row) => [row.id, { title: row.title, mark: w.kind[row.kind] }]));
    },
    path: paths.achievement,
  });
}
