import { containing } from "#app/lib/containing.ts";
import { db } from "#app/lib/db.server.ts";
import { notFound } from "#app/lib/errors.ts";
import { type PageRequest, readPage } from "#app/lib/page.ts";
import type { Actor } from "./actor.ts";
import { isAdmin, rolesToGiveIn } from "./policy.ts";

function requireAdmin(actor: Actor): void {
  if (!isAdmin(actor)) throw notFound();
}

export type PeopleFilter = { q: string; status?: "active" | "disabled" };

/** All accounts, by name; for administrators. */
export async function listPeople(actor: Actor, filter: PeopleFilter, page: PageRequest) {
  requireAdmin(actor);
  const contains = containing(filter.q);
  const where = {
    ...(filter.q ? { OR: [{ name: contains }, { email: contains }, { phone: contains }] } : {}),
    ...(filter.status === "active"
      ? { disabledAt: null }
      : filter.status === "disabled"
        ? { disabledAt: { not: null } }
        : {}),
  };
  const current = { startsAt: { lte: actor.now }, OR: [{ endsAt: null }, { endsAt: { gt: actor.now } }] };
  return readPage(page, (slice) =>
    db.person.findMany({
      where,
      orderBy: [{ name: "asc" }, { id: "asc" }],
      select: {
        id: true,
        name: true,
        email: true,
        phone: true,
        disabledAt: true,
        memberships: {
          where: current,
          orderBy: { startsAt: "asc" },
          take: 5,
          select: { role: true, organisation: { select: { name: true } } },
        },
      },
      ...slice,
    }),
  );
}

/** One account with its roles and what was done to it; for administrators. */
export async function loadPerson(actor: Actor, personId: string) {
  requireAdmin(actor);
  const [person, events, sessions] = await Promise.all([
    db.person.findUnique({
      where: { id: personId },
      select: {
        id: true,
        name: true,
        email: true,
        phone: true,
        version: true,
        disabledAt: true,
        createdAt: true,
        passwordHash: true,
        memberships: {
          orderBy: [{ endsAt: { sort: "desc", nulls: "first" } }, { startsAt: "desc" }],
          select: {
            id: true,
            role: true,
            isHead: true,
            startsAt: true,
            endsAt: true,
            organisation: { select: { id: true, name: true, kind: true } },
          },
        },
      },
    }),
    db.event.findMany({
      where: { subjectKind: "person", subjectId: personId, type: { startsWith: "person." } },
      orderBy: { id: "desc" },
      take: 30,
      select: { id: true, type: true, at: true, actorName: true, reason: true },
    }),
    db.session.aggregate({
      where: { personId, expiresAt: { gt: actor.now } },
      _count: true,
      _max: { lastSeenAt: true },
    }),
  ]);
  if (!person) throw notFound();
  const { passwordHash, memberships, ...rest } = person;
  return {
    ...rest,
    hasPassword: passwordHash !== null,
    self: person.id === actor.personId,
    sessions: sessions._count,
    lastSeenAt: sessions._max.lastSeenAt,
    memberships: memberships.map((m) => ({
      ...m,
      inForce: m.startsAt <= actor.now && (m.endsAt === null || m.endsAt > actor.now),
    })),
    events: events.map((event) => ({ ...event, id: event.id.toString() })),
  };
}

/** Organisations in which a role can be given, with the roles that exist there; for administrators. */
export async function listPlacesForRoles(actor: Actor) {
  requireAdmin(actor);
  const rows = await db.organisation.findMany({
    where: { closedAt: null },
    orderBy: [{ kind: "asc" }, { name: "asc" }],
    take: 2000,
    select: { id: true, name: true, kind: true },
  });
  return rows.map((row) => ({ ...row, roles: rolesToGiveIn(row.kind) }));
}
