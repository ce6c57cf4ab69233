import { randomBytes, randomUUID } from "node:crypto";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { db } from "#app/lib/db.server.ts";
import { invalid } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { incomingFolder } from "./part-file.server.ts";
import { refusalBeforehand } from "./rules.ts";
import { storeUpload } from "./store-upload.server.ts";

/** The files of a posted form; empty file boxes are none. */
export const filesIn = (form: FormData): File[] =>
  form.getAll("files").filter((one): one is File => typeof one !== "string" && one.size > 0);

type Owner = {
  kind: string;
  id: string;
  keepClose?: boolean;
  /** The same bytes for the same owner are the same upload, however often a form is sent. */
  idOf(bytes: Uint8Array): string;
};

/**
 * Adds files of any kind sent with a form, one after the other, as uploads with script are: the first that is refused
 * ends it, those before it stay. Errors: those of storeUpload, on the field "files".
 */
export async function addFormFiles(actor: Actor, owner: Owner, files: readonly File[]): Promise<void> {
  for (const file of files) {
    const refusal = refusalBeforehand(file);
    if (refusal) throw invalid(refusal.messageKey, "files", refusal.values);
    const bytes = new Uint8Array(await file.arrayBuffer());
    await mkdir(incomingFolder(), { recursive: true, mode: 0o700 });
    const path = join(incomingFolder(), `${randomBytes(12).toString("hex")}.form`);
    try {
      await writeFile(path, bytes, { mode: 0o600 });
      await storeUpload(actor, {
        ownerKind: owner.kind,
        ownerId: owner.id,
        clientId: await idOf(actor, owner.idOf(bytes)),
        fileName: file.name,
        claimedType: file.type,
        path,
        keepClose: owner.keepClose,
      });
    } finally {
      await rm(path, { force: true });
    }
  }
}

/** A form sent twice is one upload; a file that was removed since may be added again. */
async function idOf(actor: Actor, clientId: string): Promise<string> {
  const removed = { uploadedById: actor.personId, clientId, removedAt: { not: null } };
  return (await db.attachment.count({ where: removed })) > 0 ? randomUUID() : clientId;
}
