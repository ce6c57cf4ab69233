import { db, inTransaction, isUniqueViolation, type Tx } from "#app/lib/db.server.ts";
import { conflict, invalid } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { recordEvent } from "#app/modules/events/record-event.server.ts";
import { takeDraft } from "./comment-draft.server.ts";
import { resolveMentions } from "./mentions.server.ts";
import { type CommentLayer, layersUpTo, type Reading, reads, type Subject } from "./subject.ts";

type NewComment = {
  subjectId: string;
  clientId: string;
  body: string;
  layer?: CommentLayer;
  mentions?: readonly string[];
  /** The comment it answers. */
  replyToId?: string;
};

/**
 * Says something, in any state of the subject, with the files of its draft. The author reads on what follows (watches).
 * `clientId` comes from the author's device: a repeat answers with the first.
 */
export async function postComment(actor: Actor, subject: Subject, input: NewComment): Promise<{ commentId: string }> {
  const reading = await subject.requireReading(actor, input.subjectId);
  const layer = input.layer ?? (reading.layer === "SUMMARY" ? "SUMMARY" : "DETAIL");
  if (!reads(reading.layer, layer)) throw invalid("layer-too-high", "layer");
  const known = await firstOf(db, actor, subject, input);
  if (known) return known;
  const mentions = await resolveMentions(actor, subject, reading, { ...input, layer, mentions: input.mentions ?? [] });
  try {
    return await inTransaction((tx) => write(tx, actor, subject, { ...input, layer, mentions }));
  } catch (error) {
    const first = isUniqueViolation(error) ? await firstOf(db, actor, subject, input) : null;
    if (first) return first;
    throw error;
  }
}

async function firstOf(
  reader: Pick<Tx, "comment">,
  actor: Actor,
  subject: Subject,
  input: NewComment,
): Promise<{ commentId: string } | null> {
  const known = await reader.comment.findUnique({
    where: { authorId_clientId: { authorId: actor.personId, clientId: input.clientId } },
    select: { id: true, subjectKind: true, subjectId: true, body: true, editedAt: true, removedAt: true },
  });
  if (!known) return null;
  const elsewhere = known.subjectKind !== subject.kind || known.subjectId !== input.subjectId;
  // Other words under the same id come from an old page: they must not be dropped as a repeat.
  const otherWords = known.editedAt === null && known.removedAt === null && known.body !== input.body.trim();
  if (elsewhere || otherWords) throw conflict("client-id-used");
  return { commentId: known.id };
}

async function write(
  tx: Tx,
  actor: Actor,
  subject: Subject,
  input: NewComment & { layer: CommentLayer; mentions: string[] },
): Promise<{ commentId: string }> {
  const reading = await subject.requireReading(actor, input.subjectId, tx);
  const { organisationId, spokesId, eventOn } = reading;
  if (!reads(reading.layer, input.layer)) throw invalid("layer-too-high", "layer");
  const replyToId = input.replyToId ? await answered(tx, subject, reading, input.subjectId, input.replyToId) : null;
  const draft = await takeDraft(tx, actor, subject, input);
  const { id } = await tx.comment.create({
    data: {
      ...(draft && { id: draft.id, files: { create: draft.files.map((file) => ({ attachmentId: file.id })) } }),
      replyToId,
      subjectKind: subject.kind,
      subjectId: input.subjectId,
      layer: input.layer,
      authorId: actor.personId,
      authorOrgId: spokesId,
      clientId: input.clientId,
      body: input.body.trim(),
      createdAt: actor.now,
      mentions: { create: input.mentions.map((personId) => ({ personId })) },
    },
    select: { id: true },
  });
  if (draft)
    await tx.attachment.updateMany({
      where: { ownerKind: "comment", ownerId: id, removedAt: null },
      data: { layer: input.layer },
    });
  await tx.watch.createMany({
    data: [{ personId: actor.personId, subjectKind: subject.kind, subjectId: input.subjectId, createdAt: actor.now }],
    skipDuplicates: true,
  });
  await recordEvent(tx, {
    type: subject.events.commented,
    organisationId,
    subjectKind: eventOn.kind,
    subjectId: eventOn.id,
    by: { personId: actor.personId, name: actor.name },
    actorOrgId: spokesId,
    payload: {
      commentId: id,
      mentions: input.mentions,
      ...(eventOn.id !== input.subjectId && { on: { kind: subject.kind, id: input.subjectId } }),
      ...(draft && draft.files.length > 0 && { files: draft.files }),
    },
    layer: input.layer,
    at: actor.now,
  });
  return { commentId: id };
}

/** The comment answered, when the writer reads it; one taken away is not answered any more. */
async function answered(tx: Tx, subject: Subject, reading: Reading, subjectId: string, id: string): Promise<string> {
  const found = await tx.comment.findFirst({
    where: { id, subjectKind: subject.kind, subjectId, removedAt: null, layer: { in: layersUpTo(reading.layer) } },
    select: { id: true },
  });
  if (!found) throw invalid("reply-missing", "body");
  return found.id;
}
