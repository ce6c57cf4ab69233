import { createHash } from "node:crypto";
import { fileTypeFromBuffer } from "file-type";
import sharp, { type Sharp } from "sharp";
import { invalid } from "#app/lib/errors.ts";
import { bytesOf, FILE_LIMITS } from "./rules.ts";
import { runReader } from "./run-reader.server.ts";

/** Most photos on one problem. */
export const MAX_PHOTOS = FILE_LIMITS.PHOTO.count;
/** 60 megapixels: above any phone of today, below what would exhaust memory. */
const MAX_PIXELS = 60_000_000;
const ACCEPTED = new Set(["image/jpeg", "image/png", "image/webp", "image/gif", "image/avif"]);
/** What phones make; the decoder built into sharp knows only its cousin AVIF. */
const HEIC = new Set(["image/heic", "image/heif"]);
const HEIC_LIMITS = { milliseconds: 30_000, megabytes: 260 };

sharp.concurrency(1);
sharp.cache(false);

export type PreparedImage = {
  sizes: { screen: Buffer; thumb: Buffer };
  width: number;
  height: number;
  sha256: string;
};

/**
 * Reads a photo by its content, turns it upright and encodes it anew as WebP in two sizes; location
 * and every other piece of metadata stay behind. Throws `invalid` (photo-type, photo-broken, photo-too-big).
 */
export async function prepareImage(bytes: Buffer, field: string): Promise<PreparedImage> {
  const max = FILE_LIMITS.PHOTO.megabytes;
  if (bytes.length === 0) throw invalid("photo-empty", field);
  if (bytes.length > bytesOf(max)) throw invalid("photo-too-big", field, { max });
  const type = await fileTypeFromBuffer(bytes);
  if (!type || !(ACCEPTED.has(type.mime) || HEIC.has(type.mime))) throw invalid("photo-type", field);
  try {
    const options = { limitInputPixels: MAX_PIXELS, failOn: "error", animated: false } as const;
    const upright = HEIC.has(type.mime) ? await decodeHeic(bytes) : sharp(bytes, options).rotate();
    return await inSizes(upright, 1600);
  } catch {
    throw invalid("photo-broken", field);
  }
}

/** A picture as WebP for the screen and as a square thumbnail. */
export async function inSizes(picture: Sharp, longest: number): Promise<PreparedImage> {
  const screen = await picture
    .clone()
    .resize(longest, longest, { fit: "inside", withoutEnlargement: true })
    .webp({ quality: 80 })
    .toBuffer({ resolveWithObject: true });
  const thumb = await sharp(screen.data).resize(320, 320, { fit: "cover" }).webp({ quality: 72 }).toBuffer();
  return {
    sizes: { screen: screen.data, thumb },
    width: screen.info.width,
    height: screen.info.height,
    sha256: createHash("sha256").update(screen.data).digest("hex"),
  };
}

/** Turned upright by the decoder itself. */
async function decodeHeic(bytes: Buffer): Promise<Sharp> {
  const decoded = await runReader("decode-heic.ts", [], HEIC_LIMITS, bytes);
  const width = decoded.readUInt32BE(0);
  const height = decoded.readUInt32BE(4);
  return sharp(decoded.subarray(8), { raw: { width, height, channels: 4 }, limitInputPixels: MAX_PIXELS });
}
