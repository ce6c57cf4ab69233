import type { db, Tx } from "#app/lib/db.server.ts";
import { notFound } from "#app/lib/errors.ts";
import type { OrganisationKind, Role } from "./actor.ts";
import type { Place } from "./policy.ts";

type Row = Omit<Place, "ancestorIds" | "allianceIds" | "filledRoles"> & {
  name: string;
  closedAt: Date | null;
  ancestorIds: string[];
  allianceIds: string[];
  filledRoles: Role[];
};
export type NamedPlace = Place & { name: string; kind: OrganisationKind; closedAt: Date | null };

/** An organisation with what permissions ask about it, in one query. @throws DomainError not_found */
export async function loadPlace(tx: Tx | typeof db, organisationId: string, now: Date): Promise<NamedPlace> {
  const [row] = await tx.$queryRaw<Row[]>`
    WITH RECURSIVE up AS (
      SELECT "id", "parentId" FROM "Organisation" WHERE "id" = ${organisationId}::uuid
      UNION
      SELECT o."id", o."parentId" FROM "Organisation" o JOIN up ON o."id" = up."parentId"
    )
    SELECT o."id", o."kind"::text AS "kind", o."parentId", o."name", o."closedAt",
      ARRAY(SELECT "id"::text FROM up WHERE "id" <> o."id") AS "ancestorIds",
      ARRAY(SELECT DISTINCT "allianceId"::text FROM "AllianceMember"
            WHERE "memberId" = o."id" AND "joinedAt" <= ${now} AND ("leftAt" IS NULL OR "leftAt" > ${now})) AS "allianceIds",
      ARRAY(SELECT DISTINCT "role"::text FROM "Membership"
            WHERE "organisationId" = o."id" AND "startsAt" <= ${now} AND ("endsAt" IS NULL OR "endsAt" > ${now})) AS "filledRoles"
    FROM "Organisation" o WHERE o."id" = ${organisationId}::uuid`;
  if (!row) throw notFound();
  return row;
}
