import { createHash, randomBytes, randomUUID } from "node:crypto";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { db, inTransaction, type Tx } from "#app/lib/db.server.ts";
import { conflict, invalid, notFound } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { incomingFolder } from "#app/modules/attachments/part-file.server.ts";
import { shownName } from "#app/modules/attachments/rules.ts";
import { discard, keep, newKey } from "#app/modules/attachments/storage.server.ts";
import { isUsable, readTemplate, whyUnsafe } from "./check-template.server.ts";
import { managesTemplates, officeIds } from "./policy.ts";
import { recordDossier } from "./record-dossier.server.ts";
import type { UploadTemplate } from "./schema.ts";
import { templateBytes } from "./templates.server.ts";

const MIME = {
  FORM: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  SUMMARY: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
} as const;

/**
 * Keeps an officer's template to be tried; it changes no dossier until it is taken into use. Errors: not_found (another
 * union's), invalid on the field "file": not a Word or Excel file, or with something in it that is not only text.
 */
export async function uploadTemplate(actor: Actor, input: UploadTemplate): Promise<{ id: string }> {
  const { organisationId, kind, titleId } = input;
  if (!managesTemplates(actor, organisationId)) throw notFound();
  if (titleId && (await db.awardTitle.count({ where: { id: titleId, organisationId } })) === 0)
    throw invalid("bad_choice", "titleId");
  const bytes = Buffer.from(await input.file.arrayBuffer());
  await refuseUnsafe(bytes, kind);
  const key = newKey();
  const path = await written(bytes);
  try {
    await keep(key, { made: {}, original: path });
  } finally {
    await rm(path, { force: true });
  }
  try {
    return await inTransaction(async (tx) => {
      const attachment = await tx.attachment.create({
        data: {
          ownerKind: "dossier-template",
          ownerId: organisationId,
          enterpriseId: organisationId,
          layer: "CONFIDENTIAL",
          kind: "DOCUMENT",
          key,
          fileName: shownName(input.file.name),
          mime: MIME[kind],
          size: bytes.length,
          sha256: createHash("sha256").update(bytes).digest("hex"),
          uploadedById: actor.personId,
          clientId: randomUUID(),
          createdAt: actor.now,
        },
        select: { id: true, sha256: true },
      });
      const row = await tx.dossierTemplate.create({
        data: {
          organisationId,
          kind,
          titleId: titleId ?? null,
          name: input.name,
          attachmentId: attachment.id,
          uploadedById: actor.personId,
          uploadedAt: actor.now,
        },
        select: { id: true },
      });
      const told = { kind, title: titleId ?? null, file: attachment.id, sha256: attachment.sha256 };
      await recordDossier(tx, actor, organisationId, row.id, "dossier.template-added", told);
      return row;
    });
  } catch (error) {
    await discard(key);
    throw error;
  }
}

async function written(bytes: Buffer): Promise<string> {
  await mkdir(incomingFolder(), { recursive: true, mode: 0o700 });
  const path = join(incomingFolder(), `${randomBytes(12).toString("hex")}.template`);
  await writeFile(path, bytes, { mode: 0o600 });
  return path;
}

async function refuseUnsafe(bytes: Buffer, kind: UploadTemplate["kind"]): Promise<void> {
  const path = await written(bytes);
  try {
    const why = await whyUnsafe(path, kind);
    if (why) throw invalid(why === "template-type" ? `template-type-${kind}` : why, "file");
  } catch (error) {
    // The attachments' own refusals stand at the field of their forms.
    const { messageKey, details } = error as { messageKey?: string; details?: { field?: string } };
    throw messageKey && details?.field === "files" ? invalid(messageKey, "file") : error;
  } finally {
    await rm(path, { force: true });
  }
}

async function lockTemplate(tx: Tx, actor: Actor, id: string) {
  await tx.$queryRaw`SELECT "id" FROM "DossierTemplate" WHERE "id" = ${id}::uuid FOR UPDATE`;
  const row = await tx.dossierTemplate.findFirst({
    where: { id, organisationId: { in: officeIds(actor) } },
    select: { organisationId: true, kind: true, titleId: true, attachmentId: true, takenAt: true, retiredAt: true },
  });
  if (!row) throw notFound();
  return row;
}

/**
 * Uses a template from now on instead of the one before for the same kind and title. Errors: not_found, conflict (in use, or
 * put away), invalid (it cannot be filled in).
 */
export async function takeTemplate(actor: Actor, id: string): Promise<void> {
  const seen = await db.dossierTemplate.findFirst({
    where: { id, organisationId: { in: officeIds(actor) } },
    select: { kind: true, attachmentId: true },
  });
  const bytes = seen && (await templateBytes(seen.attachmentId));
  if (!seen || !bytes) throw notFound();
  if (!isUsable(await readTemplate(seen.kind, bytes))) throw invalid("template-unusable");
  await inTransaction(async (tx) => {
    const row = await lockTemplate(tx, actor, id);
    if (row.takenAt || row.retiredAt) throw conflict("template-moved-on");
    const { organisationId, kind, titleId } = row;
    await tx.dossierTemplate.updateMany({
      where: { organisationId, kind, titleId, takenAt: { not: null }, retiredAt: null },
      data: { retiredAt: actor.now },
    });
    await tx.dossierTemplate.update({ where: { id }, data: { takenAt: actor.now } });
    await recordDossier(tx, actor, organisationId, id, "dossier.template-taken", { kind, title: titleId });
  });
}

/** Puts a template away; then the union's other one, or the one that ships, is used. Errors: not_found, conflict. */
export async function retireTemplate(actor: Actor, id: string): Promise<void> {
  await inTransaction(async (tx) => {
    const row = await lockTemplate(tx, actor, id);
    if (row.retiredAt) throw conflict("template-moved-on");
    await tx.dossierTemplate.update({ where: { id }, data: { retiredAt: actor.now } });
    await recordDossier(tx, actor, row.organisationId, id, "dossier.template-retired", { kind: row.kind });
  });
}
