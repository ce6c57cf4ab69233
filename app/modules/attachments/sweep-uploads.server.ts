import { readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { db } from "#app/lib/db.server.ts";
import { keptElsewhere } from "./kept-elsewhere.ts";
import { incomingFolder } from "./part-file.server.ts";
import { fileStorage } from "./storage.server.ts";

/** Longer than any upload address lasts. */
const KEPT_FOR = 36 * 3_600_000;
const BATCH = 500;

/** Removes what was begun and never finished, and kept bytes that no record speaks of; the young are left alone. */
export async function sweepUploads(now: Date): Promise<{ uploads: number; parts: number; files: number }> {
  const before = new Date(now.getTime() - KEPT_FOR);
  const uploads = await db.upload.deleteMany({ where: { createdAt: { lt: before } } });
  let parts = 0;
  for (const name of await readdir(incomingFolder()).catch(() => [])) {
    const path = join(incomingFolder(), name);
    const found = await stat(path).catch(() => null);
    if (!found?.isFile() || found.mtime >= before) continue;
    await rm(path, { force: true });
    parts += 1;
  }
  let files = 0;
  let old: string[] = [];
  const flush = async () => {
    const keys = [...new Set(old.map((name) => name.slice(0, 48)))];
    const known = await db.attachment.findMany({ where: { key: { in: keys } }, select: { key: true } });
    const mentioned = new Set([...known.map((one) => one.key), ...(await keptElsewhere(keys))]);
    for (const name of old) {
      if (mentioned.has(name.slice(0, 48))) continue;
      await fileStorage().remove(name);
      files += 1;
    }
    old = [];
  };
  for await (const { name, keptAt } of fileStorage().names()) {
    if (keptAt >= before) continue;
    old.push(name);
    if (old.length >= BATCH) await flush();
  }
  if (old.length > 0) await flush();
  return { uploads: uploads.count, parts, files };
}
