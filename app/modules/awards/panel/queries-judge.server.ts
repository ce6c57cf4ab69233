import { db, Prisma } from "#app/lib/db.server.ts";
import { notFound } from "#app/lib/errors.ts";
import { type PageRequest, readPage } from "#app/lib/page.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { subjectOf, subjectSelect } from "../decisions/subject.ts";
import { rangeOf } from "../rubrics/evaluate.ts";
import type { RubricContent } from "../rubrics/rubric.ts";
import { factsFrom } from "../scores/facts-from.ts";
import { loadPanelState, spreadOf } from "../scores/panel-state.server.ts";
import { askedOf, type Marks } from "../scores/sheet.ts";
import { callsOf } from "./calls.ts";
import { conflictBetween } from "./conflicts.ts";
import { judgeFacts, matterFacts } from "./conflict-facts.server.ts";
import { requireCalled } from "./open-panel.server.ts";
import { panelRound } from "./queries.server.ts";
import { leaderOf } from "./seats.ts";

/** Panels the actor has a seat on: those to answer, under way and over. */
export async function loadSeats(actor: Actor) {
  const seats = await db.panelSeat.findMany({
    where: { personId: actor.personId, round: { state: { notIn: ["DRAFT", "CANCELLED"] } } },
    orderBy: { round: { panelUntil: "desc" } },
    take: 50,
    select: {
      id: true,
      chair: true,
      substitute: true,
      acceptedAt: true,
      declinedAt: true,
      round: { select: panelRound },
    },
  });
  return {
    seats: seats.map((one) => ({
      ...one,
      toAnswer: !one.acceptedAt && !one.declinedAt && ["OPEN", "REVIEW"].includes(one.round.state),
    })),
  };
}

async function ownSeat(actor: Actor, roundId: string) {
  const round = await db.awardRound.findFirst({
    where: {
      id: roundId,
      state: { in: ["PANEL", "NOTICE", "DECIDED"] },
      seats: { some: { personId: actor.personId, acceptedAt: { not: null }, declinedAt: null } },
    },
    select: { ...panelRound, seats: { orderBy: { position: "asc" } } },
  });
  const seat = round?.seats.find((one) => one.personId === actor.personId);
  if (!round || !seat) throw notFound();
  return { round, seat };
}

/**
 * What is before a judge in one round, by pages, with how far it has come. What the judge stands back from is not in it.
 * Six statements, and for the chair those of the panel's state. Errors: not_found.
 */
export async function loadJudging(actor: Actor, roundId: string, page: PageRequest) {
  const { round, seat } = await ownSeat(actor, roundId);
  const recusals = await db.recusal.findMany({
    where: { application: { roundId } },
    select: { seatId: true, applicationId: true },
  });
  const calls = callsOf(seat.id, round.seats, recusals);
  const mine = {
    roundId,
    admittedAt: { not: null },
    state: { in: ["ADMITTED", "PROPOSED", "AWARDED", "NOT_AWARDED", "EXCLUDED", "REVOKED"] },
    id: calls.all ? { notIn: calls.but } : { in: calls.only },
  } satisfies Prisma.AwardApplicationWhereInput;
  const [list, total, submitted] = await Promise.all([
    readPage(page, (slice) =>
      db.awardApplication.findMany({
        where: mine,
        orderBy: { id: "asc" },
        select: {
          id: true,
          ...subjectSelect,
          sheets: { where: { seatId: seat.id }, select: { submittedAt: true, savedAt: true } },
        },
        ...slice,
      }),
    ),
    db.awardApplication.count({ where: mine }),
    db.scoreSheet.count({ where: { seatId: seat.id, submittedAt: { not: null }, application: mine } }),
  ]);
  const conflicts =
    round.state === "PANEL"
      ? await ownConflicts(
          actor,
          list.rows.map((one) => one.id),
        )
      : new Set();
  const { seats: _, ...shown } = round;
  return {
    round: shown,
    chair: seat.chair,
    substitute: seat.substitute,
    ...list,
    rows: list.rows.flatMap((row) =>
      conflicts.has(row.id)
        ? []
        : [
            {
              id: row.id,
              ...subjectOf(row),
              state: row.sheets[0]?.submittedAt
                ? ("SUBMITTED" as const)
                : row.sheets[0]
                  ? ("SAVED" as const)
                  : ("NONE" as const),
            },
          ],
    ),
    total,
    submitted,
    apart: round.state === "PANEL" && !round.panelClosedAt ? await apartFor(seat.id, roundId) : [],
  };
}

