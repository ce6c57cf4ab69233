import { db, inTransaction, isUniqueViolation, type Tx } from "#app/lib/db.server.ts";
import { conflict } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import type { DraftWithFiles, Subject } from "./subject.ts";

/**
 * A place for the files of a comment before it is posted; the comment takes over its id. Nobody but its author opens
 * what lies there. The same `clientId` is the same draft. Errors: not_found, conflict (client-id-used)
 */
export async function openDraft(
  actor: Actor,
  subject: Subject,
  input: { subjectId: string; clientId: string },
): Promise<{ draftId: string }> {
  await subject.requireReading(actor, input.subjectId);
  const key = { authorId: actor.personId, clientId: input.clientId };
  const posted = await db.comment.count({ where: key });
  if (posted > 0) throw conflict("client-id-used");
  const where = { authorId_clientId: key };
  const select = { id: true, subjectKind: true, subjectId: true } as const;
  const make = () =>
    inTransaction((tx) =>
      tx.commentDraft.create({
        data: { ...key, subjectKind: subject.kind, subjectId: input.subjectId, createdAt: actor.now },
        select,
      }),
    );
  const draft =
    (await db.commentDraft.findUnique({ where, select })) ??
    (await make().catch((error) => {
      if (!isUniqueViolation(error)) throw error;
      return db.commentDraft.findUniqueOrThrow({ where, select });
    }));
  if (draft.subjectKind !== subject.kind || draft.subjectId !== input.subjectId) throw conflict("client-id-used");
  return { draftId: draft.id };
}

/** What the actor has begun to say here and added files to; the latest. */
export async function draftOf(actor: Actor, subject: Subject, subjectId: string): Promise<DraftWithFiles | null> {
  const [first, ...more] = await db.$queryRaw<{ clientId: string; id: string; fileName: string; kind: string }[]>`
    SELECT d."clientId", a."id", a."fileName", a."kind"::text
    FROM (
      SELECT "id", "clientId" FROM "CommentDraft"
      WHERE "authorId" = ${actor.personId}::uuid AND "subjectKind" = ${subject.kind} AND "subjectId" = ${subjectId}::uuid
      ORDER BY "createdAt" DESC, "id" DESC LIMIT 1
    ) d
    JOIN "Attachment" a ON a."ownerKind" = 'comment' AND a."ownerId" = d."id" AND a."removedAt" IS NULL
    ORDER BY a."createdAt", a."id"`;
  if (!first) return null;
  return {
    clientId: first.clientId,
    files: [first, ...more].map(({ id, fileName, kind }) => ({ id, fileName, kind })),
  };
}

/** In the transaction that posts the comment: ends its draft and answers its id and files. Waits for a file that is just arriving. */
export async function takeDraft(
  tx: Tx,
  actor: Actor,
  subject: Subject,
  input: { subjectId: string; clientId: string },
) {
  const [draft] = await tx.$queryRaw<{ id: string }[]>`
    SELECT "id" FROM "CommentDraft" WHERE "authorId" = ${actor.personId}::uuid AND "clientId" = ${input.clientId}::uuid
      AND "subjectKind" = ${subject.kind} AND "subjectId" = ${input.subjectId}::uuid FOR UPDATE`;
  if (!draft) return null;
  const files = await tx.attachment.findMany({
    where: { ownerKind: "comment", ownerId: draft.id, removedAt: null },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    select: { id: true, sha256: true },
  });
  await tx.commentDraft.delete({ where: { id: draft.id } });
  return { id: draft.id, files };
}
