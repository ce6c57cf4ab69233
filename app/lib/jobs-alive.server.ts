import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";
import { log } from "./log.server.ts";

/** Held, shared, by every process that takes jobs. */
const ALIVE = 7_310_001;
const TRIES = 5;

/** What was running when its worker was killed, and may be tried again. */
const TAKE_UP = `UPDATE jobs.job SET state = 'retry', start_after = now() WHERE state = 'active' AND retry_count < retry_limit`;

/**
 * Says to other processes that this one works on jobs, until `end`. When no other does, what is marked as running was
 * left by one that was killed: it is tried again at once, instead of after its time limit.
 */
export async function beAlive(url: string): Promise<{ end(): Promise<void> }> {
  const client = new pg.Client({ connectionString: url, application_name: "jianglian worker" });
  // Without the lock another start may take up what runs here; handlers do not mind running twice.
  client.on("error", (error) => log.debug("background jobs: the sign of life is gone", { error: error.message }));
  await client.connect();
  let alone = false;
  for (let n = 0; n < TRIES && !alone; n += 1) {
    // The connection of a process just killed lives on for a moment.
    if (n > 0) await wait(50);
    const { rows } = await client.query<{ alone: boolean }>("SELECT pg_try_advisory_lock($1) AS alone", [ALIVE]);
    alone = rows[0]?.alone ?? false;
  }
  if (alone) {
    const { rowCount } = await client.query(TAKE_UP);
    if (rowCount) log.info(`background jobs: ${rowCount} left by a worker that was killed are tried again`);
  }
  await client.query("SELECT pg_advisory_lock_shared($1)", [ALIVE]);
  if (alone) await client.query("SELECT pg_advisory_unlock($1)", [ALIVE]);
  return { end: () => client.end() };
}
