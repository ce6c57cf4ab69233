import { containing } from "#app/lib/containing.ts";
import { db, type Prisma } from "#app/lib/db.server.ts";
import { notFound } from "#app/lib/errors.ts";
import { type PageRequest, readPage } from "#app/lib/page.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { loadPlace } from "#app/modules/accounts/place.server.ts";
import { mayListMembers } from "#app/modules/accounts/policy.ts";
import { editScope, mayClose, mayCreateSomewhere, mayListAlliance } from "./policy.ts";
import type { INDUSTRIES } from "./kinds.ts";
import { organisationsVisibleTo } from "./visibility.ts";

type Kind =
  | "PLATFORM"
  | "FEDERATION"
  | "COUNTY_UNION"
  | "INDUSTRY_UNION"
  | "ENTERPRISE_UNION"
  | "ENTERPRISE"
  | "STUDIO"
  | "ALLIANCE";
export type OrganisationFilter = {
  q: string;
  kind?: Kind;
  industry?: (typeof INDUSTRIES)[number];
  tag?: string;
  closed?: boolean;
};

/** The conditions of a filter, always within what the actor may see. */
function wanted(actor: Actor, filter: OrganisationFilter): Prisma.OrganisationWhereInput {
  const contains = containing(filter.q);
  return {
    AND: [
      organisationsVisibleTo(actor),
      filter.q
        ? {
            OR: [
              { name: contains },
              { shortName: contains },
              { nameEn: contains },
              { enterprise: { aliases: { has: filter.q } } },
            ],
          }
        : {},
      filter.kind ? { kind: filter.kind } : {},
      filter.industry
        ? {
            OR: [
              { enterprise: { industry: filter.industry } },
              { parent: { enterprise: { industry: filter.industry } } },
            ],
          }
        : {},
      filter.tag ? { tags: { some: { tagId: filter.tag, untilOn: null } } } : {},
      filter.closed ? {} : { OR: [{ closedAt: null }, { closedAt: { gt: actor.now } }] },
    ],
  };
}

const row = {
  id: true,
  kind: true,
  name: true,
  nameEn: true,
  parentId: true,
  closedAt: true,
  enterprise: { select: { industry: true } },
  studio: { select: { level: true } },
} as const;

/** Organisations by name, page by page. */
export async function listOrganisations(actor: Actor, filter: OrganisationFilter, page: PageRequest) {
  return readPage(page, (slice) =>
    db.organisation.findMany({
      where: wanted(actor, filter),
      orderBy: [{ name: "asc" }, { id: "asc" }],
      select: { ...row, parent: { select: { name: true } } },
      ...slice,
    }),
  );
}

const TREE_LIMIT = 2000;

/** All open organisations an actor may see, for the tree; parents come as ids. */
export async function loadTree(actor: Actor) {
  return db.organisation.findMany({
    where: wanted(actor, { q: "" }),
    orderBy: [{ kind: "asc" }, { name: "asc" }],
    take: TREE_LIMIT,
    select: row,
  });
}

/** What the list page offers. */
export const mayCreate = mayCreateSomewhere;

/** One organisation's page. @throws DomainError not_found */
export async function loadOrganisation(actor: Actor, id: string) {
  const visible = organisationsVisibleTo(actor);
  const now = actor.now;
  const inForce = { joinedAt: { lte: now }, OR: [{ leftAt: null }, { leftAt: { gt: now } }] };
  const found = await db.organisation.findFirst({
    where: { AND: [{ id }, visible] },
    select: {
      ...row,
      shortName: true,
      about: true,
      version: true,
      parent: { select: { id: true, name: true } },
      enterprise: {
        select: {
          industry: true,
          address: true,
          aliases: true,
          watermark: true,
          group: { select: { id: true, name: true } },
        },
      },
      studio: { select: { level: true, designatedOn: true, state: true, specialities: true, premises: true } },
      alliance: {
        select: {
          kind: true,
          formedOn: true,
          leadUnit: { select: { id: true, name: true } },
          chairs: {
            where: {
              startsOn: { lte: now },
              OR: [{ endsOn: null }, { endsOn: { gte: new Date(now.getTime() - 86_400_000) } }],
            },
            take: 1,
            orderBy: { startsOn: "desc" },
            select: { chair: { select: { id: true, name: true } } },
          },
          members: { where: inForce, select: { member: { select: { kind: true } } } },
        },
      },
      tags: {
        where: { untilOn: null },
        orderBy: [{ fromOn: "asc" }, { id: "asc" }],
        take: 20,
        select: { tag: { select: { id: true, name: true, nameEn: true, year: true } } },
      },
      inAlliances: {
        where: inForce,
        select: { alliance: { select: { organisation: { select: { id: true, name: true } } } } },
      },
    },
  });
  if (!found) throw notFound();
  const [place, children, studioPeople] = await Promise.all([
    loadPlace(db, id, now),
    db.organisation.findMany({
      where: { AND: [{ parentId: id, closedAt: null }, visible] },
      orderBy: [{ kind: "asc" }, { name: "asc" }],
      take: 500,
      select: row,
    }),
    found.kind === "STUDIO"
      ? db.membership.findMany({
          where: {
            organisationId: id,
            role: { in: ["STUDIO_LEADER", "CRAFTSMAN"] },
            startsAt: { lte: now },
            OR: [{ endsAt: null }, { endsAt: { gt: now } }],
          },
          orderBy: [{ role: "desc" }, { startsAt: "asc" }, { id: "asc" }],
          take: 100,
          select: {
            role: true,
            person: {
              select: {
                id: true,
                name: true,
                profile: { select: { honourTier: true, trade: true, specialities: true } },
              },
            },
          },
        })
      : [],
  ]);
  const scope = editScope(actor, place);
  const mayList = place.kind === "ALLIANCE" && mayListAlliance(actor, place);
  const { inAlliances, alliance, tags, ...facts } = found;
  const seesAlliance = (allianceId: string) =>
    actor.allianceIds.includes(allianceId) || actor.officerAllianceIds.includes(allianceId) || scope === "all";
  return {
    ...facts,
    tags: tags.map(({ tag }) => tag),
    alliance: alliance && {
      kind: alliance.kind,
      formedOn: alliance.formedOn,
      leadUnit: mayList ? alliance.leadUnit : null,
      chair: mayList ? (alliance.chairs[0]?.chair ?? null) : null,
      enterprises: mayList ? alliance.members.filter((m) => m.member.kind === "ENTERPRISE").length : null,
      studios: mayList ? alliance.members.filter((m) => m.member.kind === "STUDIO").length : null,
    },
    inAlliances: inAlliances.map((row) => row.alliance.organisation).filter((one) => seesAlliance(one.id)),
    children,
    people: studioPeople.map(({ role, person }) => ({ role, ...person })),
    scope,
    mayClose: mayClose(actor, place) && !place.closedAt,
    mayListMembers: mayListMembers(actor, place),
    mayListAlliance: mayList,
  };
}

/** Where a new organisation may be put: open unions and enterprises the actor may create under. */
export async function listParents(actor: Actor) {
  if (!mayCreateSomewhere(actor)) throw notFound();
  return db.organisation.findMany({
    where: {
      AND: [
        {
          closedAt: null,
          kind: { in: ["FEDERATION", "COUNTY_UNION", "INDUSTRY_UNION", "ENTERPRISE_UNION", "ENTERPRISE"] },
        },
        organisationsVisibleTo(actor),
      ],
    },
    orderBy: [{ kind: "asc" }, { name: "asc" }],
    take: 2000,
    select: { id: true, name: true, kind: true },
  });
}
