import { randomUUID } from "node:crypto";
import { db, inTransaction, isUniqueViolation } from "#app/lib/db.server.ts";
import { invalid, notFound } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { recordEvent } from "#app/modules/events/record-event.server.ts";
import { MAX_PHOTOS, prepareImage } from "./image.server.ts";
import { type FileLayer, filePolicyOf } from "./policy-registry.ts";
import { shownName } from "./rules.ts";
import { discard, keep, newKey } from "./storage.server.ts";

export type NewPhoto = {
  ownerKind: "problem" | "activity";
  ownerId: string;
  layer: FileLayer;
  file: File;
  /** Made by the device; a repeat returns the first. */
  clientId?: string;
};

/**
 * Takes in one photo: checked by content, encoded anew, written to storage, then recorded with its
 * event. Errors: not_found, forbidden (by the owner's policy), invalid (photo-…).
 */
export async function storePhoto(actor: Actor, input: NewPhoto): Promise<{ id: string }> {
  const policy = filePolicyOf(input.ownerKind);
  if (!policy) throw notFound();
  const clientId = input.clientId ?? randomUUID();
  const earlier = await db.attachment.findUnique({
    where: { uploadedById_clientId: { uploadedById: actor.personId, clientId } },
    select: { id: true },
  });
  if (earlier) return earlier;
  await policy.read(actor, input.ownerId);
  const image = await prepareImage(Buffer.from(await input.file.arrayBuffer()), "photos");
  const key = newKey();
  await keep(key, { made: image.sizes });
  try {
    return await inTransaction(async (tx) => {
      // Uploads to one owner queue up here, so that each counts what the one before wrote.
      await tx.$queryRaw`SELECT 1 FROM pg_advisory_xact_lock(hashtext(${`photos ${input.ownerId}`}))`;
      const owner = await policy.write(actor, input.ownerId, tx);
      const count = await tx.attachment.count({
        where: { ownerKind: input.ownerKind, ownerId: input.ownerId, kind: "PHOTO", removedAt: null },
      });
      if (count >= MAX_PHOTOS) throw invalid("photo-too-many", "photos", { max: MAX_PHOTOS });
      const row = await tx.attachment.create({
        data: {
          ...owner,
          ownerKind: input.ownerKind,
          ownerId: input.ownerId,
          layer: input.layer,
          key,
          fileName: shownName(input.file.name, "photo"),
          mime: "image/webp",
          size: image.sizes.screen.length,
          width: image.width,
          height: image.height,
          sha256: image.sha256,
          uploadedById: actor.personId,
          clientId,
          createdAt: actor.now,
        },
        select: { id: true },
      });
      if (policy.tell) {
        await policy.tell(tx, actor, input.ownerId, "added", { file: row.id, sha256: image.sha256 });
        return row;
      }
      await recordEvent(tx, {
        type: "problem.file-added",
        organisationId: owner.enterpriseId,
        subjectKind: "problem",
        subjectId: owner.problemId ?? input.ownerId,
        by: actor,
        payload: { file: row.id, sha256: image.sha256, layer: input.layer },
        layer: input.layer,
        at: actor.now,
      });
      return row;
    });
  } catch (error) {
    await discard(key);
    if (!isUniqueViolation(error)) throw error;
    return db.attachment.findUniqueOrThrow({
      where: { uploadedById_clientId: { uploadedById: actor.personId, clientId } },
      select: { id: true },
    });
  }
}
