import { createWriteStream } from "node:fs";
import { mkdir } from "node:fs/promises";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ReadableStream } from "node:stream/web";
import { DomainError } from "#app/lib/errors.ts";
import { incomingFolder, partPath } from "./part-file.server.ts";
import { bytesOf, FILE_LIMITS } from "./rules.ts";
import { newKey } from "./storage.server.ts";
import { uploadToken } from "./upload-token.server.ts";

/**
 * Brings a file that arrived in UploadThing's cloud here and removes it there: addresses in the cloud are open to
 * whoever has them, ours are asked for rights at each request.
 */
export async function fetchFromOutside(file: { key: string; ufsUrl: string; size: number }): Promise<string> {
  if (file.size > bytesOf(FILE_LIMITS.VIDEO.megabytes)) throw new DomainError("invalid", "file-broken");
  const answer = await fetch(file.ufsUrl);
  if (!answer.ok || !answer.body) throw new Error(`the cloud answered ${answer.status} for an uploaded file`);
  await mkdir(incomingFolder(), { recursive: true, mode: 0o700 });
  const path = partPath(newKey());
  await pipeline(Readable.fromWeb(answer.body as ReadableStream), createWriteStream(path, { mode: 0o600 }));
  const { UTApi } = await import("uploadthing/server");
  await new UTApi({ token: uploadToken() }).deleteFiles(file.key);
  return path;
}
