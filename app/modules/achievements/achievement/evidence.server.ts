import { db } from "#app/lib/db.server.ts";
import { invalid, notFound } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { addFormFiles } from "#app/modules/attachments/add-form-files.server.ts";
import { registerFilePolicy } from "#app/modules/attachments/policy-registry.ts";
import { removePhoto } from "#app/modules/attachments/remove-photo.server.ts";
import { contentId } from "#app/modules/problems/content-id.server.ts";
import { recordAchievement, requireAchievement } from "./open-achievement.server.ts";
import { readsEvidence } from "./policy.ts";
import { achievementsVisibleTo } from "./visibility.server.ts";

/** An achievement's evidence: for whoever reads the achievement, closed once it is submitted. */
export function registerAchievementFiles(): void {
  registerFilePolicy("achievement", {
    read: async (actor, id) => {
      const row = await db.achievement.findFirst({
        where: { id, AND: achievementsVisibleTo(actor) },
        select: {
          enterpriseId: true,
          byId: true,
          state: true,
          origin: true,
          contributors: { select: { organisationId: true } },
        },
      });
      if (!row || !readsEvidence(actor, row)) throw notFound();
      return "CONFIDENTIAL";
    },
    write: async (actor, id, tx) => {
      const { row } = await requireAchievement(tx, actor, id, "evidence", null);
      return { problemId: null, enterpriseId: row.enterpriseId };
    },
    layerOfNew: async () => "CONFIDENTIAL",
    tell: async (tx, actor, id, what, file) => {
      const row = await tx.achievement.findUniqueOrThrow({ where: { id }, select: { id: true, enterpriseId: true } });
      await recordAchievement(tx, actor, row, `achievement.file-${what}`, { payload: file });
    },
  });
}

/** Adds evidence sent with a form. Errors: on the field "files". */
export async function addAchievementEvidence(actor: Actor, id: string, files: readonly File[]): Promise<void> {
  if (files.length === 0) throw invalid("choose_file", "files");
  await addFormFiles(actor, { kind: "achievement", id, idOf: (bytes) => contentId(id, bytes) }, files);
}

/** Takes a piece of this achievement's evidence off. @throws not_found */
export async function removeAchievementEvidence(actor: Actor, id: string, fileId: string): Promise<void> {
  const mine = await db.attachment.count({
    where: { id: fileId, ownerKind: "achievement", ownerId: id, removedAt: null },
  });
  if (mine === 0) throw notFound();
  await removePhoto(actor, fileId);
}
