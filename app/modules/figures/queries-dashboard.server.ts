import { ask, askTogether, type Question } from "#app/lib/ask-together.server.ts";
import { Prisma } from "#app/lib/db.server.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { type Band, bandOf } from "#app/modules/achievements/benefit/rules.ts";
import { marksHiddenFrom } from "#app/modules/knowledge/replication/visibility.server.ts";
import { type Figure, figuresOf, type Part, trendsOf } from "./figures.ts";
import {
  HALF_DAY_MINUTES,
  isMoney,
  MEASURES,
  type Measure,
  OF_PROBLEMS,
  solvedRate,
  TARGETS,
  type TargetMeasure,
  TIMED,
} from "./measures.ts";
import { networkQuestion } from "./network.server.ts";
import { activitiesQuestion, alliancesIn, studiosIn } from "./open-counts.server.ts";
import { type Period, yearOf, yearPeriod } from "./periods.ts";
import { isPublished, mayReport, readsSums } from "./policy.ts";
import { chooseScope, type FigureScope, scopesOf } from "./scopes.server.ts";

/** A figure as a page shows it: an amount is exact, or a band, or neither. */
export type ShownFigure = Omit<Figure, "sum"> & { fen: string | null; band: Band | null };

type PartRow = Omit<Part, "sum"> & { sum: string };

/** Figures as published, of blocks that begin or end in the years asked for. */
const published = (scope: FigureScope, { from, to }: Period): Prisma.Sql => Prisma.sql`
  SELECT b."measure", b."fromMonth", b."toMonth", c."count", c."sum"::text AS "sum", c."spread"
  FROM "FigureCell" c JOIN "FigureBlock" b ON b."id" = c."blockId"
  WHERE c."scopeId" = ${scope.id}::uuid AND b."fromMonth" >= ${from} AND b."toMonth" <= ${to}`;

/** Facts an own house, or an alliance's secretariat, counts as they stand. */
const liveOf = ({ id, kind }: FigureScope): Prisma.Sql =>
  kind === "secretariat"
    ? Prisma.sql`f."allianceId" = ${id}::uuid AND f."measure" = ANY (${[...OF_PROBLEMS]})`
    : kind === "studio"
      ? Prisma.sql`f."studioId" = ${id}::uuid`
      : Prisma.sql`f."enterpriseId" = ${id}::uuid`;

/**
 * The same as a FROM item `f`. Rule: marks that would tell an anonymous poster's house stay hidden, so an adopter that is
 * of it or of an affiliate is an adopter like any other to a house that may not know the poster.
 */
export function liveFacts(scope: FigureScope): Prisma.Sql {
  if (scope.kind === "secretariat") return Prisma.sql`(SELECT f.* FROM "FigureFact" f WHERE ${liveOf(scope)}) f`;
  const house = scope.kind === "studio" ? Prisma.sql`f."helperId"` : Prisma.sql`f."enterpriseId"`;
  return Prisma.sql`(
    SELECT f."subject", f."kind", f."subjectId", f."enterpriseId", f."month", f."value",
           CASE WHEN f."measure" IN ('adoptedAffiliate', 'adoptedInternal') AND EXISTS (
             SELECT 1 FROM "Reuse" r JOIN "Problem" p ON p."id" = r."fixId"
             WHERE r."id" = f."subjectId" AND ${marksHiddenFrom(house)})
           THEN 'adopted' ELSE f."measure" END AS "measure"
    FROM "FigureFact" f WHERE ${liveOf(scope)}) f`;
}

/** Figures as they stand, month by month. */
function live(scope: FigureScope, { from, to }: Period): Prisma.Sql {
  return Prisma.sql`
    SELECT "measure", "month" AS "fromMonth", "month" AS "toMonth", sum(n)::int AS "count", sum("all")::text AS "sum",
           json_agg(json_build_array("halves", n) ORDER BY "halves") FILTER (WHERE "halves" > 0) AS "spread"
    FROM (
      SELECT "measure", "month", CASE WHEN "measure" = ANY (${[...TIMED]}) THEN greatest(1, ceil("value" / ${HALF_DAY_MINUTES}::numeric))::int ELSE 0 END AS "halves",
             count(*)::int AS n, sum("value") AS "all"
      FROM ${liveFacts(scope)} WHERE f."month" BETWEEN ${from} AND ${to}
      GROUP BY 1, 2, 3) months
    GROUP BY "measure", "month"`;
}

export const partsQuestion = (scope: FigureScope, period: Period): Question<Part[]> => ({
  sql: isPublished(scope.kind) ? published(scope, period) : live(scope, period),
  read: (rows: PartRow[]) => rows.map((row) => ({ ...row, sum: BigInt(row.sum), spread: row.spread ?? [] })),
});

const closedQuestion = (scope: FigureScope): Question<string | null> => ({
  sql: Prisma.sql`SELECT max("month") AS "month" FROM "FigureClosing" WHERE "rootId" = ${scope.rootId}::uuid`,
  read: ([row]: { month: string | null }[]) => row?.month ?? null,
});

/** `partly`: at least so many; the rest is over too few enterprises. */
export type Target = { measure: TargetMeasure; value: number | null; actual: number | null; partly: boolean };

