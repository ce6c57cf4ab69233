import { addDays } from "date-fns/addDays";
import { db, inTransaction } from "#app/lib/db.server.ts";
import { recordEvent } from "#app/modules/events/record-event.server.ts";
import { sheetsLeft } from "./queries-home.server.ts";

/** So many days before its last day, judges who have not handed in all their sheets are reminded. */
const DAYS_BEFORE = 3;

type Due = { id: string; organisationId: string; panelUntil: Date; seats: string[] };

/** Three days before the last day of a panel, once: the judges with sheets left hear of it. */
export async function remindJudges(now: Date): Promise<void> {
  const due = await db.$queryRaw<Due[]>`
    SELECT r."id", r."organisationId", r."panelUntil", array_agg(seat."id"::text ORDER BY seat."position") AS "seats"
    FROM "AwardRound" r JOIN "PanelSeat" seat ON seat."roundId" = r."id"
    WHERE r."state" = 'PANEL' AND r."panelClosedAt" IS NULL AND r."panelUntil" > ${now}
      AND r."panelUntil" <= ${addDays(now, DAYS_BEFORE)}
      AND (r."remindedOf" IS NULL OR r."remindedOf" < r."panelUntil")
      AND seat."acceptedAt" IS NOT NULL AND seat."declinedAt" IS NULL AND ${sheetsLeft}
    GROUP BY r."id" ORDER BY r."id" LIMIT 100`;
  for (const { id, organisationId, panelUntil, seats } of due)
    await inTransaction(async (tx) => {
      const { count } = await tx.awardRound.updateMany({
        where: { id, panelUntil, OR: [{ remindedOf: null }, { remindedOf: { lt: panelUntil } }] },
        data: { remindedOf: panelUntil },
      });
      if (count === 0) return;
      await recordEvent(tx, {
        type: "round.closing-soon",
        organisationId,
        subjectKind: "round",
        subjectId: id,
        by: null,
        payload: { until: panelUntil.toISOString(), seats },
        at: now,
      });
    });
}
