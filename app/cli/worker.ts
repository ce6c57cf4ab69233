/** `npm run worker`: runs the background jobs in a process of their own, beside a product started with WORKER=off. */
import { setTimeout as wait } from "node:timers/promises";
import { closeDatabase, useDatabase } from "#app/lib/db.server.ts";
import { env } from "#app/lib/env.server.ts";
import { startJobs, stopJobs } from "#app/lib/jobs.server.ts";
import { log } from "#app/lib/log.server.ts";
import { setRuntimeFacts } from "#app/lib/runtime/facts.server.ts";
import { OperatorError } from "#app/lib/runtime/operator-error.server.ts";
import { findRunningServices } from "#app/lib/runtime/services.server.ts";
import { registerPolicies, registerWork } from "#app/worker/register.server.ts";
import { startSearchSync } from "#app/worker/search-sync.server.ts";

let stopping = false;
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.on(signal, () => {
    stopping = true;
  });
}

try {
  const settings = env();
  let facts = findRunningServices(settings);
  if (!facts) log.info("waiting for the product to start on this data folder");
  while (!facts && !stopping) {
    await wait(500);
    facts = findRunningServices(settings);
  }
  if (facts) {
    setRuntimeFacts({ ...facts, worker: "inline" });
    useDatabase(facts.databaseUrl);
    registerPolicies();
    registerWork();
    await startJobs({ work: true });
    const searchSync = startSearchSync();
    log.info("worker: running");
    const { databaseUrl } = facts;
    const productRuns = () => findRunningServices(settings)?.databaseUrl === databaseUrl;
    while (!stopping && productRuns()) await wait(500);
    if (!stopping) {
      log.warn("worker: the product has stopped; start the worker again with it");
      process.exitCode = 1;
    }
    await searchSync.stop();
    await stopJobs();
    // What the last jobs began to send.
    await searchSync.stop();
    await closeDatabase();
  }
} catch (error) {
  process.exitCode = 1;
  process.stderr.write(`${error instanceof OperatorError ? error.message : (error as Error).stack}\n`);
}
process.exit();
