/**
 * A process of its own: reads a HEIC picture from standard input, writes width and height (4 bytes each) and the
 * pixels (RGBA). Ends with 1 when it is none or has too many pixels.
 */
import decodeHeic from "heic-decode";

const MAX_PIXELS = 60_000_000;

const chunks: Buffer[] = [];
for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
const images = await decodeHeic.all({ buffer: Buffer.concat(chunks) });
const first = images[0];
if (!first || first.width * first.height > MAX_PIXELS) process.exit(1);
const { width, height, data } = await first.decode();
const size = Buffer.alloc(8);
size.writeUInt32BE(width, 0);
size.writeUInt32BE(height, 4);
process.stdout.write(size);
process.stdout.write(Buffer.from(data.buffer, data.byteOffset, data.byteLength));
