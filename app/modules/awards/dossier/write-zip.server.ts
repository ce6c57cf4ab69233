import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { rename, rm } from "node:fs/promises";
import { addAbortSignal, type Readable, Transform } from "node:stream";
import { finished, pipeline } from "node:stream/promises";
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

/**
 * Adds an entry and waits until what is opened for it was read, so that only one is open at a time. Opened by the archive
 * itself when its turn comes: whatever the archive is given it keeps to its end, and a stream keeps what it read last.
 */
async function add(zip: yazl.ZipFile, part: ZipPart, mtime: Date, signal: AbortSignal): Promise<void> {
  const options = { mtime, mode: 0o100644, compress: !PACKED.test(part.path) };
  // As they are: packing a kilobyte saves nothing, and the archive would keep the 16 KB it was packed into.
  if ("bytes" in part) return void zip.addBuffer(Buffer.from(part.bytes), part.path, { ...options, compress: false });
  if ("file" in part) return void zip.addFile(part.file, part.path, options);
  await new Promise<void>((resolve, reject) => {
    const stop = () => reject(signal.reason as Error);
    signal.addEventListener("abort", stop, { once: true });
    zip.addReadStreamLazy(part.path, options, (give) => {
      part.open().then((source) => {
        addAbortSignal(signal, source);
        finished(source).then(resolve, reject);
        give(null, source);
      }, reject);
    });
  });
}
