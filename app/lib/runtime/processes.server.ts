import type { ChildProcess } from "node:child_process";
import { randomInt } from "node:crypto";
import { readFileSync } from "node:fs";
import { createServer } from "node:net";
import { setTimeout as wait } from "node:timers/promises";

/** True while a process with this id exists, whoever owns it. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EPERM") return false;
  }
  return processStat(pid)?.state !== "Z";
}

/** What tells a process from a later one with the same id; empty where the system does not say (not Linux). */
export function birthMark(pid: number): string {
  return processStat(pid)?.started ?? "";
}

/** The command line of a process, or empty when unknown. */
export function commandLine(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ").trim();
  } catch {
    return "";
  }
}

function processStat(pid: number): { state: string; started: string } | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
    return { state: fields[0] ?? "", started: fields[19] ?? "" };
  } catch {
    return undefined;
  }
}

/** Waits until the process has gone; false when it outlives the limit. */
export async function waitForExit(pid: number, limitMs: number): Promise<boolean> {
  const end = Date.now() + limitMs;
  while (isAlive(pid)) {
    if (Date.now() > end) return false;
    await wait(25);
  }
  return true;
}

/** Sends the signals in order, giving each its time, until the process has gone. */
export async function endProcess(pid: number, steps: [signal: NodeJS.Signals, limitMs: number][]): Promise<boolean> {
  for (const [signal, limitMs] of steps) {
    try {
      process.kill(pid, signal);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ESRCH") return true;
      throw error;
    }
    if (await waitForExit(pid, limitMs)) return true;
  }
  return false;
}

/**
 * Below what systems give to outgoing connections (from 32,768 or 49,152 on): such a port is taken by nobody between being
 * found and being listened on, nor while what listened on it is started anew.
 */
const PORTS = [20_000, 32_768] as const;
const MOST_TRIES = 100;

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });

/** A loopback port nobody listens on at this moment. @throws when there is none */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const port = randomInt(...PORTS);
    if (await isFree(port)) return port;
  }
  throw new Error("no free port was found");
}

/** Resolves with a description of how the child ended. */
export function exitOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.once("error", (error) => resolve(error.message));
    child.once("exit", (code, signal) => resolve(signal ? `ended by ${signal}` : `exit code ${code}`));
  });
}