/** Of these applications those the actor conflicts with as things are now. */
async function ownConflicts(actor: Actor, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const judge = (await judgeFacts(db, [actor.personId], actor.now)).get(actor.personId);
  const matters = await matterFacts(db, Prisma.sql`a."id" = ANY (${[...ids]}::uuid[])`, actor.now);
  return new Set([...matters].flatMap(([id, matter]) => (judge && conflictBetween(judge, matter) ? [id] : [])));
}

/** Whose sheets lie far apart, of those this judge leads: how far, never whose points. */
async function apartFor(seatId: string, roundId: string) {
  const { round, matters } = await loadPanelState(db, roundId);
  const apart = matters.filter(
    (one) =>
      one.leader?.id === seatId &&
      spreadOf(one.input.sheets) >= round.spreadLimit &&
      one.spreadSettled !== spreadOf(one.input.sheets),
  );
  return apart.map((one) => ({ id: one.id, spread: spreadOf(one.input.sheets) }));
}

/** One application before the judge, with the own sheet: facts and their records, texts and files. Errors: not_found. */
export async function loadSheet(actor: Actor, id: string) {
  const { application, round, seat, called } = await requireCalled(db, actor, id);
  const leads = leaderOf(called)?.id === seat.id;
  const [about, sheets, files] = await Promise.all([
    db.awardApplication.findUniqueOrThrow({
      where: { id },
      select: {
        ...subjectSelect,
        achievementId: true,
        round: { select: { ...panelRound, countedCompleters: true } },
        achievement: {
          select: {
            ...subjectSelect.achievement.select,
            summary: true,
            innovation: true,
            application: true,
            social: true,
            completedOn: true,
          },
        },
      },
    }),
    db.scoreSheet.findMany({
      where: { applicationId: id, seatId: { in: called.map((one) => one.id) } },
      select: { seatId: true, scores: true, version: true, submittedAt: true, savedAt: true },
    }),
    db.attachment.findMany({
      where: {
        removedAt: null,
        OR: [
          { ownerKind: "application", ownerId: id },
          ...(application.achievementId ? [{ ownerKind: "achievement", ownerId: application.achievementId }] : []),
        ],
      },
      orderBy: [{ createdAt: "asc" }, { id: "asc" }],
      select: { id: true, fileName: true, size: true },
    }),
  ]);
  const own = sheets.find((one) => one.seatId === seat.id);
  const submitted = sheets.filter((one) => one.submittedAt !== null);
  const facts = factsFrom(application.facts);
  const rubric = round.rubric as unknown as RubricContent;
  const spread = spreadOf(submitted.map((one) => ({ seatId: one.seatId, position: 0, marks: one.scores as Marks })));
  const { achievement, round: shown } = about;
  return {
    id,
    round: shown,
    ...subjectOf(about, shown.countedCompleters),
    texts: achievement && {
      kind: achievement.kind,
      completedOn: achievement.completedOn.toISOString().slice(0, 10),
      summary: achievement.summary,
      innovation: achievement.innovation,
      application: achievement.application,
      social: achievement.social,
    },
    statement: application.statement as Record<string, string>,
    criteria: rubric.criteria,
    asked: askedOf(rubric, facts).map(({ criterion, least, most }) => ({ key: criterion.key, least, most })),
    /** Points nobody is asked for, because facts leave no choice. */
    fixed: Object.fromEntries(rubric.criteria.map((one) => [one.key, rangeOf(one, facts).least])),
    facts,
    files: files.map((one) => ({ ...one, size: Number(one.size) })),
    sheet: {
      version: own?.version ?? 0,
      marks: (own?.scores ?? {}) as Marks,
      submittedAt: own?.submittedAt ?? null,
      savedAt: own?.savedAt ?? null,
    },
    closed: round.panelClosedAt !== null,
    lead:
      leads && !round.panelClosedAt
        ? {
            spread,
            apart: spread >= round.spreadLimit && application.spreadSettled !== spread,
            settled: application.spreadSettled === spread && application.spreadReason !== "",
            /** Whose sheets are in, by the panel's order: who they are, not what they say. */
            sheets: called.map((one) => ({
              seatId: one.id,
              name: one.name,
              submitted: submitted.some((sheet) => sheet.seatId === one.id),
            })),
          }
        : null,
  };
}
