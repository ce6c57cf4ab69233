import { defineJob, defineSchedule } from "#app/lib/jobs.server.ts";
import { runtimeFacts } from "#app/lib/runtime/facts.server.ts";
import { witnessHeads } from "#app/modules/events/witness.server.ts";

/** Every five minutes the chains' ends are written down outside the database. */
export function registerWitness(): void {
  defineJob("witness-chain-heads", async () => {
    await witnessHeads(runtimeFacts().dataDir, new Date());
  });
  defineSchedule("witness-chain-heads", "*/5 * * * *");
}
