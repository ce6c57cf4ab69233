import type { Question } from "#app/lib/ask-together.server.ts";
import { Prisma } from "#app/lib/db.server.ts";
import { type Actor, organisationsWith } from "#app/modules/accounts/actor.ts";

/** How many open flags concern the actor's branch as a union officer; none for others. */
export function flagTodo(actor: Actor): Question<number> {
  const unions = organisationsWith(actor, "UNION_OFFICER");
  const sql = Prisma.sql`
    WITH RECURSIVE below AS (
      SELECT "id" FROM "Organisation" WHERE "id" = ANY (${unions}::uuid[])
      UNION
      SELECT o."id" FROM "Organisation" o JOIN below b ON o."parentId" = b."id" WHERE o."kind" <> 'PLATFORM'
    )
    SELECT count(*)::int AS "open" FROM "Flag" f
    WHERE f."clearedAt" IS NULL AND f."lapsedAt" IS NULL AND f."organisationIds" && ARRAY(SELECT "id" FROM below)`;
  return { sql, read: (rows: { open: number }[]) => rows[0]?.open ?? 0 };
}
