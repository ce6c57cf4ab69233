import { crc32 } from "node:zlib";
import sharp from "sharp";

/** A real picture of 400 by 300. */
export const picture = (format: "jpeg" | "png" | "webp" | "gif" | "avif") =>
  sharp({
    create: {
      width: 400,
      height: 300,
      channels: 3,
      background: "gray",
      noise: { type: "gaussian", mean: 128, sigma: 30 },
    },
  })
    .toFormat(format)
    .toBuffer();

export function pngChunk(type: string, content: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(content.length, 0);
  head.write(type, 4, "latin1");
  // Checksums are right where it matters: readers stop at the first wrong one.
  const crc = Buffer.alloc(4);
  crc.writeUInt32BE(crc32(Buffer.concat([head.subarray(4), content])), 0);
  return Buffer.concat([head, content, crc]);
}
/** A PNG made by hand: size, packed pixels, and whatever else is to be in it. */
export function png(width: number, height: number, pixels: Buffer, ...more: Buffer[]): Buffer {
  const size = Buffer.alloc(13);
  size.writeUInt32BE(width, 0);
  size.writeUInt32BE(height, 4);
  size.set([8, 2], 8);
  const end = pngChunk("IEND", Buffer.alloc(0));
  return Buffer.concat([
    Buffer.from("\x89PNG\r\n\x1a\n", "latin1"),
    pngChunk("IHDR", size),
    ...more,
    pngChunk("IDAT", pixels),
    end,
  ]);
}
