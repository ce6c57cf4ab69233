import { inTransaction } from "#app/lib/db.server.ts";
import { conflict } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { recordEvent } from "#app/modules/events/record-event.server.ts";
import { requireOwnComment } from "./own-comment.server.ts";
import type { Subject } from "./subject.ts";

/** Takes one's own comment away: its text goes, a mark that it was there stays. */
export async function removeComment(actor: Actor, subject: Subject, input: { commentId: string }): Promise<void> {
  await inTransaction(async (tx) => {
    const { comment, reading } = await requireOwnComment(tx, actor, subject, input.commentId);
    const written = await tx.comment.updateMany({
      where: { id: comment.id, removedAt: null },
      data: { body: "", removedAt: actor.now },
    });
    if (written.count !== 1) throw conflict("comment-gone");
    await tx.mention.deleteMany({ where: { commentId: comment.id } });
    await recordEvent(tx, {
      type: subject.events.removed,
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
