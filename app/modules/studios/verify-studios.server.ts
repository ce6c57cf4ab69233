import { db } from "#app/lib/db.server.ts";
import type { AuditFinding, AuditResult } from "#app/modules/events/audit-checks.ts";

/**
 * What unions decided about studios is what the chain says: each decision with its paper, day, level and reason; where a
 * studio stands, its level, the day it was named and its next dates; and each file of a re-review, as it was handed in,
 * with its evidence and the verdict. Level, day named and state of a studio nobody decided about are those typed in last.
 * One statement, and the counts beside it.
 */
export async function verifyStudios(): Promise<AuditResult> {
  const [studios, decisions, reviews, rows] = await Promise.all([
    db.studio.count(),
    db.studioDecision.count(),
    db.studioReview.count(),
    db.$queryRaw<{ findings: AuditFinding[]; untold: number }[]>`
      WITH told AS (
        SELECT e."id", e."subjectId" AS "studioId", e."type", e."actorId", e."actorName", e."actorOrgId", e."reason", e."at", e."payload" AS "p"
        FROM "Event" e WHERE e."subjectKind" = 'studio' AND e."type" IN ('studio.designated', 'studio.level-changed', 'studio.review-started',
          'studio.review-submitted', 'studio.review-returned', 'studio.confirmed', 'studio.rectification-ordered', 'studio.revoked', 'studio.leader-changed')
      ), decided AS (
        SELECT d."id" IS NULL AS "gone", t."id" IS NULL AS "untold", coalesce(d."studioId", t."studioId") AS "studioId",
          d."studioId" = t."studioId" AND d."byId" = t."actorId" AND d."byName" = t."actorName" AND d."at" = t."at" AND d."reason" = t."reason"
            AND d."document" = t."p" ->> 'document' AND d."toState"::text = coalesce(t."p" ->> 'to', d."toState"::text)
            AND d."level"::text = coalesce(t."p" ->> 'level', d."level"::text)
            AND d."decidedOn" = coalesce((t."p" ->> 'decidedOn')::timestamptz AT TIME ZONE 'UTC', d."decidedOn")::date
            AND (d."dueOn" IS NOT DISTINCT FROM ((t."p" ->> 'dueOn')::timestamptz AT TIME ZONE 'UTC')::date)
            AND d."decidedBy" = coalesce(t."p" ->> 'decidedBy', d."decidedBy") AND (d."unionId" IS NULL OR d."unionId" = t."actorOrgId")
            AND d."reviewId"::text IS NOT DISTINCT FROM t."p" ->> 'reviewId' AND d."leaderToId"::text IS NOT DISTINCT FROM t."p" ->> 'toId'
            AND d."kind"::text = CASE t."type" WHEN 'studio.designated' THEN 'DESIGNATED' WHEN 'studio.level-changed' THEN 'LEVEL_CHANGED'
              WHEN 'studio.review-returned' THEN 'RETURNED' WHEN 'studio.confirmed' THEN 'CONFIRMED' WHEN 'studio.revoked' THEN 'REVOKED'
              WHEN 'studio.leader-changed' THEN 'LEADER_CHANGED' ELSE 'RECTIFICATION' END AS "same"
        FROM "StudioDecision" d FULL JOIN (SELECT * FROM told WHERE "p" ? 'decisionId') t ON t."p" ->> 'decisionId' = d."id"::text
      ), ours AS (
        SELECT t."studioId", min(t."id") AS "from" FROM told t WHERE t."p" ? 'to' OR t."p" ? 'decisionId' GROUP BY 1
      ), typed AS (
        SELECT DISTINCT ON (e."subjectId") e."subjectId" AS "studioId", e."payload" ->> 'level' AS "level",
          ((e."payload" ->> 'designatedOn')::timestamptz AT TIME ZONE 'UTC')::date AS "on"
        FROM "Event" e JOIN "Studio" s ON s."organisationId" = e."subjectId" LEFT JOIN ours ON ours."studioId" = e."subjectId"
        WHERE e."subjectKind" = 'organisation' AND e."type" IN ('organisation.created', 'organisation.changed') AND e."payload" ? 'level'
          AND (ours."from" IS NULL OR e."id" < ours."from") ORDER BY e."subjectId", e."id" DESC
      ), stands AS (
        SELECT DISTINCT ON (t."studioId") t."studioId", t."p" ->> 'to' AS "state" FROM told t WHERE t."p" ? 'to'
        ORDER BY t."studioId", t."id" DESC
      ), rank AS (
        SELECT DISTINCT ON (t."studioId") t."studioId", t."p" ->> 'level' AS "level" FROM told t WHERE t."p" ? 'level'
        ORDER BY t."studioId", t."id" DESC
      ), named AS (
        SELECT DISTINCT ON (t."studioId") t."studioId", ((t."p" ->> 'decidedOn')::timestamptz AT TIME ZONE 'UTC')::date AS "on" FROM told t
        WHERE t."type" = 'studio.designated' ORDER BY t."studioId", t."id" DESC
      ), due AS (
        SELECT DISTINCT ON (t."studioId") t."studioId", ((t."p" ->> 'dueOn')::timestamptz AT TIME ZONE 'UTC')::date AS "on" FROM told t
        WHERE t."type" IN ('studio.designated', 'studio.confirmed', 'studio.revoked') ORDER BY t."studioId", t."id" DESC
      ), rectify AS (
        SELECT DISTINCT ON (t."studioId") t."studioId", CASE t."type" WHEN 'studio.rectification-ordered'
          THEN ((t."p" ->> 'dueOn')::timestamptz AT TIME ZONE 'UTC')::date END AS "by" FROM told t
        WHERE t."type" IN ('studio.rectification-ordered', 'studio.confirmed', 'studio.revoked') ORDER BY t."studioId", t."id" DESC
      ), step AS (
        SELECT DISTINCT ON (t."p" ->> 'reviewId') t."p" ->> 'reviewId' AS "id", t."studioId", t."at",
          CASE t."type" WHEN 'studio.review-submitted' THEN 'SUBMITTED'
          WHEN 'studio.review-started' THEN 'DRAFT' WHEN 'studio.review-returned' THEN 'DRAFT' ELSE 'DECIDED' END AS "state"
        FROM told t WHERE t."p" ->> 'reviewId' IS NOT NULL ORDER BY t."p" ->> 'reviewId', t."id" DESC
      ), handed AS (
        SELECT DISTINCT ON (t."p" ->> 'reviewId') t."p" ->> 'reviewId' AS "reviewId", t."at", t."actorId", t."p" FROM told t
        WHERE t."type" = 'studio.review-submitted' ORDER BY t."p" ->> 'reviewId', t."id" DESC
      ), found AS (
        SELECT CASE WHEN "untold" THEN 'row-without-event' WHEN "gone" THEN 'event-without-row' ELSE 'row-differs' END AS "kind", "studioId", 'decision' AS "part"
          FROM decided WHERE "gone" OR "untold" OR NOT coalesce("same", false)
        UNION ALL SELECT 'row-differs', s."organisationId", 'state' FROM "Studio" s LEFT JOIN stands ON stands."studioId" = s."organisationId"
          LEFT JOIN typed ON typed."studioId" = s."organisationId" WHERE s."state"::text <> coalesce(stands."state",
            CASE WHEN typed."studioId" IS NULL THEN NULL WHEN typed."on" IS NULL THEN 'NONE' ELSE 'DESIGNATED' END)
        UNION ALL SELECT 'row-differs', s."organisationId", 'level' FROM "Studio" s LEFT JOIN rank ON rank."studioId" = s."organisationId"
          LEFT JOIN typed ON typed."studioId" = s."organisationId" WHERE s."level"::text <> coalesce(rank."level", typed."level")
        UNION ALL SELECT 'row-differs', s."organisationId", 'named-on' FROM "Studio" s LEFT JOIN named ON named."studioId" = s."organisationId"
          LEFT JOIN typed ON typed."studioId" = s."organisationId" WHERE coalesce(named."studioId", typed."studioId") IS NOT NULL
            AND s."designatedOn" IS DISTINCT FROM CASE WHEN named."studioId" IS NULL THEN typed."on" ELSE named."on" END
        UNION ALL SELECT 'row-differs', s."organisationId", 'due' FROM "Studio" s JOIN due ON due."studioId" = s."organisationId"
          LEFT JOIN rectify ON rectify."studioId" = s."organisationId"
          WHERE s."reviewDueOn" IS DISTINCT FROM due."on" OR s."rectifyBy" IS DISTINCT FROM rectify."by"
        UNION ALL SELECT CASE WHEN step."id" IS NULL THEN 'row-without-event' WHEN r."id" IS NULL THEN 'event-without-row' ELSE 'row-differs' END,
          coalesce(r."studioId", step."studioId"), 'review' FROM "StudioReview" r FULL JOIN step ON step."id" = r."id"::text
          LEFT JOIN handed ON handed."reviewId" = step."id"
          WHERE r."id" IS NULL OR step."id" IS NULL OR r."state"::text <> step."state"
            OR r."state" = 'DECIDED' AND r."decidedAt" IS DISTINCT FROM step."at"
            OR r."state" <> 'DRAFT' AND (r."year"::text IS DISTINCT FROM handed."p" ->> 'year' OR r."facts" IS DISTINCT FROM handed."p" -> 'facts'
              OR r."submittedAt" IS DISTINCT FROM handed."at" OR r."submittedById" IS DISTINCT FROM handed."actorId"
              OR handed."p" ? 'summary' AND (handed."p" ->> 'summary' <> encode(sha256(convert_to(r."summary", 'UTF8')), 'hex')
                OR handed."p" ->> 'plan' <> encode(sha256(convert_to(r."plan", 'UTF8')), 'hex')))
        UNION ALL SELECT 'row-differs', r."studioId", 'review-files' FROM "StudioReview" r JOIN handed ON handed."reviewId" = r."id"::text
          WHERE r."state" <> 'DRAFT' AND (SELECT jsonb_agg(f."sha256" ORDER BY f."sha256") FROM "Attachment" f
            WHERE f."ownerKind" = 'studio-review' AND f."ownerId" = r."id" AND f."removedAt" IS NULL)
            IS DISTINCT FROM (SELECT jsonb_agg(one ORDER BY one) FROM jsonb_array_elements_text(handed."p" -> 'evidence') AS one)
      ), short AS (
        SELECT 1 FROM told t WHERE t."p" ? 'decisionId' AND t."type" <> 'studio.leader-changed' AND NOT t."p" ? 'decidedBy'
        UNION ALL SELECT 1 FROM handed WHERE NOT handed."p" ? 'summary'
        UNION ALL SELECT 1 FROM "Studio" s LEFT JOIN named ON named."studioId" = s."organisationId"
          LEFT JOIN typed ON typed."studioId" = s."organisationId" WHERE named."studioId" IS NULL AND typed."studioId" IS NULL
      )
      SELECT (SELECT count(*) FROM short)::int AS "untold", (SELECT coalesce(jsonb_agg(jsonb_build_object('kind', "kind",
        'organisationId', "studioId", 'subjectKind', 'studio', 'subjectId', "studioId", 'part', "part")
        ORDER BY "studioId", "part", "kind"), '[]') FROM found) AS "findings"`,
  ]);
  const { findings = [], untold = 0 } = rows[0] ?? {};
  return { checked: studios + decisions + reviews, findings, untold };
}
