import { closeDatabase } from "#app/lib/db.server.ts";
import { startJobs, stopJobs } from "#app/lib/jobs.server.ts";
import { runtimeFacts } from "#app/lib/runtime/facts.server.ts";
import { checkBucket } from "#app/lib/storage/configured.server.ts";
import { witnessHeads } from "#app/modules/events/witness.server.ts";
import { askForAudit } from "#app/modules/demo/ask-for-audit.server.ts";
import { type Announcement, prepareInstallation } from "#app/modules/demo/prepare-installation.server.ts";
import { tellRecentPast } from "#app/worker/notices.server.ts";
import { registerPolicies, registerWork } from "#app/worker/register.server.ts";
import { startSearchSync } from "#app/worker/search-sync.server.ts";

export type Booted = {
  /** Lines to print once the address is known: demo sign-ins or the set-up code. */
  announcements: Announcement[];
  stop(): Promise<void>;
};

/**
 * Starts what the business needs once the database is migrated; called by server.ts.
 * The demo is played before anything subscribes to events: of its past, only the last days are told to people.
 */
export async function boot(): Promise<Booted> {
  registerPolicies();
  const { announcements, seeded } = await prepareInstallation();
  registerWork();
  void checkBucket();
  const inline = runtimeFacts().worker === "inline";
  await startJobs({ work: inline });
  if (seeded) await tellRecentPast(new Date());
  // At every start: one that was ended before this line leaves it to the next.
  await askForAudit(new Date());
  const searchSync = inline ? startSearchSync() : null;
  return {
    announcements,
    async stop() {
      await searchSync?.stop();
      await stopJobs();
      // What the last jobs began to send.
      await searchSync?.stop();
      await witnessHeads(runtimeFacts().dataDir, new Date());
      await closeDatabase();
    },
  };
}
