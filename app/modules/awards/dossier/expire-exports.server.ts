import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { db } from "#app/lib/db.server.ts";
import { registerKeptKeys } from "#app/modules/attachments/kept-elsewhere.ts";
import { fileStorage } from "#app/modules/attachments/storage.server.ts";
import { KEPT_DAYS } from "./policy.ts";
import { EXPORT_ENDING, exportsFolder } from "./run-export.server.ts";

/** Files of exports are no attachments; the sweep of those must know them. */
export const registerExportFiles = (): void =>
  registerKeptKeys("dossier exports", async (keys) => {
    const rows = await db.dossierExport.findMany({
      where: { key: { in: keys }, removedAt: null },
      select: { key: true },
    });
    return rows.flatMap((row) => row.key ?? []);
  });

/** Removes files that have become old, and working folders of what nobody makes any more; the rows, hashes and heads stay. */
export async function expireExports(now: Date): Promise<number> {
  const before = new Date(now.getTime() - KEPT_DAYS * 86_400_000);
  const old = await db.dossierExport.findMany({
    where: { state: "DONE", removedAt: null, finishedAt: { lt: before } },
    select: { id: true, key: true },
  });
  for (const { id, key } of old) {
    await db.dossierExport.update({ where: { id }, data: { removedAt: now } });
    if (key) await fileStorage().remove(`${key}.${EXPORT_ENDING}`);
  }
  const folders = await readdir(exportsFolder()).catch(() => []);
  const alive = await db.dossierExport.findMany({
    where: { id: { in: folders }, state: { in: ["WAITING", "RUNNING"] } },
    select: { id: true },
  });
  for (const folder of folders)
    if (!alive.some((one) => one.id === folder))
      await rm(join(exportsFolder(), folder), { recursive: true, force: true });
  return old.length;
}
