import { addDays } from "date-fns/addDays";
import { db, inTransaction } from "#app/lib/db.server.ts";
import { formatDate } from "#app/lib/format.ts";
import { recordActivity } from "./record-activity.server.ts";
import { REMIND_DAYS_BEFORE } from "./rules.ts";

const AT_ONCE = 200;

/** A calendar day as the database keeps it: midnight UTC. */
const dayOf = (now: Date, timeZone: string): Date => new Date(formatDate(now, timeZone));

/**
 * Reminds owners of follow-ups: once two days before the day, and once when it has passed, then the secretariat too.
 * Days are those of the alliance's time zone. Running again, or twice at once, changes nothing.
 * @returns how many reminders it made
 */
export async function remindFollowUps(now: Date): Promise<number> {
  const rows = await db.activityAdvice.findMany({
    where: {
      doneAt: null,
      ownerId: { not: null },
      // A day more than any time zone is ahead; the exact day is looked at below.
      dueOn: { lte: addDays(dayOf(now, "UTC"), REMIND_DAYS_BEFORE + 1) },
      overdueAt: null,
      activity: { state: { notIn: ["DRAFT", "CANCELLED"] } },
    },
    orderBy: { dueOn: "asc" },
    take: AT_ONCE,
    select: {
      id: true,
      dueOn: true,
      ownerId: true,
      remindedAt: true,
      activity: { select: { id: true, allianceId: true, alliance: { select: { timeZone: true } } } },
    },
  });
  let made = 0;
  for (const row of rows) {
    if (!row.dueOn) continue;
    const today = dayOf(now, row.activity.alliance.timeZone);
    const late = row.dueOn < today;
    if (!late && (row.remindedAt || addDays(today, REMIND_DAYS_BEFORE) < row.dueOn)) continue;
    made += await inTransaction(async (tx) => {
      const { count } = await tx.activityAdvice.updateMany({
        where: { id: row.id, doneAt: null, ...(late ? { overdueAt: null } : { remindedAt: null, overdueAt: null }) },
        data: late ? { overdueAt: now } : { remindedAt: now },
      });
      if (count === 0) return 0;
      await recordActivity(tx, null, {
        type: late ? "activity.follow-up-late" : "activity.follow-up-due",
        activity: row.activity,
        at: now,
        payload: { adviceId: row.id, ownerId: row.ownerId },
      });
      return 1;
    });
  }
  return made;
}
