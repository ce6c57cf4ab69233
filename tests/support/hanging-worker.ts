/** A worker of its own process that takes a job and never ends it; to be killed. */
import { useDatabase } from "#app/lib/db.server.ts";
import { defineJob, startJobs } from "#app/lib/jobs.server.ts";

useDatabase(process.env.DATABASE_URL ?? "");
defineJob("fragile", () => {
  process.stdout.write("hanging\n");
  return new Promise(() => {});
});
await startJobs({ work: true });
process.stdout.write("working\n");
