import { addDays } from "date-fns/addDays";
import { db, inTransaction, type Prisma } from "#app/lib/db.server.ts";
import { recordEvent } from "#app/modules/events/record-event.server.ts";

/** So many days before a deadline whoever has not done their part yet is reminded. */
const DAYS_BEFORE = 3;
/** Applications in one transaction; each writes a row of the union's chain. */
const AT_ONCE = 200;

type Deadlines = { closesAt: Date; recommendUntil: Date; reviewUntil: Date };

/** What still waits for somebody before each deadline. */
const WAITING: Record<keyof Deadlines, Prisma.AwardApplicationWhereInput> = {
  closesAt: { state: "DRAFT" },
  recommendUntil: { state: { in: ["SUBMITTED", "RECOMMENDED"] }, steps: { some: { decision: "WAITING" } } },
  reviewUntil: { state: "RECOMMENDED", steps: { none: { decision: "WAITING" } } },
};

/**
 * Three days before a deadline, once: applicants hear of the last day for applications, the enterprise and the unions on
 * the way of that for recommendations, the organiser of that of the review.
 */
export async function remindOfDeadlines(now: Date): Promise<void> {
  const until = addDays(now, DAYS_BEFORE);
  const soon = { gt: now, lte: until };
  const rounds = await db.awardRound.findMany({
    where: {
      state: { in: ["OPEN", "REVIEW"] },
      OR: [{ closesAt: soon }, { recommendUntil: soon }, { reviewUntil: soon }],
    },
    select: {
      id: true,
      organisationId: true,
      closesAt: true,
      recommendUntil: true,
      reviewUntil: true,
      remindedOf: true,
    },
    orderBy: { id: "asc" },
    take: 100,
  });
  for (const round of rounds) {
    const near = (Object.keys(WAITING) as (keyof Deadlines)[]).filter(
      (name) => round[name] > now && round[name] <= until,
    );
    // Dates are in order: what was reminded of last says which ones are done.
    const due = near.filter((name) => round.remindedOf === null || round[name] > round.remindedOf);
    const last = due.at(-1);
    if (last === undefined) continue;
    const waiting = await db.awardApplication.findMany({
      where: { roundId: round.id, OR: due.map((name) => WAITING[name]) },
      orderBy: { id: "asc" },
      select: { id: true },
    });
    for (let at = 0; at < waiting.length; at += AT_ONCE)
      await inTransaction(async (tx) => {
        for (const { id } of waiting.slice(at, at + AT_ONCE))
          await recordEvent(tx, {
            type: "application.waiting",
            organisationId: round.organisationId,
            subjectKind: "application",
            subjectId: id,
            by: null,
            payload: { until: round[last].toISOString() },
            at: now,
          });
      });
    await db.awardRound.update({ where: { id: round.id }, data: { remindedOf: round[last] } });
  }
}
