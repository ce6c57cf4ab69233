import { defineJob } from "#app/lib/jobs.server.ts";
import { subscribe } from "#app/modules/events/registry.ts";
import {
  ACHIEVEMENT_TOLD,
  deliverAchievementNotices,
  registerAchievementSubject,
} from "#app/modules/notifications/achievement-notices.server.ts";

const NOTICES = "achievement-notices";

/** Messages about achievements: to contributors, to the owner's reviewer, to who entered one. */
export function registerAchievements(): void {
  registerAchievementSubject();
  const deliver = async ({ eventId }: Record<string, string>) => {
    if (eventId) await deliverAchievementNotices(BigInt(eventId), new Date());
  };
  defineJob(NOTICES, deliver, { batch: 20 });
  subscribe({ name: NOTICES, on: ACHIEVEMENT_TOLD });
}
