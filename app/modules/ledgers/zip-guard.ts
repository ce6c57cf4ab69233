import { inflateRawSync } from "node:zlib";
import { LIMITS } from "./limits.ts";

type Entry = { name: string; method: number; packed: Buffer };

/** Lists a zip's entries by its central directory. Null when it is no intact zip. */
function entriesOf(file: Buffer): Entry[] | null {
  const end = file.lastIndexOf(Buffer.from("PK\u0005\u0006", "latin1"));
  if (end < 0 || end + 22 > file.length) return null;
  const count = file.readUInt16LE(end + 10);
  let at = file.readUInt32LE(end + 16);
  const entries: Entry[] = [];
  for (let n = 0; n < count; n += 1) {
    if (at + 46 > file.length || file.readUInt32LE(at) !== 0x02014b50) return null;
    const [method, size, name, extra, comment, local] = [
      file.readUInt16LE(at + 10),
      file.readUInt32LE(at + 20),
      file.readUInt16LE(at + 28),
      file.readUInt16LE(at + 30),
      file.readUInt16LE(at + 32),
      file.readUInt32LE(at + 42),
    ];
    if (local + 30 > file.length || file.readUInt32LE(local) !== 0x04034b50) return null;
    const start = local + 30 + file.readUInt16LE(local + 26) + file.readUInt16LE(local + 28);
    entries.push({
      name: file.toString("utf8", at + 46, at + 46 + name),
      method,
      packed: file.subarray(start, start + size),
    });
    at += 46 + name + extra + comment;
  }
  return entries;
}

/** Occurrences of a tag's beginning, each followed by a space, "/" or ">". */
function countTags(xml: Buffer, tag: string): number {
  let count = 0;
  for (let at = xml.indexOf(tag); at >= 0; at = xml.indexOf(tag, at + tag.length)) {
    const next = xml[at + tag.length];
    if (next === 0x20 || next === 0x3e || next === 0x2f) count += 1;
  }
  return count;
}

/**
 * Unpacks every entry against a budget, whatever sizes the file claims, and counts the cells, before a
 * reader builds objects from them.
 */
export function checkWorkbookZip(file: Buffer): "fine" | "broken" | "too-much" {
  const entries = entriesOf(file);
  if (!entries) return "broken";
  if (entries.length > LIMITS.unpackedEntries) return "too-much";
  let left: number = LIMITS.unpackedBytes;
  let cells = 0;
  for (const entry of entries) {
    let body: Buffer;
    try {
      body = entry.method === 0 ? entry.packed : inflateRawSync(entry.packed, { maxOutputLength: Math.max(1, left) });
    } catch (error) {
      return (error as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE" ? "too-much" : "broken";
    }
    left -= body.length;
    if (left <= 0) return "too-much";
    if (/^xl\/worksheets\/[^/]+\.xml$/i.test(entry.name)) cells += countTags(body, "<c") + countTags(body, "<row");
    if (cells > LIMITS.cells) return "too-much";
  }
  return entries.some((entry) => /^xl\/workbook\.xml$/i.test(entry.name)) ? "fine" : "broken";
}
