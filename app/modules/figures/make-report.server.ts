import { createHash } from "node:crypto";
import { db, inTransaction } from "#app/lib/db.server.ts";
import { forbidden, invalid } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { canonicalJson } from "#app/modules/events/chain.ts";
import { recordEvent } from "#app/modules/events/record-event.server.ts";
import { isMonth, type Period, yearPeriod } from "./periods.ts";
import { isPublished, officerPlaces } from "./policy.ts";
import { loadFigures, NOBODY } from "./queries-dashboard.server.ts";
import { type FigureScope, scopesOf } from "./scopes.server.ts";

/** "2026-10" or "2026" as months. */
export const reportPeriod = (text: string): Period =>
  isMonth(text) ? { from: text, to: text } : yearPeriod(Number(text));

/** How a report's content is laid out. It never changes, so a new layout is a new number, and pages go on reading the old. */
const REPORT_FORMAT = 1;

type By = { personId: string; name: string } | null;

/**
 * Freezes an organisation's published figures of a month or a year as a report, with the ends of all chains of events at
 * that time; its hash goes into the organisation's own chain. Nobody can change it afterwards. Returns its id.
 * Errors: period/not-closed, where the month is not closed yet.
 */
export async function writeReport(scope: FigureScope, period: string, by: By, now: Date): Promise<string> {
  const months = reportPeriod(period);
  const { asOf: _, closed, ...view } = await loadFigures(NOBODY, scope, months);
  if (closed === null || closed < (isMonth(period) ? period : months.from))
    throw invalid("figures_not_closed", "period");
  const content = canonicalJson({ format: REPORT_FORMAT, scope, closed, ...view });
  const sha256 = createHash("sha256").update(content).digest("hex");
  const chainHeads = await db.$queryRaw<{ organisationId: string; seq: number; hash: string }[]>`
    WITH RECURSIVE below AS (
      SELECT "id" FROM "Organisation" WHERE "id" = ${scope.rootId ?? scope.id}::uuid
      UNION SELECT o."id" FROM "Organisation" o JOIN below b ON o."parentId" = b."id")
    SELECT h."organisationId", h."seq", h."hash" FROM "ChainHead" h JOIN below ON below."id" = h."organisationId" ORDER BY h."organisationId"`;
  return inTransaction(async (tx) => {
    const { id } = await tx.figureSnapshot.create({
      data: {
        organisationId: scope.id,
        period,
        content,
        sha256,
        chainHeads,
        takenAt: now,
        byId: by?.personId ?? null,
        byName: by?.name ?? "",
      },
      select: { id: true },
    });
    await recordEvent(tx, {
      type: "figures.reported",
      organisationId: scope.id,
      subjectKind: "organisation",
      subjectId: scope.id,
      by,
      payload: { report: id, period, sha256 },
      at: now,
    });
    return id;
  });
}

/** An officer's report of a union or alliance of the own branch. Errors: forbidden, period/not-closed. */
export async function makeReport(actor: Actor, scopeId: string, period: string): Promise<string> {
  const scope = (await scopesOf(actor)).find((one) => one.id === scopeId);
  if (!scope || !isPublished(scope.kind) || officerPlaces(actor).length === 0) throw forbidden();
  if (scope.kind === "alliance" && !actor.officerAllianceIds.includes(scope.id)) throw forbidden();
  return writeReport(scope, period, { personId: actor.personId, name: actor.name }, actor.now);
}

/**
 * Reports the clock makes once a month is closed: of every federation, union and alliance for that month, in January for
 * the year too, also for months that were closed late, together with others. Reports of months from before its first run
 * are officers' to make. A second run finds them made. Returns how many it made.
 */
export async function makeMonthlyReports(now: Date): Promise<number> {
  const rows = await db.$queryRaw<{ scopeId: string; kind: string; name: string; rootId: string; month: string }[]>`
    SELECT DISTINCT o."id" AS "scopeId", o."kind"::text AS "kind", o."name", k."rootId", k."month"
    FROM "FigureClosing" k JOIN (
      SELECT c."rootId", coalesce(
        (SELECT max(s."period") FROM "FigureSnapshot" s WHERE s."organisationId" = c."rootId" AND s."byId" IS NULL AND length(s."period") = 7),
        max(c."month")) AS "month"
      FROM "FigureClosing" c GROUP BY c."rootId") since ON since."rootId" = k."rootId" AND k."month" >= since."month"
    JOIN "FigureBlock" b ON b."rootId" = k."rootId" AND b."toMonth" = k."month"
    JOIN "FigureCell" c ON c."blockId" = b."id" JOIN "Organisation" o ON o."id" = c."scopeId"
    ORDER BY 5, 1`;
  const due = rows.flatMap(({ month, scopeId, kind, name, rootId }) => {
    const scope: FigureScope = { id: scopeId, kind: kind === "ALLIANCE" ? "alliance" : "union", name, rootId };
    return (month.endsWith("-12") ? [month, month.slice(0, 4)] : [month]).map((period) => ({ scope, period }));
  });
  const known = await db.figureSnapshot.findMany({
    where: {
      byId: null,
      organisationId: { in: [...new Set(due.map(({ scope }) => scope.id))] },
      period: { in: [...new Set(due.map(({ period }) => period))] },
    },
    select: { organisationId: true, period: true },
  });
  const there = new Set(known.map((row) => `${row.organisationId} ${row.period}`));
  const missing = due.filter(({ scope, period }) => !there.has(`${scope.id} ${period}`));
  for (const { scope, period } of missing) await writeReport(scope, period, null, now);
  return missing.length;
}
