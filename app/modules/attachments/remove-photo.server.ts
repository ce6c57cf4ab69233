import { inTransaction } from "#app/lib/db.server.ts";
import { notFound } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { recordEvent } from "#app/modules/events/record-event.server.ts";
import { filePolicyOf } from "./policy-registry.ts";

/** Takes a photo off its owner; the bytes stay for the record, nobody can open them any more. */
export async function removePhoto(actor: Actor, id: string): Promise<void> {
  await inTransaction(async (tx) => {
    const file = await tx.attachment.findFirst({
      where: { id, removedAt: null },
      select: { ownerKind: true, ownerId: true, sha256: true },
    });
    const policy = file && filePolicyOf(file.ownerKind);
    if (!file || !policy) throw notFound();
    const owner = await policy.write(actor, file.ownerId, tx);
    const removed = await tx.attachment.updateMany({ where: { id, removedAt: null }, data: { removedAt: actor.now } });
    if (removed.count !== 1) throw notFound();
    if (policy.toldWithOwner) return;
    if (policy.tell) return policy.tell(tx, actor, file.ownerId, "removed", { file: id, sha256: file.sha256 });
    const problemId = owner.problemId ?? file.ownerId;
    // Its words are not found from this moment on, though the index follows later.
    await tx.searchDeny.upsert({ where: { problemId }, create: { problemId }, update: { since: new Date() } });
    await recordEvent(tx, {
      type: "problem.file-removed",
      organisationId: owner.enterpriseId,
      subjectKind: "problem",
      subjectId: problemId,
      by: actor,
      payload: { file: id, sha256: file.sha256 },
      at: actor.now,
    });
  });
}
