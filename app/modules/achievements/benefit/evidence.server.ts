import { db } from "#app/lib/db.server.ts";
import { invalid, notFound } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { addFormFiles } from "#app/modules/attachments/add-form-files.server.ts";
import { registerFilePolicy } from "#app/modules/attachments/policy-registry.ts";
import { removePhoto } from "#app/modules/attachments/remove-photo.server.ts";
import { contentId } from "#app/modules/problems/content-id.server.ts";
import { recordBenefit, requireBenefit } from "./open-benefit.server.ts";
import { ofRecipient } from "./visibility.server.ts";

/** A benefit's evidence: the recipient's own, closed once it is submitted. */
export function registerBenefitFiles(): void {
  registerFilePolicy("benefit", {
    read: async (actor, id) => {
      const row = await db.benefit.findUnique({ where: { id }, select: { recipientId: true } });
      if (!row || !ofRecipient(actor, row.recipientId)) throw notFound();
      return "CONFIDENTIAL";
    },
    write: async (actor, id, tx) => {
      const { recipientId } = await requireBenefit(tx, actor, id, "evidence", null);
      return { problemId: null, enterpriseId: recipientId };
    },
    layerOfNew: async () => "CONFIDENTIAL",
    tell: async (tx, actor, id, what, file) => {
      const row = await tx.benefit.findUniqueOrThrow({ where: { id }, select: { id: true, recipientId: true } });
      await recordBenefit(tx, actor, row, `benefit.file-${what}`, { payload: file });
    },
  });
}

/** Adds evidence sent with a form. Errors: on the field "files". */
export async function addEvidence(actor: Actor, id: string, files: readonly File[]): Promise<void> {
  if (files.length === 0) throw invalid("choose_file", "files");
  await addFormFiles(actor, { kind: "benefit", id, idOf: (bytes) => contentId(id, bytes) }, files);
}

/** Takes a piece of this benefit's evidence off. @throws not_found */
export async function removeEvidence(actor: Actor, id: string, fileId: string): Promise<void> {
  const mine = await db.attachment.count({ where: { id: fileId, ownerKind: "benefit", ownerId: id, removedAt: null } });
  if (mine === 0) throw notFound();
  await removePhoto(actor, fileId);
}
