import { type ChildProcess, spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { programFolder } from "#app/lib/runtime/facts.server.ts";

/** A reader of a foreign format failed, took too long or gave too much. */
export class ReaderError extends Error {}

type Limits = { milliseconds: number; megabytes: number };

/** A page of memory as Linux counts them. */
const PAGE_BYTES = 4_096;
const MOST_MEMORY = 1_200 * 1024 * 1024;
const LOOK_EVERY_MS = 100;

/** Stops a process that takes more memory than any honest file needs; where there is no /proc, its heap limit must do. */
function watchMemory(child: ChildProcess): () => void {
  const timer = setInterval(async () => {
    const statm = await readFile(`/proc/${child.pid}/statm`, "utf8").catch(() => "");
    if (Number(statm.split(" ")[1]) * PAGE_BYTES > MOST_MEMORY) child.kill("SIGKILL");
  }, LOOK_EVERY_MS);
  return () => clearInterval(timer);
}

/** Readers under way and waiting: more at once than this would take the memory the product needs. */
const MOST_AT_ONCE = 2;
type Places = { taken: number; waiting: (() => void)[] };
const places = ((globalThis as { __jianglianReaders?: Places }).__jianglianReaders ??= { taken: 0, waiting: [] });

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (places.taken < MOST_AT_ONCE) places.taken += 1;
  else await new Promise<void>((resolve) => places.waiting.push(resolve));
  try {
    return await work();
  } finally {
    // The place goes on to the next in line, or is free.
    const next = places.waiting.shift();
    if (next) next();
    else places.taken -= 1;
  }
}

/**
 * Runs a program in a process of its own, so that a file made to hang or to fill the memory takes down only that. It
 * gets neither our settings nor our secrets. Waits its turn; the time limit begins then. @throws ReaderError
 */
export function runProgram(program: string, args: readonly string[], limits: Limits, input?: Buffer): Promise<Buffer> {
  return inTurn(() => run(program, args, limits, input));
}

function run(program: string, args: readonly string[], limits: Limits, input?: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      env: { PATH: process.env.PATH, NODE_ENV: "production" },
      stdio: ["pipe", "pipe", "ignore"],
      timeout: limits.milliseconds,
      killSignal: "SIGKILL",
    });
    const unwatch = watchMemory(child);
    const chunks: Buffer[] = [];
    let length = 0;
    child.stdout.on("data", (chunk: Buffer) => {
      length += chunk.length;
      if (length > limits.megabytes * 1024 * 1024) child.kill("SIGKILL");
      else chunks.push(chunk);
    });
    child.on("error", (error) => {
      unwatch();
      reject(new ReaderError(error.message));
    });
    child.on("close", (code) => {
      unwatch();
      if (code === 0) resolve(Buffer.concat(chunks));
      else reject(new ReaderError(`ended with ${code ?? "a signal"}`));
    });
    // It may have ended before it took all in.
    child.stdin.on("error", () => {});
    child.stdin.end(input);
  });
}

/** Runs one of the scripts in `readers` beside this file. @throws ReaderError */
export function runReader(script: string, args: readonly string[], limits: Limits, input?: Buffer): Promise<Buffer> {
  const path = join(programFolder(), "app/modules/attachments/readers", script);
  return runProgram(process.execPath, ["--max-old-space-size=768", path, ...args], limits, input);
}
