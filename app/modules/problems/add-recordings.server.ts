import { randomBytes } from "node:crypto";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Tx } from "#app/lib/db.server.ts";
import { DomainError } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { incomingFolder } from "#app/modules/attachments/part-file.server.ts";
import { bytesOf, FILE_LIMITS } from "#app/modules/attachments/rules.ts";
import { storeUpload } from "#app/modules/attachments/store-upload.server.ts";
import { contentId } from "./content-id.server.ts";

/** The voice notes of a posted form; empty file boxes are none. */
export const recordingsIn = (form: FormData): File[] =>
  form.getAll("voice").filter((one): one is File => typeof one !== "string" && one.size > 0);

/** Whether a problem can be heard; for the rule that something must say what happens. */
export const hasRecording = async (tx: Pick<Tx, "attachment">, problemId: string): Promise<boolean> =>
  (await tx.attachment.count({
    where: { ownerKind: "problem", ownerId: problemId, kind: "AUDIO", removedAt: null },
  })) > 0;

/**
 * Adds voice notes sent with a form, one after the other; only the problem's own side and its team hear them until the
 * reviewer decides otherwise. Errors: those of storeUpload, on the field "voice".
 */
export async function addRecordings(actor: Actor, problemId: string, files: readonly File[]): Promise<void> {
  for (const file of files) {
    if (file.size > bytesOf(FILE_LIMITS.AUDIO.megabytes))
      throw refused("file-too-big", { max: FILE_LIMITS.AUDIO.megabytes });
    const bytes = new Uint8Array(await file.arrayBuffer());
    await mkdir(incomingFolder(), { recursive: true, mode: 0o700 });
    const path = join(incomingFolder(), `${randomBytes(12).toString("hex")}.voice`);
    try {
      await writeFile(path, bytes, { mode: 0o600 });
      await storeUpload(actor, {
        ownerKind: "problem",
        ownerId: problemId,
        clientId: contentId(problemId, bytes),
        fileName: file.name,
        // A phone's recorder packs sound as if it were film.
        claimedType: "audio/recorded",
        path,
        only: "AUDIO",
      });
    } catch (error) {
      if (!(error instanceof DomainError) || error.details.field !== "files") throw error;
      throw refused(error.messageKey, error.details.values);
    } finally {
      await rm(path, { force: true });
    }
  }
}

const refused = (messageKey: string, values?: Record<string, string | number>) =>
  new DomainError("invalid", messageKey, { field: "voice", values });
