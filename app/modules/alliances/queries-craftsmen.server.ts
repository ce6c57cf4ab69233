import { containing } from "#app/lib/containing.ts";
import { db, type Prisma } from "#app/lib/db.server.ts";
import { notFound } from "#app/lib/errors.ts";
import { type PageRequest, readPage } from "#app/lib/page.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { craftsmanPlaces } from "./craftsman-places.server.ts";
import { mayTie, profileScope } from "./policy.ts";
import type { CRAFTSMAN_TITLES, HONOUR_TIERS, INDUSTRIES } from "./kinds.ts";
import { craftsmenVisibleTo, mayReadContact } from "./visibility.ts";

export type CraftsmenFilter = {
  q: string;
  tier?: (typeof HONOUR_TIERS)[number];
  title?: (typeof CRAFTSMAN_TITLES)[number];
  industry?: (typeof INDUSTRIES)[number];
};

const working = (now: Date) => ({
  role: { in: ["CRAFTSMAN" as const, "STUDIO_LEADER" as const] },
  startsAt: { lte: now },
  OR: [{ endsAt: null }, { endsAt: { gt: now } }],
});

/** Craftsmen in a studio today, by name, page by page. */
export async function listCraftsmen(actor: Actor, filter: CraftsmenFilter, page: PageRequest) {
  const contains = containing(filter.q);
  const studio: Prisma.OrganisationWhereInput = filter.industry
    ? { kind: "STUDIO", parent: { enterprise: { industry: filter.industry } } }
    : { kind: "STUDIO" };
  const where: Prisma.PersonWhereInput = {
    AND: [
      craftsmenVisibleTo(actor),
      { disabledAt: null, memberships: { some: { ...working(actor.now), organisation: studio } } },
      filter.q
        ? {
            OR: [
              { name: contains },
              { profile: { trade: contains } },
              { profile: { specialities: { has: filter.q } } },
              { memberships: { some: { ...working(actor.now), organisation: { name: contains } } } },
            ],
          }
        : {},
      filter.tier ? { profile: { honourTier: filter.tier } } : {},
      filter.title ? { profile: { title: filter.title } } : {},
    ],
  };
  return readPage(page, (slice) =>
    db.person.findMany({
      where,
      orderBy: [{ name: "asc" }, { id: "asc" }],
      select: {
        id: true,
        name: true,
        profile: { select: { honourTier: true, title: true, trade: true, specialities: true } },
        memberships: {
          where: working(actor.now),
          orderBy: { startsAt: "asc" },
          take: 3,
          select: { role: true, organisation: { select: { id: true, name: true } } },
        },
      },
      ...slice,
    }),
  );
}

/** One craftsman's page. @throws DomainError not_found */
export async function loadCraftsman(actor: Actor, personId: string) {
  const person = await db.person.findFirst({
    where: { AND: [{ id: personId }, craftsmenVisibleTo(actor)] },
    select: {
      id: true,
      name: true,
      email: true,
      phone: true,
      profile: true,
      memberships: {
        where: { role: { in: ["CRAFTSMAN", "STUDIO_LEADER"] }, startsAt: { lte: actor.now } },
        orderBy: [{ endsAt: { sort: "desc", nulls: "first" } }, { startsAt: "desc" }],
        take: 20,
        select: {
          role: true,
          startsAt: true,
          endsAt: true,
          organisation: {
            select: { id: true, name: true, parentId: true, parent: { select: { id: true, name: true } } },
          },
        },
      },
      // Who may read the page may read these: no statement of their own.
      competitionResults: {
        where: { withdrawnAt: null },
        orderBy: [{ competition: { heldOn: "desc" } }, { id: "desc" }],
        take: 50,
        select: {
          id: true,
          event: true,
          rank: true,
          medal: true,
          award: true,
          onBehalf: true,
          byName: true,
          competition: { select: { id: true, name: true, nameEn: true, level: true, heldOn: true } },
        },
      },
      mentorOf: {
        orderBy: { startsAt: "desc" },
        take: 50,
        select: { id: true, startsAt: true, endsAt: true, apprentice: { select: { id: true, name: true } } },
      },
      apprenticeOf: {
        orderBy: { startsAt: "desc" },
        take: 50,
        select: { id: true, startsAt: true, endsAt: true, mentor: { select: { id: true, name: true } } },
      },
    },
  });
  if (!person) throw notFound();
  const inForce = person.memberships.filter((m) => m.endsAt === null || m.endsAt > actor.now);
  const [places, joined] = await Promise.all([
    craftsmanPlaces(db, personId, actor.now),
    db.allianceMember.findMany({
      where: {
        memberId: { in: inForce.flatMap((m) => [m.organisation.id, m.organisation.parentId ?? m.organisation.id]) },
        joinedAt: { lte: actor.now },
        OR: [{ leftAt: null }, { leftAt: { gt: actor.now } }],
      },
      select: { allianceId: true },
    }),
  ]);
  const contactPlaces = inForce.map((m) => ({
    id: m.organisation.id,
    parentId: m.organisation.parentId,
    allianceIds: joined.map((row) => row.allianceId),
  }));
  const contact = mayReadContact(actor, { id: person.id, places: contactPlaces });
  const others = [
    ...person.mentorOf.map((tie) => tie.apprentice.id),
    ...person.apprenticeOf.map((tie) => tie.mentor.id),
  ];
  const known =
    others.length > 0
      ? await db.person.findMany({
          where: { AND: [{ id: { in: others } }, craftsmenVisibleTo(actor)] },
          select: { id: true },
        })
      : [];
  const knows = new Set(known.map((row) => row.id));
  const tie = (
    id: string,
    as: "mentor" | "apprentice",
    other: { id: string; name: string },
    startsAt: Date,
    endsAt: Date | null,
  ) => ({
    id,
    as,
    otherId: knows.has(other.id) ? other.id : null,
    name: knows.has(other.id) ? other.name : null,
    startsAt,
    endsAt,
    inForce: endsAt === null || endsAt > actor.now,
  });
  return {
    id: person.id,
    name: person.name,
    profile: person.profile,
    memberships: person.memberships.map((m) => ({ ...m, inForce: m.endsAt === null || m.endsAt > actor.now })),
    results: person.competitionResults.map(({ competition: { heldOn, ...competition }, ...result }) => ({
      ...result,
      person: { id: person.id, name: person.name },
      competition: { ...competition, heldOn: heldOn.toISOString().slice(0, 10) },
    })),
    contact: contact ? { email: person.email, phone: person.phone } : null,
    ties: [
      ...person.apprenticeOf.map((t) => tie(t.id, "mentor", t.mentor, t.startsAt, t.endsAt)),
      ...person.mentorOf.map((t) => tie(t.id, "apprentice", t.apprentice, t.startsAt, t.endsAt)),
    ],
    scope: profileScope(actor, person.id, places),
    mayTie: mayTie(actor, places),
  };
}

/** Others who may be put down as master or apprentice: craftsmen the actor knows of. */
export async function listTieCandidates(actor: Actor, personId: string) {
  return db.person.findMany({
    where: { AND: [{ id: { not: personId }, disabledAt: null }, craftsmenVisibleTo(actor)] },
    orderBy: [{ name: "asc" }, { id: "asc" }],
    take: 500,
    select: { id: true, name: true },
  });
}
