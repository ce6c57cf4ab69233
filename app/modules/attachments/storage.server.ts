import { randomBytes } from "node:crypto";
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { runtimeFacts } from "#app/lib/runtime/facts.server.ts";

export type FileSize = "screen" | "thumb";

/** An unguessable name; says nothing about owner, time or content. */
export const newKey = (): string => randomBytes(24).toString("hex");

/** Where a stored picture lies. Keys are made here only, never taken from a request. */
export const filePath = (key: string, size: FileSize): string => {
  if (!/^[0-9a-f]{48}$/.test(key)) throw new Error("not a storage key");
  return join(runtimeFacts().filesDir, key.slice(0, 2), key.slice(2, 4), `${key}.${size}`);
};

/** Writes all sizes; each appears under its name only when whole. */
export async function keep(key: string, sizes: Record<FileSize, Buffer>): Promise<void> {
  for (const [size, bytes] of Object.entries(sizes) as [FileSize, Buffer][]) {
    const path = filePath(key, size);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(`${path}.part`, bytes, { flush: true });
    await rename(`${path}.part`, path);
  }
}

export async function discard(key: string): Promise<void> {
  await rm(filePath(key, "screen"), { force: true });
  await rm(filePath(key, "thumb"), { force: true });
}
