import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { LockedError, takeLock } from "./lock-file.server.ts";
import { OperatorError } from "./operator-error.server.ts";
import { ensurePrismaClient, isPrismaClientFresh } from "./prisma-client.server.ts";
import { exitOf } from "./processes.server.ts";
import { projectFolder } from "./project.server.ts";

const buildFolder = join(projectFolder, "build");
const stamp = join(buildFolder, ".source-hash");
const sources = ["app", "search", "prisma/schema", "vite.config.ts", "remix.config.js", "package.json"];

/** Entry of the built server. */
export const serverBuild = join(buildFolder, "server/index.js");
/** Files for the browser. */
export const clientBuild = join(buildFolder, "client");

/** What tells the build of these sources from any other; there once `ensureBuild` has ended. */
export const buildMark = (): string => readFileSync(stamp, "utf8").slice(0, 16);

/**
 * Makes sure that the generated database client and the build belong to the sources as they are.
 * @param onWork told once, before something slow begins
 */
export async function ensureBuild(onWork: (what: string) => void = () => {}): Promise<void> {
  // Nothing is written, not even a lock, when all is there: the project may be read-only to this account.
  if (isPrismaClientFresh() && isFresh(sourceHash())) return;
  const lock = await waitForLock();
  try {
    if (ensurePrismaClient()) onWork("database client generated");
    const wanted = sourceHash();
    if (isFresh(wanted)) return;
    onWork("building (about a minute, only after a change)");
    rmSync(stamp, { force: true });
    await runBuild();
    writeFileSync(stamp, wanted);
  } finally {
    lock.release();
  }
}

function isFresh(wanted: string): boolean {
  return existsSync(serverBuild) && existsSync(stamp) && readFileSync(stamp, "utf8") === wanted;
}

async function waitForLock() {
  for (;;) {
    try {
      return takeLock(join(projectFolder, "node_modules/.cache/jianglian-build.lock"), "build");
    } catch (error) {
      if (!(error instanceof LockedError)) throw error;
      await wait(200);
    }
  }
}

async function runBuild(): Promise<void> {
  const cli = join(projectFolder, "node_modules/@remix-run/dev/dist/cli.js");
  const child = spawn(process.execPath, [cli, "vite:build", "--logLevel", "warn"], {
    cwd: projectFolder,
    env: { ...process.env, NODE_ENV: "production" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (output += chunk));
  const how = await exitOf(child);
  if (how !== "exit code 0") throw new OperatorError(`The build failed (${how}):\n${output}`);
}

function sourceHash(): string {
  const hash = createHash("sha256");
  for (const source of sources) {
    const path = join(projectFolder, source);
    if (!existsSync(path)) continue;
    for (const file of statSync(path).isFile() ? [path] : filesBelow(path))
      hash.update(relative(projectFolder, file)).update(readFileSync(file));
  }
  return hash.digest("hex");
}

function filesBelow(folder: string): string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}
