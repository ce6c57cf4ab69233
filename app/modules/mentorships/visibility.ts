import type { Prisma } from "#app/lib/db.server.ts";
import { type Actor, employerIds, organisationsWith } from "#app/modules/accounts/actor.ts";
import { entersFor } from "./policy.ts";

/** The tree of unions and enterprises has at most five levels. */
function below(ids: string[]): Prisma.OrganisationWhereInput[] {
  const levels: Prisma.OrganisationWhereInput[] = ids.length > 0 ? [{ id: { in: ids } }] : [];
  for (let depth = 0; depth < 5; depth += 1) {
    const last = levels.at(-1);
    if (last) levels.push({ parent: last });
  }
  return levels;
}

/** Members of one of these alliances today. */
const memberOf = (alliances: string[], now: Date): Prisma.OrganisationWhereInput => ({
  inAlliances: {
    some: { allianceId: { in: alliances }, joinedAt: { lte: now }, OR: [{ leftAt: null }, { leftAt: { gt: now } }] },
  },
});

/** Houses a secretariat or a union enters agreements for (代填). */
export function placesOnBehalf(actor: Actor): Prisma.OrganisationWhereInput {
  const { alliances, unions } = entersFor(actor);
  const joined = memberOf([...alliances, ...(unions.length > 0 ? actor.officerAllianceIds : [])], actor.now);
  return {
    closedAt: null,
    kind: { in: ["STUDIO", "ENTERPRISE"] },
    OR: [joined, { kind: "STUDIO", parent: joined }, ...below(unions)],
  };
}

/** Where the actor may enter an agreement, for the own house or on behalf; see `entersFor`. */
export function placesToEnter(actor: Actor): Prisma.OrganisationWhereInput {
  const { led, reviewed, own } = entersFor(actor);
  return {
    OR: [
      { closedAt: null, kind: "STUDIO", id: { in: [...led, ...own] } },
      { closedAt: null, kind: "ENTERPRISE", id: { in: reviewed } },
      { closedAt: null, kind: "STUDIO", parentId: { in: reviewed } },
      placesOnBehalf(actor),
    ],
  };
}

/**
 * The one filter for reading mentorships, lists and counts alike: the two themselves, their enterprise's people, the
 * secretariat of an alliance it is in and the officers above. How much of one is read, see `readsNotes`.
 */
export function mentorshipsVisibleTo(actor: Actor): Prisma.MentorshipWhereInput {
  const alliances = [...new Set([...organisationsWith(actor, "SECRETARIAT"), ...actor.officerAllianceIds])];
  const joined = memberOf(alliances, actor.now);
  const unions = below(organisationsWith(actor, "UNION_OFFICER"));
  return {
    OR: [
      { masterId: actor.personId },
      { apprenticeId: actor.personId },
      { enterpriseId: { in: employerIds(actor) } },
      ...(alliances.length > 0 ? [{ place: joined }, { place: { parent: joined } }] : []),
      ...(unions.length > 0 ? [{ place: { OR: unions } }] : []),
    ],
  };
}
