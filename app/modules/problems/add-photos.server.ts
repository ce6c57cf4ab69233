import { db } from "#app/lib/db.server.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { storePhoto } from "#app/modules/attachments/store-photo.server.ts";
import { contentId } from "./content-id.server.ts";

/** The photos of a posted form; empty file boxes are none. */
export const photosIn = (form: FormData): File[] =>
  form.getAll("photos").filter((one): one is File => typeof one !== "string" && one.size > 0);

/**
 * Adds photos one after the other: before the review they belong to the details, afterwards nobody outside sees them
 * until the reviewer shows them. Errors: those of storePhoto, on the field "photos".
 */
export async function addPhotos(actor: Actor, problemId: string, files: readonly File[]): Promise<void> {
  const problem = await db.problem.findUnique({ where: { id: problemId }, select: { releasedAt: true } });
  const layer = problem?.releasedAt === null ? "DETAIL" : "CONFIDENTIAL";
  for (const file of files) {
    const clientId = contentId(problemId, new Uint8Array(await file.arrayBuffer()));
    await storePhoto(actor, { ownerKind: "problem", ownerId: problemId, layer, file, clientId });
  }
}
