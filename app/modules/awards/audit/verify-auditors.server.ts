import { db } from "#app/lib/db.server.ts";
import type { AuditFinding, AuditResult } from "#app/modules/events/audit-checks.ts";

/**
 * Everybody who may read a round's evidence was named as the chain says: who, by whom, from when until when, on what
 * ground, and when it was taken back; nobody was added, removed or given longer. One statement.
 */
export async function verifyAuditors(): Promise<AuditResult> {
  const [checked, findings] = await Promise.all([
    db.roundAuditor.count(),
    db.$queryRaw<AuditFinding[]>`
      WITH named AS (
        SELECT e."payload" ->> 'auditor' AS "id", e."subjectId", e."organisationId", e."at", e."actorId", e."reason",
          e."payload" ->> 'personId' AS "personId", (e."payload" ->> 'until')::timestamptz AT TIME ZONE 'UTC' AS "until"
        FROM "Event" e WHERE e."subjectKind" = 'round' AND e."type" = 'audit.auditor-named'
      ), ended AS (
        SELECT e."payload" ->> 'auditor' AS "id", max(e."at") AS "at" FROM "Event" e
        WHERE e."subjectKind" = 'round' AND e."type" = 'audit.auditor-ended' GROUP BY 1
      ), kept AS (
        SELECT a.*, r."organisationId" FROM "RoundAuditor" a JOIN "AwardRound" r ON r."id" = a."roundId"
      )
      SELECT CASE WHEN n."id" IS NULL THEN 'row-without-event' WHEN k."id" IS NULL THEN 'event-without-row' ELSE 'row-differs' END AS "kind",
        coalesce(k."organisationId", n."organisationId")::text AS "organisationId", 'round' AS "subjectKind",
        coalesce(k."roundId", n."subjectId")::text AS "subjectId", 'auditor' AS "part"
      FROM kept k FULL JOIN named n ON n."id" = k."id"::text LEFT JOIN ended ON ended."id" = n."id"
      WHERE k."id" IS NULL OR n."id" IS NULL OR k."roundId" <> n."subjectId" OR k."personId"::text <> n."personId"
        OR k."from" <> n."at" OR k."until" <> n."until" OR k."grantedById" IS DISTINCT FROM n."actorId"
        OR k."reason" <> n."reason" OR k."revokedAt" IS DISTINCT FROM ended."at"
      ORDER BY 4, 1`,
  ]);
  return { checked, findings };
}
