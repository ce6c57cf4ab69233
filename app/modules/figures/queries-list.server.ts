import { db, Prisma } from "#app/lib/db.server.ts";
import { notFound } from "#app/lib/errors.ts";
import { isUuid } from "#app/lib/http/params.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { type Band, bandOf } from "#app/modules/achievements/benefit/rules.ts";
import { type ListedProblem, listByIds } from "#app/modules/problems/queries-list.server.ts";
import { isMoney, type Measure } from "./measures.ts";
import type { Period } from "./periods.ts";
import { isPublished, readsSums } from "./policy.ts";
import { chooseScope, type FigureScope, scopesOf } from "./scopes.server.ts";

export const LIST_PAGE = 30;

/** What a row was counted as; `key` is its place in the list and says nothing of when it was. */
type Counted = { key: string; kind: string; subjectId: string; enterpriseId: string; value: bigint };

export type ListedFact = {
  key: string;
  kind: string;
  /** The problem it is about, as released to this reader; null where the reader may not read it. */
  title: string | null;
  /** Null: not to be named to this reader. */
  organisation: string | null;
  state: ListedProblem["state"] | null;
  partial: boolean;
  band: Band | null;
  /** For readers of an own house: the problem's page. */
  problemId: string | null;
};

/** What was published, in an order that says nothing of time. */
function countedRows(scope: FigureScope, measure: Measure, { from, to }: Period, after: string | null, take: number) {
  const cursor = isUuid(after) ? Prisma.sql`AND k."id" > ${after}::uuid` : Prisma.empty;
  const inScope =
    scope.kind === "alliance"
      ? Prisma.sql`(k."allianceId" = ${scope.id}::uuid OR k."allianceId" IS NULL AND k."enterpriseId" = ANY (c."members"))`
      : Prisma.sql`k."enterpriseId" = ANY (c."members")`;
  return db.$queryRaw<Counted[]>`
    SELECT k."id" AS "key", k."kind", k."subjectId", k."enterpriseId", k."value"
    FROM "FigureCell" c JOIN "FigureBlock" b ON b."id" = c."blockId" JOIN "FigureCounted" k ON k."blockId" = b."id"
    WHERE c."scopeId" = ${scope.id}::uuid AND b."measure" = ${measure} AND b."fromMonth" >= ${from} AND b."toMonth" <= ${to}
      AND ${inScope} ${cursor}
    ORDER BY k."id" LIMIT ${take}`;
}

function liveRows(scope: FigureScope, measure: Measure, { from, to }: Period, after: string | null, take: number) {
  const whose = scope.kind === "studio" ? Prisma.sql`f."studioId"` : Prisma.sql`f."enterpriseId"`;
  const cursor = after ? Prisma.sql`AND f."subject" > ${after}` : Prisma.empty;
  return db.$queryRaw<Counted[]>`
    SELECT f."subject" AS "key", f."kind", f."subjectId", f."enterpriseId", f."value" FROM "FigureFact" f
    WHERE ${whose} = ${scope.id}::uuid AND f."measure" = ${measure} AND f."month" BETWEEN ${from} AND ${to} ${cursor}
    ORDER BY f."subject" LIMIT ${take}`;
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

/**
 * What a figure is made of, 30 a page. Of many enterprises: title, organisation, state and band, nothing more, and these
 * of a problem only as far as the reader may read it anyway; a figure that is not shown has no list. An own house's list
 * leads to the problems. Errors: not_found.
 */
export async function loadFigureList(
  actor: Actor,
  asked: { scope: string | null; measure: Measure; period: Period; after: string | null; size?: number },
) {
  const { measure, period, after, size = LIST_PAGE } = asked;
  const scopes = await scopesOf(actor);
  const scope = chooseScope(actor, scopes, asked.scope);
  const many = isPublished(scope.kind);
  const rows = await (many ? countedRows : liveRows)(scope, measure, period, after, size + 1);
  const shown = rows.slice(0, size);
  const about = await aboutOf(shown);
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
  return {
    scope,
    scopes,
    measure,
    period,
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
        title: problem ? problem.title || problem.number : null,
        organisation: named ? name : null,
        state: problem && row.kind === "PROBLEM" ? problem.state : null,
        partial: problem?.partial ?? false,
        band: isMoney(measure) ? bandOf(row.value) : null,
        problemId: many ? null : (problem?.id ?? null),
      };
    }),
    exact: readsSums(actor, scope),
    after: rows.length > size ? (shown.at(-1)?.key ?? null) : null,
  };
}

/** All of it, for a workbook; at most 20,000 rows. */
export async function wholeFigureList(actor: Actor, asked: Parameters<typeof loadFigureList>[1]) {
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
