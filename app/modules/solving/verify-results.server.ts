import { db } from "#app/lib/db.server.ts";
import type { AuditFinding, AuditResult } from "#app/modules/events/audit-checks.ts";

type Row = { id: string; enterpriseId: string; kind: "row-differs" | "row-without-event" | "event-without-row" };

/**
 * Every acceptance is what the chain says of it: verdict, acceptor, moment, word, and whether it was internal; the solved
 * problem carries the same. What awards count rests on these rows.
 */
export async function verifyResults(): Promise<AuditResult> {
  const checked = await db.acceptance.count();
  const rows = await db.$queryRaw<Row[]>`
    WITH told AS (
      SELECT e."id", e."subjectId", e."organisationId", e."actorId", e."at", e."reason",
             e."payload" ->> 'verdict' AS "verdict", (e."payload" ->> 'internal')::boolean AS "internal"
      FROM "Event" e WHERE e."subjectKind" = 'problem'
        AND e."type" IN ('problem.accepted', 'problem.partly-accepted', 'problem.not-fixed')
    ), compared AS (
      SELECT a."id" AS "rowId", t."id" AS "eventId", coalesce(a."problemId", t."subjectId") AS "problemId",
             t."organisationId", a."internal", a."verdict"::text, a."at",
             a."verdict"::text = t."verdict" AND a."internal" = t."internal" AND a."note" = t."reason" AS "same"
      FROM "Acceptance" a FULL JOIN told t ON t."subjectId" = a."problemId" AND t."at" = a."at" AND t."actorId" = a."byId"
    ), stands AS (
      SELECT DISTINCT ON (a."problemId") a."problemId", a."internal", a."at" FROM "Acceptance" a
      WHERE a."supersededAt" IS NULL AND a."verdict" <> 'NOT_FIXED' ORDER BY a."problemId", a."at" DESC
    )
    SELECT c."problemId" AS "id", coalesce(p."enterpriseId", c."organisationId") AS "enterpriseId",
           CASE WHEN c."eventId" IS NULL THEN 'row-without-event' WHEN c."rowId" IS NULL THEN 'event-without-row'
                ELSE 'row-differs' END AS "kind"
    FROM compared c LEFT JOIN "Problem" p ON p."id" = c."problemId"
    WHERE c."eventId" IS NULL OR c."rowId" IS NULL OR NOT c."same"
    UNION ALL
    SELECT p."id", p."enterpriseId", 'row-differs' FROM "Problem" p JOIN stands s ON s."problemId" = p."id"
    WHERE p."state" = 'SOLVED' AND (p."internal" <> s."internal" OR p."solvedAt" IS DISTINCT FROM s."at")
    ORDER BY 1, 3`;
  return { checked, findings: rows.map(findingOf) };
}

const findingOf = ({ id, enterpriseId, kind }: Row): AuditFinding => ({
  kind,
  organisationId: enterpriseId,
  subjectKind: "problem",
  subjectId: id,
});
