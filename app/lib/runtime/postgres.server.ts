import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";
import type { Log } from "#app/lib/log.server.ts";
import { OperatorError } from "./operator-error.server.ts";
import { findPostgresBinaries, type PostgresBinaries } from "./postgres-binaries.server.ts";
import { commandLine, endProcess, exitOf, freePort, isAlive } from "./processes.server.ts";
import { supervise } from "./supervise.server.ts";
import { giveToUnprivileged, makePrivateFolder, unprivileged } from "./unprivileged.server.ts";

export type EmbeddedPostgres = {
  /** Address of the product's database. */
  url: string;
  version: string;
  pid(): number | undefined;
  stop(): Promise<void>;
};

export type PostgresOptions = {
  /** Folder of the database's files; created when missing. */
  folder: string;
  logFile: string;
  password: string;
  log: Log;
  database?: string;
  settings?: Record<string, string>;
  /** Ends with the starting process even when that is killed; for throw-away servers. */
  endWithParent?: boolean;
};

const USER = "jianglian";
const MAX_LOG_BYTES = 10_000_000;
const READY_LIMIT_MS = 300_000;
/** Fast shutdown first, then immediate, then the kernel. */
const STOP_STEPS: [NodeJS.Signals, number][] = [
  ["SIGINT", 30_000],
  ["SIGQUIT", 5_000],
  ["SIGKILL", 2_000],
];

const ordinarySettings: Record<string, string> = {
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
  max_connections: "60",
  shared_buffers: "128MB",
  effective_cache_size: "512MB",
  work_mem: "8MB",
  maintenance_work_mem: "64MB",
  max_wal_size: "512MB",
  wal_compression: "on",
  random_page_cost: "1.1",
  jit: "off",
  io_method: "sync",
  timezone: "UTC",
  log_timezone: "UTC",
  log_line_prefix: "%m [%p] ",
  client_connection_check_interval: "5s",
};

/**
 * Starts the embedded PostgreSQL on a free loopback port with a password, creating it on the first start and
 * first ending a server left over by a killed app. Restarts it when it ends on its own.
 * @throws when this platform has no embedded PostgreSQL, or it does not start
 */
export async function startPostgres(options: PostgresOptions): Promise<EmbeddedPostgres> {
  const binaries = findPostgresBinaries();
  if (!binaries) {
    throw new OperatorError(
      `No embedded PostgreSQL is installed for ${process.platform}-${process.arch}. Set DATABASE_URL to a PostgreSQL server, for example postgresql://jianglian:secret@localhost:5432/jianglian`,
    );
  }
  await endOrphan(options);
  if (!existsSync(join(options.folder, "PG_VERSION"))) initialise(binaries, options);
  shortenLog(options.logFile);

  for (let attempt = 1; ; attempt++) {
    const port = await freePort();
    const launch = () => launchServer(binaries, options, port);
    const child = launch();
    const url = `postgresql://${USER}:${options.password}@127.0.0.1:${port}/${options.database ?? "jianglian"}`;
    try {
      const version = await untilReady(child, url, options);
      const { stop, pid } = supervise({
        name: "PostgreSQL",
        child,
        restart: launch,
        stopSteps: STOP_STEPS,
        log: options.log,
      });
      return { url, version, pid, stop };
    } catch (error) {
      // Somebody may have taken the port between asking and listening.
      if (child.pid !== undefined && isAlive(child.pid)) await endProcess(child.pid, STOP_STEPS);
      if (attempt === 3) throw error;
    }
  }
}

