import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { conflict } from "#app/lib/errors.ts";
import { runtimeFacts } from "#app/lib/runtime/facts.server.ts";

const fileOf = (importId: string): string => join(runtimeFacts().filesDir, "imports", importId);

/** Keeps the uploaded file until the import is finished, so that it can be read another way. */
export async function keepLedgerFile(importId: string, bytes: Buffer): Promise<void> {
  await mkdir(dirname(fileOf(importId)), { recursive: true });
  await writeFile(fileOf(importId), bytes, { mode: 0o600 });
}

/** @throws DomainError conflict when the file is gone, for instance after a restore without files */
export async function loadLedgerFile(importId: string): Promise<Buffer> {
  try {
    return await readFile(fileOf(importId));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") throw conflict("import_file_gone");
    throw error;
  }
}

export const dropLedgerFile = (importId: string): Promise<void> => rm(fileOf(importId), { force: true });
