import { db, Prisma } from "#app/lib/db.server.ts";
import { notFound } from "#app/lib/errors.ts";
import { isUuid } from "#app/lib/http/params.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { bandOf } from "#app/modules/achievements/benefit/rules.ts";
import { listByIds } from "#app/modules/problems/queries-list.server.ts";
import { isMoney, isOpenCount, type Listed, type Measure } from "./measures.ts";
import type { Period } from "./periods.ts";
import { isMany, isPublished, readsSums } from "./policy.ts";
import type { ListedFact } from "./listed-fact.ts";
import { liveOf } from "./queries-dashboard.server.ts";
import { listOpenCount } from "./queries-open-list.server.ts";
import { chooseScope, type FigureScope, scopesOf } from "./scopes.server.ts";

export const LIST_PAGE = 30;

/** What a row was counted as; `key` is its place in the list and says nothing of when it was. */
type Counted = { key: string; kind: string; subjectId: string; subject: string; enterpriseId: string; value: bigint };

export type AskedList = { scope: string | null; measure: Listed; period: Period; after: string | null; size?: number };
type Slice = { after: string | null; take: number };

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
  SELECT "subject" AS "key", "kind", "subjectId", "subject", "enterpriseId", "value" FROM "FigureFact"
  WHERE ${liveOf(scope)} AND "measure" = ${measure} AND "month" BETWEEN ${from} AND ${to}`;

/** What was printed, without counting the rows of years. */
const publishedTotal = (scope: FigureScope, measure: Measure, { from, to }: Period): Prisma.Sql => Prisma.sql`
  SELECT coalesce(sum(c."count"), 0)::int AS "total" FROM "FigureCell" c JOIN "FigureBlock" b ON b."id" = c."blockId"
  WHERE c."scopeId" = ${scope.id}::uuid AND b."measure" = ${measure} AND b."fromMonth" >= ${from} AND b."toMonth" <= ${to}`;

/** One page of rows, and how many there are in all. */
async function countedRows(scope: FigureScope, measure: Measure, period: Period, { after, take }: Slice) {
  const published = isPublished(scope.kind);
  const all = published ? counted(scope, measure, period) : live(scope, measure, period);
  const cursor = published
    ? isUuid(after)
      ? Prisma.sql`WHERE r."key" > ${after}::uuid`
      : Prisma.empty
    : after
      ? Prisma.sql`WHERE r."key" > ${after}`
      : Prisma.empty;
  const [rows, [sum]] = await Promise.all([
    db.$queryRaw<Counted[]>`SELECT r.* FROM (${all}) r ${cursor} ORDER BY r."key" LIMIT ${take}`,
    db.$queryRaw<{ total: number }[]>(
      published ? publishedTotal(scope, measure, period) : Prisma.sql`SELECT count(*)::int AS "total" FROM (${all}) r`,
    ),
  ]);
  return { rows, total: sum?.total ?? 0 };
}

/** Which problem a row is about, and whether its organisation wished not to be named. */
async function aboutOf(rows: readonly Counted[]): Promise<Map<string, { problemId: string | null; unnamed: boolean }>> {
  const ids = rows.map((row) => row.subjectId);
  const found = await db.$queryRaw<{ id: string; problemId: string | null; unnamed: boolean }[]>`
    SELECT x."id", x."id" AS "problemId", x."anonymous" AS "unnamed" FROM "Problem" x WHERE x."id" = ANY (${ids}::uuid[])
    UNION ALL
    SELECT x."id", x."fixId", x."anonymous" OR (p."anonymous" AND p."enterpriseId" = x."enterpriseId") FROM "Reuse" x JOIN "Problem" p ON p."id" = x."fixId" WHERE x."id" = ANY (${ids}::uuid[])
    UNION ALL
    SELECT x."id", x."fixId", coalesce(r."anonymous", false) OR (p."anonymous" AND p."enterpriseId" = x."recipientId")
    FROM "Benefit" x JOIN "Problem" p ON p."id" = x."fixId" LEFT JOIN "Reuse" r ON r."id" = x."reuseId" WHERE x."id" = ANY (${ids}::uuid[])
    UNION ALL
    SELECT x."id", NULL, NOT EXISTS (
      SELECT 1 FROM "FigureFact" f WHERE f."enterpriseId" = x."id" AND f."open" AND f."measure" IN ('solved', 'adopted', 'adoptedAffiliate'))
    FROM "Organisation" x WHERE x."id" = ANY (${ids}::uuid[]) AND x."kind" = 'ENTERPRISE'`;
  return new Map(found.map(({ id, ...about }) => [id, about]));
}

/** Studios by name: who they are is no secret. */
async function studioNames(rows: readonly Counted[]): Promise<Map<string, string>> {
  const ids = rows.flatMap((row) => (row.kind === "STUDIO" ? (row.subject.split(":")[0] ?? "") : [])).filter(isUuid);
  if (ids.length === 0) return new Map();
  const found = await db.organisation.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } });
  return new Map(found.map((one) => [one.id, one.name]));
}

/**
 * What a figure is made of, 30 a page, and how many in all: as many as the figure says. Of many enterprises: title,
 * organisation, state and band, nothing more, and these of a problem only as far as the reader may read it anyway; a figure
 * that is not shown has no list. Who reads the problems themselves is led to them. Errors: not_found.
 */
export async function loadFigureList(actor: Actor, asked: AskedList) {
  const { measure, period, after, size = LIST_PAGE } = asked;
  const scope = chooseScope(actor, await scopesOf(actor), asked.scope);
  const head = { scope, measure, period };
  if (isOpenCount(measure))
    return { ...head, ...(await listOpenCount(actor, scope, { measure, period, after, size })) };
  const { rows, total } = await countedRows(scope, measure, period, { after, take: size + 1 });
  const shown = rows.slice(0, size);
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
    ...head,
    rows: shown.map((row): ListedFact => {
      const known = about.get(row.subjectId);
      const problem = known?.problemId ? byId.get(known.problemId) : undefined;
      const name = names.get(row.enterpriseId) ?? null;
      const named =
        ownHouse(row.enterpriseId) ||
        (row.kind === "PROBLEM"
          ? problem?.enterprise != null
          : row.kind === "ADOPTION" || row.kind === "BENEFIT"
            ? problem !== undefined && known?.unnamed === false
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
        page: isPublished(scope.kind) || !problem ? null : { of: "problem", id: problem.id },
      };
    }),
    total,
    after: rows.length > size ? (shown.at(-1)?.key ?? null) : null,
  };
}

/** All of it, for a workbook; at most 20,000 rows. */
export async function wholeFigureList(actor: Actor, asked: AskedList) {
  const rows: ListedFact[] = [];
  let after: string | null = null;
  let head: Awaited<ReturnType<typeof loadFigureList>> | null = null;
  do {
    head = await loadFigureList(actor, { ...asked, after, size: 1_000 });
    rows.push(...head.rows);
    after = head.after;
  } while (after !== null && rows.length < 20_000);
  if (!head) throw notFound();
  return { ...head, rows };
}