function initialise(binaries: PostgresBinaries, { folder, password }: PostgresOptions): void {
  // Built beside and moved into place: a start killed half-way leaves nothing that looks like a database.
  const fresh = `${folder}.new`;
  rmSync(fresh, { recursive: true, force: true });
  makePrivateFolder(fresh);
  const passwordFile = `${folder}.password`;
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  giveToUnprivileged(passwordFile);
  try {
    const auth = ["--auth=scram-sha-256", `--username=${USER}`, `--pwfile=${passwordFile}`];
    const args = ["-D", fresh, ...auth, "--encoding=UTF8", "--locale=C.UTF-8", "--no-instructions"];
    const { file, args: full } = unprivileged({ file: binaries.initdb, args });
    const done = spawnSync(file, full, { cwd: "/", env: childEnvironment(), encoding: "utf8" });
    if (done.status !== 0)
      throw new OperatorError(`PostgreSQL could not create its files: ${done.stderr || done.error?.message}`);
    renameSync(fresh, folder);
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

function launchServer(binaries: PostgresBinaries, options: PostgresOptions, port: number): ChildProcess {
  const settings = { ...ordinarySettings, ...options.settings, port: String(port) };
  const args = ["-D", options.folder, ...Object.entries(settings).flatMap(([key, value]) => ["-c", `${key}=${value}`])];
  const command = unprivileged({ file: binaries.postgres, args }, { endWithParent: options.endWithParent });
  const output = openSync(options.logFile, "a", 0o600);
  // A process group of its own: Ctrl-C in a terminal is ours to pass on, after the requests have ended.
  const child = spawn(command.file, command.args, {
    cwd: "/",
    detached: true,
    env: childEnvironment(),
    stdio: ["ignore", output, output],
  });
  closeSync(output);
  child.unref();
  return child;
}

async function untilReady(
  child: ChildProcess,
  url: string,
  { database = "jianglian", logFile }: PostgresOptions,
): Promise<string> {
  let ended: string | undefined;
  void exitOf(child).then((how) => {
    ended = how;
  });
  const server = new URL(url);
  server.pathname = "/postgres";
  const end = Date.now() + READY_LIMIT_MS;
  for (;;) {
    if (ended) throw new OperatorError(`PostgreSQL did not start (${ended}): ${lastLines(logFile)}`);
    const client = new pg.Client({ connectionString: server.toString(), connectionTimeoutMillis: 5000 });
    client.on("error", () => {});
    try {
      await client.connect();
      const found = await client.query("SELECT 1 FROM pg_database WHERE datname = $1", [database]);
      if (found.rowCount === 0) await client.query(`CREATE DATABASE "${database}"`);
      const { rows } = await client.query("SHOW server_version");
      return String(rows[0]?.server_version);
    } catch (error) {
      const code = (error as { code?: string }).code ?? "";
      // Not listening yet, or still replaying its log after a crash.
      if (!["ECONNREFUSED", "ECONNRESET", "57P03"].includes(code) || Date.now() > end) throw error;
      await wait(20);
    } finally {
      await client.end().catch(() => {});
    }
  }
}

/** Ends the server a killed app left behind; its clients are gone, so a fast shutdown loses nothing. */
async function endOrphan({ folder, log }: PostgresOptions): Promise<void> {
  const pidFile = join(folder, "postmaster.pid");
  if (!existsSync(pidFile)) return;
  const pid = Number.parseInt(readFileSync(pidFile, "utf8"), 10);
  if (!(pid > 0) || !isAlive(pid)) return;
  if (process.platform === "linux" && !commandLine(pid).includes(folder)) {
    // The number was given to some other program since; PostgreSQL would refuse to start over it.
    rmSync(pidFile, { force: true });
    return;
  }
  log.info("a PostgreSQL from an earlier run is still here; ending it first");
  if (!(await endProcess(pid, STOP_STEPS)))
    throw new OperatorError(`The PostgreSQL of an earlier run (process ${pid}) does not end.`);
}

function childEnvironment(): NodeJS.ProcessEnv {
  const { PATH, NODE_ENV } = process.env;
  return { PATH, NODE_ENV, LANG: "C.UTF-8", LC_ALL: "C.UTF-8", TZ: "UTC" };
}

function shortenLog(file: string): void {
  mkdirSync(join(file, ".."), { recursive: true });
  if (existsSync(file) && statSync(file).size > MAX_LOG_BYTES) renameSync(file, `${file}.1`);
}

function lastLines(file: string): string {
  return readFileSync(file, "utf8").trim().split("\n").slice(-3).join(" / ");
}
