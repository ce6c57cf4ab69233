import { db, inTransaction } from "#app/lib/db.server.ts";
import { formatDate } from "#app/lib/format.ts";
import { recordEvent } from "#app/modules/events/record-event.server.ts";
import { monthToRemind } from "./rules.ts";

const BATCH = 200;

/**
 * Reminds apprentices of the month whose note is due, once a month: from its 25th on, or after it when nobody looked.
 * Run twice it reminds once. Answers how many were reminded.
 */
export async function remindOfNotes(now: Date): Promise<number> {
  let reminded = 0;
  for (let after: string | undefined; ; ) {
    const rows = await db.mentorship.findMany({
      where: { state: "RUNNING", ...(after ? { id: { gt: after } } : {}) },
      orderBy: { id: "asc" },
      take: BATCH,
      select: {
        id: true,
        enterpriseId: true,
        startsOn: true,
        endsOn: true,
        remindedOf: true,
        place: { select: { timeZone: true } },
        notes: { select: { month: true } },
      },
    });
    for (const row of rows) {
      const written = row.notes.map((note) => note.month);
      const month = monthToRemind(row, written, formatDate(now, row.place.timeZone), row.remindedOf);
      if (month && (await remind(row, month, now))) reminded += 1;
    }
    if (rows.length < BATCH) return reminded;
    after = rows.at(-1)?.id;
  }
}

const remind = (row: { id: string; enterpriseId: string; remindedOf: string }, month: string, now: Date) =>
  inTransaction(async (tx) => {
    const { count } = await tx.mentorship.updateMany({
      where: { id: row.id, state: "RUNNING", remindedOf: row.remindedOf },
      data: { remindedOf: month },
    });
    if (count !== 1) return false;
    await recordEvent(tx, {
      type: "mentorship.reminded",
      organisationId: row.enterpriseId,
      subjectKind: "mentorship",
      subjectId: row.id,
      by: null,
      payload: { month },
      at: now,
    });
    return true;
  });
