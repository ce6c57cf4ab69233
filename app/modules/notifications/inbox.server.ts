import { db, type Prisma } from "#app/lib/db.server.ts";
import { notFound } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { countOf, noticeSubject, type SubjectLine } from "./subjects.server.ts";
import { cursorText, readCursor } from "#app/modules/problems/cursor.ts";
import { projectFields } from "#app/modules/problems/layers.ts";
import { signal } from "#app/lib/signals.server.ts";
import { accessOf, accessSelect, visibleTo } from "#app/modules/problems/visibility.server.ts";

const PAGE = 30;

/** A person's messages not read yet. */
export const unreadNotices = (personId: string): Promise<number> =>
  db.notice.count({ where: { personId, readAt: null } });

/**
 * The actor's messages, newest first, 30 a page. What has been closed to the actor since says so and no more;
 * who did it is named as far as the actor may know it today.
 */
export async function loadInbox(actor: Actor, view: { after: string | null; unread: boolean }) {
  const cursor = readCursor(view.after);
  const where: Prisma.NoticeWhereInput = {
    personId: actor.personId,
    ...(view.unread ? { readAt: null } : {}),
    ...(cursor?.at != null
      ? { OR: [{ createdAt: { lt: new Date(cursor.at) } }, { createdAt: new Date(cursor.at), id: { lt: cursor.id } }] }
      : {}),
  };
  const [rows, unread] = await Promise.all([
    db.notice.findMany({
      where,
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      take: PAGE + 1,
      select: {
        id: true,
        type: true,
        subjectKind: true,
        subjectId: true,
        eventId: true,
        payload: true,
        createdAt: true,
        readAt: true,
      },
    }),
    unreadNotices(actor.personId),
  ]);
  const page = rows.slice(0, PAGE);
  const idsOf = (kind: string) => page.flatMap((row) => (row.subjectKind === kind ? [row.subjectId] : []));
  const kinds = [...new Set(page.map((row) => row.subjectKind))].filter((kind) => kind !== "problem");
  const [problems, events, others] = await Promise.all([
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
    db.event.findMany({
      where: { id: { in: page.flatMap((row) => row.eventId ?? []) } },
      select: { id: true, actorName: true, actorOrgId: true },
    }),
    Promise.all(
      kinds.map(async (kind): Promise<[string, Map<string, SubjectLine>]> => {
        const asked = page.filter((row) => row.subjectKind === kind);
        return [kind, (await noticeSubject(kind)?.read(actor, asked)) ?? new Map()];
      }),
    ),
  ]);
  const problemOf = new Map(problems.map((one) => [one.id, one]));
  const otherOf = new Map(others);
  const eventOf = new Map(events.map((one) => [one.id, one]));
  const last = page.at(-1);
  return {
    unread,
    onlyUnread: view.unread,
    notices: page.map((row) => {
      const problem = problemOf.get(row.subjectId);
      const access = problem ? accessOf(actor, problem) : null;
      const event = row.eventId === null ? undefined : eventOf.get(row.eventId);
      return {
        id: row.id,
        type: row.type,
        at: row.createdAt.toISOString(),
        read: row.readAt !== null,
        /** Null: no longer open to this person. */
        problem:
          problem && access
            ? { id: problem.id, number: problem.number, title: projectFields(problem, access).title || problem.number }
            : null,
        /** What else it may be about; null: a problem, or no longer open. */
        other: otherOf.get(row.subjectKind)?.get(row.subjectId) ?? null,
        /** How many there are of what it tells. */
        count: countOf(row.payload),
        /** Null: the clock, or somebody who must not be named. */
        who: access?.knowsPoster && event?.actorName ? event.actorName : null,
      };
    }),
    after: rows.length > PAGE && last ? cursorText({ at: last.createdAt, id: last.id }) : null,
  };
}

/** Marks one message as read and answers where it leads; it must be the actor's own. */
export async function openNotice(
  actor: Actor,
  id: string,
): Promise<{ type: string; subjectKind: string; subjectId: string }> {
  const notice = await db.notice.findFirst({
    where: { id, personId: actor.personId },
    select: { type: true, subjectKind: true, subjectId: true },
  });
  if (!notice) throw notFound();
  await markRead(actor, { id });
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
