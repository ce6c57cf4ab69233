import { mkdir, open, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { DomainError } from "#app/lib/errors.ts";
import { runtimeFacts } from "#app/lib/runtime/facts.server.ts";

/** Where files lie while they come in: outside the kept ones, and in no backup. */
export const incomingFolder = (): string => join(runtimeFacts().dataDir, "incoming");
export const partPath = (partKey: string): string => join(incomingFolder(), `${partKey}.part`);

/** How much of a file has come in. */
export const partSize = async (partKey: string): Promise<number> =>
  stat(partPath(partKey)).then(
    (found) => found.size,
    () => 0,
  );

export const dropPart = (partKey: string): Promise<void> => rm(partPath(partKey), { force: true });

type Writer = { stop: AbortController; done: Promise<void> };
const writers = ((globalThis as { __jianglianWriters?: Map<string, Writer> }).__jianglianWriters ??= new Map());

/**
 * Runs `work` as the only one at this key. Who comes later goes first: what is still writing is most likely a
 * connection that the other side has given up already.
 */
export async function alone<T>(key: string, work: (stopped: AbortSignal) => Promise<T>): Promise<T> {
  for (let other = writers.get(key); other; other = writers.get(key)) {
    other.stop.abort();
    await other.done;
  }
  const stop = new AbortController();
  const done = Promise.withResolvers<void>();
  writers.set(key, { stop, done: done.promise });
  try {
    return await work(stop.signal);
  } finally {
    writers.delete(key);
    done.resolve();
  }
}

const MAX_HEAD = 4_096;
const bad = () => new DomainError("bad_request");

/** Reads piece by piece, and gives up when somebody else takes over. */
function pieces(request: Request, stopped: AbortSignal): { next(): Promise<Buffer | null>; cancel(): Promise<void> } {
  const reader = request.body?.getReader();
  if (!reader) throw bad();
  const cancel = () => reader.cancel().catch(() => {});
  // Ends a read that waits. (A race against a promise of the whole upload would keep every piece until its end.)
  stopped.addEventListener("abort", cancel, { once: true });
  return {
    async next() {
      // A connection that breaks is the sender's affair, no fault of ours.
      const { done, value } = await reader.read().catch(() => {
        throw bad();
      });
      if (stopped.aborted) throw new DomainError("conflict", "upload-busy");
      return done ? null : Buffer.from(value.buffer, value.byteOffset, value.byteLength);
    },
    cancel,
  };
}

/**
 * Appends the one file of a multipart body to a part: exactly the `missing` bytes, as they come, so that what has
 * arrived when the connection breaks is kept. The body's stated length must leave room for nothing else.
 */
export async function appendBody(
  request: Request,
  part: { partKey: string; have: number; missing: number },
  stopped: AbortSignal,
): Promise<void> {
  const type = request.headers.get("Content-Type") ?? "";
  const boundary = /^multipart\/form-data;\s*boundary="?([^\s";]{1,70})"?$/i.exec(type)?.[1];
  if (!boundary) throw bad();
  const body = pieces(request, stopped);
  await mkdir(incomingFolder(), { recursive: true, mode: 0o700 });
  const file = await open(partPath(part.partKey), "a", 0o600);
  try {
    let buffer: Buffer = Buffer.alloc(0);
    let headEnd = -1;
    while (headEnd < 0) {
      const more = await body.next();
      if (!more || buffer.length > MAX_HEAD) throw bad();
      buffer = Buffer.concat([buffer, more]);
      headEnd = buffer.indexOf("\r\n\r\n");
    }
    const head = buffer.toString("latin1", 0, headEnd);
    const tail = `\r\n--${boundary}--`;
    const around = Number(request.headers.get("Content-Length")) - (headEnd + 4) - part.missing;
    const fits = around === tail.length || around === tail.length + 2;
    if (!head.startsWith(`--${boundary}\r\n`) || headEnd > MAX_HEAD || !/; name="file"/i.test(head) || !fits)
      throw bad();
    let left = part.missing;
    for (let bytes: Buffer | null = buffer.subarray(headEnd + 4); left > 0; bytes = await body.next()) {
      if (!bytes) throw bad();
      const own = bytes.subarray(0, left);
      await file.appendFile(own);
      left -= own.length;
    }
  } finally {
    await file.close();
    await body.cancel();
  }
}
