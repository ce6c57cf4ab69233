import { db, Prisma } from "#app/lib/db.server.ts";
import { notFound } from "#app/lib/errors.ts";
import { type PageRequest, readPage } from "#app/lib/page.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { readStatement } from "../applications/statement.ts";
import { subjectOf, subjectSelect } from "../decisions/subject.ts";
import { rangeOf } from "../rubrics/evaluate.ts";
import type { RubricContent } from "../rubrics/rubric.ts";
import { factsFrom } from "../scores/facts-from.ts";
import { JUDGED_STATES, spreadOf } from "../scores/panel-state.server.ts";
import { sheetsMark } from "../scores/lead-panel.server.ts";
import { askedOf, type Marks } from "../scores/sheet.ts";
import { type Calls, callsOf } from "./calls.ts";
import { conflictBetween } from "./conflicts.ts";
import { judgeFacts, matterFacts } from "./conflict-facts.server.ts";
import { requireCalled } from "./open-panel.server.ts";
import { panelRound } from "./queries.server.ts";
import { judgesFor, leaderOf, toldApart } from "./seats.ts";

/** Of more at once nobody settles one after the other. */
const MOST_APART = 200;

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
    select: {
      ...panelRound,
      seats: { orderBy: { position: "asc" }, include: { recusals: { select: { applicationId: true } } } },
    },
  });
  const seat = round?.seats.find((one) => one.personId === actor.personId);
  if (!round || !seat) throw notFound();
  return { round, seat };
}

export const SHEET_STATES = ["NONE", "SAVED", "SUBMITTED"] as const;
export type SheetState = (typeof SHEET_STATES)[number];
/** Applications on which the seat's own sheet is so far on. */
const sheetIs = (state: SheetState, seatId: string): Prisma.AwardApplicationWhereInput =>
  state === "NONE"
    ? { sheets: { none: { seatId } } }
    : { sheets: { some: { seatId, submittedAt: state === "SAVED" ? null : { not: null } } } };

type JudgeRow = { total: number; submitted: number };

/** How many applications a judge is called for in a round, and how many of them have the judge's sheet. */
async function progressOf(seatId: string, roundId: string, calls: Calls): Promise<JudgeRow> {
  const mine = calls.all
    ? Prisma.sql`a."id" <> ALL (${calls.but}::uuid[])`
    : Prisma.sql`a."id" = ANY (${calls.only}::uuid[])`;
  const [row] = await db.$queryRaw<JudgeRow[]>`
    SELECT count(*)::int AS "total", count(s."submittedAt")::int AS "submitted"
    FROM "AwardApplication" a LEFT JOIN "ScoreSheet" s ON s."applicationId" = a."id" AND s."seatId" = ${seatId}::uuid
    WHERE a."roundId" = ${roundId}::uuid AND a."admittedAt" IS NOT NULL
      AND a."state"::text = ANY (${[...JUDGED_STATES]}) AND ${mine}`;
  return row ?? { total: 0, submitted: 0 };
}

/**
 * What is before a judge in one round, by pages, with how far it has come; all of it, or what the own sheets are so far
 * on. What the judge stands back from is not in it.
 * Six statements. Errors: not_found.
 */
export async function loadJudging(actor: Actor, roundId: string, page: PageRequest, show?: SheetState) {
  const { round, seat } = await ownSeat(actor, roundId);
  const recusals = round.seats.flatMap((one) =>
    one.recusals.map(({ applicationId }) => ({ seatId: one.id, applicationId })),
  );
  const calls = callsOf(seat.id, round.seats, recusals);
  const open = round.state === "PANEL" && !round.panelClosedAt;
  const [list, progress, apart] = await Promise.all([
    readPage(page, (slice) =>
      db.awardApplication.findMany({
        where: {
          roundId,
          admittedAt: { not: null },
          state: { in: [...JUDGED_STATES] },
          id: calls.all ? { notIn: calls.but } : { in: calls.only },
          ...(show && sheetIs(show, seat.id)),
        },
        orderBy: { id: "asc" },
        select: {
          id: true,
          ...subjectSelect,
          sheets: { where: { seatId: seat.id }, select: { submittedAt: true, savedAt: true } },
        },
        ...slice,
      }),
    ),
    progressOf(seat.id, roundId, calls),
    open ? apartIn(round) : [],
  ]);
  const conflicts = open
    ? await ownConflicts(
        actor,
        list.rows.map((one) => one.id),
      )
    : new Set();
  const backOf = Map.groupBy(recusals, (one) => one.applicationId);
  const told = ({ id, seatIds }: { id: string; seatIds: string[] }) => {
    const called = judgesFor(round.seats, new Set((backOf.get(id) ?? []).map((one) => one.seatId)));
    return toldApart({ called, submitted: new Set(seatIds) }, round, actor.now)?.id === seat.id;
  };
  const { seats: _, ...shown } = round;
  return {
    round: shown,
    chair: seat.chair,
    substitute: seat.substitute,
    ...list,
    rows: list.rows.flatMap((row) => {
      const [sheet] = row.sheets;
      const state = sheet?.submittedAt ? ("SUBMITTED" as const) : sheet ? ("SAVED" as const) : ("NONE" as const);
      return conflicts.has(row.id) ? [] : [{ id: row.id, ...subjectOf(row), state }];
    }),
    ...progress,
    apart: apart.flatMap((one) => (told(one) ? [{ id: one.id, title: one.title }] : [])),
  };
}

