import { createWriteStream } from "node:fs";
import { mkdir } from "node:fs/promises";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ReadableStream } from "node:stream/web";
import { inTransaction } from "#app/lib/db.server.ts";
import { DomainError } from "#app/lib/errors.ts";
import { enqueue } from "#app/lib/jobs.server.ts";
import { incomingFolder } from "./part-file.server.ts";
import { bytesOf, FILE_LIMITS } from "./rules.ts";
import { uploadToken } from "./upload-token.server.ts";

/** Brings a file that arrived in UploadThing's cloud to a path on this machine. */
export async function fetchFromOutside(file: { ufsUrl: string; size: number }, path: string): Promise<void> {
  if (file.size > bytesOf(FILE_LIMITS.VIDEO.megabytes)) throw new DomainError("invalid", "file-broken");
  const answer = await fetch(file.ufsUrl);
  if (!answer.ok || !answer.body) throw new Error(`the cloud answered ${answer.status} for an uploaded file`);
  await mkdir(incomingFolder(), { recursive: true, mode: 0o700 });
  await pipeline(Readable.fromWeb(answer.body as ReadableStream), createWriteStream(path, { mode: 0o600 }));
}

export const REMOVE_OUTSIDE_JOB = "files-remove-outside";

/** Has a file removed from the cloud, again and again until that is done: its address there is open to whoever has it. */
export const removeOutsideSoon = (key: string): Promise<void> =>
  inTransaction((tx) => enqueue(tx, REMOVE_OUTSIDE_JOB, { key }));

/** @throws when the cloud could not be told */
export async function removeOutside(key: string): Promise<void> {
  const { UTApi } = await import("uploadthing/server");
  await new UTApi({ token: uploadToken(), logLevel: "None" }).deleteFiles(key);
}
