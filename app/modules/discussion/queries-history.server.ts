import { db } from "#app/lib/db.server.ts";
import { notFound } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { namesById } from "./speakers.server.ts";
import { reads, type Subject } from "./subject.ts";

export type CommentHistory = Awaited<ReturnType<typeof loadHistory>>;

/**
 * Everything one comment ever said, oldest first, with when and by whom: for whoever reads the comment. Of a removed
 * one only for audit, with its files. Errors: not_found
 */
export async function loadHistory(actor: Actor, subject: Subject, subjectId: string, commentId: string) {
  const { reading, head } = await subject.open(actor, subjectId);
  const row = await db.comment.findFirst({
    where: { id: commentId, subjectKind: subject.kind, subjectId },
    select: {
      id: true,
      body: true,
      layer: true,
      authorId: true,
      authorOrgId: true,
      createdAt: true,
      removedAt: true,
      author: { select: { name: true } },
      edits: { orderBy: { version: "asc" }, select: { version: true, body: true, at: true } },
      files: { select: { attachment: { select: { id: true, fileName: true } } } },
    },
  });
  if (!row || !reads(reading.layer, row.layer)) throw notFound();
  if (row.removedAt && !reading.audits) throw notFound();
  const organisation = (await namesById([], [row.authorOrgId])).organisations.get(row.authorOrgId ?? "") ?? null;
  const named = row.authorId === actor.personId || reading.shows(organisation);
  // Each wording was said when the one before it was replaced.
  const said = row.edits.map((edit, n) => ({ body: edit.body, at: n === 0 ? row.createdAt : row.edits[n - 1]?.at }));
  const last = row.edits.at(-1)?.at ?? row.createdAt;
  return {
    head,
    kind: subject.kind,
    subjectId,
    problemId: reading.problemId,
    id: row.id,
    author: named ? row.author.name : null,
    organisation: named && organisation ? organisation.shortName || organisation.name : null,
    removedAt: row.removedAt?.toISOString() ?? null,
    versions: [...said, ...(row.removedAt ? [] : [{ body: row.body, at: last }])].map(({ body, at }) => ({
      body,
      at: (at ?? row.createdAt).toISOString(),
    })),
    files: row.removedAt ? row.files.map((one) => one.attachment) : [],
  };
}
