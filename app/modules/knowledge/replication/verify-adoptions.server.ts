import { db } from "#app/lib/db.server.ts";
import type { AuditResult } from "#app/modules/events/audit-checks.ts";

type Row = { id: string; enterpriseId: string; kind: "row-differs" | "row-without-event" | "event-without-row" };

/** Every accepted adoption is what the chain says of it: verdict, acceptor, moment, and whether it is independent. */
export async function verifyAdoptions(): Promise<AuditResult> {
  const checked = await db.reuse.count({ where: { state: "ACCEPTED" } });
  const rows = await db.$queryRaw<Row[]>`
    WITH told AS (
      SELECT DISTINCT ON ("subjectId") "id", "subjectId", "organisationId", "actorId", "at",
             "payload" ->> 'verdict' AS "verdict", "payload" ->> 'kinship' AS "kinship"
      FROM "Event" WHERE "subjectKind" = 'adoption' AND "type" = 'adoption.accepted' ORDER BY "subjectId", "id" DESC
    ), accepted AS (SELECT * FROM "Reuse" WHERE "state" = 'ACCEPTED')
    SELECT coalesce(r."id", t."subjectId") AS "id", coalesce(r."enterpriseId", t."organisationId") AS "enterpriseId",
           CASE WHEN t."id" IS NULL THEN 'row-without-event' WHEN r."id" IS NULL THEN 'event-without-row'
                ELSE 'row-differs' END AS "kind"
    FROM accepted r FULL JOIN told t ON t."subjectId" = r."id"
    WHERE t."id" IS NULL OR r."id" IS NULL OR r."verdict"::text IS DISTINCT FROM t."verdict"
       OR r."decidedById" IS DISTINCT FROM t."actorId" OR r."decidedAt" IS DISTINCT FROM t."at"
       OR r."internal" <> (t."kinship" = 'INTERNAL') OR r."affiliate" <> (t."kinship" = 'AFFILIATE')
    ORDER BY 1`;
  return {
    checked,
    findings: rows.map(({ id, enterpriseId, kind }) => ({
      kind,
      organisationId: enterpriseId,
      subjectKind: "adoption",
      subjectId: id,
    })),
  };
}
