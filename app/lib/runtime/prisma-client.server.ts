import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { OperatorError } from "./operator-error.server.ts";
import { projectFolder } from "./project.server.ts";

const stamp = join(projectFolder, "prisma/generated/.schema-hash");

/** Generates the Prisma client when it is missing or older than the schema; true when it did. */
export function ensurePrismaClient(): boolean {
  if (isPrismaClientFresh()) return false;
  generateClient();
  return true;
}

/** True when the generated client belongs to the schema as it is. */
export function isPrismaClientFresh(): boolean {
  return existsSync(stamp) && readFileSync(stamp, "utf8") === schemaHash();
}

/** Generates the Prisma client from the schema folder. */
export function generateClient(): void {
  const cli = join(projectFolder, "node_modules/prisma/build/index.js");
  const done = spawnSync(process.execPath, [cli, "generate", "--no-hints"], { cwd: projectFolder, encoding: "utf8" });
  if (done.status !== 0) throw new OperatorError(`prisma generate failed:\n${done.stdout}${done.stderr}`);
  writeFileSync(stamp, schemaHash());
}

function schemaHash(): string {
  const hash = createHash("sha256");
  const folder = join(projectFolder, "prisma/schema");
  const names = (readdirSync(folder, { recursive: true }) as string[])
    .filter((name) => name.endsWith(".prisma"))
    .sort();
  for (const name of names) hash.update(name).update(readFileSync(join(folder, name)));
  return hash.update(readFileSync(join(projectFolder, "node_modules/prisma/package.json"))).digest("hex");
}
