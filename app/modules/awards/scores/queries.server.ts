import { db, type Prisma } from "#app/lib/db.server.ts";
import { notFound } from "#app/lib/errors.ts";
import { type PageRequest, readPage } from "#app/lib/page.ts";
import { type Actor, isGuestOnly, organisationsWith } from "#app/modules/accounts/actor.ts";
import { auditedBy } from "../audit/visibility.ts";
import { subjectOf, subjectSelect } from "../decisions/subject.ts";
import { bandedFacts, exactFacts } from "../facts/banded-facts.ts";
import { proposedGrades } from "../notice/publish-notice.server.ts";
import { placesOf } from "../notice/proposal.ts";
import { panelRound } from "../panel/queries.server.ts";
import type { RubricContent } from "../rubrics/rubric.ts";
import { ownApplications } from "../visibility.ts";
import type { ScoredCriterion } from "./compute.ts";
import { factsFrom } from "./facts-from.ts";
import type { Marks } from "./sheet.ts";

const panel = (actor: Actor): Prisma.AwardRoundWhereInput => ({
  seats: { some: { personId: actor.personId, acceptedAt: { not: null }, declinedAt: null } },
});

/** Rule: scores exist only inside the round. Its officers, its panel once it has closed, its auditors. */
const scoresOpenTo = (actor: Actor): Prisma.AwardRoundWhereInput => ({
  panelClosedAt: { not: null },
  OR: [
    { organisationId: { in: organisationsWith(actor, "UNION_OFFICER") } },
    ...(isGuestOnly(actor) ? [] : [panel(actor)]),
    auditedBy(actor),
  ],
});

export const SCORE_SORTS = ["rank", "spread"] as const;
export type ScoreSort = (typeof SCORE_SORTS)[number];
const SCORE_ORDER: Record<ScoreSort, Prisma.ApplicationScoreOrderByWithRelationInput[]> = {
  rank: [{ rank: "asc" }, { applicationId: "asc" }],
  spread: [{ spread: "desc" }, { rank: "asc" }, { applicationId: "asc" }],
};

/**
 * A page of a round's scores, by rank or by how far sheets lie apart, with what is proposed; a judge's without the
 * applications stood back from. Grades are proposed over the whole round, whatever the page. Three statements.
 * Errors: not_found.
 */
export async function loadScores(actor: Actor, roundId: string, page: PageRequest = {}, sort: ScoreSort = "rank") {
  const round = await db.awardRound.findFirst({
    where: { id: roundId, AND: scoresOpenTo(actor) },
    select: { ...panelRound, places: true, noticeDays: true, countedCompleters: true },
  });
  if (!round) throw notFound();
  const organiser = organisationsWith(actor, "UNION_OFFICER").includes(round.organisationId);
  const [list, admitted] = await Promise.all([
    readPage(page, async ({ cursor, ...slice }) => {
      const rows = await db.applicationScore.findMany({
        where: { application: { roundId, recusals: { none: { seat: { personId: actor.personId } } } } },
        orderBy: SCORE_ORDER[sort],
        cursor: cursor && { applicationId: cursor.id },
        select: {
          rank: true,
          total: true,
          spread: true,
          sheets: true,
          application: {
            select: { id: true, state: true, version: true, grade: true, gradeReason: true, ...subjectSelect },
          },
        },
        ...slice,
      });
      return rows.map(({ application, ...score }) => ({ id: application.id, application, score }));
    }),
    round.state === "PANEL"
      ? db.awardApplication.findMany({
          where: { roundId, state: "ADMITTED" },
          select: { id: true, grade: true, gradeReason: true, score: { select: { rank: true } } },
        })
      : null,
  ]);
  const proposed = admitted && proposedGrades(admitted, round.places);
  const { places, countedCompleters, ...shown } = round;
  return {
    round: shown,
    places: placesOf(places),
    organiser,
    ...list,
    rows: list.rows.map(({ id, application, score }) => ({
      id,
      state: application.state,
      version: application.version,
      ...subjectOf(application, countedCompleters),
      ...score,
      grade: proposed ? (proposed.get(id)?.grade ?? "") : application.grade,
      byRank: proposed?.get(id)?.byRank ?? null,
      deviates: application.gradeReason !== "",
      gradeReason: application.gradeReason,
    })),
  };
}

/**
 * Every point of one application with how it came about and the records behind it. For whoever reads the round's scores; the
 * applicants read their own once it is decided. Who gave which sheet stands in it for officers and auditors only.
 * Errors: not_found.
 */
export async function loadPoints(actor: Actor, id: string) {
  const row = await db.awardApplication.findFirst({
    where: {
      id,
      score: { isNot: null },
      OR: [
        { round: scoresOpenTo(actor), recusals: { none: { seat: { personId: actor.personId } } } },
        { AND: [ownApplications(actor), { round: { state: "DECIDED" } }] },
      ],
    },
    select: {
      id: true,
      state: true,
      grade: true,
      spreadReason: true,
      spreadSettled: true,
      ...subjectSelect,
      score: true,
      facts: { orderBy: { key: "asc" } },
      sheets: { select: { seatId: true, scores: true } },
      recusals: { where: { seat: { personId: actor.personId } }, select: { id: true } },
      round: {
        select: {
          ...panelRound,
          rubric: true,
          countedCompleters: true,
          seats: { select: { id: true, personId: true, name: true, position: true } },
          auditors: {
            where: { personId: actor.personId, revokedAt: null, until: { gt: actor.now } },
            select: { id: true },
          },
        },
      },
    },
  });
  if (!row?.score) throw notFound();
  const { round, score } = row;
  const names = organisationsWith(actor, "UNION_OFFICER").includes(round.organisationId) || round.auditors.length > 0;
  // A judge who stood back reads it as an applicant does.
  const inPanel = row.recusals.length === 0 && round.seats.some((one) => one.personId === actor.personId);
  const marks = new Map(row.sheets.map((one) => [one.seatId, one.scores as Marks]));
  const rubric = round.rubric as unknown as RubricContent;
  const { rubric: _rubric, seats, auditors: _auditors, countedCompleters, ...shown } = round;
  return {
    id: row.id,
    state: row.state,
    grade: row.grade,
    round: shown,
    ...subjectOf(row, countedCompleters),
    total: score.total,
    rank: names || inPanel ? score.rank : null,
    sheets: score.sheets,
    spread: names || inPanel ? score.spread : null,
    spreadReason: names || inPanel ? row.spreadReason : "",
    hash: score.hash,
    facts: (names || inPanel ? exactFacts : bandedFacts)(factsFrom(row.facts)),
    criteria: rubric.criteria,
    scored: (score.detail as unknown as ScoredCriterion[]).map((one) => ({
      ...one,
      sheets:
        names || inPanel
          ? one.sheets.map((sheet) => ({
              ...sheet,
              // The order of the panel tells nobody outside who it was.
              judge: names ? (seats.find((seat) => seat.id === sheet.seatId)?.name ?? "") : null,
              remark: marks.get(sheet.seatId)?.[one.key]?.remark ?? "",
            }))
          : [],
    })),
  };
}
