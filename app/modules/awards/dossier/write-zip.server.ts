import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { rename, rm } from "node:fs/promises";
import { PassThrough, type Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import yazl from "yazl";

/** One entry: bytes at hand, a file of this machine, or something opened when its turn comes. */
export type ZipPart =
  | { path: string; bytes: Uint8Array }
  | { path: string; file: string }
  | { path: string; open(): Promise<Readable> };

/** What is packed already gets no smaller. */
const PACKED = /\.(docx|xlsx|pdf|zip|jpe?g|png|webp|mp4|mov|webm|m4a|mp3|ogg)$/i;

/**
 * A zip archive at a path, written as a stream: never more of it than a few pieces is in memory. The archive is there
 * whole or not at all. `stopped` ends it early. @returns its size and SHA-256
 */
export async function writeZip(
  target: string,
  parts: AsyncIterable<ZipPart> | Iterable<ZipPart>,
  { at, stopped }: { at: Date; stopped?: AbortSignal },
): Promise<{ size: number; sha256: string }> {
  const zip = new yazl.ZipFile();
  const failed = new AbortController();
  const hash = createHash("sha256");
  let size = 0;
  const measure = new Transform({
    transform(piece: Buffer, _encoding, done) {
      hash.update(piece);
      size += piece.length;
      done(null, piece);
    },
  });
  const part = `${target}.part`;
  zip.on("error", (error) => failed.abort(error));
  const signal = stopped ? AbortSignal.any([failed.signal, stopped]) : failed.signal;
  const written = pipeline(zip.outputStream as Readable, measure, createWriteStream(part, { mode: 0o600 }), { signal });
  // Looked at below; meanwhile it must not count as unhandled.
  written.catch(() => undefined);
  try {
    for await (const one of parts) {
      signal.throwIfAborted();
      await add(zip, one, at, signal);
    }
    zip.end();
    await written;
    await rename(part, target);
  } catch (error) {
    failed.abort(error);
    await written.catch(() => undefined);
    await rm(part, { force: true });
    throw failed.signal.reason instanceof Error ? failed.signal.reason : error;
  }
  return { size, sha256: hash.digest("hex") };
}

/** Adds an entry and waits until its bytes went out, so that only one is open at a time. */
async function add(zip: yazl.ZipFile, part: ZipPart, mtime: Date, signal: AbortSignal): Promise<void> {
  const options = { mtime, mode: 0o100644, compress: !PACKED.test(part.path) };
  if ("bytes" in part) return void zip.addBuffer(Buffer.from(part.bytes), part.path, options);
  const source = "file" in part ? null : await part.open();
  if (!source) return void zip.addFile((part as { file: string }).file, part.path, options);
  const through = new PassThrough();
  zip.addReadStream(through, part.path, options);
  await pipeline(source, through, { signal });
}
