import { PgBoss } from "pg-boss";
import { databaseUrl, type Tx } from "./db.server.ts";
import { DEFAULT_TIME_ZONE } from "./format.ts";
import { log } from "./log.server.ts";

/** What a job carries: ids only; handlers reload what they need. */
export type JobData = Record<string, string>;
type Handler = (data: JobData) => Promise<void>;
type Work = { handle: Handler; concurrency: number; batch: number };

type State = {
  boss?: PgBoss;
  works: Map<string, Work>;
  workers: Map<string, string[]>;
  schedules: Map<string, string>;
};
const state: State = ((globalThis as { __jianglianJobs?: State }).__jianglianJobs ??= {
  works: new Map(),
  workers: new Map(),
  schedules: new Map(),
});

/**
 * Names a kind of job and what does it. Handlers may run twice and must not mind: `batch` jobs are taken
 * at a time, one after the other, and when one fails all of them are tried again.
 */
export function defineJob(name: string, handle: Handler, options: { concurrency?: number; batch?: number } = {}): void {
  state.works.set(name, { handle, concurrency: options.concurrency ?? 1, batch: options.batch ?? 1 });
}

/** Runs a defined job by a cron line, in the installation's time zone. */
export function defineSchedule(name: string, cron: string): void {
  state.schedules.set(name, cron);
}

const QUEUE = { retryLimit: 8, retryDelay: 2, retryBackoff: true, retryDelayMax: 600, expireInSeconds: 600 } as const;
const DEAD = "dead-letters";

/** Prepares the queues; `work` also takes jobs in this process. */
export async function startJobs({ work }: { work: boolean }): Promise<void> {
  const boss = new PgBoss({ connectionString: databaseUrl(), max: 4, schema: "jobs", supervise: work, schedule: work });
  boss.on("error", (error) => log.warn("background jobs: database away, trying again", { error: error.message }));
  await boss.start();
  await boss.createQueue(DEAD);
  for (const name of state.works.keys()) {
    if (!(await boss.getQueue(name))) await boss.createQueue(name, { ...QUEUE, deadLetter: DEAD });
  }
  state.boss = boss;
  if (!work) return;
  for (const [name, { handle, concurrency, batch }] of state.works) {
    const ids: string[] = [];
    for (let n = 0; n < concurrency; n += 1) {
      ids.push(
        await boss.work<JobData>(name, { pollingIntervalSeconds: 1, batchSize: batch }, async (jobs) => {
          for (const job of jobs) await handle(job.data);
        }),
      );
    }
    state.workers.set(name, ids);
  }
  for (const [name, cron] of state.schedules) await boss.schedule(name, cron, {}, { tz: DEFAULT_TIME_ZONE });
}

export async function stopJobs(): Promise<void> {
  state.workers.clear();
  await state.boss?.stop({ graceful: true, timeout: 8_000, close: true });
  state.boss = undefined;
}

/** Puts a job into the queue within the caller's transaction: it exists if and only if the transaction commits. */
export async function enqueue(
  tx: Tx,
  name: string,
  data: JobData,
  options: { startAfter?: Date; singletonKey?: string } = {},
): Promise<void> {
  if (!state.boss) throw new Error("enqueue before startJobs");
  await state.boss.send(name, data, {
    ...options,
    db: { executeSql: async (text, values = []) => ({ rows: await tx.$queryRawUnsafe(text, ...values) }) },
  });
}

/** Wakes this process's workers at once instead of at their next poll. */
export function nudgeWorkers(): void {
  for (const ids of state.workers.values()) for (const id of ids) state.boss?.notifyWorker(id);
}

/** Jobs waiting or running, for health pages and for tests that wait for quiet. */
export async function pendingJobs(): Promise<number> {
  if (!state.boss) return 0;
  let count = 0;
  for (const name of state.works.keys()) {
    const queue = await state.boss.getQueueStats(name);
    count += queue.queuedCount + queue.activeCount + queue.deferredCount;
  }
  return count;
}
