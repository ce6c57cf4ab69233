import { db, Prisma } from "#app/lib/db.server.ts";
import { notFound } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { type CommentRow, commentSelect, lineOf } from "./comment-line.server.ts";
import { draftOf } from "./comment-draft.server.ts";
import { namesById } from "./speakers.server.ts";
import { type KnownOfDiscussion, layersUpTo, type Reading, type Subject } from "./subject.ts";

export type DiscussionData = Awaited<ReturnType<typeof loadDiscussion>>;

/** A page of a long discussion. */
export const SHOWN = 50;

/** What was said on a subject, as far as the actor reads; the latest 50, in order. `known` spares reading it again. */
export async function loadDiscussion(actor: Actor, subject: Subject, subjectId: string, known?: KnownOfDiscussion) {
  const opened = known ?? (await subject.open(actor, subjectId));
  return discussionOf(actor, subject, subjectId, opened, latest(subject, subjectId, opened.reading), known);
}

/** Where in a long discussion a page begins: before a place, after one, or with a comment. */
export type Place =
  | { before: { at: Date; id: string } }
  | { after: { at: Date; id: string } }
  | { comment: string }
  | null;

/** A page of the discussion of its own: the latest comments, or those around a place. Errors: not_found (comment) */
export async function loadDiscussionPage(actor: Actor, subject: Subject, subjectId: string, place: Place) {
  const opened = await subject.open(actor, subjectId);
  const rows = place ? around(subject, subjectId, opened.reading, place) : latest(subject, subjectId, opened.reading);
  return { head: opened.head, discussion: await discussionOf(actor, subject, subjectId, opened, rows) };
}

type Rows = { rows: CommentRow[]; older: boolean; newer: boolean };
const NEWEST_FIRST = [{ createdAt: "desc" }, { id: "desc" }] satisfies Prisma.CommentOrderByWithRelationInput[];
const OLDEST_FIRST = [{ createdAt: "asc" }, { id: "asc" }] satisfies Prisma.CommentOrderByWithRelationInput[];

const openTo = (subject: Subject, subjectId: string, reading: Reading): Prisma.CommentWhereInput => ({
  subjectKind: subject.kind,
  subjectId,
  layer: { in: layersUpTo(reading.layer) },
});

async function latest(subject: Subject, subjectId: string, reading: Reading): Promise<Rows> {
  const found = await db.comment.findMany({
    where: openTo(subject, subjectId, reading),
    orderBy: NEWEST_FIRST,
    take: SHOWN + 1,
    select: commentSelect,
  });
  return { rows: found.slice(0, SHOWN).reverse(), older: found.length > SHOWN, newer: false };
}

async function around(subject: Subject, subjectId: string, reading: Reading, place: NonNullable<Place>): Promise<Rows> {
  const where = openTo(subject, subjectId, reading);
  const select = commentSelect;
  if ("before" in place) {
    const { at, id } = place.before;
    const earlier = { OR: [{ createdAt: { lt: at } }, { createdAt: at, id: { lt: id } }] };
    const found = await db.comment.findMany({
      where: { ...where, ...earlier },
      orderBy: NEWEST_FIRST,
      take: SHOWN + 1,
      select,
    });
    return { rows: found.slice(0, SHOWN).reverse(), older: found.length > SHOWN, newer: true };
  }
  if ("after" in place) {
    const { at, id } = place.after;
    const later = { OR: [{ createdAt: { gt: at } }, { createdAt: at, id: { gt: id } }] };
    const found = await db.comment.findMany({
      where: { ...where, ...later },
      orderBy: OLDEST_FIRST,
      take: SHOWN + 1,
      select,
    });
    return { rows: found.slice(0, SHOWN), older: true, newer: found.length > SHOWN };
  }
  const found = await placeOfComment(subject, subjectId, reading, place.comment);
  const { createdAt: at } = found;
  const from = { OR: [{ createdAt: { gt: at } }, { createdAt: at, id: { gte: place.comment } }] };
  const rows = await db.comment.findMany({
    where: { ...where, ...from },
    orderBy: OLDEST_FIRST,
    take: SHOWN + 1,
    select,
  });
  return { rows: rows.slice(0, SHOWN), older: found.older, newer: rows.length > SHOWN };
}

/** When a comment was said, and whether anything was before. Of another discussion, or above the reader's layer: not there. */
async function placeOfComment(subject: Subject, subjectId: string, reading: Reading, id: string) {
  const layers = Prisma.join(layersUpTo(reading.layer).map((layer) => Prisma.sql`${layer}::"Layer"`));
  const [found] = await db.$queryRaw<{ createdAt: Date; older: boolean }[]>`
    SELECT c."createdAt", EXISTS (
      SELECT 1 FROM "Comment" e
      WHERE e."subjectKind" = c."subjectKind" AND e."subjectId" = c."subjectId" AND e."layer" IN (${layers})
        AND (e."createdAt", e."id") < (c."createdAt", c."id")) AS "older"
    FROM "Comment" c
    WHERE c."id" = ${id}::uuid AND c."subjectKind" = ${subject.kind} AND c."subjectId" = ${subjectId}::uuid
      AND c."layer" IN (${layers})`;
  if (!found) throw notFound();
  return found;
}

async function discussionOf(
  actor: Actor,
  subject: Subject,
  subjectId: string,
  { reading, participants }: Pick<KnownOfDiscussion, "reading" | "participants">,
  asked: Promise<Rows>,
  known?: KnownOfDiscussion,
) {
  const [{ rows, older, newer }, watching, draft] = await Promise.all([
    asked,
    known?.watching ?? isWatching(actor, subject, subjectId),
    known?.draft ?? draftOf(actor, subject, subjectId),
  ]);
  const { organisations, people: called } =
    (await known?.names) ??
    (await namesById(
      rows.flatMap((row) => row.mentions.map((one) => one.personId)),
      rows.flatMap((row) => [row.authorOrgId, row.replyTo?.authorOrgId ?? null]),
    ));
  const shows = (organisationId: string | null) => reading.shows(organisations.get(organisationId ?? "") ?? null);
  const people = new Map(participants.map((one) => [one.id, one.name]));
  for (const row of rows)
    if (row.removedAt === null && shows(row.authorOrgId)) people.set(row.authorId, row.author.name);
  const lines = rows.map((row) => lineOf(actor, reading, row, { organisations, people, called, shows }));
  people.delete(actor.personId);
  return {
    /** For the next comment from this page. */
    clientId: draft?.clientId ?? crypto.randomUUID(),
    /** Files added to it already. */
    draftFiles: draft?.files ?? [],
    kind: subject.kind,
    subjectId,
    problemId: reading.problemId,
    personId: actor.personId,
    comments: lines,
    older: older && rows[0] ? placeOf(rows[0]) : null,
    newer: newer ? (rows.length > 0 ? placeOf(rows.at(-1) as CommentRow) : null) : null,
    watching,
    layers: layersUpTo(reading.layer),
    participants: [...people].map(([id, name]) => ({ id, name })),
  };
}

const placeOf = (row: { createdAt: Date; id: string }): string => `${row.createdAt.getTime()}.${row.id}`;

const isWatching = async (actor: Actor, subject: Subject, subjectId: string): Promise<boolean> =>
  (await db.watch.count({ where: { personId: actor.personId, subjectKind: subject.kind, subjectId } })) > 0;
