import { db, inTransaction, isUniqueViolation, type Tx } from "#app/lib/db.server.ts";
import { conflict, invalid } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { recordEvent } from "#app/modules/events/record-event.server.ts";
import { resolveMentions } from "./mentions.server.ts";
import { type CommentLayer, reads, type Subject } from "./subject.ts";

type NewComment = {
  subjectId: string;
  clientId: string;
  body: string;
  layer?: CommentLayer;
  mentions?: readonly string[];
};

/**
 * Says something, in any state of the subject. The author reads on what follows (watches).
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
  const { organisationId, spokesId, layer: readable } = await subject.requireReading(actor, input.subjectId, tx);
  if (!reads(readable, input.layer)) throw invalid("layer-too-high", "layer");
  const { id } = await tx.comment.create({
    data: {
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
  await tx.watch.createMany({
    data: [{ personId: actor.personId, subjectKind: subject.kind, subjectId: input.subjectId, createdAt: actor.now }],
    skipDuplicates: true,
  });
  await recordEvent(tx, {
    type: subject.events.commented,
    organisationId,
    subjectKind: subject.kind,
    subjectId: input.subjectId,
    by: { personId: actor.personId, name: actor.name },
    actorOrgId: spokesId,
    payload: { commentId: id, mentions: input.mentions },
    layer: input.layer,
    at: actor.now,
  });
  return { commentId: id };
}
