import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { dirname } from "node:path";
import { birthMark, isAlive } from "./processes.server.ts";

export type LockHolder = { pid: number; born: string; host: string; since: string; what: string };
export type HeldLock = { release(): void };

/** Somebody else holds the lock. */
export class LockedError extends Error {
  readonly holder: LockHolder;
  constructor(holder: LockHolder) {
    super(`held by process ${holder.pid}`);
    this.holder = holder;
  }
}

const HEARTBEAT_MS = 5_000;
/** On another host (a container before this one) only the heartbeat tells whether the holder lives. */
const SILENT_MS = 20_000;

/**
 * Takes a lock that ends with this process, even when that is killed.
 * The file appears complete (written beside, then linked), so nobody reads half of it.
 * @throws LockedError
 */
export function takeLock(file: string, what: string): HeldLock {
  mkdirSync(dirname(file), { recursive: true });
  const me: LockHolder = {
    pid: process.pid,
    born: birthMark(process.pid),
    host: hostname(),
    since: new Date().toISOString(),
    what,
  };
  const mine = `${file}.${process.pid}`;
  writeFileSync(mine, JSON.stringify(me), { mode: 0o600 });
  try {
    while (!tryLink(mine, file)) {
      const holder = readHolder(file);
      if (holder && lives(holder, file)) throw new LockedError(holder);
      setAside(file, holder);
    }
  } finally {
    rmSync(mine, { force: true });
  }
  const beat = setInterval(() => {
    try {
      utimesSync(file, new Date(), new Date());
    } catch {
      // The folder was removed under us; the next start finds nothing to wait for.
    }
  }, HEARTBEAT_MS);
  beat.unref();
  return {
    release() {
      clearInterval(beat);
      if (readHolder(file)?.pid === process.pid) rmSync(file, { force: true });
    },
  };
}

/** Who holds the lock at this moment, if anyone does. */
export function lockHolder(file: string): LockHolder | undefined {
  const holder = readHolder(file);
  return holder && lives(holder, file) ? holder : undefined;
}

function tryLink(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

/** Removes a dead holder's file; if another process was quicker and the file is new, it is put back. */
function setAside(file: string, judged: LockHolder | undefined): void {
  const aside = `${file}.dead.${process.pid}`;
  try {
    renameSync(file, aside);
  } catch {
    return;
  }
  const found = readHolder(aside);
  if (found && (found.pid !== judged?.pid || found.born !== judged.born)) tryLink(aside, file);
  rmSync(aside, { force: true });
}

function readHolder(file: string): LockHolder | undefined {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as LockHolder;
  } catch {
    return undefined;
  }
}

function lives(holder: LockHolder, file: string): boolean {
  if (holder.host !== hostname()) {
    const age = Date.now() - (statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0);
    return age < SILENT_MS;
  }
  return isAlive(holder.pid) && birthMark(holder.pid) === holder.born;
}
