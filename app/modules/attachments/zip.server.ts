import type { FileHandle } from "node:fs/promises";
import { promisify } from "node:util";
import { inflateRaw } from "node:zlib";

const inflate = promisify(inflateRaw);

export type ZipEntry = { name: string; packed: number; unpacked: number; method: number; offset: number };

const MAX_ENTRIES = 10_000;
const MAX_DIRECTORY = 8 * 1024 * 1024;
const END = 0x06054b50;
const HEADER = 0x02014b50;
const LOCAL = 0x04034b50;

/** Not a zip archive, or one whose parts do not fit together. */
export class ZipError extends Error {}

const piece = async (file: FileHandle, start: number, length: number): Promise<Buffer> => {
  const bytes = Buffer.alloc(length);
  const { bytesRead } = await file.read(bytes, 0, length, start);
  if (bytesRead !== length) throw new ZipError("cut off");
  return bytes;
};

/** The table of contents, which must end exactly where the file ends: nothing follows, nothing is hidden. @throws ZipError */
export async function zipEntries(file: FileHandle): Promise<ZipEntry[]> {
  const { size } = await file.stat();
  const tailLength = Math.min(size, 65_557);
  const tail = await piece(file, size - tailLength, tailLength);
  let end = -1;
  for (let at = tail.length - 22; at >= 0; at -= 1) {
    if (tail.readUInt32LE(at) === END && at + 22 + tail.readUInt16LE(at + 20) === tail.length) {
      end = at;
      break;
    }
  }
  if (end < 0) throw new ZipError("no end");
  const count = tail.readUInt16LE(end + 10);
  const length = tail.readUInt32LE(end + 12);
  const start = tail.readUInt32LE(end + 16);
  if (count > MAX_ENTRIES || length > MAX_DIRECTORY || start + length > size) throw new ZipError("directory");
  const directory = await piece(file, start, length);
  const entries: ZipEntry[] = [];
  for (let at = 0; entries.length < count; ) {
    if (at + 46 > directory.length || directory.readUInt32LE(at) !== HEADER) throw new ZipError("entry");
    const nameLength = directory.readUInt16LE(at + 28);
    const next = at + 46 + nameLength + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
    if (next > directory.length) throw new ZipError("entry");
    if (directory.readUInt16LE(at + 8) & 1) throw new ZipError("encrypted");
    entries.push({
      name: directory.toString("utf8", at + 46, at + 46 + nameLength),
      method: directory.readUInt16LE(at + 10),
      packed: directory.readUInt32LE(at + 20),
      unpacked: directory.readUInt32LE(at + 24),
      offset: directory.readUInt32LE(at + 42),
    });
    at = next;
  }
  return entries;
}

/** One entry's bytes, at most `max` of them. @throws when it unpacks to more, or is damaged */
export async function zipContent(file: FileHandle, entry: ZipEntry, max: number): Promise<Buffer> {
  if (entry.packed > max || entry.unpacked > max) throw new ZipError("too large");
  const head = await piece(file, entry.offset, 30);
  if (head.readUInt32LE(0) !== LOCAL) throw new ZipError("entry");
  const start = entry.offset + 30 + head.readUInt16LE(26) + head.readUInt16LE(28);
  const packed = await piece(file, start, entry.packed);
  if (entry.method === 0) return packed;
  if (entry.method !== 8) throw new ZipError("method");
  return inflate(packed, { maxOutputLength: max }).catch((error: Error) => {
    throw new ZipError(error.message);
  });
}
