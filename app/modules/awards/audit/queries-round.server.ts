import { db, type Prisma } from "#app/lib/db.server.ts";
import { notFound } from "#app/lib/errors.ts";
import { type PageRequest, readPage } from "#app/lib/page.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import type { Gate, RubricContent } from "../rubrics/rubric.ts";
import { numberOf } from "../dossier/record.ts";
import { movesOf } from "../rounds/moves/move-dates.server.ts";
import { findingsAbout } from "./queries-findings.server.ts";
import { ownOffices, roundsAuditedBy } from "./visibility.ts";

const roundSelect = {
  id: true,
  name: true,
  nameEn: true,
  year: true,
  state: true,
  organisationId: true,
  factsFrom: true,
  factsUntil: true,
  opensAt: true,
  closesAt: true,
  recommendUntil: true,
  reviewUntil: true,
  panelUntil: true,
  openedAt: true,
  panelClosedAt: true,
  noticeFrom: true,
  noticeUntil: true,
  decidedAt: true,
  frozenHash: true,
  rubric: true,
  gates: true,
  headRule: true,
  countedCompleters: true,
  minJudges: true,
  spreadLimit: true,
  trimExtremes: true,
  title: { select: { name: true, nameEn: true, legalBasis: true } },
  organisation: { select: { name: true, timeZone: true } },
  seats: {
    orderBy: { position: "asc" },
    select: {
      id: true,
      name: true,
      unit: true,
      outside: true,
      chair: true,
      substitute: true,
      acceptedAt: true,
      declinedAt: true,
    },
  },
} satisfies Prisma.AwardRoundSelect;

const iso = (at: Date | null) => at?.toISOString() ?? null;
const day = (at: Date) => at.toISOString().slice(0, 10);

/** What an application is for, as it is called in lists. */
export const subjectSelect = {
  achievement: { select: { title: true } },
  studio: { select: { name: true } },
  person: { select: { name: true } },
  enterprise: { select: { name: true } },
} satisfies Prisma.AwardApplicationSelect;
type Subject = Prisma.AwardApplicationGetPayload<{ select: typeof subjectSelect }>;
export const subjectOf = (row: Subject): string => row.achievement?.title ?? row.studio?.name ?? row.person?.name ?? "";

/** Applications in the order of their numbers; drafts are nobody's but the applicant's. */
export const handedIn = (roundId: string): Prisma.AwardApplicationWhereInput => ({
  roundId,
  submittedAt: { not: null },
  state: { not: "DRAFT" },
});

/** The round for who may read its evidence. Errors: not_found. */
export async function requireAudited(actor: Actor, roundId: string) {
  const row = await db.awardRound.findFirst({
    where: { id: roundId, AND: roundsAuditedBy(actor) },
    select: roundSelect,
  });
  if (!row) throw notFound();
  return row;
}

/**
 * One round as its auditor reads it: what was frozen, the panel, and a page of its applications; for the organising
 * union's officers also who audits. Errors: not_found.
 */
export async function loadAuditedRound(actor: Actor, roundId: string, page: PageRequest) {
  const row = await requireAudited(actor, roundId);
  const officer = ownOffices(actor).includes(row.organisationId);
  const [outcome, moved, list, auditors] = await Promise.all([
    findingsAbout([roundId]),
    movesOf(roundId),
    readPage(page, (slice) =>
      db.awardApplication.findMany({
        where: handedIn(roundId),
        orderBy: [{ id: "asc" }],
        select: {
          id: true,
          state: true,
          grade: true,
          certificateNumber: true,
          score: { select: { total: true, rank: true } },
          ...subjectSelect,
        },
        ...slice,
      }),
    ),
    officer
      ? db.roundAuditor.findMany({
          where: { roundId },
          orderBy: { from: "desc" },
          select: {
            id: true,
            from: true,
            until: true,
            revokedAt: true,
            reason: true,
            person: { select: { name: true } },
          },
        })
      : [],
  ]);
  const closed = row.panelClosedAt !== null;
  return {
    ...list,
    officer,
    outcome,
    moved: moved.map((one) => ({ ...one, at: one.at.toISOString() })),
    round: {
      ...row,
      rubric: row.rubric as unknown as RubricContent,
      gates: row.gates as unknown as Gate[],
      factsFrom: day(row.factsFrom),
      factsUntil: day(row.factsUntil),
      opensAt: row.opensAt.toISOString(),
      closesAt: row.closesAt.toISOString(),
      recommendUntil: row.recommendUntil.toISOString(),
      reviewUntil: row.reviewUntil.toISOString(),
      panelUntil: row.panelUntil.toISOString(),
      openedAt: iso(row.openedAt),
      panelClosedAt: iso(row.panelClosedAt),
      noticeFrom: iso(row.noticeFrom),
      noticeUntil: iso(row.noticeUntil),
      decidedAt: iso(row.decidedAt),
      seats: row.seats.map((seat) => ({ ...seat, acceptedAt: iso(seat.acceptedAt), declinedAt: iso(seat.declinedAt) })),
    },
    rows: list.rows.map((one) => ({
      id: one.id,
      number: numberOf(row.year, one.id),
      title: subjectOf(one),
      enterprise: one.enterprise.name,
      state: one.state,
      grade: one.grade,
      certificate: one.certificateNumber,
      // Scores are blind until the panel closed.
      total: closed ? (one.score?.total ?? null) : null,
      rank: closed ? (one.score?.rank ?? null) : null,
    })),
    auditors: auditors.map(({ person, ...one }) => ({
      ...one,
      name: person.name,
      from: one.from.toISOString(),
      until: one.until.toISOString(),
      over: one.revokedAt !== null || one.until <= actor.now,
    })),
  };
}
