import { db } from "#app/lib/db.server.ts";
import { DomainError } from "#app/lib/errors.ts";
import { loadActors } from "#app/modules/accounts/load-actor.server.ts";
import { startAudit } from "#app/modules/operations/audit/run-audit.server.ts";
import { savedWorld } from "./saved-world.server.ts";

/**
 * The demo's officer asks for a check of all records where there was none yet, once jobs run; its outcome stands on the
 * page from then on. Where that may not be, because somebody was quicker or the officer is none any more, nothing is asked.
 */
export async function askForAudit(now: Date): Promise<void> {
  const world = await savedWorld();
  const officerId = world?.people.get("officer");
  if (!officerId || (await db.auditRun.count()) > 0) return;
  const officer = (await loadActors([officerId], now)).get(officerId);
  if (!officer) return;
  try {
    await startAudit(officer);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
  }
}
