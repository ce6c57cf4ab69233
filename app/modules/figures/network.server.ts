import { Prisma } from "#app/lib/db.server.ts";
import type { Question } from "#app/lib/ask-together.server.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import type { Period } from "./periods.ts";
import type { FigureScope } from "./scopes.server.ts";

/** One enterprise's studios helped another enterprise so many times: problems solved and fixes adopted. */
export type Help = { fromId: string; from: string; toId: string; to: string; count: number };

/** The strongest ties; more are no picture. */
const MOST = 60;

/**
 * Help given and received between enterprises. It speaks of two at a time, so nothing is in it but what all members of
 * the alliance read one by one: problems published to all of it, with a name; own ones also without. Unnamed posters and
 * adopters are in no tie.
 */
export function networkQuestion(
  reader: Pick<Actor, "allianceIds" | "officerAllianceIds">,
  scope: FigureScope,
  { from, to }: Period,
): Question<Help[]> {
  const alliances = [...new Set([...reader.officerAllianceIds, ...reader.allianceIds])];
  const within = {
    union: Prisma.sql`f."open" AND f."allianceId" IN (
      WITH RECURSIVE below AS (
        SELECT "id" FROM "Organisation" WHERE "id" = ${scope.id}::uuid
        UNION SELECT o."id" FROM "Organisation" o JOIN below b ON o."parentId" = b."id" WHERE o."kind" NOT IN ('ENTERPRISE', 'STUDIO'))
      SELECT "id" FROM below)`,
    alliance: Prisma.sql`f."open" AND f."allianceId" = ${scope.id}::uuid`,
    secretariat: Prisma.sql`f."open" AND f."allianceId" = ${scope.id}::uuid`,
    enterprise: Prisma.sql`(f."enterpriseId" = ${scope.id}::uuid OR (f."helperId" = ${scope.id}::uuid AND f."open" AND f."allianceId" = ANY (${alliances}::uuid[])))`,
    studio: Prisma.sql`f."studioId" = ${scope.id}::uuid AND f."open"`,
  }[scope.kind];
  return {
    sql: Prisma.sql`
      SELECT h."id" AS "fromId", coalesce(nullif(h."shortName", ''), h."name") AS "from", e."id" AS "toId", coalesce(nullif(e."shortName", ''), e."name") AS "to", tie."count"
      FROM (
        SELECT f."helperId", f."enterpriseId", count(*)::int AS "count" FROM "FigureFact" f
        WHERE f."measure" IN ('solved', 'adopted', 'adoptedAffiliate') AND f."month" BETWEEN ${from} AND ${to}
          AND f."helperId" IS NOT NULL AND f."helperId" <> f."enterpriseId" AND ${within}
        GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2 LIMIT ${MOST}) tie
      JOIN "Organisation" h ON h."id" = tie."helperId" JOIN "Organisation" e ON e."id" = tie."enterpriseId"
      ORDER BY tie."count" DESC, 2, 4`,
    read: (rows: Help[]) => rows,
  };
}
