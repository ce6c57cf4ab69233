import type { FileHandle } from "node:fs/promises";
import { type Box, BoxError, contentOf, inside } from "./mp4-boxes.ts";

export type Span = { start: number; end: number };

const MOST_BYTES = 64 * 1024 * 1024;

async function table(file: FileHandle, boxes: Box[], type: string): Promise<Buffer | null> {
  const box = boxes.find((one) => one.type === type);
  if (!box) return null;
  if (box.end - box.at > MOST_BYTES) throw new BoxError("table");
  return contentOf(file, box, MOST_BYTES);
}

/** Reads a number only where the table really has one. */
function reader(bytes: Buffer): (at: number) => number {
  return (at) => {
    if (at + 4 > bytes.length) throw new BoxError("table");
    return bytes.readUInt32BE(at);
  };
}

/** Where the pictures and sounds of one track lie in the file, chunk by chunk. @throws BoxError */
export async function spansOf(file: FileHandle, stbl: Box): Promise<Span[]> {
  const boxes = await inside(file, stbl);
  const sizes = (await table(file, boxes, "stsz")) ?? Buffer.alloc(12);
  const perChunk = (await table(file, boxes, "stsc")) ?? Buffer.alloc(8);
  const wide = await table(file, boxes, "co64");
  const chunks = wide ?? (await table(file, boxes, "stco")) ?? Buffer.alloc(8);
  const sizeAt = reader(sizes);
  const perAt = reader(perChunk);
  const chunkAt = reader(chunks);
  const fixed = sizeAt(4);
  const count = chunkAt(4);
  const steps = perAt(4);
  const spans: Span[] = [];
  let sample = 0;
  let step = 0;
  for (let chunk = 0; chunk < count; chunk += 1) {
    const start = wide ? chunkAt(8 + chunk * 8) * 2 ** 32 + chunkAt(12 + chunk * 8) : chunkAt(8 + chunk * 4);
    while (step + 1 < steps && perAt(8 + (step + 1) * 12) <= chunk + 1) step += 1;
    const samples = steps > 0 ? perAt(12 + step * 12) : 0;
    let length = fixed * samples;
    if (fixed === 0) for (let n = 0; n < samples; n += 1) length += sizeAt(12 + (sample + n) * 4);
    sample += samples;
    spans.push({ start, end: start + length });
  }
  return spans;
}

/** What of a stretch lies in none of the spans. */
export function gaps(within: Span, spans: readonly Span[]): Span[] {
  const found: Span[] = [];
  let at = within.start;
  for (const { start, end } of [...spans].sort((a, b) => a.start - b.start)) {
    if (end <= at || start >= within.end) continue;
    if (start > at) found.push({ start: at, end: start });
    at = Math.max(at, end);
  }
  if (at < within.end) found.push({ start: at, end: within.end });
  return found;
}
