import { db } from "#app/lib/db.server.ts";
import { invalid, notFound } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { addFormFiles } from "#app/modules/attachments/add-form-files.server.ts";
import { registerFilePolicy } from "#app/modules/attachments/policy-registry.ts";
import { removePhoto } from "#app/modules/attachments/remove-photo.server.ts";
import { contentId } from "#app/modules/problems/content-id.server.ts";
import { applicationFilesVisibleTo } from "../visibility.ts";
import { recordApplication, requireApplication } from "./open-application.server.ts";

/** An application's own files: for whoever reads the application with all its files, closed once it is submitted. */
export function registerApplicationFiles(): void {
  registerFilePolicy("application", {
    read: async (actor, id) => {
      const seen = await db.awardApplication.count({ where: { id, AND: applicationFilesVisibleTo(actor) } });
      if (seen === 0) throw notFound();
      return "CONFIDENTIAL";
    },
    write: async (actor, id, tx) => {
      const { row } = await requireApplication(tx, actor, id, "change", { version: null });
      return { problemId: null, enterpriseId: row.enterpriseId };
    },
    layerOfNew: async () => "CONFIDENTIAL",
    tell: async (tx, actor, id, what, file) => {
      const row = await tx.awardApplication.findUniqueOrThrow({
        where: { id },
        select: { id: true, round: { select: { organisationId: true } } },
      });
      await recordApplication(tx, actor, row, `application.file-${what}`, { payload: file });
    },
  });
}

/** Adds files sent with a form. Errors: on the field "files". */
export async function addApplicationFiles(actor: Actor, id: string, files: readonly File[]): Promise<void> {
  if (files.length === 0) throw invalid("choose_file", "files");
  await addFormFiles(actor, { kind: "application", id, idOf: (bytes) => contentId(id, bytes) }, files);
}

/** Takes one of this application's own files off. @throws not_found */
export async function removeApplicationFile(actor: Actor, id: string, fileId: string): Promise<void> {
  const mine = await db.attachment.count({
    where: { id: fileId, ownerKind: "application", ownerId: id, removedAt: null },
  });
  if (mine === 0) throw notFound();
  await removePhoto(actor, fileId);
}
