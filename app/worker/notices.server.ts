import { defineJob } from "#app/lib/jobs.server.ts";
import { subscribe } from "#app/modules/events/registry.ts";
import { deliverNotices } from "#app/modules/notifications/deliver-notices.server.ts";
import { TOLD } from "#app/modules/notifications/recipients.server.ts";

const NOTICES = "notices";

/** Messages to the people an event concerns: its own job, so that a search engine being away never delays one. */
export function registerNotices(): void {
  defineJob(NOTICES, async ({ eventId }) => {
    if (eventId) await deliverNotices(BigInt(eventId), new Date());
  });
  subscribe({ name: NOTICES, on: TOLD });
}
