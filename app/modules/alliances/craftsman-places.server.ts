import type { db, Tx } from "#app/lib/db.server.ts";
import type { CraftsmanPlace } from "./policy.ts";

/** The studios a person works in today, with what stands above them. */
export async function craftsmanPlaces(tx: Tx | typeof db, personId: string, now: Date): Promise<CraftsmanPlace[]> {
  return tx.$queryRaw<CraftsmanPlace[]>`
    WITH RECURSIVE up AS (
      SELECT DISTINCT o."id" AS "studioId", o."id", o."parentId" FROM "Membership" m
      JOIN "Organisation" o ON o."id" = m."organisationId" AND o."kind" = 'STUDIO'
      WHERE m."personId" = ${personId}::uuid AND m."startsAt" <= ${now} AND (m."endsAt" IS NULL OR m."endsAt" > ${now})
      UNION
      SELECT up."studioId", o."id", o."parentId" FROM "Organisation" o JOIN up ON o."id" = up."parentId"
    )
    SELECT s."id" AS "studioId", s."parentId" AS "enterpriseId",
      ARRAY(SELECT up."id"::text FROM up WHERE up."studioId" = s."id" AND up."id" <> s."id") AS "ancestorIds"
    FROM "Organisation" s WHERE s."id" IN (SELECT "studioId" FROM up) ORDER BY s."name"`;
}
