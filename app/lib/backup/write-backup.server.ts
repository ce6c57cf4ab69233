import {
  chmodSync,
  createWriteStream,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { pipeline } from "node:stream/promises";
import { create } from "tar";
import { env } from "#app/lib/env.server.ts";
import type { RuntimeFacts } from "#app/lib/runtime/facts.server.ts";
import { bucketStorage } from "#app/lib/storage/configured.server.ts";
import { diskStorage } from "#app/lib/storage/disk.server.ts";
import { dumpDatabase } from "./dump-database.server.ts";
import { FORMAT, fingerprint, type Manifest } from "./manifest.server.ts";

/**
 * Writes database, files and the secrets they need into one archive; the product may run meanwhile. The archive
 * appears under its name only when it is complete.
 * @param now time of the backup, for the manifest
 */
export async function writeBackup(facts: RuntimeFacts, target: string, now: Date): Promise<Manifest> {
  const file = resolve(target);
  const stage = `${file}.partial`;
  mkdirSync(dirname(file), { recursive: true });
  rmSync(stage, { recursive: true, force: true });
  mkdirSync(stage, { mode: 0o700 });
  try {
    const dump = await dumpDatabase(facts.databaseUrl, stage);
    writeSecrets(facts, stage);
    // Files are written before the rows that name them, so those of the rows above are all there.
    if (existsSync(facts.filesDir)) symlinkSync(resolve(facts.filesDir), join(stage, "files"));
    await fetchStored(stage);
    const entries: Manifest["entries"] = {};
    for (const path of filesBelow(stage)) entries[path] = await fingerprint(join(stage, path));
    const manifest: Manifest = {
      format: FORMAT,
      product: "jianglian",
      version: facts.version,
      createdAt: now.toISOString(),
      ...dump,
      entries,
    };
    writeFileSync(join(stage, "manifest.json"), JSON.stringify(manifest, null, 2));
    const archive = join(stage, "archive.tar.gz");
    const listed = ["manifest.json", ...Object.keys(entries)];
    await create({ file: archive, gzip: { level: 6 }, cwd: stage, follow: true, portable: true }, listed);
    chmodSync(archive, 0o600);
    renameSync(archive, file);
    return manifest;
  } finally {
    rmSync(stage, { recursive: true, force: true });
  }
}

/** Files in a bucket come into the archive too, laid out as on a disk, so that it can be restored anywhere. */
async function fetchStored(stage: string): Promise<void> {
  const bucket = env().S3_IN_BACKUP === "yes" ? bucketStorage() : null;
  if (!bucket) return;
  const kept = diskStorage(() => join(stage, "stored"));
  for await (const { name } of bucket.names()) {
    const found = await bucket.find(name);
    if (!found) continue;
    const part = join(stage, "stored.part");
    await pipeline(found.read(), createWriteStream(part, { mode: 0o600 }));
    await kept.take(name, part);
  }
}

function writeSecrets({ secrets }: RuntimeFacts, stage: string): void {
  mkdirSync(join(stage, "secrets"), { mode: 0o700 });
  for (const [name, value] of Object.entries(secrets)) {
    writeFileSync(join(stage, "secrets", name), value, { mode: 0o600 });
  }
}

/** Paths of all files, through the link to the uploaded files; half-written ones end in .part and are left out. */
function filesBelow(stage: string): string[] {
  const paths: string[] = [];
  const walk = (folder: string) => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name);
      if (entry.isDirectory() || entry.isSymbolicLink()) walk(path);
      else if (entry.isFile() && !/\.(part|partial|tmp)$/.test(entry.name)) paths.push(relative(stage, path));
    }
  };
  walk(stage);
  return paths.sort();
}
