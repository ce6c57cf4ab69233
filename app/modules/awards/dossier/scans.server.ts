import { db } from "#app/lib/db.server.ts";
import { forbidden, invalid, notFound } from "#app/lib/errors.ts";
import { type Actor, organisationsWith } from "#app/modules/accounts/actor.ts";
import { addFormFiles } from "#app/modules/attachments/add-form-files.server.ts";
import { registerFilePolicy } from "#app/modules/attachments/policy-registry.ts";
import { removePhoto } from "#app/modules/attachments/remove-photo.server.ts";
import { contentId } from "#app/modules/problems/content-id.server.ts";
import type { ApplicationState } from "../lifecycle.ts";
import { officeIds } from "./policy.ts";
import { recordDossier } from "./record-dossier.server.ts";
import { dossiersVisibleTo, scansVisibleTo } from "./visibility.server.ts";

const OWNER = "application-scan";
/** From the printing on, until the panel has it before it. */
const OPEN: readonly ApplicationState[] = ["SUBMITTED", "RECOMMENDED", "ADMITTED"];

type Scanned = { state: ApplicationState; enterpriseId: string; round: { organisationId: string } };
/** Seals happen on paper: the enterprise's reviewer or the organising union's officer puts the stamped scan back. */
export const mayAttachScan = (actor: Actor, row: Scanned): boolean =>
  OPEN.includes(row.state) &&
  (organisationsWith(actor, "REVIEWER").includes(row.enterpriseId) ||
    officeIds(actor).includes(row.round.organisationId));

/** Stamped scans: read by whoever reads the dossier; by auditors as every file of the evidence. */
export function registerScanFiles(): void {
  registerFilePolicy(OWNER, {
    read: async (actor, id) => {
      const seen = await db.awardApplication.count({ where: { id, AND: scansVisibleTo(actor) } });
      if (seen === 0) throw notFound();
      return "CONFIDENTIAL";
    },
    write: async (actor, id, tx) => {
      await tx.$queryRaw`SELECT "id" FROM "AwardApplication" WHERE "id" = ${id}::uuid FOR SHARE`;
      const row = await tx.awardApplication.findFirst({
        where: { id, AND: dossiersVisibleTo(actor) },
        select: { state: true, enterpriseId: true, round: { select: { organisationId: true } } },
      });
      if (!row) throw notFound();
      if (!mayAttachScan(actor, row)) throw forbidden("not-your-move");
      return { problemId: null, enterpriseId: row.enterpriseId };
    },
    layerOfNew: async () => "CONFIDENTIAL",
    tell: async (tx, actor, id, what, file) => {
      const row = await tx.awardApplication.findUniqueOrThrow({ where: { id }, select: { enterpriseId: true } });
      await recordDossier(tx, actor, row.enterpriseId, id, `dossier.scan-${what}`, { application: id, ...file });
    },
  });
}

/** Puts scans sent with a form to an application. Errors: on the field "files". */
export async function addScans(actor: Actor, id: string, files: readonly File[]): Promise<void> {
  if (files.length === 0) throw invalid("choose_file", "files");
  await addFormFiles(actor, { kind: OWNER, id, idOf: (bytes) => contentId(id, bytes) }, files);
}

/** Takes a scan of this application off. @throws not_found */
export async function removeScan(actor: Actor, id: string, fileId: string): Promise<void> {
  const mine = await db.attachment.count({ where: { id: fileId, ownerKind: OWNER, ownerId: id, removedAt: null } });
  if (mine === 0) throw notFound();
  await removePhoto(actor, fileId);
}
