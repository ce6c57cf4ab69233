import type { Question } from "#app/lib/ask-together.server.ts";
import { Prisma } from "#app/lib/db.server.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";

export type AuditTodo = { id: string; name: string; year: number };

/** Rounds the actor was named an auditor of, while that lasts and no own house applies in them. */
export function auditTodo(actor: Actor): Question<AuditTodo[]> {
  const sql = Prisma.sql`
    SELECT DISTINCT r."id", r."name", r."year" FROM "RoundAuditor" a JOIN "AwardRound" r ON r."id" = a."roundId"
    WHERE a."personId" = ${actor.personId}::uuid AND a."revokedAt" IS NULL AND a."from" <= ${actor.now} AND a."until" > ${actor.now}
      AND r."openedAt" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "AwardApplication" own WHERE own."roundId" = r."id"
        AND own."submittedAt" IS NOT NULL AND EXISTS (SELECT 1 FROM "Organisation" o
          WHERE o."id" = ANY (${[...actor.recentOrganisationIds]}::uuid[]) AND own."enterpriseId" IN (o."id", o."parentId")))
    ORDER BY r."name", r."id" LIMIT 10`;
  return { sql, read: (rows: AuditTodo[]) => rows };
}
