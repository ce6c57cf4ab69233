import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
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
  width: number | null;
  height: number | null;
  kept: Kept;
};

const hashOf = async (path: string): Promise<string> => {
  const hash = createHash("sha256");
  await pipeline(createReadStream(path), hash);
  return hash.digest("hex");
};

/**
 * Judges a whole file by its content. Photos are encoded anew, so that nothing of the original stays; all else is kept
 * as it came, films and recordings without what says where they were made, a video with a poster frame where ffmpeg is there. @throws invalid (file-…, photo-…)
 */
export async function takeIn(path: string, claimedType: string): Promise<TakenIn> {
  const { kind, mime, ending } = await detectFile(path, claimedType);
  const { size } = await stat(path);
  const { megabytes } = FILE_LIMITS[kind];
  if (size > bytesOf(megabytes)) throw invalid("file-too-big", "files", { max: megabytes });
  if (kind === "PHOTO") {
    const { sizes, sha256, width, height } = await prepareImage(await readFile(path), "files");
    return { kind, mime: "image/webp", size: sizes.screen.length, sha256, width, height, kept: { made: sizes } };
  }
  if (kind === "VIDEO" || kind === "AUDIO") await scrubMedia(path, ending);
  const poster = kind === "VIDEO" ? await posterOf(path, ending) : null;
  return {
    kind,
    mime,
    size: (await stat(path)).size,
    sha256: await hashOf(path),
    width: poster?.width ?? null,
    height: poster?.height ?? null,
    kept: { made: poster?.sizes ?? {}, original: path },
  };
}
