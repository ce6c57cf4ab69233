import { defineJob, defineSchedule } from "#app/lib/jobs.server.ts";
import { subscribe } from "#app/modules/events/registry.ts";
import { remindOfNotes } from "#app/modules/mentorships/remind-of-notes.server.ts";
import {
  deliverMentorshipNotices,
  MENTORSHIP_TOLD,
  registerMentorshipSubject,
} from "#app/modules/notifications/mentorship-notices.server.ts";

const REMINDERS = "mentorship-reminders";
const NOTICES = "mentorship-notices";

/** Every morning: apprentices whose monthly note is due; and messages to those whose turn it is. */
export function registerMentorships(): void {
  registerMentorshipSubject();
  defineJob(REMINDERS, async () => {
    await remindOfNotes(new Date());
  });
  defineSchedule(REMINDERS, "15 8 * * *");
  const deliver = async ({ eventId }: Record<string, string>) => {
    if (eventId) await deliverMentorshipNotices(BigInt(eventId), new Date());
  };
  defineJob(NOTICES, deliver, { batch: 20 });
  subscribe({ name: NOTICES, on: MENTORSHIP_TOLD });
}
