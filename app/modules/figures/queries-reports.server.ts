import { createHash } from "node:crypto";
import { db } from "#app/lib/db.server.ts";
import { notFound } from "#app/lib/errors.ts";
import { type PageRequest, readPage } from "#app/lib/page.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import type { Measure } from "./measures.ts";
import { reportPeriod } from "./make-report.server.ts";
import { isPublished, officerPlaces } from "./policy.ts";
import type { FigureView } from "./queries-dashboard.server.ts";
import { type FigureScope, scopesOf } from "./scopes.server.ts";

/** Reports of the organisations whose figures the actor reads, newest first; what the officer may make one of. Three statements. */
export async function listReports(actor: Actor, asked: string | null, page: PageRequest) {
  const scopes = (await scopesOf(actor)).filter((scope) => isPublished(scope.kind));
  if (scopes.length === 0) throw notFound();
  const chosen = scopes.filter((scope) => !asked || scope.id === asked);
  const found = await readPage(page, (slice) =>
    db.figureSnapshot.findMany({
      where: { organisationId: { in: chosen.map((scope) => scope.id) } },
      orderBy: [{ takenAt: "desc" }, { id: "desc" }],
      ...slice,
      select: { id: true, organisationId: true, period: true, takenAt: true, byName: true },
    }),
  );
  const roots = [...new Set(scopes.flatMap((scope) => scope.rootId ?? []))];
  const closings = await db.figureClosing.findMany({
    where: { rootId: { in: roots } },
    orderBy: { month: "desc" },
    take: 24,
    select: { month: true },
  });
  const months = [...new Set(closings.map((row) => row.month))];
  return {
    ...found,
    scopes,
    makes: officerPlaces(actor).length > 0,
    periods: [...new Set([...months.map((month) => month.slice(0, 4)), ...months])],
    rows: found.rows.map((row) => ({
      ...row,
      name: scopes.find((scope) => scope.id === row.organisationId)?.name ?? "",
    })),
  };
}

export type ReportContent = Omit<FigureView, "asOf"> & { format: 1; scope: FigureScope };

/**
 * A report as it was made, whether its bytes are still those, and which of its figures today's records would give
 * otherwise. Which, not by how much: the difference of two published figures would be one more figure. Errors: not_found.
 */
export async function loadReport(actor: Actor, id: string) {
  const [scopes, row] = await Promise.all([scopesOf(actor), db.figureSnapshot.findUnique({ where: { id } })]);
  const scope = scopes.find((one) => one.id === row?.organisationId && isPublished(one.kind));
  if (!row || !scope) throw notFound();
  const { content, chainHeads, ...head } = row;
  return {
    report: { ...head, chains: (chainHeads as unknown[]).length },
    content: JSON.parse(content) as ReportContent,
    sound: createHash("sha256").update(content).digest("hex") === row.sha256,
    changed: await changedSince(scope, row.period),
  };
}

/** Figures of a period whose counted facts are gone, worth something else, or were joined by late ones. */
async function changedSince(scope: FigureScope, period: string): Promise<Measure[]> {
  const { from, to } = reportPeriod(period);
  const rows = await db.$queryRaw<{ measure: Measure }[]>`
    WITH blocks AS (
      SELECT b."id", b."rootId", b."measure", b."fromMonth", b."toMonth", c."members"
      FROM "FigureCell" c JOIN "FigureBlock" b ON b."id" = c."blockId"
      WHERE c."scopeId" = ${scope.id}::uuid AND b."fromMonth" >= ${from} AND b."toMonth" <= ${to})
    SELECT b."measure" FROM blocks b JOIN "FigureCounted" k ON k."blockId" = b."id"
    LEFT JOIN "FigureFact" f ON f."measure" = k."measure" AND f."subject" = k."subject" AND (k."kind" <> 'BENEFIT' OR f."value" = k."value")
    WHERE f."subject" IS NULL AND (k."allianceId" = ${scope.id}::uuid OR (${scope.kind} = 'union' OR k."allianceId" IS NULL) AND k."enterpriseId" = ANY (b."members"))
    UNION
    SELECT b."measure" FROM blocks b
    JOIN "FigureFact" f ON f."measure" = b."measure" AND f."month" BETWEEN b."fromMonth" AND b."toMonth"
    LEFT JOIN "FigureCounted" k ON k."rootId" = b."rootId" AND k."measure" = f."measure" AND k."subject" = f."subject"
    WHERE k."id" IS NULL AND (f."allianceId" = ${scope.id}::uuid OR (${scope.kind} = 'union' OR f."allianceId" IS NULL) AND f."enterpriseId" = ANY (b."members"))
    ORDER BY 1`;
  return rows.map((row) => row.measure);
}
