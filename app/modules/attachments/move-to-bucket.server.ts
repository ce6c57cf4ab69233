import { randomBytes } from "node:crypto";
import { createWriteStream } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import type { Storage } from "#app/lib/storage/storage.ts";
import { incomingFolder } from "./part-file.server.ts";

/**
 * Brings files that still lie on this machine (from before the bucket, or from a restored backup) into the bucket.
 * Each is readable all the while. Answers how many were moved.
 */
export async function moveToBucket(local: Storage, bucket: Storage): Promise<number> {
  let moved = 0;
  await mkdir(incomingFolder(), { recursive: true, mode: 0o700 });
  for await (const { name } of local.names()) {
    const here = await local.find(name);
    if (!here) continue;
    if ((await bucket.find(name))?.size !== here.size) {
      const part = join(incomingFolder(), `${randomBytes(12).toString("hex")}.moving`);
      try {
        await pipeline(here.read(), createWriteStream(part, { mode: 0o600 }));
        await bucket.take(name, part);
      } finally {
        await rm(part, { force: true });
      }
    }
    await local.remove(name);
    moved += 1;
  }
  return moved;
}
