import { db, Prisma } from "#app/lib/db.server.ts";
import { isUuid } from "#app/lib/http/params.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { bandOf } from "#app/modules/achievements/benefit/rules.ts";
import { listByIds } from "#app/modules/problems/queries-list.server.ts";
import { isMoney, isOpenCount, type Listed, type Measure } from "./measures.ts";
import type { Period } from "./periods.ts";
import { isMany, isPublished, readsSums } from "./policy.ts";
import type { ListedFact } from "./listed-fact.ts";
import { liveFacts } from "./queries-dashboard.server.ts";
import { listOpenCount, openTotal } from "./queries-open-list.server.ts";
import { chooseScope, type FigureScope, scopesOf } from "./scopes.server.ts";

export const LIST_PAGE = 30;

/** What a row was counted as; `key` is its place in the list and says nothing of when it was. */
type Counted = { key: string; kind: string; subjectId: string; subject: string; enterpriseId: string; value: bigint };

export type AskedList = { scope: string | null; measure: Listed; period: Period; after: string | null; size?: number };
type Slice = { after: string | null; size: number };

/** What was published, in an order that says nothing of time. */
function counted(scope: FigureScope, measure: Measure, { from, to }: Period): Prisma.Sql {
  const inScope =
    scope.kind === "alliance"
      ? Prisma.sql`(k."allianceId" = ${scope.id}::uuid OR k."allianceId" IS NULL AND k."enterpriseId" = ANY (c."members"))`
      : Prisma.sql`k."enterpriseId" = ANY (c."members")`;
  return Prisma.sql`
    SELECT k."id" AS "key", k."kind", k."subjectId", k."subject", k."enterpriseId", k."value"
    FROM "FigureCell" c JOIN "FigureBlock" b ON b."id" = c."blockId" JOIN "FigureCounted" k ON k."blockId" = b."id"
    WHERE c."scopeId" = ${scope.id}::uuid AND b."measure" = ${measure} AND b."fromMonth" >= ${from} AND b."toMonth" <= ${to}
      AND ${inScope}`;
}

const live = (scope: FigureScope, measure: Measure, { from, to }: Period): Prisma.Sql => Prisma.sql`
  SELECT f."subject" AS "key", f."kind", f."subjectId", f."subject", f."enterpriseId", f."value"
  FROM ${liveFacts(scope)} WHERE f."measure" = ${measure} AND f."month" BETWEEN ${from} AND ${to}`;

/** What was printed, without counting the rows of years. */
const publishedTotal = (scope: FigureScope, measure: Measure, { from, to }: Period): Prisma.Sql => Prisma.sql`
  SELECT coalesce(sum(c."count"), 0)::int AS "total" FROM "FigureCell" c JOIN "FigureBlock" b ON b."id" = c."blockId"
  WHERE c."scopeId" = ${scope.id}::uuid AND b."measure" = ${measure} AND b."fromMonth" >= ${from} AND b."toMonth" <= ${to}`;

const allOf = (scope: FigureScope, measure: Measure, period: Period): Prisma.Sql =>
  isPublished(scope.kind) ? counted(scope, measure, period) : live(scope, measure, period);

/** How many rows there are in all. */
async function countedTotal(scope: FigureScope, measure: Measure, period: Period): Promise<number> {
  const [sum] = await db.$queryRaw<{ total: number }[]>(
    isPublished(scope.kind)
      ? publishedTotal(scope, measure, period)
      : Prisma.sql`SELECT count(*)::int AS "total" FROM (${allOf(scope, measure, period)}) r`,
  );
  return sum?.total ?? 0;
}