/** Targets of a union's year; studios and alliances are counted from the register, which everybody below reads. */
function targetsQuestion(scope: FigureScope, year: number) {
  const inYear = yearPeriod(year);
  return {
    sql: Prisma.sql`
      SELECT 'studios' AS "measure", NULL::int AS "value", count(*)::int AS "actual" FROM (${studiosIn(scope, inYear)}) s
      UNION ALL
      SELECT 'alliances', NULL, count(*)::int FROM (${alliancesIn(scope, inYear)}) a
      UNION ALL
      SELECT "measure", "value", NULL FROM "FigureTarget" WHERE "organisationId" = ${scope.id}::uuid AND "year" = ${year}`,
    read: (rows: { measure: string; value: number | null; actual: number | null }[]) =>
      TARGETS.map((measure) => ({
        measure,
        value: rows.find((row) => row.measure === measure && row.value !== null)?.value ?? null,
        actual: rows.find((row) => row.measure === measure && row.actual !== null)?.actual ?? null,
        partly: false,
      })),
  } satisfies Question<Target[]>;
}

/** Who reads; nobody's own eyes where a report is made by the clock. */
export type Reader = Pick<Actor, "standings" | "allianceIds" | "officerAllianceIds">;
export const NOBODY: Reader = { standings: [], allianceIds: [], officerAllianceIds: [] };

/** One organisation's figures over a period: what a dashboard, a workbook and a report are made of. One statement. */
export async function loadFigures(reader: Reader, scope: FigureScope, period: Period) {
  const year = yearOf(period.to);
  const wide: Period = {
    from: period.from < `${year}-01` ? period.from : `${year}-01`,
    to: period.to > `${year}-12` ? period.to : `${year}-12`,
  };
  const found = await askTogether({
    parts: partsQuestion(scope, wide),
    closed: closedQuestion(scope),
    activities: activitiesQuestion(scope, period),
    network: networkQuestion(reader, scope, period),
    targets: targetsQuestion(scope, year),
    mark: {
      sql: Prisma.sql`SELECT "value"->>'at' AS "at" FROM "Setting" WHERE "key" = 'figures.mark'`,
      read: ([row]: { at: string }[]) => row?.at ?? null,
    },
  });
  const closed = isPublished(scope.kind) ? found.closed : null;
  const exact = readsSums(reader, scope);
  const figures = figuresOf(withZeros(scope, found.parts, period), period, closed).filter(
    ({ measure }) => scope.kind !== "secretariat" || OF_PROBLEMS.includes(measure),
  );
  const whole = (measure: Measure) => {
    const one = figures.find((figure) => figure.measure === measure);
    return one && one.missing.length === 0 ? one.count : null;
  };
  const inYear = figuresOf(withZeros(scope, found.parts, yearPeriod(year)), yearPeriod(year), closed);
  const trend = period.from === period.to ? yearPeriod(year) : period;
  return {
    period,
    figures: figures.map(
      ({ sum, ...one }): ShownFigure => ({
        ...one,
        fen: isMoney(one.measure) && exact && sum !== null ? sum.toString() : null,
        band: isMoney(one.measure) && !exact ? bandOf(sum) : null,
      }),
    ),
    rate: solvedRate(whole("solved"), whole("unsolved")),
    closed,
    asOf: isPublished(scope.kind) ? null : found.mark,
    activities: scope.kind === "studio" ? null : found.activities,
    network: found.network,
    trend: trendsOf(found.parts, ["posted", "solved"], trend),
    targets:
      scope.kind === "union"
        ? found.targets.map((one) => {
            const figure = inYear.find((known) => known.measure === one.measure);
            return figure ? { ...one, actual: figure.count, partly: figure.missing.length > 0 } : one;
          })
        : [],
    year,
  };
}

/** An own house that has none of something has none: nothing is hidden from it. */
function withZeros(scope: FigureScope, parts: readonly Part[], { from }: Period): readonly Part[] {
  if (isPublished(scope.kind)) return parts;
  const zero = { fromMonth: from, toMonth: from, count: 0, sum: 0n, spread: [] };
  return [...parts, ...MEASURES.map((measure) => ({ ...zero, measure }))];
}

/** How many enterprises are below a union or in an alliance, a group of affiliates counted once. */
const housesQuestion = ({ id, kind }: FigureScope): Question<number> => ({
  sql:
    kind === "alliance"
      ? Prisma.sql`
        SELECT count(DISTINCT coalesce(e."groupId", e."organisationId"))::int AS "houses" FROM "AllianceMember" m
        JOIN "Organisation" o ON o."id" = m."memberId" JOIN "Enterprise" e ON e."organisationId" IN (o."id", o."parentId")
        WHERE m."allianceId" = ${id}::uuid AND m."leftAt" IS NULL`
      : Prisma.sql`
        WITH RECURSIVE below AS (
          SELECT "id" FROM "Organisation" WHERE "id" = ${id}::uuid
          UNION SELECT o."id" FROM "Organisation" o JOIN below b ON o."parentId" = b."id")
        SELECT count(DISTINCT coalesce(e."groupId", e."organisationId"))::int AS "houses" FROM "Enterprise" e JOIN below ON below."id" = e."organisationId"`,
  read: ([row]: { houses: number }[]) => row?.houses ?? 0,
});

/** The dashboard: the figures of the scope asked for. Three statements. Errors: not_found. */
export async function loadDashboard(actor: Actor, asked: { scope: string | null; period: Period }) {
  const scopes = await scopesOf(actor);
  const scope = chooseScope(actor, scopes, asked.scope);
  const houses = isPublished(scope.kind) ? await ask(housesQuestion(scope)) : null;
  return {
    scopes,
    houses,
    scope,
    mayReport: mayReport(actor, scope.id),
    ...(await loadFigures(actor, scope, asked.period)),
  };
}
export type FigureView = Awaited<ReturnType<typeof loadFigures>>;
