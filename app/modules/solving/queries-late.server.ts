import { db, Prisma } from "#app/lib/db.server.ts";
import { notFound } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { type Cursor, cursorText } from "#app/modules/problems/cursor.ts";
import { ACTIVE, BALL_WITH, type ProblemState } from "#app/modules/problems/lifecycle.ts";
import { listByIds } from "#app/modules/problems/queries-list.server.ts";
import {
  type Ball,
  BALLS,
  type LateFilters,
  type LateScope,
  leadScope,
  leadsFor,
  scopesOf,
  statesWithBall,
} from "./late.ts";

const PAGE = 20;

/**
 * What is late now by who has the move, and where time is spent, for the first scope or the one asked for: to the
 * secretariat for its alliance, to a reviewer for the own enterprise. To a union's officer number, state and organisations
 * of what came up to the union, and to the unit that leads an alliance number and state of what came up to it; no counts:
 * numbers over many enterprises that move from day to day could be taken from one another, so they are published by the
 * month (modules/figures). At most five statements. Errors: not_found (no scope at all).
 */
export async function loadLate(actor: Actor, asked: string | null, filters: LateFilters, after: Cursor | null) {
  const scopes = [...scopesOf(actor), ...(await leadScopes(actor))];
  const scope = scopes.find((one) => one.key === asked) ?? scopes[0];
  if (!scope) throw notFound();
  const within = withinScope(actor, scope);
  if (scope.kind === "lead" || scope.kind === "branch")
    return {
      scopes,
      scope,
      filters,
      counts: [],
      list: await listEscalated(scope, within, actor.now, after),
      spent: [],
    };
  const [counts, list, spent] = await Promise.all([
    countLate(scope, within, filters, actor.now),
    listLate(actor, within, filters, after),
    timeSpent(scope, within, filters, actor.now),
  ]);
  return { scopes, scope, filters, counts, list, spent };
}

/** Alliances that an organisation of the actor's leads; one statement, none for who is nobody's contact. */
async function leadScopes(actor: Actor): Promise<LateScope[]> {
  const units = leadsFor(actor);
  if (units.length === 0) return [];
  const rows = await db.alliance.findMany({
    where: { leadUnitId: { in: units }, organisation: { closedAt: null } },
    orderBy: { organisationId: "asc" },
    select: { organisation: { select: { id: true, name: true } } },
  });
  return rows.map((row) => leadScope(row.organisation));
}

/** Whether the page of what is late is there for the actor at all; at most one statement. */
export const seesLate = async (actor: Actor): Promise<boolean> =>
  scopesOf(actor).length > 0 || (await leadScopes(actor)).length > 0;

/** Problems, named `p`, a scope speaks of: nothing of an enterprise's review to anybody outside it. */
function withinScope(actor: Actor, scope: LateScope): Prisma.Sql {
  if (scope.kind === "enterprise") return Prisma.sql`p."enterpriseId" = ${scope.id}::uuid AND p."state" <> 'DRAFT'`;
  const alliances = scope.kind === "branch" ? [...actor.officerAllianceIds] : [scope.id];
  return Prisma.sql`p."allianceId" = ANY (${alliances}::uuid[]) AND p."releasedAt" IS NOT NULL
    AND p."state" NOT IN ('DRAFT', 'ENTERPRISE_REVIEW')`;
}

const laneOf = ({ lane }: LateFilters): Prisma.Sql =>
  lane ? Prisma.sql`AND (p."severity" IN ('LINE_DOWN', 'SAFETY')) = ${lane === "urgent"}` : Prisma.empty;

const ballOf = (state: ProblemState, stands: boolean): Ball | null =>
  stands ? "OTHER_SIDE" : (BALLS.find((one) => one === BALL_WITH[state]) ?? null);

type CountRow = { state: ProblemState; stands: boolean; count: number };

/** How many are late by who has the move. */
async function countLate(scope: LateScope, within: Prisma.Sql, filters: LateFilters, now: Date) {
  const rows = await db.$queryRaw<CountRow[]>`
    SELECT p."state"::text AS "state", p."dueAt" IS NULL AS "stands", count(*)::int AS "count"
    FROM "Problem" p
    WHERE ${within} ${laneOf(filters)} AND p."state"::text = ANY (${[...ACTIVE]})
      AND (p."dueAt" < ${now} OR p."minutesLeft" IS NOT NULL)
    GROUP BY 1, 2`;
  return BALLS.filter((ball) => ball !== "REVIEWER" || scope.kind === "enterprise").map((ball) => {
    const parts = rows.filter((row) => ballOf(row.state, row.stands) === ball);
    return { ball, count: parts.reduce((sum, row) => sum + row.count, 0) };
  });
}

/** The run of what speaks now: of the limit, or, while its clock stands, of whoever is waited for (problems/clock). */
const SPEAKS = Prisma.sql`CASE WHEN c."standsSince" IS NULL THEN c."run" ELSE -c."stand" END`;

type LateRow = { id: string; at: Date; step: string | null };

