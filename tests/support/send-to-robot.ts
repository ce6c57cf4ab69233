/** Sends what waits for a robot, in a process of its own; to be killed in the middle. */
import { useDatabase } from "#app/lib/db.server.ts";
import { startJobs } from "#app/lib/jobs.server.ts";
import { type RuntimeFacts, setRuntimeFacts } from "#app/lib/runtime/facts.server.ts";
import { sendToRobot } from "#app/modules/notifications/robots/send-to-robot.server.ts";

const facts = JSON.parse(process.env.FACTS ?? "") as RuntimeFacts;
setRuntimeFacts(facts);
useDatabase(facts.databaseUrl);
await startJobs({ work: false });
const at = new Date(Number(process.env.AT));
await sendToRobot(process.env.ROBOT ?? "", { clock: () => at });
process.exit();
