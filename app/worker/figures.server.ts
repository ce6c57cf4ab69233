import { defineJob, defineSchedule } from "#app/lib/jobs.server.ts";
import { closeMonths } from "#app/modules/figures/close-months.server.ts";
import { followRecords, rebuildFacts } from "#app/modules/figures/keep-facts.server.ts";
import { makeMonthlyReports } from "#app/modules/figures/make-report.server.ts";

const FOLLOW = "figures";
const REBUILD = "figures-rebuild";
const CLOSE = "figures-close";

/**
 * What counts follows the records every five minutes and is derived anew each night; in the first hours of a month the
 * last one is closed and reported.
 */
export function registerFigures(): void {
  defineJob(FOLLOW, async () => {
    await followRecords(new Date());
  });
  defineSchedule(FOLLOW, "*/5 * * * *");
  defineJob(REBUILD, async () => rebuildFacts(new Date()), { seconds: 3_600 });
  defineSchedule(REBUILD, "50 3 * * *");
  defineJob(
    CLOSE,
    async () => {
      const now = new Date();
      await followRecords(now);
      await closeMonths(now);
      await makeMonthlyReports(now);
    },
    { seconds: 3_600 },
  );
  // Every day: a first that was missed is made up for; on all other days there is nothing to do.
  defineSchedule(CLOSE, "20 4 * * *");
}
