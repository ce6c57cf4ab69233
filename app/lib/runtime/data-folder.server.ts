import { randomBytes } from "node:crypto";
import { chmodSync, existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

/** Where things lie below DATA_DIR. */
export type DataFolder = {
  root: string;
  postgres: string;
  meilisearch: string;
  files: string;
  secrets: string;
  logs: string;
  run: string;
  lock: string;
  services: string;
};

/** Names the places below `dataDir` and creates the folders others expect. */
export function openDataFolder(dataDir: string): DataFolder {
  const root = resolve(dataDir);
  const folder = dataFolderAt(root);
  for (const path of [root, folder.files, folder.logs, folder.run]) mkdirSync(path, { recursive: true });
  mkdirSync(folder.secrets, { recursive: true, mode: 0o700 });
  chmodSync(folder.secrets, 0o700);
  return folder;
}

/** The same names without touching the disk. */
export function dataFolderAt(dataDir: string): DataFolder {
  const root = resolve(dataDir);
  return {
    root,
    postgres: join(root, "postgres"),
    meilisearch: join(root, "meilisearch"),
    files: join(root, "files"),
    secrets: join(root, "secrets"),
    logs: join(root, "logs"),
    run: join(root, "run"),
    lock: join(root, "run/lock"),
    services: join(root, "run/services.json"),
  };
}

/** The secret kept under this name, made on first use; `given` (from the environment) takes precedence. */
export function keepSecret(folder: DataFolder, name: string, given?: string): string {
  if (given) return given;
  const file = join(folder.secrets, name);
  if (!existsSync(file)) {
    // Linked into place when complete: a start killed here must not leave half a secret.
    const fresh = `${file}.${process.pid}`;
    writeFileSync(fresh, randomBytes(32).toString("base64url"), { mode: 0o600 });
    try {
      linkSync(fresh, file);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    } finally {
      rmSync(fresh, { force: true });
    }
  }
  return readFileSync(file, "utf8").trim();
}