/** Of these applications those the actor conflicts with as things are now. */
async function ownConflicts(actor: Actor, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const judge = (await judgeFacts(db, [actor.personId], actor.now)).get(actor.personId);
  const matters = await matterFacts(db, Prisma.sql`a."id" = ANY (${[...ids]}::uuid[])`, actor.now);
  return new Set([...matters].flatMap(([id, matter]) => (judge && conflictBetween(judge, matter) ? [id] : [])));
}

/**
 * Applications whose sheets lie far apart and nobody has settled, with whose sheets are in, never anybody's points. A judge
 * who was called stays called until standing back, so submitted sheets of those who do not stand back are the ones that
 * count. Who of the panel is told, says `toldApart`.
 */
const apartIn = (round: { id: string; spreadLimit: number }) =>
  db.$queryRaw<{ id: string; title: string; seatIds: string[] }[]>`
    SELECT a."id"::text AS "id", coalesce(h."title", o."name", p."name") AS "title",
      array_agg(sheet."seatId"::text) AS "seatIds"
    FROM (
      SELECT s."applicationId", s."seatId",
        (SELECT coalesce(sum((mark ->> 'points')::int), 0)::int FROM jsonb_each(s."scores") AS one("key", mark)) AS "sum"
      FROM "ScoreSheet" s WHERE s."submittedAt" IS NOT NULL
        AND NOT EXISTS (SELECT 1 FROM "Recusal" r WHERE r."seatId" = s."seatId" AND r."applicationId" = s."applicationId")
    ) sheet
    JOIN "AwardApplication" a ON a."id" = sheet."applicationId" AND a."roundId" = ${round.id}::uuid AND a."state" = 'ADMITTED'
    LEFT JOIN "Achievement" h ON h."id" = a."achievementId"
    LEFT JOIN "Organisation" o ON o."id" = a."studioId"
    LEFT JOIN "Person" p ON p."id" = a."personId"
    GROUP BY a."id", h."title", o."name", p."name"
    HAVING max(sheet."sum") - min(sheet."sum") >= ${round.spreadLimit}
      AND a."spreadSettled" IS DISTINCT FROM max(sheet."sum") - min(sheet."sum")
    ORDER BY a."id" LIMIT ${MOST_APART}`;

/** One application before the judge, with the own sheet: facts and their records, texts and files. Errors: not_found. */
export async function loadSheet(actor: Actor, id: string) {
  const { application, round, seat, called } = await requireCalled(db, actor, id);
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
  const told =
    toldApart({ called, submitted: new Set(submitted.map((one) => one.seatId)) }, round, actor.now)?.id === seat.id;
  const leads = told || leaderOf(called)?.id === seat.id;
  const apart = told && spread >= round.spreadLimit;
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
    statement: readStatement(application.statement),
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
            /** So far apart at least; how far exactly would say what the other of two judges gave. */
            apart: apart && application.spreadSettled !== spread ? round.spreadLimit : null,
            mark: sheetsMark(submitted),
            /** Whose sheets are in, by the panel's order: who they are, not what they say. */
            sheets: called.map((one) => ({
              seatId: one.id,
              name: one.name,
              own: one.id === seat.id,
              submitted: submitted.some((sheet) => sheet.seatId === one.id),
            })),
          }
        : null,
  };
}
