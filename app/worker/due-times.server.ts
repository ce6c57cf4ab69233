import { defineJob, defineSchedule } from "#app/lib/jobs.server.ts";
import { subscribe } from "#app/modules/events/registry.ts";
import { tellOffices } from "#app/modules/notifications/tell-offices.server.ts";
import { sweepDueTimes } from "#app/modules/solving/sweep-due-times.server.ts";
import { sweepQuestions } from "#app/modules/solving/sweep-questions.server.ts";
import { sweepStillGood } from "#app/modules/solving/sweep-still-good.server.ts";

const DUE_TIMES = "due-times";
const STILL_GOOD = "still-good";
const OFFICES = "late-offices";

/** Every five minutes: limits that are soon over or ran out, and questions nobody answered. In the morning: whether accepted fixes still hold. */
export function registerDueTimes(): void {
  defineJob(DUE_TIMES, async () => {
    const now = new Date();
    // First what lets a clock go on, then what the clock says.
    await sweepQuestions(now);
    await sweepDueTimes(now);
  });
  defineSchedule(DUE_TIMES, "*/5 * * * *");
  defineJob(STILL_GOOD, async () => {
    await sweepStillGood(new Date());
  });
  defineSchedule(STILL_GOOD, "30 8 * * *");
  defineJob(OFFICES, async ({ eventId }) => {
    if (eventId) await tellOffices(BigInt(eventId), new Date());
  });
  subscribe({ name: OFFICES, on: ["problem.late-escalated", "problem.waiting-escalated"] });
}
