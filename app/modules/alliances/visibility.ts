import type { Prisma } from "#app/lib/db.server.ts";
import {
  type Actor,
  employerIds,
  organisationsWith,
  ownEnterpriseIds,
  ownStudioIds,
} from "#app/modules/accounts/actor.ts";
import { isAdmin } from "#app/modules/accounts/policy.ts";

/** Everybody. */
const ALL = {};

/** A row in force at the actor's time, by the names of its two dates. */
const today = (actor: Actor) => ({
  joinedAt: { lte: actor.now },
  OR: [{ leftAt: null }, { leftAt: { gt: actor.now } }],
});
const inForce = (actor: Actor) => ({
  startsAt: { lte: actor.now },
  OR: [{ endsAt: null }, { endsAt: { gt: actor.now } }],
});

/** Organisations below these in the union tree, themselves included. The tree has at most five levels. */
function below(ids: string[]): Prisma.OrganisationWhereInput[] {
  if (ids.length === 0) return [];
  const here = { id: { in: ids } };
  const levels: Prisma.OrganisationWhereInput[] = [here];
  for (let depth = 0; depth < 5; depth += 1) {
    const last = levels.at(-1);
    if (last) levels.push({ parent: last });
  }
  return levels;
}

/**
 * Organisations an actor may know of: own ones with all above them and their studios, the alliances with their
 * members of today, everything below the own union for its officers. Administrators see all; nobody else does.
 */
export function organisationsVisibleTo(actor: Actor): Prisma.OrganisationWhereInput {
  if (isAdmin(actor)) return ALL;
  const alliances = [...new Set([...actor.allianceIds, ...actor.officerAllianceIds])];
  const inAlliance: Prisma.OrganisationWhereInput = {
    inAlliances: { some: { allianceId: { in: alliances }, ...today(actor) } },
  };
  const employers = employerIds(actor);
  const options: Prisma.OrganisationWhereInput[] = [
    // An invitation to one problem or activity opens nothing of whoever sent it.
    { id: { in: [...actor.aboveIds] } },
    ...below(organisationsWith(actor, "UNION_OFFICER")),
    ...(employers.length > 0 ? [{ kind: "STUDIO" as const, parentId: { in: employers } }] : []),
    ...(alliances.length > 0
      ? [
          inAlliance,
          { kind: "ENTERPRISE" as const, children: { some: { kind: "STUDIO" as const, ...inAlliance } } },
          { leads: { some: { organisationId: { in: alliances } } } },
        ]
      : []),
  ];
  return { OR: options };
}

/**
 * People an actor may know of: themselves, colleagues, craftsmen of the studios they see, secretariats of their
 * alliances; for a secretariat the people of its members, for officers those below. Other enterprises' engineers
 * and reviewers stay unknown to competitors.
 */
export function peopleVisibleTo(actor: Actor): Prisma.PersonWhereInput {
  if (isAdmin(actor)) return ALL;
  const now = inForce(actor);
  const colleagues = [
    ...new Set([
      ...actor.standings.filter((s) => s.role !== "GUEST" && s.role !== "JUDGE").map((s) => s.organisationId),
      ...employerIds(actor),
    ]),
  ];
  const secretariatOf = organisationsWith(actor, "SECRETARIAT");
  const officerOf = organisationsWith(actor, "UNION_OFFICER");
  const membership: Prisma.MembershipWhereInput[] = [
    { organisationId: { in: colleagues } },
    { organisation: { kind: "STUDIO", parentId: { in: employerIds(actor) } } },
    { role: { in: ["CRAFTSMAN", "STUDIO_LEADER"] }, ...now, organisation: organisationsVisibleTo(actor) },
    { role: "SECRETARIAT", ...now, organisationId: { in: [...actor.allianceIds, ...actor.officerAllianceIds] } },
  ];
  if (secretariatOf.length > 0) {
    const joined = { inAlliances: { some: { allianceId: { in: secretariatOf }, ...today(actor) } } };
    membership.push({ ...now, organisation: { OR: [joined, { parent: joined }] } });
  }
  if (officerOf.length > 0) membership.push({ organisation: { OR: below(officerOf) } });
  return { OR: [{ id: actor.personId }, { memberships: { some: { OR: membership } } }] };
}

/** Craftsmen whose page an actor may read: people of studios, now or before, that the actor may know of. */
export function craftsmenVisibleTo(actor: Actor): Prisma.PersonWhereInput {
  return {
    AND: [
      peopleVisibleTo(actor),
      {
        OR: [{ profile: { isNot: null } }, { memberships: { some: { role: { in: ["CRAFTSMAN", "STUDIO_LEADER"] } } } }],
      },
    ],
  };
}

/** Phone numbers and addresses: colleagues, the secretariat of an alliance the person's organisation is in, administrators, oneself. */
export function mayReadContact(
  actor: Actor,
  person: { id: string; places: readonly { id: string; parentId: string | null; allianceIds: readonly string[] }[] },
): boolean {
  if (isAdmin(actor) || person.id === actor.personId) return true;
  const own = new Set([...ownEnterpriseIds(actor), ...ownStudioIds(actor), ...employerIds(actor)]);
  for (const s of actor.standings) if (s.role !== "GUEST" && s.role !== "JUDGE") own.add(s.organisationId);
  const secretariatOf = new Set(organisationsWith(actor, "SECRETARIAT"));
  return person.places.some(
    (place) =>
      own.has(place.id) ||
      (place.parentId !== null && own.has(place.parentId)) ||
      place.allianceIds.some((id) => secretariatOf.has(id)),
  );
}
