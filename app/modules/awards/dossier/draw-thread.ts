import { parentPort } from "node:worker_threads";
import { type Answer, type DrawTask, draw, drawTo } from "./draw.ts";

/** The thread's body: one task after the other, each answered once with its number. */
const port = parentPort;
let waiting: Promise<void> = Promise.resolve();
port?.on("message", ({ n, task, to }: { n: number; task: DrawTask; to?: string }) => {
  waiting = waiting.then(async () => {
    const answer = await (to === undefined ? draw(task) : drawTo(to, task)).then(
      (made): Answer => ({ n, made }),
      (error: unknown): Answer => ({ n, failure: error instanceof Error ? error.message : String(error) }),
    );
    port.postMessage(answer);
  });
});
