import { db } from "#app/lib/db.server.ts";
import { notFound } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { noteView, requireFile } from "./open-file.server.ts";

/** Characters shown of a document's words. */
const MOST_SHOWN = 50_000;

/**
 * What can be looked at of a document without saving it: how many pages are drawn, or its words. Reading the words
 * counts as opening the file; each drawn page is asked for by itself. Errors: not_found.
 */
export async function filePreview(actor: Actor, id: string) {
  const { file, layer } = await requireFile(actor, id);
  if (file.kind !== "DOCUMENT") throw notFound();
  const pages = file.mime === "application/pdf" ? (file.pages ?? 0) : 0;
  const read =
    pages === 0
      ? await db.fileText.findUnique({ where: { attachmentId: id }, select: { text: true, cut: true } })
      : null;
  if (read) await noteView(actor, id);
  const text = read?.text ?? "";
  return {
    id,
    /** People outside don't get the name its owner gave it. */
    fileName: layer === "CONFIDENTIAL" ? file.fileName : null,
    kind: file.kind,
    problemId: file.problemId,
    pages,
    /** Of the first page; most files have all alike. */
    width: file.width,
    height: file.height,
    text: text.slice(0, MOST_SHOWN),
    cut: text.length > MOST_SHOWN || (read?.cut ?? false),
  };
}
