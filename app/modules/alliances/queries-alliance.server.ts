import { db } from "#app/lib/db.server.ts";
import { formatDate } from "#app/lib/format.ts";
import { notFound } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { loadPlace } from "#app/modules/accounts/place.server.ts";
import { mayListAlliance, mayManageAlliance } from "./policy.ts";

const organisation = {
  select: {
    id: true,
    name: true,
    kind: true,
    enterprise: { select: { industry: true } },
    studio: { select: { level: true } },
    parent: { select: { name: true } },
  },
} as const;

/** An alliance's members past and present, its chairs and lead unit; for those who may list them. */
export async function loadAlliance(actor: Actor, id: string) {
  const place = await loadPlace(db, id, actor.now);
  if (place.kind !== "ALLIANCE" || !mayListAlliance(actor, place)) throw notFound();
  const manages = mayManageAlliance(actor, place) && !place.closedAt;
  const [alliance, candidates] = await Promise.all([
    db.alliance.findUnique({
      where: { organisationId: id },
      select: {
        leadUnitId: true,
        members: {
          orderBy: [{ member: { kind: "asc" } }, { member: { name: "asc" } }, { joinedAt: "asc" }],
          take: 1000,
          select: { id: true, joinedAt: true, leftAt: true, member: organisation },
        },
        chairs: {
          orderBy: { startsOn: "desc" },
          take: 50,
          select: { id: true, startsOn: true, endsOn: true, chair: { select: { id: true, name: true } } },
        },
      },
    }),
    // Enterprises and studios under the same federation, so that who knows this alliance learns no other's members.
    manages ? listCandidates(place.ancestorIds, id, actor.now) : [],
  ]);
  if (!alliance) throw notFound();
  const inForce = (row: { joinedAt: Date; leftAt: Date | null }) =>
    row.joinedAt <= actor.now && (row.leftAt === null || row.leftAt > actor.now);
  const today = formatDate(actor.now);
  const chair = alliance.chairs.find(
    (c) =>
      c.startsOn.toISOString().slice(0, 10) <= today &&
      (c.endsOn === null || c.endsOn.toISOString().slice(0, 10) >= today),
  );
  return {
    id,
    name: place.name,
    leadUnitId: alliance.leadUnitId,
    chairId: chair?.chair.id ?? null,
    current: alliance.members.filter(inForce),
    past: alliance.members.filter((row) => !inForce(row)),
    chairs: alliance.chairs,
    candidates,
    manages,
  };
}

type Candidate = { id: string; name: string; kind: "ENTERPRISE" | "STUDIO" };

const listCandidates = (ancestorIds: readonly string[], allianceId: string, now: Date) => db.$queryRaw<Candidate[]>`
  WITH RECURSIVE below AS (
    SELECT "id" FROM "Organisation" WHERE "id" = ANY (${[...ancestorIds]}::uuid[])
    UNION
    SELECT o."id" FROM "Organisation" o JOIN below b ON o."parentId" = b."id"
  )
  SELECT o."id", o."name", o."kind"::text AS "kind" FROM "Organisation" o JOIN below USING ("id")
  WHERE o."kind" IN ('ENTERPRISE', 'STUDIO') AND o."closedAt" IS NULL AND NOT EXISTS (
    SELECT 1 FROM "AllianceMember" m WHERE m."allianceId" = ${allianceId}::uuid AND m."memberId" = o."id" AND (m."leftAt" IS NULL OR m."leftAt" > ${now}))
  ORDER BY o."kind", o."name" LIMIT 1000`;
