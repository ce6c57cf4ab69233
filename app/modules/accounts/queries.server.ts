import { db } from "#app/lib/db.server.ts";
import type { Actor } from "./actor.ts";
import { hasRole, isGuestOnly } from "./actor.ts";
import type { NamedPlace } from "./place.server.ts";
import { grantableRoles, mayListMembers, revocableRoles } from "./policy.ts";

const current = (now: Date) => ({ startsAt: { lte: now }, OR: [{ endsAt: null }, { endsAt: { gt: now } }] });

/** The own account's page. */
export async function loadOwnAccount(actor: Actor) {
  const person = await db.person.findUniqueOrThrow({
    where: { id: actor.personId },
    select: {
      email: true,
      phone: true,
      theme: true,
      profile: { select: { personId: true } },
      memberships: {
        where: { startsAt: { lte: actor.now } },
        orderBy: [{ endsAt: { sort: "desc", nulls: "first" } }, { startsAt: "desc" }],
        take: 50,
        select: {
          id: true,
          role: true,
          startsAt: true,
          endsAt: true,
          organisation: { select: { id: true, name: true } },
        },
      },
    },
  });
  const { memberships, profile, ...rest } = person;
  return {
    ...rest,
    name: actor.name,
    guestOnly: isGuestOnly(actor),
    isCraftsman: profile !== null || hasRole(actor, "CRAFTSMAN") || hasRole(actor, "STUDIO_LEADER"),
    memberships: memberships.map((m) => ({ ...m, inForce: m.endsAt === null || m.endsAt > actor.now })),
  };
}

/** Absences: whom the actor named, for whom the actor stands in, and who could be named. */
export async function loadOwnDeputies(actor: Actor) {
  const select = { id: true, startsAt: true, endsAt: true, endedAt: true, organisationId: true } as const;
  const own = [
    ...new Set(
      actor.standings
        .filter((s) => !s.deputyFor && !["ADMIN", "JUDGE", "GUEST"].includes(s.role))
        .map((s) => s.organisationId),
    ),
  ];
  const [mine, standIn, alliances] = await Promise.all([
    db.deputy.findMany({
      where: { personId: actor.personId },
      orderBy: { startsAt: "desc" },
      take: 20,
      select: { ...select, deputy: { select: { name: true } } },
    }),
    db.deputy.findMany({
      where: { deputyId: actor.personId, endedAt: null, endsAt: { gt: actor.now } },
      orderBy: { startsAt: "asc" },
      take: 20,
      select: { ...select, person: { select: { name: true } } },
    }),
    db.alliance.findMany({
      where: { organisationId: { in: own } },
      select: { organisationId: true, leadUnitId: true },
    }),
  ]);
  const leadUnits = alliances.flatMap((a) => a.leadUnitId ?? []);
  const ids = [
    ...new Set([...own, ...leadUnits, ...mine.map((d) => d.organisationId), ...standIn.map((d) => d.organisationId)]),
  ];
  const [organisations, colleagues] = await Promise.all([
    db.organisation.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } }),
    db.membership.findMany({
      where: {
        organisationId: { in: [...own, ...leadUnits] },
        personId: { not: actor.personId },
        role: { not: "GUEST" },
        person: { disabledAt: null },
        ...current(actor.now),
      },
      orderBy: { person: { name: "asc" } },
      take: 500,
      select: { organisationId: true, role: true, person: { select: { id: true, name: true } } },
    }),
  ]);
  const nameOf = (id: string) => organisations.find((o) => o.id === id)?.name ?? "";
  const state = (d: { startsAt: Date; endsAt: Date; endedAt: Date | null }) =>
    d.endedAt !== null || d.endsAt <= actor.now
      ? ("over" as const)
      : d.startsAt > actor.now
        ? ("ahead" as const)
        : ("running" as const);
  return {
    mine: mine.map((d) => ({ ...d, organisation: nameOf(d.organisationId), state: state(d) })),
    standIn: standIn.map((d) => ({ ...d, organisation: nameOf(d.organisationId), state: state(d) })),
    organisations: own.map((id) => {
      const lead = alliances.find((a) => a.organisationId === id)?.leadUnitId;
      const people = new Map(
        colleagues
          .filter((c) => c.organisationId === id || c.organisationId === lead)
          .map((c) => [c.person.id, c.person.name]),
      );
      return { id, name: nameOf(id), colleagues: [...people].map(([personId, name]) => ({ id: personId, name })) };
    }),
  };
}

/** The people of an organisation, for those who may list them. */
export async function loadMembers(actor: Actor, place: NamedPlace, readContact: boolean) {
  if (!mayListMembers(actor, place)) return null;
  const grantable = grantableRoles(actor, place);
  const revocable = revocableRoles(actor, place);
  const manages = grantable.length > 0 || revocable.length > 0;
  const [members, invitations] = await Promise.all([
    db.membership.findMany({
      where: { organisationId: place.id, startsAt: { lte: actor.now }, ...(manages ? {} : current(actor.now)) },
      orderBy: [{ endsAt: { sort: "desc", nulls: "first" } }, { role: "asc" }, { startsAt: "asc" }, { id: "asc" }],
      take: 500,
      select: {
        id: true,
        role: true,
        isHead: true,
        startsAt: true,
        endsAt: true,
        person: { select: { id: true, name: true, email: readContact, phone: readContact, disabledAt: true } },
      },
    }),
    db.invitation.findMany({
      where: {
        organisationId: manages ? place.id : { in: [] },
        acceptedAt: null,
        revokedAt: null,
        expiresAt: { gt: actor.now },
      },
      orderBy: { createdAt: "desc" },
      take: 100,
      select: { id: true, role: true, name: true, contact: true, expiresAt: true },
    }),
  ]);
  const rows = members.map(({ person, ...m }) => ({
    ...m,
    inForce: m.endsAt === null || m.endsAt > actor.now,
    personId: person.id,
    name: person.name,
    email: person.email ?? null,
    phone: person.phone ?? null,
    disabled: person.disabledAt !== null,
    mayEnd: person.id !== actor.personId && revocable.includes(m.role),
  }));
  return {
    current: rows.filter((m) => m.inForce),
    past: rows.filter((m) => !m.inForce),
    invitations,
    grantable,
    manages,
  };
}
