import { type FileHandle, open } from "node:fs/promises";
import { fileTypeFromBuffer } from "file-type";
import { invalid } from "#app/lib/errors.ts";
import { detectOffice, isOffice } from "./detect-office.server.ts";
import type { FileKind } from "./rules.ts";

export type Detected = { kind: FileKind; mime: string; ending: string };

const HEAD = 65_536;
const TAIL = 66_000;
const PHOTOS = new Set(["jpg", "png", "webp", "gif", "avif", "heic", "heif"]);
const VIDEOS: Record<string, string> = {
  mp4: "video/mp4",
  m4v: "video/mp4",
  mov: "video/quicktime",
  "3gp": "video/3gpp",
  webm: "video/webm",
  mkv: "video/x-matroska",
};
const AUDIOS: Record<string, string> = {
  mp3: "audio/mpeg",
  m4a: "audio/mp4",
  aac: "audio/aac",
  ogg: "audio/ogg",
  oga: "audio/ogg",
  opus: "audio/ogg",
  wav: "audio/wav",
  amr: "audio/amr",
  flac: "audio/flac",
};
/** A recorder's file with sound only looks like a film from outside. */
const SOUND_ONLY: Record<string, string> = { mp4: "audio/mp4", webm: "audio/webm", m4v: "audio/mp4" };

const refuse = (key: string) => invalid(key, "files");

/** What a file is, by its content alone; `claimed` only tells sound from film. @throws invalid file-… */
export async function detectFile(path: string, claimed: string): Promise<Detected> {
  const file = await open(path, "r");
  try {
    const { size } = await file.stat();
    if (size === 0) throw refuse("file-empty");
    const head = await part(file, 0, Math.min(size, HEAD));
    const tail = await part(file, Math.max(0, size - TAIL), Math.min(size, TAIL));
    const found = await byContent(file, { head, tail, size }, claimed);
    if (!found) throw refuse("file-type");
    // A second file hidden behind the first one; pictures are encoded anew, which leaves it behind.
    if (found.kind !== "PHOTO" && !isOffice(found.ending) && endsAsZip(tail)) throw refuse("file-two-in-one");
    return found;
  } finally {
    await file.close();
  }
}

async function part(file: FileHandle, start: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length);
  const { bytesRead } = await file.read(bytes, 0, length, start);
  return bytes.subarray(0, bytesRead);
}

const endsAsZip = (tail: Buffer): boolean => {
  const at = tail.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  return at >= 0 && at + 22 <= tail.length && at + 22 + tail.readUInt16LE(at + 20) === tail.length;
};

type Ends = { head: Buffer; tail: Buffer; size: number };

async function byContent(file: FileHandle, ends: Ends, claimed: string): Promise<Detected | null> {
  const { head, tail } = ends;
  const start = head.subarray(0, 1024).toString("latin1");
  const type = await fileTypeFromBuffer(head);
  if (type && PHOTOS.has(type.ext)) return { kind: "PHOTO", mime: type.mime, ending: type.ext };
  // A page or a drawing with scripts, whatever else it also is.
  if (/<\s*(html|script|svg|!doctype|\?xml)/i.test(start)) return null;
  if (start.startsWith("%PDF-")) {
    if (!tail.toString("latin1").includes("%%EOF")) throw refuse("file-broken");
    return { kind: "DOCUMENT", mime: "application/pdf", ending: "pdf" };
  }
  if (start.startsWith("PK\x03\x04")) {
    const found = await detectOffice(file, ends.size);
    return found && { kind: "DOCUMENT", ...found };
  }
  const drawing = drawingOf(start, tail);
  if (drawing) return { kind: "DRAWING", ...drawing };
  if (!type) return null;
  const { ext } = type;
  if (["mp4", "m4v", "mov", "3gp", "m4a"].includes(ext)) await checkBoxes(file, ends.size);
  const sound = claimed.startsWith("audio/") ? SOUND_ONLY[ext] : undefined;
  if (sound) return { kind: "AUDIO", mime: sound, ending: ext === "webm" ? "webm" : "m4a" };
  const video = VIDEOS[ext];
  if (video) return { kind: "VIDEO", mime: video, ending: ext };
  const audio = AUDIOS[ext];
  return audio ? { kind: "AUDIO", mime: audio, ending: ext } : null;
}

function drawingOf(start: string, tail: Buffer): { mime: string; ending: string } | null {
  if (/^AC10(0[69]|1[0-9]|2[1-9]|3[0-9])\0/.test(start)) return { mime: "image/vnd.dwg", ending: "dwg" };
  const end = tail.toString("latin1");
  if (start.startsWith("AutoCAD Binary DXF\r\n\x1a\0")) return { mime: "image/vnd.dxf", ending: "dxf" };
  if (/^(\s*999\r?\n[^\n]*\n)*\s*0\r?\n\s*SECTION\r?\n/.test(start)) {
    if (!/\n\s*EOF\s*$/.test(end)) throw refuse("file-broken");
    return { mime: "image/vnd.dxf", ending: "dxf" };
  }
  if (/^\s*ISO-10303-21;/.test(start)) {
    if (!/END-ISO-10303-21;\s*$/.test(end)) throw refuse("file-broken");
    return { mime: "model/step", ending: "step" };
  }
  return null;
}

/** MP4 and its kin are boxes one after the other up to the last byte, one of them the index. */
async function checkBoxes(file: FileHandle, size: number): Promise<void> {
  let at = 0;
  let index = false;
  for (let count = 0; at < size; count += 1) {
    const head = await part(file, at, 16);
    if (head.length < 8 || count > 100_000) throw refuse("file-broken");
    const type = head.toString("latin1", 4, 8);
    if (!/^[\w©. -]{4}$/.test(type)) throw refuse("file-broken");
    if (type === "moov") index = true;
    let length = head.readUInt32BE(0);
    if (length === 1) length = head.length === 16 ? Number(head.readBigUInt64BE(8)) : 0;
    else if (length === 0) length = size - at;
    if (length < 8 || at + length > size) throw refuse("file-broken");
    at += length;
  }
  if (!index) throw refuse("file-broken");
}
