import { createHash } from "node:crypto";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { addFormFiles } from "#app/modules/attachments/add-form-files.server.ts";
import { openDraft } from "./comment-draft.server.ts";
import type { Subject } from "./subject.ts";

/** Adds files sent with a comment's form to its draft, where they stay should the comment be refused. Errors: on the field "files" */
export async function addCommentFiles(
  actor: Actor,
  subject: Subject,
  input: { subjectId: string; clientId: string; files: readonly File[] },
): Promise<void> {
  if (input.files.length === 0) return;
  const { draftId } = await openDraft(actor, subject, input);
  const idOf = (bytes: Uint8Array): string => {
    const hash = createHash("sha256").update(draftId).update(bytes).digest("hex");
    return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-8${hash.slice(13, 16)}-8${hash.slice(17, 20)}-${hash.slice(20, 32)}`;
  };
  await addFormFiles(actor, { kind: "comment", id: draftId, idOf }, input.files);
}
