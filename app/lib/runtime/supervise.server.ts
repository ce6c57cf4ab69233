import type { ChildProcess } from "node:child_process";
import type { Log } from "#app/lib/log.server.ts";
import { endProcess, exitOf } from "./processes.server.ts";

export type Supervised = {
  /** Process id of the running child; undefined between an exit and the restart. */
  pid(): number | undefined;
  stop(): Promise<void>;
};

type SuperviseOptions = {
  name: string;
  /** The child that runs already. */
  child: ChildProcess;
  /** Starts another one after the child ended on its own. */
  restart: () => ChildProcess;
  /** Signals of an orderly end, with the time each is given. */
  stopSteps: [signal: NodeJS.Signals, limitMs: number][];
  log: Log;
};

const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 30_000;
/** A child that ran this long is healthy again: the next pause starts from the beginning. */
const HEALTHY_MS = 60_000;

/** Keeps a child process running until `stop`, with growing pauses between attempts. */
export function supervise({ name, child, restart, stopSteps, log }: SuperviseOptions): Supervised {
  let current: ChildProcess | undefined = child;
  let stopping = false;
  let pause = FIRST_PAUSE_MS;
  let timer: NodeJS.Timeout | undefined;
  let startedAt = Date.now();

  const watch = (watched: ChildProcess) => {
    startedAt = Date.now();
    void exitOf(watched).then((how) => {
      current = undefined;
      if (stopping) return;
      if (Date.now() - startedAt > HEALTHY_MS) pause = FIRST_PAUSE_MS;
      log.warn(`${name} stopped (${how}); starting it again in ${(pause / 1000).toFixed(1)} s`);
      timer = setTimeout(begin, pause);
      pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
    });
  };

  const begin = () => {
    try {
      current = restart();
      watch(current);
    } catch (error) {
      log.error(`${name} does not start`, { error });
      timer = setTimeout(begin, pause);
      pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
    }
  };

  watch(child);
  return {
    pid: () => current?.pid,
    async stop() {
      stopping = true;
      clearTimeout(timer);
      const pid = current?.pid;
      if (pid !== undefined && current?.exitCode === null) await endProcess(pid, stopSteps);
    },
  };
}
