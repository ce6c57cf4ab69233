import { db } from "#app/lib/db.server.ts";
import type { AuditKind, AuditResult } from "#app/modules/events/audit-checks.ts";

type Row = { id: string; organisationId: string; roundId: string; kind: AuditKind; part: string };

/**
 * Every objection is there, was answered as the chain says, with the answer's hash, and is handled by who took it on; its
 * sealed text is the one that came in. Rule: who objected is read by the handling officer only, so a handler that nobody
 * recorded is a finding.
 */
export async function verifyObjections(): Promise<AuditResult> {
  const checked = await db.objection.count();
  const rows = await db.$queryRaw<Row[]>`
    WITH told AS (
      SELECT e."payload" ->> 'objectionId' AS "id", e."organisationId", e."subjectId" AS "roundId", e."payload" ->> 'sealed' AS "sealed"
      FROM "Event" e WHERE e."subjectKind" = 'round' AND e."type" = 'award.objected'
    ), answered AS (
      SELECT DISTINCT ON (e."payload" ->> 'objectionId') e."payload" ->> 'objectionId' AS "id",
        CASE e."type" WHEN 'award.objection-upheld' THEN 'UPHELD' ELSE 'REJECTED' END AS "state", e."payload" ->> 'answer' AS "answer", e."at"
      FROM "Event" e WHERE e."subjectKind" = 'round' AND e."type" IN ('award.objection-upheld', 'award.objection-rejected')
      ORDER BY e."payload" ->> 'objectionId', e."id" DESC
    ), taken AS (
      SELECT DISTINCT ON (e."payload" ->> 'objectionId') e."payload" ->> 'objectionId' AS "id", e."actorId"
      FROM "Event" e WHERE e."subjectKind" = 'round' AND e."type" = 'award.objection-taken'
      ORDER BY e."payload" ->> 'objectionId', e."id" DESC
    ), kept AS (
      SELECT o.*, a."roundId", r."organisationId" FROM "Objection" o
      JOIN "AwardApplication" a ON a."id" = o."applicationId" JOIN "AwardRound" r ON r."id" = a."roundId"
    )
    SELECT told."id", told."organisationId", told."roundId", 'event-without-row' AS "kind", 'objection' AS "part"
      FROM told LEFT JOIN kept ON kept."id"::text = told."id" WHERE kept."id" IS NULL
    UNION ALL SELECT kept."id"::text, kept."organisationId", kept."roundId", 'row-without-event', 'objection'
      FROM kept LEFT JOIN told ON told."id" = kept."id"::text WHERE told."id" IS NULL
    UNION ALL SELECT kept."id"::text, kept."organisationId", kept."roundId", 'row-differs', 'text'
      FROM kept JOIN told ON told."id" = kept."id"::text
      WHERE told."sealed" IS NOT NULL AND told."sealed" <> encode(sha256(convert_to(kept."text", 'UTF8')), 'hex')
    UNION ALL SELECT kept."id"::text, kept."organisationId", kept."roundId", 'row-differs', 'handler'
      FROM kept LEFT JOIN taken ON taken."id" = kept."id"::text WHERE kept."handlerId" IS DISTINCT FROM taken."actorId"
    UNION ALL SELECT kept."id"::text, kept."organisationId", kept."roundId", 'row-differs', 'answer'
      FROM kept LEFT JOIN answered ON answered."id" = kept."id"::text
      WHERE kept."state"::text <> coalesce(answered."state", 'RECEIVED')
        OR (answered."id" IS NULL AND kept."answer" <> '')
        OR (answered."answer" IS NOT NULL AND answered."answer" <> encode(sha256(convert_to(kept."answer", 'UTF8')), 'hex'))
    ORDER BY 1, 5`;
  const findings = rows.map(({ id, organisationId, kind, part }) => ({
    kind,
    organisationId,
    subjectKind: "objection",
    subjectId: id,
    part,
  }));
  return { checked, findings };
}
