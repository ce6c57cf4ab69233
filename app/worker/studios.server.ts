import { defineJob, defineSchedule } from "#app/lib/jobs.server.ts";
import { subscribe } from "#app/modules/events/registry.ts";
import {
  deliverStudioNotices,
  registerStudioSubjects,
  STUDIO_TOLD,
} from "#app/modules/notifications/studio-notices.server.ts";
import { watchStudios } from "#app/modules/studios/watch-studios.server.ts";

const WATCH = "studios-watch";
const NOTICES = "studio-notices";

/** Every morning: re-reviews and orders that are due or late, studios without a result for a year; and messages about both. */
export function registerStudios(): void {
  registerStudioSubjects();
  defineJob(WATCH, async () => {
    await watchStudios(new Date());
  });
  defineSchedule(WATCH, "40 8 * * *");
  const deliver = async ({ eventId }: Record<string, string>) => {
    if (eventId) await deliverStudioNotices(BigInt(eventId), new Date());
  };
  defineJob(NOTICES, deliver, { batch: 20 });
  subscribe({ name: NOTICES, on: STUDIO_TOLD });
}
