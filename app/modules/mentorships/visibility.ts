import type { Prisma } from "#app/lib/db.server.ts";
import { type Actor, employerIds, organisationsWith } from "#app/modules/accounts/actor.ts";

/** The tree of unions and enterprises has at most five levels. */
function below(ids: string[]): Prisma.OrganisationWhereInput[] {
  const levels: Prisma.OrganisationWhereInput[] = ids.length > 0 ? [{ id: { in: ids } }] : [];
  for (let depth = 0; depth < 5; depth += 1) {
    const last = levels.at(-1);
    if (last) levels.push({ parent: last });
  }
  return levels;
}

/**
 * The one filter for reading mentorships, lists and counts alike: the two themselves, their enterprise's people, the
 * secretariat of an alliance it is in and the officers above. How much of one is read, see `readsNotes`.
 */
export function mentorshipsVisibleTo(actor: Actor): Prisma.MentorshipWhereInput {
  const alliances = [...new Set([...organisationsWith(actor, "SECRETARIAT"), ...actor.officerAllianceIds])];
  const joined = {
    inAlliances: {
      some: {
        allianceId: { in: alliances },
        joinedAt: { lte: actor.now },
        OR: [{ leftAt: null }, { leftAt: { gt: actor.now } }],
      },
    },
  };
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
