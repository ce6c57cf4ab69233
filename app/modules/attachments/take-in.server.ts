import { createHash } from "node:crypto";
import { open, readFile, stat } from "node:fs/promises";
import { invalid } from "#app/lib/errors.ts";
import { detectFile } from "./detect.server.ts";
import { prepareImage } from "./image.server.ts";
import { posterOf } from "./poster.server.ts";
import { bytesOf, FILE_LIMITS, type FileKind } from "./rules.ts";
import { scrubMedia } from "./scrub-media.server.ts";
import type { Kept } from "./storage.server.ts";

/** A file found harmless, and what to keep of it. */
export type TakenIn = {
  kind: FileKind;
  mime: string;
  /** Of what people open. */
  size: number;
  sha256: string;
  /** SHA-256 of the bytes as they came, before anything was taken out of them: what the sender can compare. */
  received: string;
  width: number | null;
  height: number | null;
  kept: Kept;
};

const PIECE = 256 * 1024;

/** Into one buffer again and again: the pieces of a stream would fill the memory until the collector comes. */
async function hashOf(path: string): Promise<string> {
  const hash = createHash("sha256");
  const buffer = Buffer.allocUnsafe(PIECE);
  const file = await open(path, "r");
  try {
    for (let read = -1; read !== 0; ) {
      ({ bytesRead: read } = await file.read(buffer, 0, PIECE));
      hash.update(buffer.subarray(0, read));
    }
  } finally {
    await file.close();
  }
  return hash.digest("hex");
}

/**
 * Judges a whole file by its content. Photos are encoded anew, so that nothing of the original stays; all else is kept
 * as it came, films and recordings without what says where they were made, a video with a poster frame where ffmpeg is there. @throws invalid (file-…, photo-…)
 */
export async function takeIn(path: string, claimedType: string): Promise<TakenIn> {
  const { kind, mime, ending } = await detectFile(path, claimedType);
  const { megabytes } = FILE_LIMITS[kind];
  if ((await stat(path)).size > bytesOf(megabytes)) throw invalid("file-too-big", "files", { max: megabytes });
  const received = await hashOf(path);
  if (kind === "PHOTO") {
    const { sizes, sha256, width, height } = await prepareImage(await readFile(path), "files");
    const size = sizes.screen.length;
    return { kind, mime: "image/webp", size, sha256, received, width, height, kept: { made: sizes } };
  }
  if (kind === "VIDEO" || kind === "AUDIO") await scrubMedia(path, ending);
  const poster = kind === "VIDEO" ? await posterOf(path, ending) : null;
  return {
    kind,
    mime,
    size: (await stat(path)).size,
    sha256: await hashOf(path),
    received,
    width: poster?.width ?? null,
    height: poster?.height ?? null,
    kept: { made: poster?.sizes ?? {}, original: path },
  };
}
