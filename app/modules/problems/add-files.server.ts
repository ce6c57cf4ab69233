import type { Actor } from "#app/modules/accounts/actor.ts";
import { addFormFiles, filesIn } from "#app/modules/attachments/add-form-files.server.ts";
import { contentId } from "./content-id.server.ts";

export { filesIn };

/** Adds files sent with a form to a problem. Errors: those of storeUpload, on the field "files". */
export const addFiles = (actor: Actor, id: string, files: readonly File[], keepClose: boolean): Promise<void> =>
  addFormFiles(actor, { kind: "problem", id, keepClose, idOf: (bytes) => contentId(id, bytes) }, files);
