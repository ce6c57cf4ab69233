import { db } from "#app/lib/db.server.ts";
import { notFound } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { type FileLayer, registerFilePolicy } from "#app/modules/attachments/policy-registry.ts";
import { reads, type Subject } from "./subject.ts";

/**
 * A comment's files: read by whoever reads the comment, in its layer; of a removed one for audit only. Before it is
 * posted by its author alone, who adds and takes away until then. They are not searched, as comments are not.
 */
export function registerCommentFiles(subjects: readonly Subject[]): void {
  const subjectOf = (kind: string): Subject => {
    const subject = subjects.find((one) => one.kind === kind);
    if (!subject) throw notFound();
    return subject;
  };
  registerFilePolicy("comment", {
    read: async (actor, ownerId) => {
      const comment = await db.comment.findUnique({
        where: { id: ownerId },
        select: { subjectKind: true, subjectId: true, layer: true, removedAt: true },
      });
      if (!comment) return readDraft(actor, ownerId, subjectOf);
      const reading = await subjectOf(comment.subjectKind).requireReading(actor, comment.subjectId);
      if (!reads(reading.layer, comment.layer) || (comment.removedAt && !reading.audits)) throw notFound();
      return reading.layer;
    },
    write: async (actor, ownerId, tx) => {
      // Held until the file is recorded, so that posting waits for it, or it for posting.
      const [draft] = await tx.$queryRaw<{ subjectKind: string; subjectId: string }[]>`
        SELECT "subjectKind", "subjectId" FROM "CommentDraft"
        WHERE "id" = ${ownerId}::uuid AND "authorId" = ${actor.personId}::uuid FOR UPDATE`;
      if (!draft) throw notFound();
      const reading = await subjectOf(draft.subjectKind).requireReading(actor, draft.subjectId, tx);
      return { problemId: null, enterpriseId: reading.organisationId };
    },
    // Nobody else opens a draft's files; they get the comment's layer with it.
    layerOfNew: async () => "SUMMARY",
    toldWithOwner: true,
  });
}

async function readDraft(actor: Actor, id: string, subjectOf: (kind: string) => Subject): Promise<FileLayer> {
  const draft = await db.commentDraft.findFirst({
    where: { id, authorId: actor.personId },
    select: { subjectKind: true, subjectId: true },
  });
  if (!draft) throw notFound();
  return (await subjectOf(draft.subjectKind).requireReading(actor, draft.subjectId)).layer;
}
