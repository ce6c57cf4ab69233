import { type Job, PgBoss } from "pg-boss";
import { afterCommit, databaseUrl, db, Prisma, type Tx } from "./db.server.ts";
import { DEFAULT_TIME_ZONE } from "./format.ts";
import { beAlive } from "./jobs-alive.server.ts";
import { deadQueueOf } from "./jobs-names.ts";
import { failureReason } from "./jobs-reason.ts";
import { log } from "./log.server.ts";
import { listen, signal } from "./signals.server.ts";

/** What a job carries: ids only; handlers reload what they need. */
export type JobData = Record<string, string>;
type Handler = (data: JobData) => Promise<void>;
type Options = {
  concurrency?: number;
  /** So many are taken at a time, and done one after the other. */
  batch?: number;
  /** Longer than this a run never takes; then it is counted as failed. */
  seconds?: number;
};
type Work = { handle: Handler } & Required<Options>;

type State = {
  boss?: PgBoss;
  alive?: { end(): Promise<void> };
  stopListening?: () => void;
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
 * Names a kind of job and what does it. Handlers may run twice and must not mind. One that fails is tried again, later
 * and later; in the end it is a dead letter, which administrators see and start again.
 */
export function defineJob(name: string, handle: Handler, options: Options = {}): void {
  state.works.set(name, { handle, concurrency: 1, batch: 1, seconds: 600, ...options });
}

/** Runs a defined job by a cron line, in the installation's time zone. */
export function defineSchedule(name: string, cron: string): void {
  state.schedules.set(name, cron);
}

/** Tries spread over about half an hour. */
const QUEUE = { retryLimit: 8, retryDelay: 2, retryBackoff: true, retryDelayMax: 600 } as const;
/** Dead letters wait until somebody decides: five years, which is as good as always. */
const KEPT_SECONDS = 5 * 365 * 86_400;

/** Prepares the queues; `work` also takes jobs in this process. */
export async function startJobs({ work }: { work: boolean }): Promise<void> {
  const boss = new PgBoss({ connectionString: databaseUrl(), max: 4, schema: "jobs", supervise: work, schedule: work });
  boss.on("error", (error) => log.warn("background jobs: database away, trying again", { error: error.message }));
  await boss.start();
  await prepareQueues(boss);
  state.boss = boss;
  if (!work) return;
  state.alive = await beAlive(databaseUrl());
  for (const [name, { handle, concurrency, batch }] of state.works) {
    const ids: string[] = [];
    for (let n = 0; n < concurrency; n += 1) {
      const options = { pollingIntervalSeconds: 1, batchSize: batch };
      // By itself a worker would rest after each batch until its next poll, however many jobs wait.
      const handled = (jobs: Job<JobData>[]) => runJobs(boss, name, jobs, handle).finally(() => wake([name]));
      ids.push(await boss.work<JobData>(name, options, handled));
    }
    state.workers.set(name, ids);
  }
  state.stopListening = listen("jobs", wake, () => wake([...state.workers.keys()]));
  await prepareSchedules(boss);
}

async function prepareQueues(boss: PgBoss): Promise<void> {
  const known = new Map((await boss.getQueues()).map((queue) => [queue.name, queue]));
  for (const [name, { seconds }] of state.works) {
    const deadLetter = deadQueueOf(name);
    if (!known.has(deadLetter)) await boss.createQueue(deadLetter, { retentionSeconds: KEPT_SECONDS });
    const wanted = { ...QUEUE, expireInSeconds: seconds, deadLetter };
    const queue = known.get(name);
    if (!queue) await boss.createQueue(name, wanted);
    else if (queue.deadLetter !== deadLetter || queue.expireInSeconds !== seconds) await boss.updateQueue(name, wanted);
  }
}

async function prepareSchedules(boss: PgBoss): Promise<void> {
  for (const { name } of await boss.getSchedules()) if (!state.schedules.has(name)) await boss.unschedule(name);
  for (const [name, cron] of state.schedules) await boss.schedule(name, cron, {}, { tz: DEFAULT_TIME_ZONE });
}

/** Does the jobs one after the other. One that fails is tried again by itself: those beside it are done. */
async function runJobs(boss: PgBoss, name: string, jobs: Job<JobData>[], handle: Handler): Promise<void> {
  const failed: { id: string; error: unknown }[] = [];
  for (const { id, data } of jobs) {
    const byTheClock = state.schedules.has(name) && Object.keys(data ?? {}).length === 0;
    try {
      await handle(data ?? {});
      if (byTheClock) await forgetOverruled(name, "all");
    } catch (error) {
      const { what, where } = failureReason(error);
      log.warn(`background jobs: ${name} failed`, { id, what, where });
      log.debug(`background jobs: ${name} ${id}`, { error });
      if (byTheClock) await forgetOverruled(name, "but-latest");
      if (jobs.length === 1) throw error;
      failed.push({ id, error });
    }
  }
  // Told last: a job told of earlier could be taken up elsewhere, and then be ticked off with this batch.
  for (const { id, error } of failed) await boss.fail(name, id, error as object);
}

/**
 * What runs by the clock runs again anyway: of runs that were given up only the latest stands as a dead letter, and
 * none once a later one is done.
 */
async function forgetOverruled(name: string, which: "all" | "but-latest"): Promise<void> {
  const given = Prisma.sql`FROM "jobs"."job" WHERE "name" = ${deadQueueOf(name)} AND "state" = 'created' AND "data" = '{}'::jsonb`;
  const latest = Prisma.sql`AND "id" <> (SELECT "id" ${given} ORDER BY "created_on" DESC, "id" LIMIT 1)`;
  await db.$executeRaw`DELETE ${given} ${which === "all" ? Prisma.empty : latest}`;
}

export async function stopJobs(): Promise<void> {
  state.stopListening?.();
  state.workers.clear();
  await state.boss?.stop({ graceful: true, timeout: 8_000, close: true });
  await state.alive?.end();
  state.boss = undefined;
  state.alive = undefined;
  state.stopListening = undefined;
}

const running = (): PgBoss => {
  if (!state.boss) throw new Error("a job was enqueued before startJobs");
  return state.boss;
};

const within = (tx: Tx) => ({
  executeSql: async (text: string, values: unknown[] = []) => ({ rows: await tx.$queryRawUnsafe<[]>(text, ...values) }),
});

/** Puts a job into the queue within the caller's transaction: it exists, and is begun, if and only if the transaction commits. */
export async function enqueue(
  tx: Tx,
  name: string,
  data: JobData,
  options: { startAfter?: Date; singletonKey?: string } = {},
): Promise<void> {
  await running().send(name, data, { ...options, db: within(tx) });
  wakeOnce(tx, name);
}

/** Many at once, with ids of their own: one whose id is there already is left out. */
export async function enqueueAll(tx: Tx, name: string, jobs: { id: string; data: JobData }[]): Promise<void> {
  await running().insert(name, jobs, { db: within(tx) });
  wakeOnce(tx, name);
}

/** Queues that a transaction has put jobs into. */
const filled = new WeakMap<Tx, Set<string>>();

/** Wakes the queue's workers once for a transaction, however many jobs it puts there. */
function wakeOnce(tx: Tx, name: string): void {
  const names = filled.get(tx) ?? new Set();
  filled.set(tx, names);
  if (!names.has(name)) afterCommit(() => nudgeWorkers(name));
  names.add(name);
}

/** Has a queue looked into now instead of at the next poll: by this process's workers, or, where it has none, by those of others. */
export function nudgeWorkers(name: string): void {
  if (state.workers.size > 0) wake([name]);
  else if (state.boss)
    signal(null, "jobs", [name]).catch((error: Error) =>
      log.debug("background jobs: not called, they are found at the next poll", { error: error.message }),
    );
}

function wake(names: readonly string[]): void {
  for (const name of names) for (const id of state.workers.get(name) ?? []) state.boss?.notifyWorker(id);
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
