import { db, Prisma } from "#app/lib/db.server.ts";
import { notFound } from "#app/lib/errors.ts";
import { signal } from "#app/lib/signals.server.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { cursorText, readCursor } from "#app/modules/problems/cursor.ts";
import { projectFields } from "#app/modules/problems/layers.ts";
import { accessOf, accessSelect, visibleTo } from "#app/modules/problems/visibility.server.ts";
import { matterOf } from "./matters.ts";
import { countOf, noticeSubject, type SubjectLine } from "./subjects.server.ts";

const PAGE = 30;
/** Of one matter so many messages are shown; how many more there are is said. */
const LINES = 10;

type Line = {
  id: string;
  type: string;
  subjectKind: string;
  subjectId: string;
  payload: unknown;
  at: string;
  read: boolean;
  /** Who did it, as it was; empty for the clock. */
  who: string | null;
  /** 1 is the one that speaks for its matter. */
  place: number;
  total: number;
  unread: number;
};

/**
 * What the actor has messages about, the newest first, 30 a page: of each matter the latest unread message, or else the
 * latest, and those before it. What has been closed to the actor since says so and no more; who did it is named as far
 * as the actor may know it today. At most six statements.
 */
export async function loadInbox(actor: Actor, view: { after: string | null; unread: boolean }) {
  const { unread, lines, after } = await readMatters(actor.personId, view);
  const heads = lines.filter((one) => one.place === 1);
  const idsOf = (kind: string) => heads.flatMap((one) => (one.subjectKind === kind ? [one.subjectId] : []));
  const kinds = [...new Set(heads.map((one) => one.subjectKind))].filter((kind) => kind !== "problem");
  const [problems, others] = await Promise.all([
    db.problem.findMany({
      where: { id: { in: idsOf("problem") }, AND: visibleTo(actor) },
      select: {
        id: true,
        number: true,
        title: true,
        enterpriseId: true,
        fieldLayers: true,
        redactions: true,
        ...accessSelect(actor),
      },
    }),
    Promise.all(
      kinds.map(async (kind): Promise<[string, Map<string, SubjectLine>]> => {
        const asked = heads.filter((one) => one.subjectKind === kind);
        return [kind, (await noticeSubject(kind)?.read(actor, asked)) ?? new Map()];
      }),
    ),
  ]);
  const problemOf = new Map(problems.map((one) => [one.id, one]));
  const otherOf = new Map(others);
  const linesOf = Map.groupBy(lines, (one) => matterOf(one.subjectKind, one.subjectId));
  return {
    unread,
    onlyUnread: view.unread,
    matters: heads.map((head) => {
      const problem = head.subjectKind === "problem" ? problemOf.get(head.subjectId) : undefined;
      const access = problem ? accessOf(actor, problem) : null;
      const shown = (line: Line) => ({
        id: line.id,
        type: line.type,
        at: line.at,
        read: line.read,
        /** How many there are of what it tells. */
        count: countOf(line.payload),
        /** Null: the clock, or somebody who must not be named. */
        who: access?.knowsPoster && line.who ? line.who : null,
      });
      return {
        ...shown(head),
        /** Null: no longer open to this person. */
        problem:
          problem && access
            ? { id: problem.id, number: problem.number, title: projectFields(problem, access).title || problem.number }
            : null,
        /** What else it may be about; null: a problem, or no longer open. */
        other: otherOf.get(head.subjectKind)?.get(head.subjectId) ?? null,
        total: head.total,
        /** The messages before it, as far as they are shown. */
        earlier: (linesOf.get(matterOf(head.subjectKind, head.subjectId)) ?? []).slice(1).map(shown),
      };
    }),
    after,
  };
}

