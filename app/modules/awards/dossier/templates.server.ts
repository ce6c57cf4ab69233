import { buffer } from "node:stream/consumers";
import { db } from "#app/lib/db.server.ts";
import { log } from "#app/lib/log.server.ts";
import { findKept } from "#app/modules/attachments/storage.server.ts";
import type { AwardSubject } from "../facts/catalogue.ts";
import type { TemplateKind } from "./fields.ts";
import { shippedForm } from "./shipped-form.ts";
import { shippedSummary } from "./shipped-summary.ts";

const shipped = new Map<string, Promise<Uint8Array>>();

/** The template that ships, made once in a process: a form for each kind of award, one sheet for all. */
export function shippedTemplate(kind: TemplateKind, subject: AwardSubject): Promise<Uint8Array> {
  const name = kind === "FORM" ? subject : kind;
  const made = shipped.get(name) ?? (kind === "FORM" ? shippedForm(subject) : shippedSummary());
  shipped.set(name, made);
  return made;
}

/** The template in use for a round's title: the union's own for the title, else its own for all, else the one that ships. */
export async function templateFor(
  organisationId: string,
  titleId: string,
  kind: TemplateKind,
): Promise<{ id: string | null; bytes: Uint8Array }> {
  const taken = await db.dossierTemplate.findMany({
    where: { organisationId, kind, takenAt: { not: null }, retiredAt: null, OR: [{ titleId }, { titleId: null }] },
    orderBy: { takenAt: "desc" },
    select: { id: true, titleId: true, attachmentId: true },
  });
  const title = await db.awardTitle.findUniqueOrThrow({ where: { id: titleId }, select: { subject: true } });
  const chosen = taken.find((one) => one.titleId === titleId) ?? taken[0];
  const bytes = chosen && (await templateBytes(chosen.attachmentId));
  if (chosen && bytes) return { id: chosen.id, bytes };
  if (chosen) log.warn("dossiers: the file of a template is gone, the one that ships is used", { id: chosen.id });
  return { id: null, bytes: await shippedTemplate(kind, title.subject) };
}

/** An uploaded template's bytes; null when the file is gone. */
export async function templateBytes(attachmentId: string): Promise<Uint8Array | null> {
  const file = await db.attachment.findUnique({ where: { id: attachmentId }, select: { key: true } });
  const kept = file && (await findKept(file.key, "original"));
  return kept ? new Uint8Array(await buffer(kept.read())) : null;
}