/** One page of rows, and where the next begins. */
async function countedRows(scope: FigureScope, measure: Measure, period: Period, { after, size }: Slice) {
  const cursor = isPublished(scope.kind)
    ? isUuid(after)
      ? Prisma.sql`WHERE r."key" > ${after}::uuid`
      : Prisma.empty
    : after
      ? Prisma.sql`WHERE r."key" > ${after}`
      : Prisma.empty;
  const rows = await db.$queryRaw<Counted[]>`
    SELECT r.* FROM (${allOf(scope, measure, period)}) r ${cursor} ORDER BY r."key" LIMIT ${size + 1}`;
  const shown = rows.slice(0, size);
  return { shown, after: rows.length > size ? (shown.at(-1)?.key ?? null) : null };
}

type About = {
  problemId: string | null;
  /** Its organisation wished not to be named. */
  unnamed: boolean;
  /** An adoption of a fix whose poster has no name: in which list it stands tells whether its adopter is of that house or group. */
  tells: boolean;
};

/**
 * Which problem a row is about and what must not be said of it, by the id of its record; of an enterprise served by the
 * row's key, where all in its alliance may know of one of the things it was served by there in the months of that block.
 */
async function aboutOf(rows: readonly Counted[]): Promise<Map<string, About>> {
  const ids = rows.map((row) => row.subjectId);
  const served = rows.flatMap((row) => (row.kind === "ENTERPRISE" && isUuid(row.key) ? [row.key] : []));
  const found = await db.$queryRaw<(About & { id: string })[]>`
    SELECT x."id", x."id" AS "problemId", x."anonymous" AS "unnamed", false AS "tells" FROM "Problem" x WHERE x."id" = ANY (${ids}::uuid[])
    UNION ALL
    SELECT x."id", x."fixId", x."anonymous" OR (p."anonymous" AND p."enterpriseId" = x."enterpriseId"), p."anonymous" FROM "Reuse" x JOIN "Problem" p ON p."id" = x."fixId" WHERE x."id" = ANY (${ids}::uuid[])
    UNION ALL
    SELECT x."id", x."fixId", coalesce(r."anonymous", false) OR (p."anonymous" AND p."enterpriseId" = x."recipientId"), false
    FROM "Benefit" x JOIN "Problem" p ON p."id" = x."fixId" LEFT JOIN "Reuse" r ON r."id" = x."reuseId" WHERE x."id" = ANY (${ids}::uuid[])
    UNION ALL
    SELECT k."id", NULL, false, false FROM "FigureCounted" k JOIN "FigureBlock" b ON b."id" = k."blockId"
    JOIN "FigureFact" f ON f."measure" = k."measure" AND f."subject" = k."subject" AND f."open" AND f."month" BETWEEN b."fromMonth" AND b."toMonth"
      AND f."allianceId" IS NOT DISTINCT FROM k."allianceId"
    WHERE k."id" = ANY (${served}::uuid[])`;
  return new Map(found.map(({ id, ...about }) => [id, about]));
}

/** Studios by name: who they are is no secret. */
async function studioNames(rows: readonly Counted[]): Promise<Map<string, string>> {
  const ids = rows.flatMap((row) => (row.kind === "STUDIO" ? (row.subject.split(":")[0] ?? "") : [])).filter(isUuid);
  if (ids.length === 0) return new Map();
  const found = await db.organisation.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } });
  return new Map(found.map((one) => [one.id, one.name]));
}

/** A page of a figure's rows as this reader may see them. */
type ListPage = { rows: ListedFact[]; after: string | null };

const pageOf = (
  actor: Actor,
  scope: FigureScope,
  { measure, period }: Pick<AskedList, "measure" | "period">,
  slice: Slice,
): Promise<ListPage> =>
  isOpenCount(measure)
    ? listOpenCount(actor, scope, { measure, period, ...slice })
    : countedPage(actor, scope, measure, period, slice);

const totalOf = (scope: FigureScope, { measure, period }: Pick<AskedList, "measure" | "period">): Promise<number> =>
  isOpenCount(measure) ? openTotal(scope, measure, period) : countedTotal(scope, measure, period);

