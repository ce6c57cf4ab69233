import type { Readable } from "node:stream";
import { db } from "#app/lib/db.server.ts";
import { notFound } from "#app/lib/errors.ts";
import type { Stored } from "#app/lib/storage/storage.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { type MarkedFile, markPdf, markPicture } from "./mark-file.server.ts";
import { type FileLayer, filePolicyOf, upTo } from "./policy-registry.ts";
import { endingOf } from "./rules.ts";
import { type FileSize, findKept } from "./storage.server.ts";

export type OpenedFile = {
  size: number;
  read(range?: { start: number; end: number }): Readable;
  mime: string;
  /** What it is saved as; people outside don't get the name its owner gave it. */
  fileName: string;
  etag: string;
  /** Shown in the page; all else is only saved. */
  inline: boolean;
};

/**
 * Opens a file for a reader and writes down that it was opened (once an hour, thumbnails aside). The owner's policy is
 * asked at every request; a file above the reader's layer, a removed one and one that never was look the same.
 */
export async function openFile(actor: Actor, id: string, asked?: FileSize): Promise<OpenedFile> {
  const { file, layer } = await requireFile(actor, id);
  const size = asked ?? (file.kind === "PHOTO" ? "screen" : "original");
  const found = await findKept(file.key, size);
  if (!found) throw notFound();
  // A video's poster and all small pictures only say that there is something to open.
  if (size !== "thumb" && !(file.kind === "VIDEO" && size === "screen")) await noteView(actor, id);
  const mime = size === "original" ? file.mime : "image/webp";
  const name = layer === "CONFIDENTIAL" ? file.fileName.replace(/\.[A-Za-z0-9]{1,5}$/, "") : file.kind.toLowerCase();
  const given = (await marked(actor, file, `${file.key}.${size}`, mime, found)) ?? {
    ...found,
    etag: `"${file.sha256.slice(0, 32)}-${size}"`,
  };
  return {
    ...given,
    mime,
    fileName: `${name}.${endingOf(mime)}`,
    inline: size !== "original" || file.kind === "VIDEO" || file.kind === "AUDIO",
  };
}

/** A file and how far the actor may read its owner's files. Errors: not_found, also for what the actor may not see. */
export async function requireFile(actor: Actor, id: string) {
  const file = await db.attachment.findFirst({
    where: { id, removedAt: null },
    select: {
      ownerKind: true,
      ownerId: true,
      problemId: true,
      enterpriseId: true,
      layer: true,
      kind: true,
      key: true,
      mime: true,
      fileName: true,
      sha256: true,
      pages: true,
      width: true,
      height: true,
    },
  });
  const policy = file && filePolicyOf(file.ownerKind);
  if (!file || !policy) throw notFound();
  const layer = await policy.read(actor, file.ownerId, id);
  if (!upTo(layer).includes(file.layer)) throw notFound();
  return { file, layer };
}

/** The reader's own copy, where the enterprise wants its confidential pictures and PDF files marked. */
async function marked(
  actor: Actor,
  file: { layer: FileLayer; enterpriseId: string },
  name: string,
  mime: string,
  found: Stored,
): Promise<MarkedFile | null> {
  if (file.layer !== "CONFIDENTIAL" || !(mime === "image/webp" || mime === "application/pdf")) return null;
  const owner = await db.enterprise.findUnique({
    where: { organisationId: file.enterpriseId },
    select: { watermark: true },
  });
  if (!owner?.watermark) return null;
  return mime === "image/webp" ? markPicture(actor, name, found) : markPdf(actor, name, found);
}

const HOUR = 3_600_000;

/** Writes down that a file was opened: the pieces of a stream, and looking again, are one view within the hour. */
export async function noteView(actor: Actor, attachmentId: string): Promise<void> {
  const hour = new Date(Math.floor(actor.now.getTime() / HOUR) * HOUR);
  await db.fileView.createMany({
    data: [{ attachmentId, personId: actor.personId, personName: actor.name, hour, at: actor.now }],
    skipDuplicates: true,
  });
}
