import { db } from "#app/lib/db.server.ts";
import { forbidden, notFound } from "#app/lib/errors.ts";
import { type Actor, hasRole } from "#app/modules/accounts/actor.ts";
import { type FileLayer, filePolicyOf, upTo } from "./policy-registry.ts";
import { type FileKind, hasPreview } from "./rules.ts";

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
  /** A video has a frame to show before it plays, a PDF file its first page. */
  hasPoster: boolean;
  /** It can be looked at without being saved. */
  hasPreview: boolean;
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
    select: {
      id: true,
      fileName: true,
      kind: true,
      mime: true,
      layer: true,
      size: true,
      width: true,
      height: true,
      pages: true,
    },
  });
  const photos = rows.filter((row) => row.kind === "PHOTO");
  const files = rows.filter((row) => row.kind !== "PHOTO");
  return {
    photos: photos.map(({ id, fileName, layer: its, width, height }) => ({ id, fileName, layer: its, width, height })),
    files: files.map(({ width, height: _, pages, ...row }) => ({
      ...row,
      hasPoster: row.kind !== "PHOTO" && width !== null,
      hasPreview: hasPreview({ ...row, pages }),
    })),
  };
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

/** `spoken`: a person typed it out of a recording. */
export type FileWords = { id: string; layer: FileLayer; fileName: string; spoken: boolean; text: string };

/** The words inside a problem's files, each with the layer of its file: for the search, which keeps layers apart. */
export async function fileTexts(problemIds: readonly string[]): Promise<Map<string, FileWords[]>> {
  const rows = await db.attachment.findMany({
    where: { problemId: { in: [...problemIds] }, removedAt: null, text: { text: { not: "" } } },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    select: { id: true, problemId: true, kind: true, layer: true, fileName: true, text: { select: { text: true } } },
  });
  const found = new Map<string, FileWords[]>();
  for (const { id, problemId, kind, layer, fileName, text } of rows) {
    if (!problemId || !text) continue;
    const list = found.get(problemId) ?? [];
    list.push({ id, layer, fileName, spoken: kind === "AUDIO", text: text.text });
    found.set(problemId, list);
  }
  return found;
}
