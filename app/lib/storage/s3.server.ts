import { open, rm } from "node:fs/promises";
import { Readable } from "node:stream";
import type { ReadableStream } from "node:stream/web";
import { S3mini, S3ServiceError } from "s3mini";
import { NAME, type Storage } from "./storage.ts";

export type S3Settings = {
  /** The service, without the bucket. */
  endpoint: string;
  bucket: string;
  region: string;
  accessKeyId: string;
  secretAccessKey: string;
  /** True: https://service/bucket; false: https://bucket.service */
  pathStyle: boolean;
};

/** Above the least a service takes as a piece (5 MB), and little enough to hold in memory. */
const PIECE = 8 * 1024 * 1024;
const TRIES = 4;
const FIRST_PAUSE_MS = 200;
const LISTED_AT_ONCE = 1_000;

const addressOf = ({ endpoint, bucket, pathStyle }: S3Settings): string => {
  const url = new URL(endpoint);
  if (pathStyle) url.pathname = `${url.pathname.replace(/\/+$/, "")}/${bucket}`;
  else url.hostname = `${bucket}.${url.hostname}`;
  return url.href.replace(/\/+$/, "");
};

const statusOf = (error: unknown): number | undefined => {
  if (error instanceof S3ServiceError) return error.status;
  return error instanceof Error && error.cause ? statusOf(error.cause) : undefined;
};

/** Once more after a break or an answer of 5xx; what the service refuses stays refused. */
async function patiently<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      const status = statusOf(error);
      if (attempt === TRIES || (status !== undefined && status < 500 && status !== 429)) throw error;
      await new Promise((resolve) => setTimeout(resolve, FIRST_PAUSE_MS * 2 ** attempt));
    }
  }
}

/**
 * Files in a bucket of an S3-compatible service. Every byte goes through us: no address of the service is ever given
 * out, and the bucket stays private. Large files go up piece by piece; a piece that fails is sent again alone.
 */
export function s3Storage(settings: S3Settings): Storage {
  const { accessKeyId, secretAccessKey, region } = settings;
  const client = new S3mini({ accessKeyId, secretAccessKey, region, endpoint: addressOf(settings) });
  const checked = (name: string): string => {
    if (!NAME.test(name)) throw new Error("not a storage name");
    return name;
  };
  const sizeOf = async (given: string): Promise<number | null> => {
    const name = checked(given);
    try {
      return await patiently(() => client.getContentLength(name));
    } catch (error) {
      if (statusOf(error) === 404) return null;
      throw error;
    }
  };
  const mustBeFree = async (name: string): Promise<void> => {
    if ((await sizeOf(name)) !== null) throw new Error(`the name ${name} is taken`);
  };

  async function putPieces(name: string, path: string, size: number): Promise<void> {
    const upload = await patiently(() => client.getMultipartUploadId(name));
    const file = await open(path, "r");
    try {
      const parts: Awaited<ReturnType<typeof client.uploadPart>>[] = [];
      for (let at = 0; at < size; at += PIECE) {
        const { buffer, bytesRead } = await file.read(Buffer.alloc(Math.min(PIECE, size - at)), { position: at });
        if (bytesRead !== buffer.length) throw new Error("the file changed while it was stored");
        parts.push(await patiently(() => client.uploadPart(name, upload, buffer, parts.length + 1)));
      }
      await patiently(() => client.completeMultipartUpload(name, upload, parts));
    } catch (error) {
      await client.abortMultipartUpload(name, upload).catch(() => {});
      throw error;
    } finally {
      await file.close();
    }
  }

  return {
    async put(name, bytes) {
      await mustBeFree(name);
      await patiently(() => client.putObject(name, bytes));
    },
    async take(name, path) {
      await mustBeFree(name);
      const file = await open(path, "r");
      const { size } = await file.stat();
      const bytes = size <= PIECE ? await file.readFile() : null;
      await file.close();
      if (bytes) await patiently(() => client.putObject(name, bytes));
      else await putPieces(name, path, size);
      if ((await sizeOf(name)) !== size) throw new Error(`${name} did not arrive whole`);
      await rm(path, { force: true });
    },
    async find(name) {
      const size = await sizeOf(name);
      if (size === null) return null;
      async function* bytes(range?: { start: number; end: number }) {
        const answer = await patiently(() =>
          range ? client.getObjectRaw(name, false, range.start, range.end + 1) : client.getObjectRaw(name),
        );
        if (range && answer.status !== 206) throw new Error("the storage does not answer in ranges");
        if (answer.body) yield* Readable.fromWeb(answer.body as ReadableStream);
      }
      return { size, read: (range) => Readable.from(bytes(range), { objectMode: false }) };
    },
    async remove(given) {
      const name = checked(given);
      await patiently(() => client.deleteObject(name));
    },
    async *names() {
      let next: string | undefined;
      do {
        const page = await patiently(() => client.listObjectsPaged("/", "", LISTED_AT_ONCE, next));
        if (!page) throw new Error("the storage has no such bucket");
        for (const { Key, LastModified } of page.objects ?? [])
          if (NAME.test(Key)) yield { name: Key, keptAt: new Date(LastModified) };
        next = page.nextContinuationToken;
      } while (next);
    },
  };
}
