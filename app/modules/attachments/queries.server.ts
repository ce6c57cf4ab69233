import { db } from "#app/lib/db.server.ts";
import { notFound } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { type FileLayer, filePolicyOf } from "./policy-registry.ts";
import { filePath, type FileSize } from "./storage.server.ts";

const LAYERS: readonly FileLayer[] = ["SUMMARY", "DETAIL", "CONFIDENTIAL"];
const upTo = (layer: FileLayer): FileLayer[] => LAYERS.slice(0, LAYERS.indexOf(layer) + 1);

export type PhotoInList = {
  id: string;
  fileName: string;
  layer: FileLayer;
  width: number | null;
  height: number | null;
};

/** Photos of one owner up to a layer the caller has established for the actor. */
export const photosOf = (ownerKind: "problem", ownerId: string, layer: FileLayer): Promise<PhotoInList[]> =>
  db.attachment.findMany({
    where: { ownerKind, ownerId, removedAt: null, layer: { in: upTo(layer) } },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    select: { id: true, fileName: true, layer: true, width: true, height: true },
  });

/**
 * Opens a file for a reader. The owner's policy is asked at every request; a file above the reader's
 * layer, a removed one and one that never was look the same.
 */
export async function openFile(
  actor: Actor,
  id: string,
  size: FileSize,
): Promise<{ path: string; mime: string; fileName: string; etag: string }> {
  const file = await db.attachment.findFirst({
    where: { id, removedAt: null },
    select: { ownerKind: true, ownerId: true, layer: true, key: true, mime: true, fileName: true, sha256: true },
  });
  const policy = file && filePolicyOf(file.ownerKind);
  if (!file || !policy) throw notFound();
  const layer = await policy.read(actor, file.ownerId);
  if (!upTo(layer).includes(file.layer)) throw notFound();
  return {
    path: filePath(file.key, size),
    mime: file.mime,
    fileName: layer === "CONFIDENTIAL" ? file.fileName : "photo",
    etag: `"${file.sha256.slice(0, 32)}-${size}"`,
  };
}
