import { containing } from "#app/lib/containing.ts";
import { db, type Prisma } from "#app/lib/db.server.ts";
import { notFound } from "#app/lib/errors.ts";
import { formatDate } from "#app/lib/format.ts";
import { type PageRequest, readPage } from "#app/lib/page.ts";
import { type Actor, organisationsWith } from "#app/modules/accounts/actor.ts";
import type { STUDIO_LEVELS } from "#app/modules/alliances/kinds.ts";
import { organisationsVisibleTo } from "#app/modules/alliances/visibility.ts";
import type { StudioState } from "./lifecycle.ts";
import { unionsOf } from "./policy.ts";
import { addDays, type DueFilter, dayOf, nearness, REMIND_DAYS, textOfDay } from "./rules.ts";

export type StudioFilter = {
  q: string;
  state?: StudioState;
  level?: (typeof STUDIO_LEVELS)[number];
  due?: DueFilter;
};

/** Everything below these unions. The tree has at most five levels above a studio. */
function below(unions: string[]): Prisma.OrganisationWhereInput[] {
  const levels: Prisma.OrganisationWhereInput[] = [{ parentId: { in: unions } }];
  for (let depth = 0; depth < 4; depth += 1) levels.push({ parent: levels.at(-1) });
  return levels;
}

/** The studios whose life is the actor's matter: those below their union, of their enterprise, or their own. */
const mine = (actor: Actor): Prisma.OrganisationWhereInput => ({
  OR: [
    ...below(unionsOf(actor)),
    { parentId: { in: organisationsWith(actor, "REVIEWER", "FINANCE") } },
    { id: { in: organisationsWith(actor, "STUDIO_LEADER", "CRAFTSMAN") } },
  ],
});

/** Reads the list of studios' lives at all. */
export const listsStudios = (actor: Actor): boolean =>
  unionsOf(actor).length > 0 ||
  organisationsWith(actor, "REVIEWER", "FINANCE", "STUDIO_LEADER", "CRAFTSMAN").length > 0;

function due(filter: StudioFilter["due"], today: Date): Prisma.StudioWhereInput {
  switch (filter) {
    case "wait":
      return { state: { in: ["UNDER_REVIEW", "REEXAMINATION"] } };
    case "late":
      return {
        OR: [
          { state: { in: ["DESIGNATED", "CONFIRMED"] }, reviewDueOn: { lt: today } },
          { state: "RECTIFICATION", rectifyBy: { lt: today } },
        ],
      };
    case "soon":
      return {
        OR: [
          { state: { in: ["DESIGNATED", "CONFIRMED"] }, reviewDueOn: { gte: today, lte: addDays(today, REMIND_DAYS) } },
          { state: "RECTIFICATION", rectifyBy: { gte: today, lte: addDays(today, REMIND_DAYS) } },
        ],
      };
    case "proposed":
      return { proposedAt: { not: null } };
    default:
      return {};
  }
}

function wanted(actor: Actor, filter: StudioFilter, today: Date): Prisma.OrganisationWhereInput {
  const contains = containing(filter.q);
  return {
    AND: [
      organisationsVisibleTo(actor),
      mine(actor),
      { kind: "STUDIO", OR: [{ closedAt: null }, { closedAt: { gt: actor.now } }] },
      filter.q ? { OR: [{ name: contains }, { nameEn: contains }, { parent: { name: contains } }] } : {},
      {
        studio: {
          AND: [
            filter.state ? { state: filter.state } : {},
            filter.level ? { level: filter.level } : {},
            due(filter.due, today),
          ],
        },
      },
    ],
  };
}

const row = {
  id: true,
  name: true,
  nameEn: true,
  parent: { select: { name: true } },
  studio: {
    select: { state: true, level: true, designatedOn: true, reviewDueOn: true, rectifyBy: true, proposedAt: true },
  },
} as const;
type Row = Prisma.OrganisationGetPayload<{ select: typeof row }>;

const shown =
  (today: Date) =>
  ({ studio, parent, ...one }: Row) => {
    const dueOn = studio?.state === "RECTIFICATION" ? studio.rectifyBy : (studio?.reviewDueOn ?? null);
    return {
      ...one,
      enterprise: parent?.name ?? "",
      state: studio?.state ?? ("NONE" as const),
      level: studio?.level ?? ("MUNICIPAL" as const),
      designatedOn: studio?.designatedOn ? textOfDay(studio.designatedOn) : null,
      dueOn: dueOn && textOfDay(dueOn),
      due: dueOn ? nearness(dueOn, today) : null,
      proposed: studio?.proposedAt != null,
    };
  };
const order = [{ name: "asc" as const }, { id: "asc" as const }];

/** Studios with where they stand and when they are next looked at, by name, page by page. @throws not_found */
export async function listStudios(actor: Actor, filter: StudioFilter, page: PageRequest) {
  if (!listsStudios(actor)) throw notFound();
  const today = dayOf(formatDate(actor.now));
  const found = await readPage(page, (slice) =>
    db.organisation.findMany({ where: wanted(actor, filter, today), orderBy: order, select: row, ...slice }),
  );
  return { ...found, rows: found.rows.map(shown(today)) };
}

const MOST_EXPORTED = 5_000;

/** All studios of the filter, for a workbook, with who leads them. @throws not_found */
export async function listStudiosToExport(actor: Actor, filter: StudioFilter) {
  if (!listsStudios(actor)) throw notFound();
  const today = dayOf(formatDate(actor.now));
  const rows = await db.organisation.findMany({
    where: wanted(actor, filter, today),
    orderBy: order,
    take: MOST_EXPORTED,
    select: {
      ...row,
      memberships: {
        where: {
          role: "STUDIO_LEADER",
          startsAt: { lte: actor.now },
          OR: [{ endsAt: null }, { endsAt: { gt: actor.now } }],
        },
        take: 3,
        select: { person: { select: { name: true } } },
      },
    },
  });
  return rows.map(({ memberships, ...one }) => ({
    ...shown(today)(one),
    leaders: memberships.map((m) => m.person.name),
  }));
}
