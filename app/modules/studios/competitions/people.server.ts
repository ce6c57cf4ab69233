import { type db, Prisma, type Tx } from "#app/lib/db.server.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { entersResultsFor } from "./policy.ts";

/** Everything below these organisations, themselves included. */
const belowOf = (ids: string[]): Prisma.Sql => Prisma.sql`
  WITH RECURSIVE below AS (
    SELECT "id" FROM "Organisation" WHERE "id" = ANY (${ids}::uuid[])
    UNION SELECT o."id" FROM "Organisation" o JOIN below b ON o."parentId" = b."id")`;

export type OwnPerson = { id: string; name: string; enterpriseId: string | null; studioId: string | null };

/**
 * People the actor may enter results for, as they stand today: of an enterprise's reviewer all its own, of an officer
 * the craftsmen below. With `personId` that one, as they stood at `at`.
 */
export async function ownPeople(
  client: Tx | typeof db,
  actor: Actor,
  asked: { personId?: string; at?: Date } = {},
): Promise<OwnPerson[]> {
  const { unions, enterprises } = entersResultsFor(actor);
  const at = asked.at ?? actor.now;
  return client.$queryRaw<OwnPerson[]>`
    ${belowOf([...unions, ...enterprises])}
    SELECT p."id", p."name",
      (array_agg(coalesce(CASE WHEN o."kind" = 'ENTERPRISE' THEN o."id" ELSE o."parentId" END)))[1] AS "enterpriseId",
      (array_agg(o."id" ORDER BY m."startsAt") FILTER (WHERE o."kind" = 'STUDIO'))[1] AS "studioId"
    FROM "Membership" m JOIN below b ON b."id" = m."organisationId" JOIN "Organisation" o ON o."id" = b."id"
      JOIN "Person" p ON p."id" = m."personId"
    WHERE m."role" NOT IN ('GUEST', 'JUDGE') AND o."kind" IN ('ENTERPRISE', 'STUDIO')
      AND m."startsAt" <= ${at} AND (m."endsAt" IS NULL OR m."endsAt" > ${at})
      AND (o."kind" = 'STUDIO' OR o."id" = ANY (${enterprises}::uuid[]))
      AND (${asked.personId ?? null}::uuid IS NULL OR p."id" = ${asked.personId ?? null}::uuid)
    GROUP BY p."id", p."name" ORDER BY p."name", p."id" LIMIT 2000`;
}
