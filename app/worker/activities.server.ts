import { defineJob, defineSchedule } from "#app/lib/jobs.server.ts";
import { remindFollowUps } from "#app/modules/activities/remind-follow-ups.server.ts";
import { subscribe } from "#app/modules/events/registry.ts";
import {
  ACTIVITY_TOLD,
  deliverActivityNotices,
  registerActivitySubject,
} from "#app/modules/notifications/activity-notices.server.ts";

const FOLLOW_UPS = "activity-follow-ups";
const NOTICES = "activity-notices";

/** Messages about activities; and by day, twice an hour, follow-ups whose day comes or has passed. */
export function registerActivities(): void {
  registerActivitySubject();
  defineJob(
    NOTICES,
    async ({ eventId }) => {
      if (eventId) await deliverActivityNotices(BigInt(eventId), new Date());
    },
    { batch: 20 },
  );
  subscribe({ name: NOTICES, on: ACTIVITY_TOLD });
  defineJob(FOLLOW_UPS, async () => {
    await remindFollowUps(new Date());
  });
  defineSchedule(FOLLOW_UPS, "*/30 8-18 * * *");
}
