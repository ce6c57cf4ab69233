import { db } from "#app/lib/db.server.ts";
import { hasPreview } from "./rules.ts";

/** All files of one owner with who added them and when, for its own people; the caller has made sure of that. */
export async function filesToManage(ownerKind: "problem", ownerId: string) {
  const rows = await db.attachment.findMany({
    where: { ownerKind, ownerId, removedAt: null },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    select: {
      id: true,
      fileName: true,
      kind: true,
      layer: true,
      size: true,
      width: true,
      mime: true,
      pages: true,
      uploadedById: true,
      createdAt: true,
    },
  });
  const people = await db.person.findMany({
    where: { id: { in: [...new Set(rows.map((row) => row.uploadedById))] } },
    select: { id: true, name: true },
  });
  const names = new Map(people.map(({ id, name }) => [id, name]));
  return rows.map(({ width, mime, pages, uploadedById, ...row }) => ({
    ...row,
    uploadedBy: names.get(uploadedById) ?? "",
    hasPicture: width !== null,
    hasPreview: hasPreview({ kind: row.kind, mime, pages }),
  }));
}
