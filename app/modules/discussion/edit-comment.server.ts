import { inTransaction } from "#app/lib/db.server.ts";
import { conflict } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { recordEvent } from "#app/modules/events/record-event.server.ts";
import { requireOwnComment } from "./own-comment.server.ts";
import { mayStillEdit } from "./policy.ts";
import type { Subject } from "./subject.ts";

/**
 * Changes one's own words within a day of saying them; what they were stays to be read. Nobody is called anew.
 * `version` is the one the page was made from. Errors: not_found, forbidden, conflict (comment-too-old, -gone, -changed)
 */
export async function editComment(
  actor: Actor,
  subject: Subject,
  input: { commentId: string; body: string; version?: number },
): Promise<void> {
  await inTransaction(async (tx) => {
    const { comment, reading } = await requireOwnComment(tx, actor, subject, input.commentId);
    if (!mayStillEdit(comment.createdAt, actor.now)) throw conflict("comment-too-old");
    const body = input.body.trim();
    if (body === comment.body) return;
    if (input.version !== undefined && input.version !== comment.version) throw conflict("comment-changed");
    const written = await tx.comment.updateMany({
      where: { id: comment.id, removedAt: null, version: comment.version },
      data: { body, editedAt: actor.now, version: { increment: 1 } },
    });
    if (written.count !== 1) throw conflict("comment-changed");
    await tx.commentEdit.create({
      data: { commentId: comment.id, version: comment.version, body: comment.body, at: actor.now },
    });
    await recordEvent(tx, {
      type: subject.events.edited,
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