/** One page of what is late, the latest first; what stands still, by how long. */
async function listLate(actor: Actor, within: Prisma.Sql, filters: LateFilters, after: Cursor | null) {
  const stands = filters.ball === "OTHER_SIDE";
  const states = filters.ball && !stands ? statesWithBall(filters.ball) : [...ACTIVE];
  const wanted = filters.state ? states.filter((one) => one === filters.state) : states;
  const at = stands ? Prisma.sql`coalesce(c."standsSince", p."stateSince")` : Prisma.sql`p."dueAt"`;
  const which = stands ? Prisma.sql`p."minutesLeft" IS NOT NULL` : Prisma.sql`p."dueAt" < ${actor.now}`;
  const beyond =
    after?.at != null
      ? Prisma.sql`AND (${at}, p."id") > (${new Date(after.at)}::timestamp, ${after.id}::uuid)`
      : Prisma.empty;
  const rows = await db.$queryRaw<LateRow[]>`
    SELECT p."id", ${at} AS "at", (
      SELECT s."alarm" FROM "AlarmSaid" s WHERE s."problemId" = p."id" AND s."run" = ${SPEAKS}
        AND s."alarm" IN ('ENTERPRISE', 'SECRETARIAT', 'LEAD_UNIT', 'FEDERATION') ORDER BY s."at" DESC LIMIT 1) AS "step"
    FROM "Problem" p LEFT JOIN "DueClock" c ON c."problemId" = p."id"
    WHERE ${within} ${laneOf(filters)} AND p."state"::text = ANY (${wanted}) AND ${which} ${beyond}
    ORDER BY 2, p."id" LIMIT ${PAGE + 1}`;
  const page = rows.slice(0, PAGE);
  const problems = new Map(
    (
      await listByIds(
        actor,
        page.map((row) => row.id),
      )
    ).map((one) => [one.id, one]),
  );
  return {
    late: page.flatMap(({ id, at: since, step }) => {
      const problem = problems.get(id);
      return problem ? [{ problem, step, since }] : [];
    }),
    escalated: [],
    after: nextPage(rows),
  };
}

type EscalatedRow = {
  id: string;
  at: Date;
  number: string;
  state: ProblemState;
  dueAt: Date | null;
  alliance: string;
  enterprise: string | null;
};

/**
 * What came up to the union, or to the unit that leads the alliance, and is late still: number, state, organisations;
 * nothing of what it is about, nobody who is anonymous. The leading unit may be a competitor: whose it is, it is not told.
 */
async function listEscalated(scope: LateScope, within: Prisma.Sql, now: Date, after: Cursor | null) {
  const step = scope.kind === "lead" ? "LEAD_UNIT" : "FEDERATION";
  const beyond =
    after?.at != null
      ? Prisma.sql`AND (s."at", p."id") > (${new Date(after.at)}::timestamp, ${after.id}::uuid)`
      : Prisma.empty;
  const rows = await db.$queryRaw<EscalatedRow[]>`
    SELECT p."id", s."at", p."number", p."state"::text AS "state", p."dueAt", a."name" AS "alliance",
      CASE WHEN p."anonymous" OR ${scope.kind === "lead"} THEN NULL ELSE e."name" END AS "enterprise"
    FROM "Problem" p
      JOIN "DueClock" c ON c."problemId" = p."id"
      JOIN "AlarmSaid" s ON s."problemId" = p."id" AND s."run" = ${SPEAKS} AND s."alarm" = ${step}
      JOIN "Organisation" a ON a."id" = p."allianceId"
      JOIN "Organisation" e ON e."id" = p."enterpriseId"
    WHERE ${within} AND (p."dueAt" < ${now} OR p."minutesLeft" IS NOT NULL) ${beyond}
    ORDER BY s."at", p."id" LIMIT ${PAGE + 1}`;
  return { late: [], escalated: rows.slice(0, PAGE), after: nextPage(rows) };
}

function nextPage(rows: readonly { id: string; at: Date }[]): string | null {
  const last = rows[PAGE - 1];
  return rows.length > PAGE && last ? cursorText(last) : null;
}

type SpentRow = {
  state: ProblemState;
  count: number;
  median: number;
  p90: number;
  total: number;
  waited: number;
};

/**
 * Where time went: of every stay in a state that ended within the period, the working time of whose move it was, and
 * beside it the time spent waiting on the other side; in minutes, from the record. The longest in sum first.
 */
async function timeSpent(scope: LateScope, within: Prisma.Sql, filters: LateFilters, now: Date) {
  const since = new Date(now.getTime() - filters.days * 86_400_000);
  const rows = await db.$queryRaw<SpentRow[]>`
    WITH stay AS (
      SELECT e."payload" ->> 'from' AS "state", (e."payload" ->> 'minutes')::float8 AS "minutes",
        coalesce((e."payload" ->> 'waited')::float8, 0) AS "waited"
      FROM "Problem" p JOIN "Event" e ON e."subjectKind" = 'problem' AND e."subjectId" = p."id"
      WHERE ${within} ${laneOf(filters)} AND e."at" > ${since} AND jsonb_typeof(e."payload" -> 'minutes') = 'number'
        AND e."payload" ->> 'from' = ANY (${[...ACTIVE]})
        AND (${scope.kind === "enterprise"} OR e."payload" ->> 'from' <> 'ENTERPRISE_REVIEW')
    )
    SELECT "state", count(*)::int AS "count", percentile_cont(0.5) WITHIN GROUP (ORDER BY "minutes") AS "median",
      percentile_cont(0.9) WITHIN GROUP (ORDER BY "minutes") AS "p90", sum("minutes") AS "total", sum("waited") AS "waited"
    FROM stay GROUP BY "state"`;
  const all = rows.reduce((sum, row) => sum + row.total + row.waited, 0);
  return rows
    .map(({ state, count, median, p90, total, waited }) => {
      const hours = { median: median / 60, p90: p90 / 60, total: total / 60, waited: waited / 60 };
      return { state, count, hours, share: all === 0 ? 0 : (total + waited) / all };
    })
    .sort((a, b) => b.share - a.share);
}
