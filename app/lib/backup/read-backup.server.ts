import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { extract, list } from "tar";
import { type DataFolder, keepSecret } from "#app/lib/runtime/data-folder.server.ts";
import { OperatorError } from "#app/lib/runtime/operator-error.server.ts";
import { migrationNames } from "#prisma/migrate.server.ts";
import { fingerprint, type Manifest, manifestSchema } from "./manifest.server.ts";

/** An archive that cannot be restored here; the message is for the operator. */
export class BackupError extends OperatorError {}

/** Unpacks the archive into `stage` and checks every file against the manifest. @throws BackupError */
export async function unpackBackup(archive: string, stage: string): Promise<Manifest> {
  if (!existsSync(archive)) throw new BackupError(`There is no file ${archive}.`);
  rmSync(stage, { recursive: true, force: true });
  mkdirSync(stage, { recursive: true, mode: 0o700 });
  try {
    const plainFile = (_path: string, entry: object) =>
      "type" in entry && (entry.type === "File" || entry.type === "Directory");
    await extract({ file: archive, cwd: stage, filter: plainFile, strict: true, preserveOwner: false });
  } catch (error) {
    throw new BackupError(`${archive} is not a whole archive: ${(error as Error).message}`, { cause: error });
  }
  const manifest = readManifest(stage);
  for (const [path, expected] of Object.entries(manifest.entries)) {
    const file = join(stage, path);
    const found = existsSync(file) ? await fingerprint(file) : undefined;
    if (found?.sha256 !== expected.sha256) {
      throw new BackupError(
        `The archive is damaged or was changed: ${path} ${found ? "differs from its hash" : "is missing"}.`,
      );
    }
  }
  const missing = manifest.tables.find(({ file }) => !manifest.entries[file]);
  if (missing) throw new BackupError(`The archive is incomplete: the rows of ${missing.name} are missing.`);
  return manifest;
}

/** What an archive says of itself, without unpacking it. @throws BackupError */
export async function readBackupManifest(archive: string): Promise<Manifest> {
  if (!existsSync(archive)) throw new BackupError(`There is no file ${archive}.`);
  const pieces: Buffer[] = [];
  try {
    await list({
      file: archive,
      filter: (path) => path === "manifest.json",
      onReadEntry: (entry) => entry.on("data", (piece: Buffer) => pieces.push(piece)),
    });
  } catch (error) {
    throw new BackupError(`${archive} is not a whole archive: ${(error as Error).message}`, { cause: error });
  }
  if (pieces.length === 0) throw new BackupError(`${archive} has no manifest.json; it is not a backup of Jianglian.`);
  return understood(Buffer.concat(pieces).toString("utf8"));
}

function readManifest(stage: string): Manifest {
  const file = join(stage, "manifest.json");
  if (!existsSync(file)) throw new BackupError("The archive has no manifest.json; it is not a backup of Jianglian.");
  return understood(readFileSync(file, "utf8"));
}

function understood(text: string): Manifest {
  const read = manifestSchema.safeParse(JSON.parse(text));
  if (!read.success) throw new BackupError("The archive's manifest.json is not one this version understands.");
  const known = new Set(migrationNames());
  const unknown = read.data.migrations.find((name) => !known.has(name));
  if (unknown) {
    throw new BackupError(
      `The backup was made by a newer version (${read.data.version}; migration ${unknown} is not known here).`,
    );
  }
  return read.data;
}

/** Puts the uploaded files and the secrets of an unpacked backup into the data folder. */
export function placeFiles(stage: string, folder: DataFolder): void {
  // The folder itself stays: it may be a mounted volume.
  for (const name of readdirSync(folder.files)) rmSync(join(folder.files, name), { recursive: true, force: true });
  // "stored" is what a bucket held; where there is one again, the nightly sweep brings the files up.
  for (const part of ["files", "stored"])
    if (existsSync(join(stage, part))) cpSync(join(stage, part), folder.files, { recursive: true });
  for (const name of ["chain", "app"]) {
    writeFileSync(join(folder.secrets, name), readSecret(stage, name), { mode: 0o600 });
  }
}

/**
 * Begins the record of chain ends anew with those of the backup, so that the audit checks what was restored against
 * them. The old record, which may tell of events after the backup, is kept beside it.
 */
export function placeChainHeads({ chainHeads, createdAt }: Manifest, folder: DataFolder, now: Date): void {
  const record = join(folder.root, "audit/chain-heads.jsonl");
  mkdirSync(dirname(record), { recursive: true });
  for (const file of [record, join(folder.root, "audit/backup-heads.jsonl")])
    if (existsSync(file)) renameSync(file, `${file}.until-${now.toISOString().replaceAll(":", "-")}`);
  const lines = chainHeads.map((head) => `\n${JSON.stringify({ ...head, seenAt: createdAt })}`);
  writeFileSync(record, lines.join(""));
}

/** @throws BackupError when the environment's chain secret is not the one the backup's chain was made with */
export function checkChainSecret(stage: string, folder: DataFolder, given: string | undefined): void {
  if (given && keepSecret(folder, "chain", given) !== readSecret(stage, "chain")) {
    throw new BackupError(
      "CHAIN_SECRET is not the one this backup was made with: its events would no longer verify. Set it to the old value, or leave it out so that the backup's is used.",
    );
  }
}

function readSecret(stage: string, name: string): string {
  return readFileSync(join(stage, "secrets", name), "utf8").trim();
}
