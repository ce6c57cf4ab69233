import { db, type Tx } from "#app/lib/db.server.ts";
import { invalid, notFound } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { loadPlace } from "#app/modules/accounts/place.server.ts";
import { addFormFiles } from "#app/modules/attachments/add-form-files.server.ts";
import { registerFilePolicy } from "#app/modules/attachments/policy-registry.ts";
import { removePhoto } from "#app/modules/attachments/remove-photo.server.ts";
import { contentId } from "#app/modules/problems/content-id.server.ts";
import { openStudio, recordStudio } from "./open-studio.server.ts";
import { partsOf, readsInside } from "./policy.ts";
import { openUnconfirmed } from "./promote-member.server.ts";
import { openDraftOf } from "./review-studio.server.ts";

export const STUDIO_FILES = ["studio-decision", "studio-fund", "studio-review", "studio-promotion"] as const;
export type StudioFileKind = (typeof STUDIO_FILES)[number];

const select = { studioId: true } as const;
const studioOf = async (tx: Tx | typeof db, kind: StudioFileKind, id: string): Promise<string | undefined> => {
  const where = { id };
  const row =
    kind === "studio-decision"
      ? await tx.studioDecision.findUnique({ where, select })
      : kind === "studio-fund"
        ? await tx.studioFund.findUnique({ where, select })
        : kind === "studio-review"
          ? await tx.studioReview.findUnique({ where, select })
          : await tx.studioPromotion.findUnique({ where, select });
  return row?.studioId;
};

/** Papers and receipts come with the entry, by who made it. */
async function writerOf(tx: Tx, actor: Actor, kind: StudioFileKind, id: string) {
  if (kind === "studio-review") return openDraftOf(tx, actor, id);
  if (kind === "studio-promotion") return openUnconfirmed(tx, actor, id);
  const where = { id, byId: actor.personId };
  const row =
    kind === "studio-decision"
      ? await tx.studioDecision.findFirst({ where, select })
      : await tx.studioFund.findFirst({ where, select });
  if (!row) throw notFound();
  return openStudio(tx, actor, row.studioId);
}

/** Files of a studio's life are read by its own people, its enterprise's reviewer and finance, and the officers above. */
export function registerStudioFiles(): void {
  for (const kind of STUDIO_FILES)
    registerFilePolicy(kind, {
      read: async (actor, id) => {
        const studioId = await studioOf(db, kind, id);
        if (!studioId) throw notFound();
        const place = await loadPlace(db, studioId, actor.now);
        if (!readsInside(partsOf(actor, place))) throw notFound();
        return "CONFIDENTIAL";
      },
      write: async (actor, id, tx) => {
        const { place } = await writerOf(tx, actor, kind, id);
        return { problemId: null, enterpriseId: place.parentId ?? place.id };
      },
      layerOfNew: async () => "CONFIDENTIAL",
      tell: async (tx, actor, id, what, file) => {
        const studioId = await studioOf(tx, kind, id);
        if (!studioId) throw notFound();
        await recordStudio(tx, actor, studioId, `studio.file-${what}`, { payload: { of: kind, id, ...file } });
      },
    });
}

/** Adds files that came with a form. Errors: on the field "files". */
export async function addStudioFiles(
  actor: Actor,
  kind: StudioFileKind,
  id: string,
  files: readonly File[],
): Promise<void> {
  if (files.length === 0) return;
  await addFormFiles(actor, { kind, id, idOf: (bytes) => contentId(id, bytes) }, files);
}

/** Takes a piece of evidence off a file that is still a draft. @throws not_found, forbidden, conflict */
export async function removeReviewFile(actor: Actor, reviewId: string, fileId: string): Promise<void> {
  const mine = { id: fileId, ownerKind: "studio-review", ownerId: reviewId, removedAt: null };
  if ((await db.attachment.count({ where: mine })) === 0) throw notFound();
  await removePhoto(actor, fileId);
}

/** Evidence that has to come with the form. */
export function needFiles(files: readonly File[]): void {
  if (files.length === 0) throw invalid("studio-no-evidence", "files");
}
