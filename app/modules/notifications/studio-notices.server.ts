import { db } from "#app/lib/db.server.ts";
import { words } from "#app/lib/i18n.ts";
import { paths } from "#app/lib/paths.ts";
import { loadPlace } from "#app/modules/accounts/place.server.ts";
import { organisationsVisibleTo } from "#app/modules/alliances/visibility.ts";
import { competitionsVisibleTo } from "#app/modules/studios/competitions/visibility.ts";
import { competitionsWords } from "#app/words/competitions.ts";
import { studiosWords } from "#app/words/studios.ts";
import { fileEventNotices } from "./file-notices.server.ts";
import { holdersOf } from "./notice-facts.server.ts";
import { registerNoticeSubject } from "./subjects.server.ts";

const DECIDING = ["FEDERATION", "COUNTY_UNION", "INDUSTRY_UNION"] as const;

type Told = { studioId: string; payload: Record<string, unknown> };
type Group = (told: Told, now: Date) => Promise<string[]> | string[];

const leaders: Group = ({ studioId }, now) => holdersOf(["STUDIO_LEADER"], [studioId], now);
const reviewers: Group = async ({ studioId }, now) => {
  const { parentId } = await loadPlace(db, studioId, now);
  return parentId ? holdersOf(["REVIEWER"], [parentId], now) : [];
};
/** Officers of the unions above that name studios. */
const officers: Group = async ({ studioId }, now) => {
  const { ancestorIds } = await loadPlace(db, studioId, now);
  const unions = await db.organisation.findMany({
    where: { id: { in: [...ancestorIds] }, kind: { in: [...DECIDING] } },
    select: { id: true },
  });
  return holdersOf(
    ["UNION_OFFICER"],
    unions.map((one) => one.id),
    now,
  );
};
const named =
  (key: string): Group =>
  ({ payload }) =>
    typeof payload[key] === "string" ? [payload[key]] : [];
const promoted: Group = async ({ payload }) => {
  const id = payload.promotionId;
  const row = typeof id === "string" ? await db.studioPromotion.findUnique({ where: { id } }) : null;
  return row ? [row.personId, row.byId] : [];
};

/** Whom each step of a studio's life concerns; the one who did it is left out. */
const TO: Record<string, Group[]> = {
  "studio.designated": [leaders, reviewers],
  "studio.level-changed": [leaders, reviewers],
  "studio.review-submitted": [officers],
  "studio.review-returned": [leaders],
  "studio.confirmed": [leaders, reviewers],
  "studio.rectification-proposed": [leaders, officers],
  "studio.rectification-ordered": [leaders, reviewers],
  "studio.rectification-due": [leaders],
  "studio.rectification-late": [leaders, officers],
  "studio.revoked": [leaders, reviewers],
  "studio.leader-changed": [leaders, reviewers, named("fromId")],
  "studio.fund-granted": [leaders],
  "studio.member-promoted": [reviewers],
  "studio.promotion-confirmed": [promoted],
  "studio.review-due": [leaders],
  "studio.review-late": [leaders, officers],
  "competition.result-entered": [named("personId")],
};
export const STUDIO_TOLD = Object.keys(TO);

/** Files the messages of one event about a studio or a competition; again, it changes nothing. */
export async function deliverStudioNotices(eventId: bigint, now: Date): Promise<void> {
  const event = await db.event.findUnique({
    where: { id: eventId },
    select: { id: true, type: true, at: true, subjectKind: true, subjectId: true, actorId: true, payload: true },
  });
  if (!event) return;
  const told = { studioId: event.subjectId, payload: event.payload as Record<string, unknown> };
  const found = await Promise.all((TO[event.type] ?? []).map((group) => group(told, now)));
  const people = [...new Set(found.flat())].filter((id) => id !== event.actorId);
  await fileEventNotices(event, people, now);
}

/** Messages name the studio or the competition, to whoever may know of it at this moment. */
export function registerStudioSubjects(): void {
  registerNoticeSubject("studio", {
    async read(actor, asked) {
      const w = words(studiosWords, actor.locale);
      const rows = await db.organisation.findMany({
        where: { id: { in: asked.map((one) => one.subjectId) }, AND: organisationsVisibleTo(actor) },
        select: { id: true, name: true, nameEn: true },
      });
      return new Map(
        rows.map((row) => [
          row.id,
          { title: actor.locale === "en" && row.nameEn ? row.nameEn : row.name, mark: w.life },
        ]),
      );
    },
    path: (id) => paths.studioLife(id),
  });
  registerNoticeSubject("competition", {
    async read(actor, asked) {
      const w = words(competitionsWords, actor.locale);
      const rows = await db.competition.findMany({
        where: { id: { in: asked.map((one) => one.subjectId) }, AND: competitionsVisibleTo(actor) },
        select: { id: true, name: true, level: true },
      });
      return new Map(rows.map((row) => [row.id, { title: row.name, mark: w.level[row.level] }]));
    },
    path: paths.competition,
  });
}
