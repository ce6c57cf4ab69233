import { startAudit } from "#app/modules/operations/audit/run-audit.server.ts";
import { castOf } from "./demo-actors.server.ts";
import { savedWorld } from "./saved-world.server.ts";

/** The demo's officer asks for a check of all records, once jobs run; its outcome stands on the page from then on. */
export async function askForAudit(now: Date): Promise<void> {
  const world = await savedWorld();
  if (world) await startAudit(await castOf(world, now).as("officer", now));
}
