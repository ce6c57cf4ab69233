import { randomBytes } from "node:crypto";
import { createWriteStream } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { incomingFolder } from "./part-file.server.ts";
import { findKept } from "./storage.server.ts";

/** Runs `work` on a copy of a kept file at a path of this machine; null when the file is gone. */
export async function onLocalCopy<T>(key: string, work: (path: string) => Promise<T>): Promise<T | null> {
  const kept = await findKept(key, "original");
  if (!kept) return null;
  await mkdir(incomingFolder(), { recursive: true, mode: 0o700 });
  const path = join(incomingFolder(), `${randomBytes(12).toString("hex")}.reading`);
  try {
    await pipeline(kept.read(), createWriteStream(path, { mode: 0o600 }));
    return await work(path);
  } finally {
    await rm(path, { force: true });
  }
}
