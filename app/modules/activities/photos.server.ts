import { db, type Tx } from "#app/lib/db.server.ts";
import { conflict, DomainError, invalid, notFound } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { registerFilePolicy } from "#app/modules/attachments/policy-registry.ts";
import { removePhoto } from "#app/modules/attachments/remove-photo.server.ts";
import { storePhoto } from "#app/modules/attachments/store-photo.server.ts";
import { contentId } from "#app/modules/problems/content-id.server.ts";
import { holdActivity, requireActivity } from "./open-activity.server.ts";
import { mayAddPhotos } from "./policy.ts";
import { recordActivity } from "./record-activity.server.ts";

/** An activity's photos: read by whoever sees the activity, added and removed by those who look after it. */
export function registerActivityFiles(): void {
  registerFilePolicy("activity", {
    read: async (actor, id) => {
      await requireActivity(actor, id);
      return "DETAIL";
    },
    write: async (actor, id, tx) => {
      const { allianceId } = await holdActivity(tx, actor, id, null, mayAddPhotos);
      return { problemId: null, enterpriseId: allianceId };
    },
    layerOfNew: async (_id, kind) => {
      if (kind !== "PHOTO") throw invalid("file-type", "files");
      return "DETAIL";
    },
    tell: async (tx: Tx, actor: Actor, id: string, what: "added" | "removed", file) => {
      const activity = await requireActivity(actor, id, tx);
      await recordActivity(tx, actor, { type: `activity.photo-${what}`, activity, at: actor.now, payload: file });
    },
  });
}

/** The photos and the activity they are of, for those who may add some. Errors: not_found, forbidden, conflict. */
export async function loadActivityPhotos(actor: Actor, id: string) {
  const activity = await requireActivity(actor, id);
  if (!mayAddPhotos("HELD", activity.parts)) throw new DomainError("forbidden", "not-your-move");
  if (!mayAddPhotos(activity.state, activity.parts)) throw conflict("activity-state");
  const photos = await db.attachment.findMany({
    where: { ownerKind: "activity", ownerId: id, removedAt: null },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    select: { id: true },
  });
  return { ...activity, photos };
}

/** Adds photos one after the other; the same picture sent twice is one. Errors: on the field "photos". */
export async function addActivityPhotos(actor: Actor, id: string, files: readonly File[]): Promise<void> {
  if (files.length === 0) throw invalid("choose_file", "photos");
  for (const file of files) {
    const clientId = contentId(id, new Uint8Array(await file.arrayBuffer()));
    await storePhoto(actor, { ownerKind: "activity", ownerId: id, layer: "DETAIL", file, clientId });
  }
}

/** Takes a photo of this activity off. @throws not_found */
export async function removeActivityPhoto(actor: Actor, id: string, photoId: string): Promise<void> {
  const mine = await db.attachment.count({
    where: { id: photoId, ownerKind: "activity", ownerId: id, removedAt: null },
  });
  if (mine === 0) throw notFound();
  await removePhoto(actor, photoId);
}
