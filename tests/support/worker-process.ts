/** A worker in a process of its own, for tests that kill it: takes jobs of the database that WORKER_FACTS names. */
import { useDatabase } from "#app/lib/db.server.ts";
import { startJobs } from "#app/lib/jobs.server.ts";
import { type RuntimeFacts, setRuntimeFacts } from "#app/lib/runtime/facts.server.ts";
import { registerPolicies, registerWork } from "#app/worker/register.server.ts";

const facts = JSON.parse(process.env.WORKER_FACTS ?? "") as RuntimeFacts;
setRuntimeFacts(facts);
useDatabase(facts.databaseUrl);
registerPolicies();
registerWork();
await startJobs({ work: true });
process.stdout.write("working\n");
