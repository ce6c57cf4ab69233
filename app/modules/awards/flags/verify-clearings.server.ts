import { db } from "#app/lib/db.server.ts";
import type { AuditResult } from "#app/modules/events/audit-checks.ts";

type Row = { id: string; organisationId: string; kind: "row-differs" | "row-without-event" | "event-without-row" };

/** Every flag that no longer holds anything up was cleared, or lapsed, as the chain says; none was removed. */
export async function verifyClearings(): Promise<AuditResult> {
  const checked = await db.flag.count();
  const rows = await db.$queryRaw<Row[]>`
    WITH told AS (
      SELECT DISTINCT ON ("subjectId") "subjectId", "organisationId", "type", "actorId", "reason", "at" FROM "Event"
      WHERE "subjectKind" = 'flag' ORDER BY "subjectId", "id" DESC
    )
    SELECT coalesce(f."id", t."subjectId") AS "id", coalesce(t."organisationId", f."organisationIds"[1]) AS "organisationId",
           CASE WHEN t."subjectId" IS NULL THEN 'row-without-event' WHEN f."id" IS NULL THEN 'event-without-row'
                ELSE 'row-differs' END AS "kind"
    FROM "Flag" f FULL JOIN told t ON t."subjectId" = f."id"
    WHERE f."id" IS NULL OR t."subjectId" IS NULL
       OR (f."clearedAt" IS NOT NULL) <> (t."type" = 'flag.cleared') OR (f."lapsedAt" IS NOT NULL) <> (t."type" = 'flag.lapsed')
       OR (t."type" = 'flag.cleared' AND (f."clearedById" IS DISTINCT FROM t."actorId" OR f."clearReason" <> t."reason"
           OR f."clearedAt" IS DISTINCT FROM t."at"))
    ORDER BY 1`;
  return {
    checked,
    findings: rows.map(({ id, organisationId, kind }) => ({
      kind,
      organisationId,
      subjectKind: "flag",
      subjectId: id,
    })),
  };
}
