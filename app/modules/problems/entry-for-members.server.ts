import type { db, Tx } from "#app/lib/db.server.ts";
import { type Actor, organisationsWith } from "#app/modules/accounts/actor.ts";

type Wanted = { personId?: string; enterpriseId?: string };

/**
 * Engineers of the enterprises in the actor's alliances today (directly, or through a studio), as their secretariat: those
 * the secretariat may enter a problem for (代填). One line a person and enterprise, by enterprise and name.
 */
export async function engineersOfMembers(
  reader: Pick<Tx, "membership"> | typeof db,
  actor: Actor,
  wanted: Wanted = {},
): Promise<{ personId: string; name: string; enterpriseId: string; enterprise: string }[]> {
  const alliances = organisationsWith(actor, "SECRETARIAT");
  if (alliances.length === 0) return [];
  const member = {
    some: {
      allianceId: { in: alliances },
      joinedAt: { lte: actor.now },
      OR: [{ leftAt: null }, { leftAt: { gt: actor.now } }],
    },
  };
  const rows = await reader.membership.findMany({
    where: {
      role: "ENGINEER",
      personId: wanted.personId,
      organisationId: wanted.enterpriseId,
      startsAt: { lte: actor.now },
      OR: [{ endsAt: null }, { endsAt: { gt: actor.now } }],
      person: { disabledAt: null },
      organisation: {
        kind: "ENTERPRISE",
        closedAt: null,
        OR: [{ inAlliances: member }, { children: { some: { kind: "STUDIO", inAlliances: member } } }],
      },
    },
    orderBy: [{ organisation: { name: "asc" } }, { person: { name: "asc" } }, { id: "asc" }],
    take: 1000,
    select: {
      person: { select: { id: true, name: true } },
      organisation: { select: { id: true, name: true, shortName: true } },
    },
  });
  return rows.map(({ person, organisation: o }) => ({
    personId: person.id,
    name: person.name,
    enterpriseId: o.id,
    enterprise: o.shortName || o.name,
  }));
}

/** Writes for the members of its alliance, not for an enterprise of its own: by what the actor is, and has switched to. */
export function entersForMembers(actor: Actor): boolean {
  const alliances = organisationsWith(actor, "SECRETARIAT");
  const own = organisationsWith(actor, "ENGINEER", "REVIEWER");
  return alliances.length > 0 && (own.length === 0 || alliances.includes(actor.currentOrganisationId ?? ""));
}
