/** `npm run restore -- FILE [--force]`: puts a backup back, into an empty installation or, forced, over another. */
import { rmSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { holdsData, loadDatabase } from "#app/lib/backup/load-database.server.ts";
import {
  BackupError,
  checkChainSecret,
  placeChainHeads,
  placeFiles,
  unpackBackup,
} from "#app/lib/backup/read-backup.server.ts";
import { env } from "#app/lib/env.server.ts";
import { log } from "#app/lib/log.server.ts";
import { OperatorError } from "#app/lib/runtime/operator-error.server.ts";
import { type Services, startServices } from "#app/lib/runtime/services.server.ts";

const file = process.argv.slice(2).find((argument) => !argument.startsWith("--"));
const force = process.argv.includes("--force");
let services: Services | undefined;

try {
  if (!file) throw new BackupError("Name the backup, for example: npm run restore -- /backups/jianglian.tar.gz");
  // Takes the data folder: a product that runs on it is not replaced under its feet.
  services = await startServices(env(), { ...log, info() {} }, "restore", { search: false, migrate: false });
  const { facts, folder } = services;
  const stage = join(folder.run, "restore");
  try {
    const manifest = await unpackBackup(file, stage);
    checkChainSecret(stage, folder, env().CHAIN_SECRET);
    if (!force && (await holdsData(facts.databaseUrl))) {
      throw new BackupError(
        "There is data here already. Restore into an empty installation, or add --force to replace it.",
      );
    }
    await loadDatabase(facts.databaseUrl, manifest, stage);
    placeFiles(stage, folder);
    placeChainHeads(manifest, folder, new Date());
    await forgetIndex(facts.databaseUrl, folder.meilisearch);
    process.stdout.write(
      `Restored the backup of ${manifest.createdAt} (version ${manifest.version}). Start with npm start.\n`,
    );
  } finally {
    rmSync(stage, { recursive: true, force: true });
  }
} catch (error) {
  process.exitCode = 1;
  process.stderr.write(`${error instanceof OperatorError ? error.message : (error as Error).stack}\n`);
} finally {
  await services?.stop();
}
process.exit();

/** The search engine has what was here before: it gets everything anew from the database. */
async function forgetIndex(url: string, index: string): Promise<void> {
  rmSync(index, { recursive: true, force: true });
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query('INSERT INTO "SearchPush" ("documentId") SELECT id FROM "SearchDocument" ON CONFLICT DO NOTHING');
  await client.end();
}
