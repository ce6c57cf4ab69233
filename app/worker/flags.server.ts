import { defineJob, defineSchedule } from "#app/lib/jobs.server.ts";
import { detectFlags } from "#app/modules/awards/flags/detect-flags.server.ts";
import { subscribe } from "#app/modules/events/registry.ts";
import { deliverFlagNotices, FLAG_TOLD, registerFlagSubject } from "#app/modules/notifications/flag-notices.server.ts";

const NIGHTLY = "flags-nightly";
const HANDED_IN = "flags-handed-in";
const NOTICES = "flag-notices";

/** What looks like gaming is looked for each night, and whenever an achievement or an application is handed in; who may clear it hears of it. */
export function registerFlags(): void {
  registerFlagSubject();
  const detect = async () => {
    await detectFlags(new Date());
  };
  defineJob(NIGHTLY, detect);
  defineSchedule(NIGHTLY, "40 2 * * *");
  defineJob(HANDED_IN, detect, { batch: 50 });
  subscribe({ name: HANDED_IN, on: ["achievement.submitted", "application.submitted", "application.recommended"] });
  defineJob(
    NOTICES,
    async ({ eventId }) => {
      if (eventId) await deliverFlagNotices(BigInt(eventId), new Date());
    },
    { batch: 20 },
  );
  subscribe({ name: NOTICES, on: FLAG_TOLD });
}
