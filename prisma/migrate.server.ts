import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { engineMessage, openEngine } from "./engine/engine.server.ts";
import { listMigrations, migrationNames, migrationsFolder, noFilters, schemaFiles } from "./engine/files.server.ts";

export { migrationNames };

/**
 * Brings the database to the newest migration, by Prisma's own engine and its `_prisma_migrations` table.
 * Over a pool of connections the engine's own lock is worth nothing: callers that may meet another process hold one.
 * @returns names of the migrations applied now
 */
export async function applyMigrations(url: string, folder = migrationsFolder): Promise<string[]> {
  const engine = await openEngine(url);
  try {
    const migrationsList = listMigrations(folder);
    const { appliedMigrationNames } = await engine.applyMigrations({ migrationsList, filters: noFilters });
    return appliedMigrationNames;
  } catch (error) {
    throw new Error(`migration failed: ${engineMessage(error)}`, { cause: error });
  }
}

/**
 * Writes a migration holding the difference between the schema folder and the migrations, using an empty
 * database the caller provides.
 * @returns the folder's name, or null when there is no difference
 */
export async function createMigration(
  url: string,
  name: string,
  { folder = migrationsFolder, draft = false }: { folder?: string; draft?: boolean } = {},
): Promise<string | null> {
  await applyMigrations(url, folder);
  const engine = await openEngine(url);
  const input = { migrationsList: listMigrations(folder), filters: noFilters };
  try {
    await engine.diagnoseMigrationHistory({ ...input, optInToShadowDatabase: true });
    const made = await engine.createMigration({ ...input, draft, migrationName: name, schema: schemaFiles() });
    if (made.migrationScript === null) return null;
    mkdirSync(join(folder, made.generatedMigrationName), { recursive: true });
    writeFileSync(join(folder, made.generatedMigrationName, `migration.${made.extension}`), made.migrationScript);
    const lock = `# Written by Prisma; keep it under version control.\nprovider = "${made.connectorType}"\n`;
    writeFileSync(join(folder, "migration_lock.toml"), lock);
    return made.generatedMigrationName;
  } catch (error) {
    throw new Error(engineMessage(error), { cause: error });
  }
}
