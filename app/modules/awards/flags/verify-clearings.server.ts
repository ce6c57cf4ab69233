import { db } from "#app/lib/db.server.ts";
import type { AuditResult } from "#app/modules/events/audit-checks.ts";

type Row = {
  id: string;
  organisationId: string;
  kind: "row-differs" | "row-without-event" | "event-without-row";
  part: string;
};

/**
 * Every flag that no longer holds anything up was cleared, or lapsed, as the chain says; none was removed. It says what was
 * found, about whom, and holds up what it was raised about: a flag that touches less lets an application pass.
 */
export async function verifyClearings(): Promise<AuditResult> {
  const checked = await db.flag.count();
  const rows = await db.$queryRaw<Row[]>`
    WITH told AS (
      SELECT DISTINCT ON ("subjectId") "subjectId", "organisationId", "type", "actorId", "actorName", "reason", "at" FROM "Event"
      WHERE "subjectKind" = 'flag' ORDER BY "subjectId", "id" DESC
    ), grown AS (
      SELECT "id", "subjectId", "payload" AS "p" FROM "Event" WHERE "subjectKind" = 'flag' AND "type" IN ('flag.raised', 'flag.grew')
    ), latest AS (
      SELECT DISTINCT ON ("subjectId") "subjectId", "p" FROM grown ORDER BY "subjectId", "id" DESC
    ), whole AS (
      SELECT "subjectId" FROM grown GROUP BY 1 HAVING bool_and("p" ? 'targets')
    ), touched AS (
      SELECT DISTINCT "subjectId", one ->> 'kind' AS "kind", one ->> 'id' AS "id" FROM grown, jsonb_array_elements("p" -> 'targets') AS one
    ), shown AS (
      SELECT "subjectId", array_agg(DISTINCT one) AS "evidence" FROM grown, jsonb_array_elements_text("p" -> 'evidence') AS one GROUP BY 1
    ), compared AS (
    SELECT coalesce(f."id", t."subjectId") AS "id", coalesce(t."organisationId", f."organisationIds"[1]) AS "organisationId",
           CASE WHEN t."subjectId" IS NULL THEN 'row-without-event' WHEN f."id" IS NULL THEN 'event-without-row'
                ELSE 'row-differs' END AS "kind", '' AS "part"
    FROM "Flag" f FULL JOIN told t ON t."subjectId" = f."id"
    WHERE f."id" IS NULL OR t."subjectId" IS NULL
       OR (f."clearedAt" IS NOT NULL) <> (t."type" = 'flag.cleared') OR (f."lapsedAt" IS NOT NULL) <> (t."type" = 'flag.lapsed')
       OR (t."type" = 'flag.cleared' AND (f."clearedById" IS DISTINCT FROM t."actorId" OR f."clearReason" <> t."reason"
           OR f."clearedAt" IS DISTINCT FROM t."at" OR f."clearedByName" <> t."actorName"))
    UNION ALL SELECT f."id", t."organisationId", 'row-differs', 'evidence'
    FROM "Flag" f JOIN told t ON t."subjectId" = f."id" JOIN latest l ON l."subjectId" = f."id" JOIN shown ON shown."subjectId" = f."id"
    WHERE NOT (f."evidence" @> shown."evidence" AND shown."evidence" @> f."evidence") OR f."facts" <> l."p" -> 'facts'
       OR f."kind"::text <> l."p" ->> 'kind'
       OR l."p" ? 'personIds' AND (to_jsonb(f."personIds") <> l."p" -> 'personIds' OR to_jsonb(f."organisationIds") <> l."p" -> 'organisationIds')
    UNION ALL SELECT f."id", t."organisationId", 'row-differs', 'targets'
    FROM "Flag" f JOIN told t ON t."subjectId" = f."id" JOIN whole ON whole."subjectId" = f."id"
    WHERE EXISTS (SELECT 1 FROM touched d WHERE d."subjectId" = f."id" AND NOT EXISTS (
            SELECT 1 FROM "FlagTarget" g WHERE g."flagId" = f."id" AND g."kind" = d."kind" AND g."id"::text = d."id"))
       OR EXISTS (SELECT 1 FROM "FlagTarget" g WHERE g."flagId" = f."id" AND NOT EXISTS (
            SELECT 1 FROM touched d WHERE d."subjectId" = f."id" AND d."kind" = g."kind" AND d."id" = g."id"::text))
    ) SELECT * FROM compared ORDER BY 1, 4`;
  return {
    checked,
    findings: rows.map(({ id, organisationId, kind, part }) => ({
      kind,
      organisationId,
      subjectKind: "flag",
      subjectId: id,
      part,
    })),
  };
}
