import { startJobs, stopJobs } from "#app/lib/jobs.server.ts";
import { closeDatabase } from "#app/lib/db.server.ts";
import { prepareInstallation, type Announcement } from "#app/modules/demo/prepare-installation.server.ts";
import { registerProblemFiles } from "#app/modules/problems/file-policy.server.ts";
import { registerWork } from "#app/worker/register.server.ts";

export type Booted = {
  /** Lines to print once the address is known: demo sign-ins or the set-up code. */
  announcements: Announcement[];
  stop(): Promise<void>;
};

/** Starts what the business needs once the database is migrated; called by server.ts. */
export async function boot(): Promise<Booted> {
  registerProblemFiles();
  registerWork();
  await startJobs({ work: process.env.WORKER !== "off" });
  const announcements = await prepareInstallation();
  return {
    announcements,
    async stop() {
      await stopJobs();
      await closeDatabase();
    },
  };
}
