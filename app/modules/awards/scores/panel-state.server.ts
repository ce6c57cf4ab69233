import type { Prisma, Tx } from "#app/lib/db.server.ts";
import { judgesFor, leaderOf } from "../panel/seats.ts";
import type { RubricContent } from "../rubrics/rubric.ts";
import type { CountedSheet, ScoreInput } from "./compute.ts";
import { factsFrom } from "./facts-from.ts";
import type { Marks } from "./sheet.ts";

const roundSelect = {
  id: true,
  organisationId: true,
  state: true,
  version: true,
  rubric: true,
  minJudges: true,
  trimExtremes: true,
  spreadLimit: true,
  panelUntil: true,
  panelClosedAt: true,
  seats: { orderBy: { position: "asc" } },
} satisfies Prisma.AwardRoundSelect;

export type Sheet = { applicationId: string; seatId: string; marks: Marks; submitted: boolean };
type Reader = Pick<Tx, "awardRound" | "awardApplication" | "applicationFact" | "scoreSheet" | "recusal">;

/** Applications that have been before the panel: also once they have gone further. */
export const JUDGED_STATES = ["ADMITTED", "PROPOSED", "AWARDED", "NOT_AWARDED", "EXCLUDED", "REVOKED"] as const;

/**
 * All a round's scores are made of, in five statements for as many applications as there are: who is called for each,
 * which sheets of theirs are submitted, and the facts. `sheets` and `recusals` may come from the chain of events instead;
 * `scored` are applications that count although they have been withdrawn since.
 */
export async function loadPanelState(
  reader: Reader,
  roundId: string,
  from?: { sheets: readonly Sheet[]; recusals: readonly { seatId: string; applicationId: string }[] },
  scored: readonly string[] = [],
) {
  const round = await reader.awardRound.findUniqueOrThrow({ where: { id: roundId }, select: roundSelect });
  const applications = await reader.awardApplication.findMany({
    where: {
      roundId,
      admittedAt: { not: null },
      OR: [{ state: { in: [...JUDGED_STATES] } }, { state: "WITHDRAWN", id: { in: [...scored] } }],
    },
    orderBy: { id: "asc" },
    select: { id: true, spreadSettled: true },
  });
  const of = { application: { roundId } };
  const facts = await reader.applicationFact.findMany({
    where: of,
    orderBy: [{ applicationId: "asc" }, { key: "asc" }],
  });
  const sheets =
    from?.sheets ??
    (await reader.scoreSheet.findMany({ where: of, orderBy: { id: "asc" } })).map(
      (one): Sheet => ({
        applicationId: one.applicationId,
        seatId: one.seatId,
        marks: one.scores as Marks,
        submitted: one.submittedAt !== null,
      }),
    );
  const recusals =
    from?.recusals ?? (await reader.recusal.findMany({ where: of, select: { seatId: true, applicationId: true } }));
  const factsOf = Map.groupBy(facts, (one) => one.applicationId);
  const sheetsOf = Map.groupBy(sheets, (one) => one.applicationId);
  const backOf = Map.groupBy(recusals, (one) => one.applicationId);
  const matters = applications.map((application) => {
    const called = judgesFor(round.seats, new Set((backOf.get(application.id) ?? []).map((one) => one.seatId)));
    const submitted = (sheetsOf.get(application.id) ?? []).filter((one) => one.submitted);
    const counted = called.flatMap(({ id, position }): CountedSheet[] => {
      const sheet = submitted.find((one) => one.seatId === id);
      return sheet ? [{ seatId: id, position, marks: sheet.marks }] : [];
    });
    const input: ScoreInput = {
      applicationId: application.id,
      facts: factsFrom(factsOf.get(application.id) ?? []),
      sheets: counted,
    };
    return { ...application, called, leader: leaderOf(called), input };
  });
  return { round: { ...round, rubric: round.rubric as unknown as RubricContent }, matters };
}
export type PanelState = Awaited<ReturnType<typeof loadPanelState>>;

/** Hundredths between the highest and the lowest sheet, over what judges give. */
export function spreadOf(sheets: readonly CountedSheet[]): number {
  const totals = sheets.map(({ marks }) => Object.values(marks).reduce((sum, one) => sum + (one.points ?? 0), 0));
  return totals.length > 0 ? Math.max(...totals) - Math.min(...totals) : 0;
}
