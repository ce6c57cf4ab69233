import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { freePort } from "#app/lib/runtime/processes.server.ts";
import { projectFolder } from "#app/lib/runtime/project.server.ts";

export type TestProduct = {
  url: string;
  dataDir: string;
  pid: number;
  /** Everything it has printed. */
  output(): string;
  /** Resolves with the exit code; null after a signal. */
  exited: Promise<number | null>;
  /** SIGTERM, and waits. */
  stop(): Promise<void>;
  /** SIGKILL, and waits. */
  kill(): Promise<void>;
};

export type LaunchOptions = {
  /** Kept by the caller when given; else made here and removed by `stop`. */
  dataDir?: string;
  env?: Record<string, string>;
  /** Whether to wait until it serves; else the caller watches `exited`. */
  untilReady?: boolean;
};

const READY_LIMIT_MS = 150_000;

/** A folder that a test may fill; the caller removes it. */
export function temporaryFolder(): string {
  return mkdtempSync(join(tmpdir(), "jianglian-data-"));
}

/** Starts the product as `npm start` does, on a free port, without demo unless asked for. */
export async function launchProduct({
  dataDir,
  env = {},
  untilReady = true,
}: LaunchOptions = {}): Promise<TestProduct> {
  const folder = dataDir ?? temporaryFolder();
  const port = env.PORT ?? String(await freePort());
  const { DATABASE_URL: _url, CHAIN_SECRET: _chain, APP_SECRET: _app, ...inherited } = process.env;
  const { MEILI_URL: _meili, MEILI_API_KEY: _key, NODE_ENV: _mode, ...rest } = inherited;
  const child = spawn(process.execPath, ["server.ts"], {
    cwd: projectFolder,
    env: { ...rest, NODE_ENV: "production", SEED: "none", PORT: port, DATA_DIR: folder, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
  }
  // "close" comes after the last output, "exit" may come before it.
  const exited = new Promise<number | null>((resolve) => child.once("close", resolve));
  const end = async (signal: NodeJS.Signals) => {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal);
    await exited;
  };
  const product: TestProduct = {
    url: `${env.TLS_CERT ? "https" : "http"}://localhost:${port}`,
    dataDir: folder,
    pid: child.pid ?? 0,
    output: () => output,
    exited,
    kill: () => end("SIGKILL"),
    async stop() {
      await end("SIGTERM");
      if (!dataDir) rmSync(folder, { recursive: true, force: true });
    },
  };
  if (untilReady) await readiness(child, product);
  return product;
}

async function readiness(child: ChildProcess, product: TestProduct): Promise<void> {
  const end = Date.now() + READY_LIMIT_MS;
  while (!product.output().includes("ready after")) {
    if (child.exitCode !== null || Date.now() > end) {
      child.kill("SIGKILL");
      throw new Error(`the product did not start:\n${product.output()}`);
    }
    await wait(50);
  }
}
