import { db } from "#app/lib/db.server.ts";
import { notFound } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { loadPlace } from "#app/modules/accounts/place.server.ts";
import { loadMembers } from "#app/modules/accounts/queries.server.ts";
import { mayReadContact, organisationsVisibleTo, peopleVisibleTo } from "./visibility.ts";

/** The page of an organisation's people. @throws DomainError not_found for those who may not list them */
export async function loadMembersPage(actor: Actor, organisationId: string) {
  const seen = await db.organisation.count({ where: { AND: [{ id: organisationId }, organisationsVisibleTo(actor)] } });
  if (seen === 0) throw notFound();
  const place = await loadPlace(db, organisationId, actor.now);
  const contact = mayReadContact(actor, {
    id: "",
    places: [{ id: place.id, parentId: place.parentId, allianceIds: place.allianceIds }],
  });
  const members = await loadMembers(actor, place, contact);
  if (!members) throw notFound();
  const candidates = members.grantable.length > 0 && !place.closedAt ? await listCandidates(actor) : [];
  return { id: place.id, name: place.name, closed: place.closedAt !== null, members, candidates };
}

/** People the actor knows who could be given a role. Administrators find people on their own pages instead: there may be thousands. */
async function listCandidates(actor: Actor) {
  const rows = await db.person.findMany({
    where: { AND: [{ disabledAt: null, id: { not: actor.personId } }, peopleVisibleTo(actor)] },
    orderBy: [{ name: "asc" }, { id: "asc" }],
    take: 500,
    select: {
      id: true,
      name: true,
      memberships: {
        where: { startsAt: { lte: actor.now }, OR: [{ endsAt: null }, { endsAt: { gt: actor.now } }] },
        orderBy: { startsAt: "asc" },
        take: 1,
        select: { organisation: { select: { name: true } } },
      },
    },
  });
  return rows.map((row) => ({ id: row.id, name: row.name, from: row.memberships[0]?.organisation.name }));
}
