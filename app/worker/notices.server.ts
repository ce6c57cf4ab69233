import { subDays } from "date-fns/subDays";
import { db, inTransaction } from "#app/lib/db.server.ts";
import { defineJob, defineSchedule, enqueue } from "#app/lib/jobs.server.ts";
import { subscribe } from "#app/modules/events/registry.ts";
import { deliverMails, forgetOldMails } from "#app/modules/notifications/deliver-mails.server.ts";
import { deliverNotices } from "#app/modules/notifications/deliver-notices.server.ts";
import { TOLD } from "#app/modules/notifications/recipients.server.ts";
import { tellSavedSearches } from "#app/modules/notifications/saved-search-news.server.ts";

const NOTICES = "notices";
const MANY = "notices-many";
const MAILS = "notice-mails";
const SEARCHES = "saved-searches";
const FORGET = "notice-mails-forget";

/**
 * Messages to the people an event concerns: its own job, so that neither a search engine nor a mail server being away
 * ever delays one. Each minute the mails that are due; every five, saved searches that have not been looked through for
 * an hour.
 */
export function registerNotices(): void {
  defineJob(
    NOTICES,
    async ({ eventId }) => {
      if (!eventId || (await deliverNotices(BigInt(eventId), new Date())) === "done") return;
      await inTransaction((tx) => enqueue(tx, MANY, { eventId }));
    },
    { batch: 20 },
  );
  defineJob(MANY, async ({ eventId }) => void (eventId && (await deliverNotices(BigInt(eventId), new Date(), true))));
  subscribe({ name: NOTICES, on: TOLD });
  defineJob(MAILS, () => deliverMails());
  defineSchedule(MAILS, "* * * * *");
  defineJob(SEARCHES, () => tellSavedSearches(new Date()));
  defineSchedule(SEARCHES, "*/5 * * * *");
  defineJob(FORGET, () => forgetOldMails(new Date()));
  defineSchedule(FORGET, "10 4 * * *");
}

const RECENT_DAYS = 10;

/** After the demo was played: what happened in its last days reaches the inboxes, as it would have. */
export async function tellRecentPast(now: Date): Promise<void> {
  const recent = await db.event.findMany({
    where: { type: { in: [...TOLD] }, at: { gt: subDays(now, RECENT_DAYS) } },
    orderBy: { id: "asc" },
    select: { id: true, subjectId: true },
  });
  await inTransaction(async (tx) => {
    for (const { id, subjectId } of recent) await enqueue(tx, NOTICES, { eventId: id.toString(), subjectId });
  });
}
