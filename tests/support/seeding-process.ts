/** The demo's seeding in a process of its own, for tests that kill it: into the database that SEEDING_FACTS names, as of SEEDING_AT. */
import { useDatabase } from "#app/lib/db.server.ts";
import { type RuntimeFacts, setRuntimeFacts } from "#app/lib/runtime/facts.server.ts";
import { seedDemo } from "#app/modules/demo/seed-demo.server.ts";

const facts = JSON.parse(process.env.SEEDING_FACTS ?? "") as RuntimeFacts;
setRuntimeFacts(facts);
useDatabase(facts.databaseUrl);
await seedDemo(new Date(process.env.SEEDING_AT ?? ""));
process.exit(0);
