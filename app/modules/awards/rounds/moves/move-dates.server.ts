import { endOfDay } from "#app/lib/calendar.ts";
import { db, inTransaction } from "#app/lib/db.server.ts";
import { formatDate } from "#app/lib/format.ts";
import { lastMomentOf } from "#app/lib/last-moment.ts";
import { forbidden, invalid, notFound } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { isOrganiser } from "../../policy.ts";
import { putOffJudges } from "../../panel/seat-judge.server.ts";
import { awardRoundsVisibleTo } from "../../visibility.ts";
import {
  DATE_FIELDS,
  type DateMove,
  lastDayOf,
  movableDates,
  readMoves,
  ROUND_DATES,
  type RoundDate,
  whyNotMoved,
} from "./rules.ts";
import { recordRound, requireRound } from "../open-round.server.ts";
import type { MovedDates } from "../schema.ts";

/** The end of a day at the organiser, as this date keeps it: a notice is over when the next day begins, the others with their last moment. */
function endsOn(date: RoundDate, day: Date, timeZone: string): Date {
  const over = endOfDay(day, timeZone);
  return date === "noticeUntil" ? over : lastMomentOf(over);
}

/**
 * Puts off dates of an open round, with the reason, on the record; everybody with a part in it hears of it. Rubric, gates,
 * panel and rules stay as frozen. Errors: those of requireRound, invalid (reason-required; required, round-date-over,
 * round-date-earlier, round-date-far, round-dates beside their field; round-dates-same).
 */
export async function moveDates(actor: Actor, id: string, input: MovedDates): Promise<void> {
  await inTransaction(async (tx) => {
    const { row } = await requireRound(tx, actor, id, "move-dates", input);
    const { timeZone } = row.organisation;
    const to: Partial<Record<RoundDate, Date>> = {};
    for (const date of movableDates(row, actor.now))
      if (!input[DATE_FIELDS[date]]) throw invalid("required", DATE_FIELDS[date]);
    for (const date of ROUND_DATES) {
      const day = input[DATE_FIELDS[date]];
      const was = row[date];
      // The same day is no move, whatever the time of day.
      if (day && !(was && formatDate(day, "UTC") === lastDayOf(date, was, timeZone)))
        to[date] = endsOn(date, day, timeZone);
    }
    const [wrong] = whyNotMoved(row, to, actor.now);
    if (wrong) throw invalid(wrong.key, DATE_FIELDS[wrong.date]);
    const moves = ROUND_DATES.flatMap((date): DateMove[] => {
      const [was, will] = [row[date], to[date]];
      if (!was || !will) return [];
      return [{ date, from: was.toISOString(), to: will.toISOString() }];
    });
    if (moves.length === 0) throw invalid("round-dates-same");
    await tx.awardRound.update({
      where: { id },
      data: { ...Object.fromEntries(moves.map((one) => [one.date, one.to])), version: { increment: 1 } },
    });
    const panel = moves.find((one) => one.date === "panelUntil");
    if (panel) await putOffJudges(tx, id, { from: new Date(panel.from), to: new Date(panel.to) });
    await recordRound(tx, actor, row, "round.dates-moved", { reason: input.reason, payload: { moves } });
  });
}

/** How a round's dates were moved, the latest first, for who may read the round. One statement. */
export async function movesOf(roundId: string) {
  const rows = await db.event.findMany({
    where: { subjectKind: "round", subjectId: roundId, type: "round.dates-moved" },
    orderBy: { id: "desc" },
    take: 50,
    select: { at: true, reason: true, payload: true },
  });
  return rows.map(({ payload, ...one }) => ({ ...one, moves: readMoves(payload) }));
}

/** The round for the page that moves its dates. Errors: not_found, forbidden. */
export async function loadDates(actor: Actor, id: string) {
  const row = await db.awardRound.findFirst({
    where: { id, AND: awardRoundsVisibleTo(actor) },
    select: {
      id: true,
      name: true,
      nameEn: true,
      version: true,
      state: true,
      organisationId: true,
      organisation: { select: { timeZone: true } },
      closesAt: true,
      recommendUntil: true,
      reviewUntil: true,
      panelUntil: true,
      noticeUntil: true,
      panelClosedAt: true,
    },
  });
  if (!row) throw notFound();
  const movable = movableDates(row, actor.now);
  if (!isOrganiser(actor, row.organisationId) || movable.length === 0) throw forbidden("not-your-move");
  return { ...row, movable, moved: await movesOf(id) };
}
