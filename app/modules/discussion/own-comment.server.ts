import type { Tx } from "#app/lib/db.server.ts";
import { conflict, forbidden, notFound } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { reads, type Subject } from "./subject.ts";

/** The actor's own comment on a subject still open to them. */
export async function requireOwnComment(tx: Tx, actor: Actor, subject: Subject, commentId: string) {
  const comment = await tx.comment.findFirst({
    where: { id: commentId, subjectKind: subject.kind },
    select: {
      id: true,
      subjectId: true,
      layer: true,
      authorId: true,
      body: true,
      version: true,
      createdAt: true,
      removedAt: true,
    },
  });
  if (!comment) throw notFound();
  const reading = await subject.requireReading(actor, comment.subjectId, tx);
  if (!reads(reading.layer, comment.layer)) throw notFound();
  if (comment.authorId !== actor.personId) throw forbidden("comment-not-yours");
  if (comment.removedAt) throw conflict("comment-gone");
  return { comment, reading };
}
