import { inTransaction } from "#app/lib/db.server.ts";
import { conflict } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { recordEvent } from "#app/modules/events/record-event.server.ts";
import { requireOwnComment } from "./own-comment.server.ts";
import { mayStillEdit } from "./policy.ts";
import type { Subject } from "./subject.ts";

/** Changes one's own words within a day of saying them; it is marked as changed. Nobody is called anew. */
export async function editComment(
  actor: Actor,
  subject: Subject,
  input: { commentId: string; body: string },
): Promise<void> {
  await inTransaction(async (tx) => {
    const { comment, reading } = await requireOwnComment(tx, actor, subject, input.commentId);
    if (!mayStillEdit(comment.createdAt, actor.now)) throw conflict("comment-too-old");
    const body = input.body.trim();
    if (body === comment.body) return;
    const written = await tx.comment.updateMany({
      where: { id: comment.id, removedAt: null },
      data: { body, editedAt: actor.now },
    });
    if (written.count !== 1) throw conflict("comment-gone");
    await recordEvent(tx, {
      type: subject.events.edited,
      organisationId: reading.organisationId,
      subjectKind: subject.kind,
      subjectId: comment.subjectId,
      by: { personId: actor.personId, name: actor.name },
      actorOrgId: reading.spokesId,
      payload: { commentId: comment.id },
      layer: comment.layer,
      at: actor.now,
    });
  });
}
