import { inTransaction } from "#app/lib/db.server.ts";
import { conflict } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { recordEvent } from "#app/modules/events/record-event.server.ts";
import { requireOwnComment } from "./own-comment.server.ts";
import type { Subject } from "./subject.ts";

/**
 * Takes one's own comment away: a mark that it was there stays. Its text, what it was before and its files are read by
 * nobody any more but the reviewer of the enterprise whose chain records it, for audit.
 */
export async function removeComment(actor: Actor, subject: Subject, input: { commentId: string }): Promise<void> {
  await inTransaction(async (tx) => {
    const { comment, reading } = await requireOwnComment(tx, actor, subject, input.commentId);
    const written = await tx.comment.updateMany({
      where: { id: comment.id, removedAt: null, version: comment.version },
      data: { body: "", removedAt: actor.now, version: { increment: 1 } },
    });
    if (written.count !== 1) throw conflict("comment-gone");
    await tx.commentEdit.create({
      data: { commentId: comment.id, version: comment.version, body: comment.body, at: actor.now },
    });
    await tx.mention.deleteMany({ where: { commentId: comment.id } });
    await recordEvent(tx, {
      type: subject.events.removed,
      organisationId: reading.organisationId,
      subjectKind: reading.eventOn.kind,
      subjectId: reading.eventOn.id,
      by: { personId: actor.personId, name: actor.name },
      actorOrgId: reading.spokesId,
      payload: { commentId: comment.id },
      layer: comment.layer,
      at: actor.now,
    });
  });
}