/**
 * What a figure is made of, 30 a page, and how many in all: as many as the figure says. Of many enterprises: title,
 * organisation, state and band, nothing more, and these of a problem only as far as the reader may read it anyway; a figure
 * that is not shown has no list. Who reads the problems themselves is led to them. Errors: not_found.
 */
export async function loadFigureList(actor: Actor, asked: AskedList) {
  const { measure, period, after, size = LIST_PAGE } = asked;
  const scope = chooseScope(actor, await scopesOf(actor), asked.scope);
  const [page, total] = await Promise.all([pageOf(actor, scope, asked, { after, size }), totalOf(scope, asked)]);
  return { scope, measure, period, ...page, total };
}

async function countedPage(
  actor: Actor,
  scope: FigureScope,
  measure: Measure,
  period: Period,
  slice: Slice,
): Promise<ListPage> {
  const { shown, after } = await countedRows(scope, measure, period, slice);
  const published = isPublished(scope.kind);
  const [about, studios] = await Promise.all([aboutOf(shown), studioNames(shown)]);
  const problemIds = [...new Set(shown.flatMap((row) => about.get(row.subjectId)?.problemId ?? []))];
  const [problems, organisations] = await Promise.all([
    listByIds(actor, problemIds),
    db.organisation.findMany({
      where: { id: { in: [...new Set(shown.map((row) => row.enterpriseId))] } },
      select: { id: true, name: true, shortName: true },
    }),
  ]);
  const byId = new Map(problems.map((problem) => [problem.id, problem]));
  const names = new Map(organisations.map((one) => [one.id, one.shortName || one.name]));
  const ownHouse = (enterpriseId: string) => scope.kind === "enterprise" && scope.id === enterpriseId;
  const exact = !isMany(scope.kind) && readsSums(actor, scope);
  return {
    rows: shown.map((row): ListedFact => {
      const known = about.get(row.kind === "ENTERPRISE" ? row.key : row.subjectId);
      const read = known?.problemId ? byId.get(known.problemId) : undefined;
      const problem = published && known?.tells && read?.enterprise == null ? undefined : read;
      const name = names.get(row.enterpriseId) ?? null;
      const named =
        ownHouse(row.enterpriseId) ||
        (row.kind === "PROBLEM"
          ? problem?.enterprise != null
          : row.kind === "ADOPTION" || row.kind === "BENEFIT"
            ? problem !== undefined && known?.unnamed === false
            : row.kind === "ENTERPRISE"
              ? known !== undefined
              : known?.unnamed !== true);
      return {
        key: row.key,
        kind: row.kind,
        title: problem ? problem.title || problem.number : (studios.get(row.subject.split(":")[0] ?? "") ?? null),
        organisation: named ? name : null,
        state: problem && row.kind === "PROBLEM" ? problem.state : null,
        partial: problem?.partial ?? false,
        band: isMoney(measure) ? bandOf(row.value) : null,
        fen: isMoney(measure) && exact ? row.value.toString() : null,
        times: 1,
        page: published || !problem ? null : { of: "problem", id: problem.id },
      };
    }),
    after,
  };
}

/** What a workbook holds without a page of memory for each row of a city's years. */
export const MOST_ROWS = 20_000;
/** So many of them are read at a time. */
const STEP = 1_000;

/** All of it, for a workbook, up to so many rows; `cut` where there are more. Only the rows are read page by page. */
export async function wholeFigureList(actor: Actor, asked: AskedList, most = MOST_ROWS, step = STEP) {
  const { measure, period } = asked;
  const scope = chooseScope(actor, await scopesOf(actor), asked.scope);
  const total = await totalOf(scope, asked);
  const rows: ListedFact[] = [];
  let after: string | null = null;
  do {
    const page: ListPage = await pageOf(actor, scope, asked, { after, size: Math.min(step, most - rows.length) });
    rows.push(...page.rows);
    after = page.after;
  } while (after !== null && rows.length < most);
  return { scope, measure, period, total, after, rows, cut: after !== null };
}
