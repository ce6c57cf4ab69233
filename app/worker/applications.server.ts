import { defineJob, defineSchedule } from "#app/lib/jobs.server.ts";
import { remindJudges } from "#app/modules/awards/panel/remind-judges.server.ts";
import { remindOfDeadlines } from "#app/modules/awards/rounds/remind-of-deadlines.server.ts";
import { subscribe } from "#app/modules/events/registry.ts";
import {
  APPLICATION_TOLD,
  deliverApplicationNotices,
  registerApplicationSubject,
} from "#app/modules/notifications/application-notices.server.ts";

const NOTICES = "application-notices";
const DEADLINES = "application-deadlines";

/** Messages about applications to applicants and to the office whose turn it is; each morning, deadlines that are near. */
export function registerApplications(): void {
  registerApplicationSubject();
  const deliver = async ({ eventId }: Record<string, string>) => {
    if (eventId) await deliverApplicationNotices(BigInt(eventId), new Date());
  };
  defineJob(NOTICES, deliver, { batch: 20 });
  subscribe({ name: NOTICES, on: APPLICATION_TOLD });
  defineJob(DEADLINES, async () => {
    const now = new Date();
    await remindOfDeadlines(now);
    await remindJudges(now);
  });
  defineSchedule(DEADLINES, "20 8 * * *");
}