/** One page of matters, each with its latest messages, and how many matters have something unread; one statement. */
async function readMatters(personId: string, view: { after: string | null; unread: boolean }) {
  const cursor = readCursor(view.after);
  const beyond =
    cursor?.at != null
      ? Prisma.sql`AND (o."createdAt", o."id") < (${new Date(cursor.at)}::timestamp, ${cursor.id}::uuid)`
      : Prisma.empty;
  const [row] = await db.$queryRaw<{ unread: number; lines: Line[] | null }[]>`
    WITH own AS (
      SELECT n.*, count(*) OVER whole AS "total", count(*) FILTER (WHERE n."readAt" IS NULL) OVER whole AS "unread",
        row_number() OVER (whole ORDER BY n."readAt" IS NULL DESC, n."createdAt" DESC, n."id" DESC) AS "place"
      FROM "Notice" n WHERE n."personId" = ${personId}::uuid
      WINDOW whole AS (PARTITION BY n."subjectKind", n."subjectId")
    ), head AS (
      SELECT o."subjectKind", o."subjectId", o."createdAt", o."id" FROM own o
      WHERE o."place" = 1 AND (o."unread" > 0 OR ${!view.unread}) ${beyond}
      ORDER BY o."createdAt" DESC, o."id" DESC LIMIT ${PAGE + 1}
    )
    SELECT (SELECT count(*)::int FROM own o WHERE o."place" = 1 AND o."unread" > 0) AS "unread",
      (SELECT json_agg(json_build_object('id', o."id", 'type', o."type", 'subjectKind', o."subjectKind",
          'subjectId', o."subjectId", 'payload', o."payload", 'at', o."createdAt", 'read', o."readAt" IS NOT NULL,
          'who', e."actorName", 'place', o."place", 'total', o."total", 'unread', o."unread")
          ORDER BY h."createdAt" DESC, h."id" DESC, o."place")
       FROM head h JOIN own o ON o."subjectKind" = h."subjectKind" AND o."subjectId" = h."subjectId" AND o."place" <= ${LINES}
         LEFT JOIN "Event" e ON e."id" = o."eventId") AS "lines"`;
  const found = (row?.lines ?? []).map((line) => ({ ...line, at: new Date(`${line.at}Z`).toISOString() }));
  const heads = found.filter((one) => one.place === 1);
  const beyondPage = heads[PAGE];
  const last = heads[PAGE - 1];
  const lines = beyondPage ? found.slice(0, found.indexOf(beyondPage)) : found;
  return {
    unread: row?.unread ?? 0,
    lines,
    after: beyondPage && last ? cursorText({ at: new Date(last.at), id: last.id }) : null,
  };
}

/** Marks a message and all others of its matter as read and answers where it leads; it must be the actor's own. */
export async function openNotice(
  actor: Actor,
  id: string,
): Promise<{ type: string; subjectKind: string; subjectId: string; payload: unknown }> {
  const notice = await db.notice.findFirst({
    where: { id, personId: actor.personId },
    select: { type: true, subjectKind: true, subjectId: true, payload: true },
  });
  if (!notice) throw notFound();
  const { subjectKind, subjectId } = notice;
  await markRead(actor, { subjectKind, subjectId, createdAt: { lte: actor.now } });
  return notice;
}

/** Marks all messages that were there at `actor.now` as read. */
export async function readAllNotices(actor: Actor): Promise<void> {
  await markRead(actor, { createdAt: { lte: actor.now } });
}

/** Marks own messages as read; the person's other open pages learn of it. */
async function markRead(actor: Actor, which: Prisma.NoticeWhereInput): Promise<void> {
  const where = { ...which, personId: actor.personId, readAt: null };
  const { count } = await db.notice.updateMany({ where, data: { readAt: actor.now } });
  if (count > 0) await signal(null, "notices", [actor.personId]);
}

/** Who opens a problem has seen what it was about: the actor's own messages on it, those there at `actor.now`, are read. */
export async function readNoticesOf(actor: Actor, problemId: string): Promise<void> {
  await markRead(actor, { subjectKind: "problem", subjectId: problemId, createdAt: { lte: actor.now } });
}
