import type { FileHandle } from "node:fs/promises";

/** One box of MP4, QuickTime and their kin, as it lies in the file. */
export type Box = { type: string; at: number; head: number; end: number };

/** The boxes of a file do not fit into each other, or there are too many. */
export class BoxError extends Error {}

const MOST = 200_000;

export async function readAt(file: FileHandle, at: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length);
  const { bytesRead } = await file.read(bytes, 0, length, at);
  return bytes.subarray(0, bytesRead);
}

/** The boxes between two places; they must fill it exactly, but for up to seven bytes QuickTime may leave. @throws BoxError */
export async function boxesIn(file: FileHandle, start: number, end: number): Promise<Box[]> {
  const found: Box[] = [];
  for (let at = start; at + 8 <= end; ) {
    const bytes = await readAt(file, at, 16);
    if (bytes.length < 8 || found.length > MOST) throw new BoxError("cut off");
    let head = 8;
    let length = bytes.readUInt32BE(0);
    if (length === 1) {
      head = 16;
      length = bytes.length === 16 ? Number(bytes.readBigUInt64BE(8)) : 0;
    } else if (length === 0) length = end - at;
    if (length < head || at + length > end) throw new BoxError("does not fit");
    found.push({ type: bytes.toString("latin1", 4, 8), at, head, end: at + length });
    at += length;
  }
  return found;
}

export const inside = (file: FileHandle, box: Box): Promise<Box[]> => boxesIn(file, box.at + box.head, box.end);

export const contentOf = (file: FileHandle, box: Box, most: number): Promise<Buffer> =>
  readAt(file, box.at + box.head, Math.min(most, box.end - box.at - box.head));

const ZEROS = Buffer.alloc(1024 * 1024);

export async function blank(file: FileHandle, start: number, end: number): Promise<void> {
  for (let at = start; at < end; at += ZEROS.length) {
    const length = Math.min(ZEROS.length, end - at);
    await file.write(ZEROS, 0, length, at);
  }
}

/** Leaves an empty space of the same length where a box was, so that nothing behind it moves. */
export async function emptyBox(file: FileHandle, box: Box): Promise<void> {
  await file.write(Buffer.from("free", "latin1"), 0, 4, box.at + 4);
  await blank(file, box.at + box.head, box.end);
}
