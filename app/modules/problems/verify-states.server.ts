import { db } from "#app/lib/db.server.ts";
import type { AuditResult } from "#app/modules/events/audit-checks.ts";

/**
 * Every posted problem is in the state its last step led to, as the chain tells it: one that was closed or opened behind
 * the product's back shows, and so does a withdrawn one that was taken out of the counts.
 */
export async function verifyProblemStates(): Promise<AuditResult> {
  const checked = await db.problem.count({ where: { origin: "POSTED" } });
  const rows = await db.$queryRaw<{ id: string; enterpriseId: string }[]>`
    WITH last AS (
      SELECT DISTINCT ON ("subjectId") "subjectId", "payload" ->> 'to' AS "to" FROM "Event"
      WHERE "subjectKind" = 'problem' AND "payload" ? 'to' AND "payload" ? 'from'
      ORDER BY "subjectId", "id" DESC
    )
    SELECT p."id", p."enterpriseId" FROM "Problem" p JOIN last ON last."subjectId" = p."id"
    WHERE p."origin" = 'POSTED' AND p."state"::text <> last."to" ORDER BY p."id"`;
  const gone = await db.$queryRaw<{ id: string; enterpriseId: string }[]>`
    SELECT DISTINCT ON (e."subjectId") e."subjectId" AS "id", e."organisationId" AS "enterpriseId" FROM "Event" e
    WHERE e."subjectKind" = 'problem' AND e."type" = 'problem.submitted'
      AND NOT EXISTS (SELECT 1 FROM "Problem" p WHERE p."id" = e."subjectId") ORDER BY e."subjectId"`;
  const finding = (kind: "row-differs" | "event-without-row") => (row: { id: string; enterpriseId: string }) => ({
    kind,
    organisationId: row.enterpriseId,
    subjectKind: "problem",
    subjectId: row.id,
  });
  return { checked, findings: [...rows.map(finding("row-differs")), ...gone.map(finding("event-without-row"))] };
}
