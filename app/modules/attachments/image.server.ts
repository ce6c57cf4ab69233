import { createHash } from "node:crypto";
import { fileTypeFromBuffer } from "file-type";
import sharp from "sharp";
import { invalid } from "#app/lib/errors.ts";
import type { FileSize } from "./storage.server.ts";

/** Largest photo taken in, in bytes. */
export const MAX_PHOTO_BYTES = 15 * 1024 * 1024;
/** Most photos on one problem. */
export const MAX_PHOTOS = 8;
/** 60 megapixels: above any phone of today, below what would exhaust memory. */
const MAX_PIXELS = 60_000_000;
const ACCEPTED = new Set(["image/jpeg", "image/png", "image/webp", "image/gif", "image/avif", "image/heic"]);

sharp.concurrency(1);
sharp.cache(false);

export type PreparedImage = { sizes: Record<FileSize, Buffer>; width: number; height: number; sha256: string };

/**
 * Reads a photo by its content, turns it upright and encodes it anew as WebP in two sizes; location
 * and every other piece of metadata stay behind. Throws `invalid` (photo-type, photo-broken, photo-too-big).
 */
export async function prepareImage(bytes: Buffer, field: string): Promise<PreparedImage> {
  if (bytes.length === 0) throw invalid("photo-empty", field);
  if (bytes.length > MAX_PHOTO_BYTES) throw invalid("photo-too-big", field, { max: MAX_PHOTO_BYTES / 1024 / 1024 });
  const type = await fileTypeFromBuffer(bytes);
  if (!type || !ACCEPTED.has(type.mime)) throw invalid("photo-type", field);
  try {
    const upright = sharp(bytes, { limitInputPixels: MAX_PIXELS, failOn: "error", animated: false }).rotate();
    const screen = await upright
      .clone()
      .resize(1600, 1600, { fit: "inside", withoutEnlargement: true })
      .webp({ quality: 80 })
      .toBuffer({ resolveWithObject: true });
    const thumb = await sharp(screen.data).resize(320, 320, { fit: "cover" }).webp({ quality: 72 }).toBuffer();
    return {
      sizes: { screen: screen.data, thumb },
      width: screen.info.width,
      height: screen.info.height,
      sha256: createHash("sha256").update(screen.data).digest("hex"),
    };
  } catch {
    throw invalid("photo-broken", field);
  }
}
