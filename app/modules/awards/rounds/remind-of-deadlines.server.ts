import { addDays } from "date-fns/addDays";
import { db, inTransaction } from "#app/lib/db.server.ts";
import { recordEvent } from "#app/modules/events/record-event.server.ts";

/** So many days before a deadline whose office has not spoken yet is reminded. */
const DAYS_BEFORE = 3;
const MOST = 500;

/**
 * Each office that an application waits for hears of the deadline three days before it, once: the enterprise and the
 * unions of the last day for recommendations, the organiser of the last day of the review.
 */
export async function remindOfDeadlines(now: Date): Promise<void> {
  const soon = { gt: now, lte: addDays(now, DAYS_BEFORE) };
  const rounds = await db.awardRound.findMany({
    where: { state: { in: ["OPEN", "REVIEW"] }, OR: [{ recommendUntil: soon }, { reviewUntil: soon }] },
    select: { id: true, organisationId: true, recommendUntil: true, reviewUntil: true, remindedOf: true },
    take: 100,
  });
  for (const round of rounds) {
    const deadline = [round.recommendUntil, round.reviewUntil].find((at) => at > now && at <= soon.lte);
    if (!deadline || round.remindedOf?.getTime() === deadline.getTime()) continue;
    const recommending = deadline.getTime() === round.recommendUntil.getTime();
    await inTransaction(async (tx) => {
      const { count } = await tx.awardRound.updateMany({
        where: { id: round.id, OR: [{ remindedOf: null }, { remindedOf: { not: deadline } }] },
        data: { remindedOf: deadline },
      });
      if (count === 0) return;
      const waiting = await tx.awardApplication.findMany({
        where: {
          roundId: round.id,
          state: { in: ["SUBMITTED", "RECOMMENDED"] },
          steps: recommending ? { some: { decision: "WAITING" } } : { none: { decision: "WAITING" } },
        },
        orderBy: { id: "asc" },
        take: MOST,
        select: { id: true },
      });
      for (const { id } of waiting)
        await recordEvent(tx, {
          type: "application.waiting",
          organisationId: round.organisationId,
          subjectKind: "application",
          subjectId: id,
          by: null,
          payload: { until: deadline.toISOString() },
          at: now,
        });
    });
  }
}
