import { db } from "#app/lib/db.server.ts";
import type { AuditFinding, AuditResult } from "#app/modules/events/audit-checks.ts";

type Row = { id: string; organisationId: string; of: "round" | "application"; part: string };

/**
 * Every opened round and every application in one stands where its last step in the chain leaves it: state, grade under
 * notice, the end of the notice and when the panel closed; and the files of what is handed in, and was not
 * returned since, are those of its submission. Rounds that no event opened are a finding of verifyRounds.
 */
export async function verifyStanding(): Promise<AuditResult> {
  const checked = await db.awardApplication.count({ where: { round: { openedAt: { not: null } } } });
  const rows = await db.$queryRaw<Row[]>`
    WITH round AS (
      SELECT r."id", r."organisationId", r."state"::text AS "state", r."noticeUntil", r."panelClosedAt" FROM "AwardRound" r
      WHERE EXISTS (SELECT 1 FROM "Event" e WHERE e."subjectKind" = 'round' AND e."subjectId" = r."id" AND e."type" = 'round.opened')
    ), told AS (
      SELECT DISTINCT ON (e."subjectId") e."subjectId" AS "id", CASE e."type" WHEN 'round.opened' THEN 'OPEN'
        WHEN 'round.closed' THEN 'REVIEW' WHEN 'panel.started' THEN 'PANEL' WHEN 'award.published' THEN 'NOTICE'
        WHEN 'award.decided' THEN 'DECIDED' ELSE 'CANCELLED' END AS "state"
      FROM "Event" e JOIN round ON round."id" = e."subjectId" AND e."subjectKind" = 'round'
      WHERE e."type" IN ('round.opened', 'round.closed', 'panel.started', 'award.published', 'award.decided', 'round.cancelled')
      ORDER BY e."subjectId", e."id" DESC
    ), closed AS (
      SELECT e."subjectId" AS "id", max(e."at") AS "at" FROM "Event" e JOIN round ON round."id" = e."subjectId"
      WHERE e."subjectKind" = 'round' AND e."type" = 'panel.closed' GROUP BY e."subjectId"
    ), published AS (
      SELECT DISTINCT ON (e."subjectId") e."subjectId" AS "id", e."payload" FROM "Event" e JOIN round ON round."id" = e."subjectId"
      WHERE e."subjectKind" = 'round' AND e."type" = 'award.published' ORDER BY e."subjectId", e."id" DESC
    ), moved AS (
      SELECT DISTINCT ON (e."subjectId") e."subjectId" AS "id", move ->> 'to' AS "to"
      FROM "Event" e JOIN round ON round."id" = e."subjectId", jsonb_array_elements(e."payload" -> 'moves') AS move
      WHERE e."subjectKind" = 'round' AND e."type" = 'round.dates-moved' AND move ->> 'date' = 'noticeUntil'
      ORDER BY e."subjectId", e."id" DESC
    ), step AS (
      SELECT DISTINCT ON (e."subjectId") e."subjectId" AS "id", CASE e."type" WHEN 'application.submitted' THEN 'SUBMITTED'
        WHEN 'application.recommended' THEN 'RECOMMENDED' WHEN 'application.passed-on' THEN 'RECOMMENDED'
        WHEN 'application.returned' THEN 'DRAFT' WHEN 'application.rejected' THEN 'REJECTED'
        WHEN 'application.admitted' THEN 'ADMITTED' WHEN 'application.withdrawn' THEN 'WITHDRAWN'
        WHEN 'award.excluded' THEN 'EXCLUDED' WHEN 'award.granted' THEN 'AWARDED' ELSE 'REVOKED' END AS "state"
      FROM "Event" e JOIN "AwardApplication" a ON a."id" = e."subjectId" JOIN round ON round."id" = a."roundId"
      WHERE e."subjectKind" = 'application' AND e."type" IN ('application.submitted', 'application.recommended', 'application.passed-on',
        'application.returned', 'application.rejected', 'application.admitted', 'application.withdrawn', 'award.excluded',
        'award.granted', 'award.revoked')
      ORDER BY e."subjectId", e."id" DESC
    ), stands AS (
      SELECT a."id", round."organisationId", a."state"::text AS "state", a."grade", published."payload" -> 'proposed' ->> a."id"::text AS "proposed",
        CASE WHEN step."state" = 'ADMITTED' AND published."id" IS NOT NULL
          THEN CASE WHEN published."payload" -> 'proposed' ? a."id"::text THEN 'PROPOSED' ELSE 'NOT_AWARDED' END
          ELSE coalesce(step."state", 'DRAFT') END AS "due"
      FROM "AwardApplication" a JOIN round ON round."id" = a."roundId" LEFT JOIN step ON step."id" = a."id"
        LEFT JOIN published ON published."id" = a."roundId"
    ), handed AS (
      SELECT DISTINCT ON (a."id") a."id", round."organisationId", a."achievementId", e."at", e."payload" -> 'files' AS "files"
      FROM "AwardApplication" a JOIN round ON round."id" = a."roundId"
        JOIN "Event" e ON e."subjectKind" = 'application' AND e."subjectId" = a."id" AND e."type" IN ('application.submitted', 'application.returned')
      WHERE a."state" <> 'DRAFT' ORDER BY a."id", e."id" DESC
    )
    SELECT round."id", round."organisationId", 'round' AS "of", 'state' AS "part" FROM round JOIN told USING ("id")
      WHERE round."state" <> told."state"
    UNION ALL SELECT round."id", round."organisationId", 'round', 'panel-closed' FROM round LEFT JOIN closed USING ("id")
      WHERE round."panelClosedAt" IS DISTINCT FROM closed."at"
    UNION ALL SELECT round."id", round."organisationId", 'round', 'notice-until' FROM round LEFT JOIN published USING ("id")
      LEFT JOIN moved ON moved."id" = round."id"
      WHERE round."noticeUntil" IS DISTINCT FROM (coalesce(moved."to", published."payload" ->> 'until')::timestamptz AT TIME ZONE 'UTC')
    UNION ALL SELECT "id", "organisationId", 'application', 'state' FROM stands WHERE "state" <> "due"
    UNION ALL SELECT "id", "organisationId", 'application', 'grade' FROM stands
      WHERE "state" = "due" AND "state" = 'PROPOSED' AND "grade" IS DISTINCT FROM "proposed"
    UNION ALL SELECT "id", "organisationId", 'application', 'files' FROM handed
      WHERE "files" IS NOT NULL AND (
        EXISTS (SELECT 1 FROM jsonb_array_elements("files") AS one LEFT JOIN "Attachment" f ON f."id" = (one ->> 'file')::uuid
          WHERE f."id" IS NULL OR f."removedAt" IS NOT NULL OR f."sha256" <> one ->> 'sha256')
        OR EXISTS (SELECT 1 FROM "Attachment" f WHERE f."removedAt" IS NULL AND f."createdAt" <= handed."at"
          AND (f."ownerKind" = 'application' AND f."ownerId" = handed."id" OR f."ownerKind" = 'achievement' AND f."ownerId" = handed."achievementId")
          AND NOT "files" @> jsonb_build_array(jsonb_build_object('file', f."id"::text))))
    ORDER BY 1, 4`;
  const findings = rows.map(
    ({ id, organisationId, of, part }): AuditFinding => ({
      kind: "row-differs",
      organisationId,
      subjectKind: of,
      subjectId: id,
      part,
    }),
  );
  return { checked, findings };
}
