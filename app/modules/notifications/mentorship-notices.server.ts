import { db } from "#app/lib/db.server.ts";
import { words } from "#app/lib/i18n.ts";
import { paths } from "#app/lib/paths.ts";
import { mentorshipsVisibleTo } from "#app/modules/mentorships/visibility.ts";
import { mentorshipsWords } from "#app/words/mentorships.ts";
import { fileNotices } from "./file-notices.server.ts";
import { holdersOf } from "./notice-facts.server.ts";
import { registerNoticeSubject } from "./subjects.server.ts";

type Pair = { masterId: string; apprenticeId: string; enterpriseId: string; createdById: string };
type Group = (pair: Pair, now: Date) => Promise<string[]> | string[];

const master: Group = ({ masterId }) => [masterId];
const apprentice: Group = ({ apprenticeId }) => [apprenticeId];
const both: Group = ({ masterId, apprenticeId }) => [masterId, apprenticeId];
const creator: Group = ({ createdById }) => [createdById];
const reviewers: Group = ({ enterpriseId }, now) => holdersOf(["REVIEWER"], [enterpriseId], now);

/** Whom each step concerns; the one who did it is left out. */
const TO: Record<string, Group[]> = {
  "mentorship.proposed": [both],
  "mentorship.changed": [both],
  "mentorship.began": [both, creator],
  "mentorship.note-written": [master],
  "mentorship.note-signed": [apprentice],
  "mentorship.note-returned": [apprentice],
  "mentorship.summary-written": [master],
  "mentorship.handed-in": [reviewers],
  "mentorship.returned": [both],
  "mentorship.graduated": [both, creator],
  "mentorship.broken-off": [both, creator, reviewers],
  "mentorship.withdrawn": [both, creator],
  "mentorship.reminded": [apprentice],
};
export const MENTORSHIP_TOLD = Object.keys(TO);

/** Files the messages of one event about a mentorship; again, it changes nothing. */
export async function deliverMentorshipNotices(eventId: bigint, now: Date): Promise<void> {
  const event = await db.event.findUnique({
    where: { id: eventId },
    select: { id: true, type: true, at: true, subjectId: true, actorId: true },
  });
  const pair =
    event &&
    (await db.mentorship.findUnique({
      where: { id: event.subjectId },
      select: { masterId: true, apprenticeId: true, enterpriseId: true, createdById: true },
    }));
  if (!event || !pair) return;
  const found = await Promise.all((TO[event.type] ?? []).map((group) => group(pair, now)));
  const told = [...new Set(found.flat())].filter((id) => id !== event.actorId);
  await fileNotices(
    told.map((personId) => ({
      personId,
      type: event.type,
      subjectKind: "mentorship",
      subjectId: event.subjectId,
      eventId: event.id,
      dedupeKey: `event:${event.id}`,
      createdAt: event.at,
    })),
    now,
  );
}

/** Messages about mentorships say between whom, as far as it is open to the reader at this moment. */
export function registerMentorshipSubject(): void {
  registerNoticeSubject("mentorship", {
    async read(actor, asked) {
      const w = words(mentorshipsWords, actor.locale);
      const rows = await db.mentorship.findMany({
        where: { id: { in: asked.map((one) => one.subjectId) }, AND: mentorshipsVisibleTo(actor) },
        select: { id: true, trade: true, master: { select: { name: true } }, apprentice: { select: { name: true } } },
      });
      return new Map(
        rows.map((row) => [row.id, { title: w.pair(row.master.name, row.apprentice.name), mark: row.trade }]),
      );
    },
    path: paths.mentorship,
  });
}
