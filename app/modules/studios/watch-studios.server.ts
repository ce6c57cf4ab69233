import { db, inTransaction } from "#app/lib/db.server.ts";
import { formatDate } from "#app/lib/format.ts";
import { recordEvent } from "#app/modules/events/record-event.server.ts";
import type { EventType } from "#app/modules/events/types.ts";
import { startOfDay } from "#app/lib/calendar.ts";
import { countStudioFactsBetween } from "./count-facts.server.ts";
import { addDays, dayOf, hasResult, monthsBefore, REMIND_DAYS, RESULT_MONTHS, textOfDay } from "./rules.ts";

const BATCH = 200;

/**
 * Looks at every studio that bears the name: reminds its leader before a date, tells both sides once it has passed,
 * and proposes an order to put things right after twelve months without any result. Nothing is decided here. Run
 * twice it tells once. Answers what was told.
 */
export async function watchStudios(now: Date): Promise<{ told: number; proposed: number }> {
  let [told, proposed] = [0, 0];
  for (let after: string | undefined; ; ) {
    const rows = await db.studio.findMany({
      where: {
        state: { in: ["DESIGNATED", "CONFIRMED", "RECTIFICATION"] },
        organisation: { OR: [{ closedAt: null }, { closedAt: { gt: now } }] },
        ...(after ? { organisationId: { gt: after } } : {}),
      },
      orderBy: { organisationId: "asc" },
      take: BATCH,
      include: { organisation: { select: { timeZone: true } } },
    });
    for (const row of rows) if (await remind(row, now)) told += 1;
    proposed += await propose(rows, now);
    if (rows.length < BATCH) return { told, proposed };
    after = rows.at(-1)?.organisationId;
  }
}

type Row = {
  organisationId: string;
  state: string;
  designatedOn: Date | null;
  reviewDueOn: Date | null;
  rectifyBy: Date | null;
  proposedAt: Date | null;
  remindedOf: Date | null;
  lateOf: Date | null;
  version: number;
  organisation: { timeZone: string };
};
const same = (a: Date | null, b: Date): boolean => a?.getTime() === b.getTime();

async function remind(row: Row, now: Date): Promise<boolean> {
  const rectifying = row.state === "RECTIFICATION";
  const dueOn = rectifying ? row.rectifyBy : row.reviewDueOn;
  if (!dueOn) return false;
  const today = dayOf(formatDate(now, row.organisation.timeZone));
  if (dueOn < today) {
    if (same(row.lateOf, dueOn)) return false;
    return tell(row, { lateOf: dueOn }, rectifying ? "studio.rectification-late" : "studio.review-late", dueOn, now);
  }
  if (dueOn > addDays(today, REMIND_DAYS) || same(row.remindedOf, dueOn)) return false;
  return tell(row, { remindedOf: dueOn }, rectifying ? "studio.rectification-due" : "studio.review-due", dueOn, now);
}

/** Studios named for a year or longer that have had no result in the last one; a result since takes the proposal back. */
async function propose(rows: Row[], now: Date): Promise<number> {
  const asked = rows.filter((row) => {
    const today = dayOf(formatDate(now, row.organisation.timeZone));
    return row.state !== "RECTIFICATION" && row.designatedOn && row.designatedOn <= monthsBefore(today, RESULT_MONTHS);
  });
  if (asked.length === 0) return 0;
  const from = startOfDay(monthsBefore(dayOf(formatDate(now)), RESULT_MONTHS), "UTC");
  const facts = await countStudioFactsBetween(
    asked.map((row) => row.organisationId),
    { from, to: now },
  );
  let proposed = 0;
  for (const row of asked) {
    const found = facts.get(row.organisationId);
    if (!found) continue;
    if (!hasResult(found)) {
      if (!row.proposedAt && (await tell(row, { proposedAt: now }, "studio.rectification-proposed", null, now)))
        proposed += 1;
    } else if (row.proposedAt)
      await db.studio.updateMany({
        where: { organisationId: row.organisationId, proposedAt: { not: null } },
        data: { proposedAt: null },
      });
  }
  return proposed;
}

const tell = (
  row: Row,
  mark: { lateOf: Date } | { remindedOf: Date } | { proposedAt: Date },
  type: Extract<EventType, `studio.${string}`>,
  dueOn: Date | null,
  now: Date,
): Promise<boolean> =>
  inTransaction(async (tx) => {
    // Its state and dates are still those looked at; a reminder is no change of the studio, so its version stays.
    const { count } = await tx.studio.updateMany({
      where: { organisationId: row.organisationId, version: row.version },
      data: mark,
    });
    if (count !== 1) return false;
    await recordEvent(tx, {
      type,
      organisationId: row.organisationId,
      subjectKind: "studio",
      subjectId: row.organisationId,
      by: null,
      payload: dueOn ? { dueOn: textOfDay(dueOn) } : { months: RESULT_MONTHS },
      at: now,
    });
    return true;
  });
