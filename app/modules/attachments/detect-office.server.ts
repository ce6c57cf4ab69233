import type { FileHandle } from "node:fs/promises";
import { invalid } from "#app/lib/errors.ts";
import { type ZipEntry, zipContent, ZipError, zipEntries } from "./zip.server.ts";

const MB = 1024 * 1024;
const MOST_RELATIONS = 1_000;
const OFFICE: Record<string, { part: string; mime: string }> = {
  docx: {
    part: "word/document.xml",
    mime: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  },
  xlsx: { part: "xl/workbook.xml", mime: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" },
  pptx: {
    part: "ppt/presentation.xml",
    mime: "application/vnd.openxmlformats-officedocument.presentationml.presentation",
  },
};

const refuse = (key: string) => invalid(key, "files");
export const isOffice = (ending: string): boolean => Object.hasOwn(OFFICE, ending);

/** Word, Excel and PowerPoint as XML: whole, without macros, and of a size that can be unpacked. */
export async function detectOffice(file: FileHandle, size: number): Promise<{ mime: string; ending: string } | null> {
  let entries: ZipEntry[];
  try {
    entries = await zipEntries(file);
  } catch (error) {
    if (error instanceof ZipError) throw refuse("file-broken");
    throw error;
  }
  const names = new Set(entries.map((one) => one.name));
  if (names.size !== entries.length) throw refuse("file-two-in-one");
  const packed = entries.reduce((sum, one) => sum + one.packed, 0);
  const unpacked = entries.reduce((sum, one) => sum + one.unpacked, 0);
  if (packed > size || unpacked > 500 * MB || (unpacked > 20 * MB && unpacked > size * 200)) throw refuse("file-bomb");
  const found = Object.entries(OFFICE).find(([, { part: needed }]) => names.has(needed));
  if (!found || !names.has("[Content_Types].xml")) return null;
  if (overlap(entries)) throw refuse("file-bomb");
  for (const name of names) {
    if (PROGRAMS.test(name)) throw refuse("file-macro");
    if (name.startsWith("/") || name.split(/[\\/]/).includes("..")) throw refuse("file-broken");
  }
  await refuseRemoteParts(file, entries);
  return { mime: found[1].mime, ending: found[0] };
}

const PROGRAMS =
  /vbaProject|macrosheets\/|activeX\/|\.(exe|dll|com|js|jse|vbs|vbe|wsf|bat|cmd|scr|hta|ps1|jar|lnk|msi|sh|zip|rar|7z|gz|tar|iso|cab)$/i;

/** Entries that share bytes unpack to far more than the file holds. */
function overlap(entries: readonly ZipEntry[]): boolean {
  const inOrder = [...entries].sort((a, b) => a.offset - b.offset);
  return inOrder.some(
    (one, n) => n > 0 && one.offset < (inOrder[n - 1]?.offset ?? 0) + (inOrder[n - 1]?.packed ?? 0) + 30,
  );
}

/** Parts that Word or Excel would fetch from elsewhere when the file is opened, templates above all; links may stay. */
async function refuseRemoteParts(file: FileHandle, entries: readonly ZipEntry[]): Promise<void> {
  for (const entry of entries.filter(({ name }) => name.endsWith(".rels")).slice(0, MOST_RELATIONS)) {
    const xml = await zipContent(file, entry, MB).catch((error: unknown) => {
      throw error instanceof ZipError ? refuse("file-broken") : error;
    });
    for (const [relation] of xml.toString("utf8").matchAll(/<Relationship\s[^>]*>/g))
      if (
        /TargetMode\s*=\s*["']External/i.test(relation) &&
        /\/(attachedTemplate|oleObject|frame|subDocument)["']/i.test(relation)
      )
        throw refuse("file-remote");
  }
}
