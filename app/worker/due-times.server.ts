import { defineJob, defineSchedule } from "#app/lib/jobs.server.ts";
import { sweepDueTimes } from "#app/modules/solving/sweep-due-times.server.ts";

const DUE_TIMES = "due-times";

/** Every five minutes: limits that ran out. */
export function registerDueTimes(): void {
  defineJob(DUE_TIMES, async () => {
    await sweepDueTimes(new Date());
  });
  defineSchedule(DUE_TIMES, "*/5 * * * *");
}
