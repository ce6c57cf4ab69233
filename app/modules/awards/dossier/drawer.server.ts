import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { Worker } from "node:worker_threads";
import { programFolder } from "#app/lib/runtime/facts.server.ts";
import type { Answer, DrawTask, Made, Written } from "./draw.ts";

/** More than a dossier of a hundred pages takes; a hostile template ends the thread, never the product. */
const MEMORY_MB = 384;
/** What one dossier leaves behind is collected soon: with the usual room thrice as much lies about before it is. */
const YOUNG_MB = 16;
const MOST_MS = 30_000;

/** Something that could not be drawn; the message is for the operator's log. */
export class DrawFailure extends Error {}

export type Drawer = {
  draw<T extends Made = Uint8Array>(task: DrawTask): Promise<T>;
  /** Into a file, written by the thread: what is drawn never passes through the product's own memory. */
  drawTo(path: string, task: DrawTask): Promise<Written>;
  close(): Promise<void>;
};
type Drawn = Made | Written;

/**
 * A thread that fills forms and sets papers, so that pages are served meanwhile; with bounded memory, and bounded time
 * for each task. After a failure of the thread itself the next task begins a new one.
 */
export function openDrawer(): Drawer {
  let thread: Worker | undefined;
  let n = 0;
  const open = new Map<number, { resolve(made: Drawn): void; reject(error: Error): void; timer: NodeJS.Timeout }>();
  const settle = (number: number) => {
    const one = open.get(number);
    if (one) clearTimeout(one.timer);
    open.delete(number);
    return one;
  };
  const give = (why: string) => {
    void thread?.terminate();
    thread = undefined;
    for (const number of open.keys()) settle(number)?.reject(new DrawFailure(why));
  };
  const start = (): Worker => {
    // Also from the build, Node runs the thread's source.
    const made = new Worker(pathToFileURL(join(programFolder(), "app/modules/awards/dossier/draw-thread.ts")), {
      resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB, maxYoungGenerationSizeMb: YOUNG_MB },
      execArgv: [],
      stderr: true,
    });
    made.on("message", (answer: Answer) => {
      const one = settle(answer.n);
      if ("failure" in answer) one?.reject(new DrawFailure(answer.failure));
      else one?.resolve(answer.made);
    });
    made.on("error", (error) => thread === made && give(error.message));
    made.on("exit", (code) => thread === made && give(`the thread ended with ${code}`));
    return made;
  };
  const ask = <T extends Drawn>(task: DrawTask, to?: string) =>
    new Promise<T>((resolve, reject) => {
      thread ??= start();
      n += 1;
      const timer = setTimeout(() => give("it took too long"), MOST_MS);
      open.set(n, { resolve: resolve as (made: Drawn) => void, reject, timer });
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
      thread.postMessage({ n, task, to });
    });
  return {
    draw: (task) => ask(task),
    drawTo: (path, task) => ask(task, path),
    close: async () => {
      const last = thread;
      thread = undefined;
      await last?.terminate();
    },
  };
}

const IDLE_MS = 60_000;
type Shared = { drawer?: Drawer; timer?: NodeJS.Timeout; busy: number };
const shared: Shared = ((globalThis as { __jianglianDrawer?: Shared }).__jianglianDrawer ??= { busy: 0 });

/** One task in the thread that requests share; it ends when nothing was asked for a minute. */
export async function drawOne<T extends Made = Uint8Array>(task: DrawTask): Promise<T> {
  shared.drawer ??= openDrawer();
  shared.busy += 1;
  clearTimeout(shared.timer);
  try {
    return await shared.drawer.draw<T>(task);
  } finally {
    shared.busy -= 1;
    if (shared.busy === 0) {
      shared.timer = setTimeout(() => {
        void shared.drawer?.close();
        shared.drawer = undefined;
      }, IDLE_MS);
      shared.timer.unref();
    }
  }
}
