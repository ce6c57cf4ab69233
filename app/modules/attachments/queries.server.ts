import type { Readable } from "node:stream";
import { db } from "#app/lib/db.server.ts";
import { forbidden, notFound } from "#app/lib/errors.ts";
import { type Actor, hasRole } from "#app/modules/accounts/actor.ts";
import { type FileLayer, filePolicyOf } from "./policy-registry.ts";
import { endingOf, type FileKind } from "./rules.ts";
import { type FileSize, findKept } from "./storage.server.ts";

const LAYERS: readonly FileLayer[] = ["SUMMARY", "DETAIL", "CONFIDENTIAL"];
const upTo = (layer: FileLayer): FileLayer[] => LAYERS.slice(0, LAYERS.indexOf(layer) + 1);

export type PhotoInList = {
  id: string;
  fileName: string;
  layer: FileLayer;
  width: number | null;
  height: number | null;
};

/** Photos of one owner up to a layer the caller has established for the actor. */
export const photosOf = (ownerKind: "problem", ownerId: string, layer: FileLayer): Promise<PhotoInList[]> =>
  db.attachment.findMany({
    where: { ownerKind, ownerId, kind: "PHOTO", removedAt: null, layer: { in: upTo(layer) } },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    select: { id: true, fileName: true, layer: true, width: true, height: true },
  });

export type FileInList = {
  id: string;
  fileName: string;
  kind: FileKind;
  mime: string;
  layer: FileLayer;
  size: number;
  /** A video has a frame to show before it plays. */
  hasPoster: boolean;
};

/** Photos, and everything else, of one owner up to a layer the caller has established for the actor. */
export async function photosAndFilesOf(
  ownerKind: "problem",
  ownerId: string,
  layer: FileLayer,
): Promise<{ photos: PhotoInList[]; files: FileInList[] }> {
  const rows = await db.attachment.findMany({
    where: { ownerKind, ownerId, removedAt: null, layer: { in: upTo(layer) } },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    select: { id: true, fileName: true, kind: true, mime: true, layer: true, size: true, width: true, height: true },
  });
  const photos = rows.filter((row) => row.kind === "PHOTO");
  const files = rows.filter((row) => row.kind !== "PHOTO");
  return {
    photos: photos.map(({ id, fileName, layer: its, width, height }) => ({ id, fileName, layer: its, width, height })),
    files: files.map(({ width, height: _, ...row }) => ({
      ...row,
      hasPoster: row.kind === "VIDEO" && width !== null,
    })),
  };
}

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
  const file = await db.attachment.findFirst({
    where: { id, removedAt: null },
    select: {
      ownerKind: true,
      ownerId: true,
      layer: true,
      kind: true,
      key: true,
      mime: true,
      fileName: true,
      sha256: true,
    },
  });
  const policy = file && filePolicyOf(file.ownerKind);
  if (!file || !policy) throw notFound();
  const layer = await policy.read(actor, file.ownerId);
  if (!upTo(layer).includes(file.layer)) throw notFound();
  const size = asked ?? (file.kind === "PHOTO" ? "screen" : "original");
  const found = await findKept(file.key, size);
  if (!found) throw notFound();
  if (size === "original" || file.kind === "PHOTO") await noteView(actor, id, size);
  const mime = size === "original" ? file.mime : "image/webp";
  const name = layer === "CONFIDENTIAL" ? file.fileName.replace(/\.[A-Za-z0-9]{1,5}$/, "") : file.kind.toLowerCase();
  return {
    size: found.size,
    read: found.read,
    mime,
    fileName: `${name}.${endingOf(mime)}`,
    etag: `"${file.sha256.slice(0, 32)}-${size}"`,
    inline: size !== "original" || file.kind === "VIDEO" || file.kind === "AUDIO",
  };
}

const HOUR = 3_600_000;

/** The pieces of a stream, and looking again, are one view within the hour. */
async function noteView(actor: Actor, attachmentId: string, size: FileSize): Promise<void> {
  if (size === "thumb") return;
  const hour = new Date(Math.floor(actor.now.getTime() / HOUR) * HOUR);
  await db.fileView.createMany({
    data: [{ attachmentId, personId: actor.personId, personName: actor.name, hour, at: actor.now }],
    skipDuplicates: true,
  });
}

const MOST_VIEWS = 500;

/** Who opened a file, latest first, for a reviewer of the enterprise it belongs to. Errors: not_found, forbidden. */
export async function viewsOf(actor: Actor, id: string) {
  const file = await db.attachment.findUnique({
    where: { id },
    select: {
      id: true,
      fileName: true,
      ownerKind: true,
      ownerId: true,
      problemId: true,
      enterpriseId: true,
      layer: true,
    },
  });
  const policy = file && filePolicyOf(file.ownerKind);
  if (!file || !policy) throw notFound();
  if (!upTo(await policy.read(actor, file.ownerId)).includes(file.layer)) throw notFound();
  if (!hasRole(actor, "REVIEWER", file.enterpriseId)) throw forbidden();
  const views = await db.fileView.findMany({
    where: { attachmentId: id },
    orderBy: [{ at: "desc" }, { id: "desc" }],
    take: MOST_VIEWS,
    select: { id: true, personName: true, at: true },
  });
  return { id: file.id, fileName: file.fileName, problemId: file.problemId, views, most: MOST_VIEWS };
}

export type FileWords = { id: string; layer: FileLayer; fileName: string; text: string };

/** The words inside a problem's files, each with the layer of its file: for the search, which keeps layers apart. */
export async function fileTexts(problemIds: readonly string[]): Promise<Map<string, FileWords[]>> {
  const rows = await db.attachment.findMany({
    where: { problemId: { in: [...problemIds] }, removedAt: null, text: { text: { not: "" } } },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    select: { id: true, problemId: true, layer: true, fileName: true, text: { select: { text: true } } },
  });
  const found = new Map<string, FileWords[]>();
  for (const { id, problemId, layer, fileName, text } of rows) {
    if (!problemId || !text) continue;
    const list = found.get(problemId) ?? [];
    list.push({ id, layer, fileName, text: text.text });
    found.set(problemId, list);
  }
  return found;
}
