import { db } from "#app/lib/db.server.ts";
import { notFound } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { removePhoto } from "#app/modules/attachments/remove-photo.server.ts";

/** Takes a file off one's own comment that is not posted yet. Errors: not_found */
export async function dropDraftFile(actor: Actor, fileId: string): Promise<void> {
  const file = await db.attachment.findFirst({
    where: { id: fileId, ownerKind: "comment", uploadedById: actor.personId, removedAt: null },
    select: { id: true },
  });
  if (!file) throw notFound();
  await removePhoto(actor, file.id);
}
