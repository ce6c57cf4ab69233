import { db } from "#app/lib/db.server.ts";
import type { AuditFinding, AuditResult } from "#app/modules/events/audit-checks.ts";

/**
 * What is entered for studios is what the chain says: money granted and used, the targets of a year with what was reached,
 * promotions with who confirmed them, results of competitions. None was added, removed or brought back. One
 * statement, and the counts beside it.
 */
export async function verifyStudioEntries(): Promise<AuditResult> {
  const [funds, targets, promotions, results, rows] = await Promise.all([
    db.studioFund.count(),
    db.studioTarget.count(),
    db.studioPromotion.count(),
    db.competitionResult.count(),
    db.$queryRaw<{ findings: AuditFinding[]; untold: number }[]>`
      WITH told AS (
        SELECT e."id", e."subjectId", e."organisationId", e."type", e."actorId", e."actorName", e."reason", e."at", e."payload" AS "p" FROM "Event" e
        WHERE e."subjectKind" = 'studio' AND e."type" IN ('studio.fund-granted', 'studio.fund-used', 'studio.fund-corrected', 'studio.targets-changed',
          'studio.member-promoted', 'studio.promotion-confirmed', 'studio.promotion-withdrawn')
          OR e."subjectKind" = 'competition' AND e."type" IN ('competition.entered', 'competition.result-entered', 'competition.result-withdrawn')
      ), fund AS (
        SELECT coalesce(f."studioId", t."subjectId") AS "id", f."id" IS NULL AS "gone", t."id" IS NULL AS "untold",
          f."studioId" = t."subjectId" AND f."kind"::text = t."p" ->> 'kind' AND f."amountFen"::text = t."p" ->> 'amountFen'
            AND f."onDay" = ((t."p" ->> 'onDay')::timestamptz AT TIME ZONE 'UTC')::date AND f."text" = t."p" ->> 'text' AND f."document" = t."p" ->> 'document'
            AND f."overspent" = (t."p" ->> 'overspent')::boolean AND f."correctsId"::text IS NOT DISTINCT FROM t."p" ->> 'correctsId'
            AND f."note" = t."reason" AND f."byId" = t."actorId" AND f."byName" = t."actorName" AND f."at" = t."at" AS "same"
        FROM "StudioFund" f FULL JOIN (SELECT * FROM told WHERE "p" ? 'fundId') t ON t."p" ->> 'fundId' = f."id"::text
      ), latest AS (
        SELECT DISTINCT ON ("subjectId", "p" ->> 'year') "subjectId", ("p" ->> 'year')::int AS "year", "p" -> 'lines' AS "lines" FROM told
        WHERE "type" = 'studio.targets-changed' ORDER BY "subjectId", "p" ->> 'year', "id" DESC
      ), line AS (
        SELECT latest."subjectId", latest."year", (n - 1)::int AS "position", one FROM latest, jsonb_array_elements(latest."lines") WITH ORDINALITY AS l(one, n)
      ), target AS (
        SELECT coalesce(g."studioId", line."subjectId") AS "id", g."id" IS NULL AS "gone", line."subjectId" IS NULL AS "untold",
          g."topic" = one ->> 'topic' AND g."measure" = one ->> 'measure' AND g."unit" = one ->> 'unit' AND g."note" = one ->> 'note'
            AND g."target" = (one ->> 'target')::numeric AND g."actual" IS NOT DISTINCT FROM (one ->> 'actual')::numeric AS "same"
        FROM "StudioTarget" g FULL JOIN line ON line."subjectId" = g."studioId" AND line."year" = g."year" AND line."position" = g."position"
      ), said AS (
        SELECT "p" ->> 'promotionId' AS "id", max("at") FILTER (WHERE "type" = 'studio.promotion-confirmed') AS "confirmedAt",
          max("actorId"::text) FILTER (WHERE "type" = 'studio.promotion-confirmed') AS "confirmedBy",
          max("at") FILTER (WHERE "type" = 'studio.promotion-withdrawn') AS "withdrawnAt",
          coalesce(max("reason") FILTER (WHERE "type" = 'studio.promotion-withdrawn'), '') AS "reason"
        FROM told WHERE "p" ? 'promotionId' GROUP BY 1
      ), promotion AS (
        SELECT coalesce(m."studioId", t."subjectId") AS "id", m."id" IS NULL AS "gone", t."id" IS NULL AS "untold",
          m."studioId" = t."subjectId" AND m."personId"::text = t."p" ->> 'personId' AND m."kind"::text = t."p" ->> 'kind'
            AND m."gradeBefore"::text IS NOT DISTINCT FROM t."p" ->> 'gradeBefore' AND m."gradeAfter"::text IS NOT DISTINCT FROM t."p" ->> 'gradeAfter'
            AND m."honourTier"::text IS NOT DISTINCT FROM t."p" ->> 'honourTier' AND m."title"::text IS NOT DISTINCT FROM t."p" ->> 'title'
            AND m."onDay" = ((t."p" ->> 'onDay')::timestamptz AT TIME ZONE 'UTC')::date AND m."document" = t."p" ->> 'document'
            AND m."issuer" = coalesce(t."p" ->> 'issuer', m."issuer") AND m."byId" = t."actorId" AND m."at" = t."at"
            AND m."confirmedAt" IS NOT DISTINCT FROM said."confirmedAt" AND m."confirmedById"::text IS NOT DISTINCT FROM said."confirmedBy"
            AND m."withdrawnAt" IS NOT DISTINCT FROM said."withdrawnAt" AND m."reason" = said."reason" AS "same"
        FROM "StudioPromotion" m FULL JOIN (SELECT * FROM told WHERE "type" = 'studio.member-promoted') t ON t."p" ->> 'promotionId' = m."id"::text
          LEFT JOIN said ON said."id" = t."p" ->> 'promotionId'
      ), back AS (
        SELECT "p" ->> 'resultId' AS "id", max("at") AS "at", max("reason") AS "reason" FROM told WHERE "type" = 'competition.result-withdrawn' GROUP BY 1
      ), result AS (
        SELECT coalesce(r."competitionId", t."subjectId") AS "id", coalesce(k."organisationId", t."organisationId") AS "organisationId",
          r."id" IS NULL AS "gone", t."id" IS NULL AS "untold",
          r."competitionId" = t."subjectId" AND r."personId"::text = t."p" ->> 'personId' AND r."event" = t."p" ->> 'event'
            AND r."rank"::text IS NOT DISTINCT FROM t."p" ->> 'rank' AND r."medal"::text IS NOT DISTINCT FROM t."p" ->> 'medal'
            AND r."award" = coalesce(t."p" ->> 'award', '') AND r."studioId"::text IS NOT DISTINCT FROM t."p" ->> 'studioId'
            AND r."byId" = t."actorId" AND r."at" = t."at" AND r."withdrawnAt" IS NOT DISTINCT FROM back."at" AND r."reason" = coalesce(back."reason", '') AS "same"
        FROM "CompetitionResult" r JOIN "Competition" k ON k."id" = r."competitionId"
          FULL JOIN (SELECT * FROM told WHERE "type" = 'competition.result-entered') t ON t."p" ->> 'resultId' = r."id"::text
          LEFT JOIN back ON back."id" = t."p" ->> 'resultId'
      ), competition AS (
        SELECT coalesce(k."id", t."subjectId") AS "id", coalesce(k."organisationId", t."organisationId") AS "organisationId",
          k."id" IS NULL AS "gone", t."id" IS NULL AS "untold",
          k."name" = t."p" ->> 'name' AND k."level"::text = t."p" ->> 'level' AND k."organiser" = t."p" ->> 'organiser'
            AND k."heldOn" = ((t."p" ->> 'heldOn')::timestamptz AT TIME ZONE 'UTC')::date AS "same"
        FROM "Competition" k FULL JOIN (SELECT * FROM told WHERE "type" = 'competition.entered') t ON t."subjectId" = k."id"
      ), found AS (
        SELECT "id", "id" AS "organisationId", "gone", "untold", "same", 'studio' AS "of", 'fund' AS "part" FROM fund
        UNION ALL SELECT "id", "id", "gone", "untold", "same", 'studio', 'target' FROM target
        UNION ALL SELECT "id", "id", "gone", "untold", "same", 'studio', 'promotion' FROM promotion
        UNION ALL SELECT "id", "organisationId", "gone", "untold", "same", 'competition', 'result' FROM result
        UNION ALL SELECT "id", "organisationId", "gone", "untold", "same", 'competition', '' FROM competition
      )
      SELECT (SELECT count(*) FROM told WHERE "type" = 'studio.member-promoted' AND NOT "p" ? 'issuer')::int AS "untold",
        coalesce(jsonb_agg(jsonb_build_object('kind',
          CASE WHEN "untold" THEN 'row-without-event' WHEN "gone" THEN 'event-without-row' ELSE 'row-differs' END,
          'organisationId', "organisationId", 'subjectKind', "of", 'subjectId', "id", 'part', "part")
          ORDER BY "id", "part", "gone", "untold"), '[]') AS "findings"
      FROM found WHERE "gone" OR "untold" OR NOT coalesce("same", false)`,
  ]);
  const { findings = [], untold = 0 } = rows[0] ?? {};
  return { checked: funds + targets + promotions + results, findings, untold };
}
