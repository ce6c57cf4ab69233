import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";

export const schemaFolder = fileURLToPath(new URL("../schema", import.meta.url));
export const migrationsFolder = fileURLToPath(new URL("../migrations", import.meta.url));

/** Nothing of the database is managed by others. */
export const noFilters = { externalTables: [], externalEnums: [] };

/** The migrations on disk, oldest first, as the engine wants them. */
export function listMigrations(folder = migrationsFolder) {
  const lock = join(folder, "migration_lock.toml");
  return {
    baseDir: folder,
    lockfile: { path: "migration_lock.toml", content: existsSync(lock) ? readFileSync(lock, "utf8") : null },
    shadowDbInitScript: "",
    migrationDirectories: migrationNames(folder).map((name) => {
      const file = join(folder, name, "migration.sql");
      const content = existsSync(file)
        ? ({ tag: "ok", value: readFileSync(file, "utf8") } as const)
        : ({ tag: "error", value: `${file} is missing` } as const);
      return { path: name, migrationFile: { path: "migration.sql", content } };
    }),
  };
}

/** Names of the migrations on disk, oldest first. */
export function migrationNames(folder = migrationsFolder): string[] {
  if (!existsSync(folder)) return [];
  const entries = readdirSync(folder, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

/** Every .prisma file below the folder. */
export function schemaFiles(folder = schemaFolder) {
  const found = readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".prisma"))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  return { files: found.map((path) => ({ path: relative(folder, path), content: readFileSync(path, "utf8") })) };
}
