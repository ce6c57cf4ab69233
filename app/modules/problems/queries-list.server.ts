import { db, type Prisma } from "#app/lib/db.server.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { type Access, includesLayer } from "./access.ts";
import { type Cursor, cursorText } from "./cursor.ts";
import { projectFields } from "./layers.ts";
import { ACTIVE, type ProblemState, type Severity } from "./lifecycle.ts";
import type { ListFilters } from "./list-filters.ts";
import { titleFilter, unredacted } from "./title-filter.server.ts";
import { accessOf, accessSelect, originalsReadBy, posterKnownTo, visibleTo } from "./visibility.server.ts";
import { waitingProblemIds } from "./queries-waiting.server.ts";

export const PAGE_SIZE = 20;

const rowSelect = (actor: Actor) =>
  ({
    id: true,
    number: true,
    title: true,
    state: true,
    partial: true,
    severity: true,
    category: true,
    equipmentType: true,
    industry: true,
    createdAt: true,
    stateSince: true,
    dueAt: true,
    minutesLeft: true,
    escalatedAt: true,
    fieldLayers: true,
    redactions: true,
    authorId: true,
    enterprise: { select: { id: true, name: true, shortName: true } },
    ...accessSelect(actor),
  }) satisfies Prisma.ProblemSelect;
type Row = Prisma.ProblemGetPayload<{ select: ReturnType<typeof rowSelect> }>;

/** A problem in a list, as one reader may see it. */
export type ListedProblem = {
  id: string;
  number: string;
  title: string;
  state: ProblemState;
  partial: boolean;
  severity: Severity;
  category: string;
  equipmentType: string;
  industry: string | null;
  /** null: posted anonymously, as this reader sees it. */
  enterprise: { id: string; name: string } | null;
  createdAt: Date;
  stateSince: Date;
  dueAt: Date | null;
  minutesLeft: number | null;
  escalated: boolean;
  own: boolean;
};

export function listed(actor: Actor, row: Row): ListedProblem {
  const access: Access = accessOf(actor, row);
  const seen = projectFields(row, access);
  return {
    id: row.id,
    number: row.number,
    title: seen.title ?? "",
    state: row.state,
    partial: row.partial,
    severity: row.severity,
    category: row.category,
    equipmentType: seen.equipmentType ?? "",
    industry: access.knowsPoster ? row.industry : null,
    enterprise: access.knowsPoster
      ? { id: row.enterprise.id, name: row.enterprise.shortName || row.enterprise.name }
      : null,
    createdAt: row.createdAt,
    stateSince: row.stateSince,
    dueAt: row.dueAt,
    minutesLeft: row.minutesLeft,
    escalated: row.escalatedAt !== null && includesLayer(access.layer, "DETAIL"),
    own: access.own,
  };
}

/** Problems by their ids, those the actor may read, in the order of the ids. */
export async function listByIds(actor: Actor, ids: readonly string[]): Promise<ListedProblem[]> {
  if (ids.length === 0) return [];
  const rows = await db.problem.findMany({
    where: { id: { in: [...ids] }, AND: visibleTo(actor) },
    select: rowSelect(actor),
  });
  const byId = new Map(rows.map((row) => [row.id, listed(actor, row)]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

async function whereOf(actor: Actor, filters: ListFilters): Promise<Prisma.ProblemWhereInput> {
  const all: Prisma.ProblemWhereInput[] = [visibleTo(actor)];
  const { tab, q, state, severity, category, industry, equipment, enterprise, alliance } = filters;
  if (tab === "open") all.push({ state: { in: [...ACTIVE] } });
  if (tab === "solved") all.push({ state: { in: ["SOLVED", "ANSWERED"] } });
  if (tab === "mine") all.push({ OR: [{ authorId: actor.personId }, { enteredById: actor.personId }] });
  if (tab === "waiting") all.push({ id: { in: await waitingProblemIds(actor) } });
  if (state) all.push({ state });
  if (severity) all.push({ severity });
  if (category) all.push({ category });
  if (alliance) all.push({ allianceId: alliance });
  if (industry) all.push({ industry }, posterKnownTo(actor));
  if (enterprise) all.push({ enterpriseId: enterprise }, posterKnownTo(actor));
  if (equipment) {
    all.push({
      OR: [
        { AND: [{ equipmentType: equipment }, unredacted(actor, "equipmentType")] },
        { AND: [{ redactions: { path: ["equipmentType"], equals: equipment } }, { NOT: originalsReadBy(actor) }] },
      ],
    });
  }
  if (q) all.push(titleFilter(actor, q));
  return { AND: all };
}

type Turn = { cursor: Cursor; back: boolean } | null;

/** Rows strictly after (or before) a place: by creation with the id as the tie-breaker, or by due time with none at the end. */
function beyond(sort: ListFilters["sort"], { cursor, back }: NonNullable<Turn>): Prisma.ProblemWhereInput {
  const column = sort === "due" ? "dueAt" : "createdAt";
  const ascending = (sort !== "-created") !== back;
  const side = ascending ? "gt" : "lt";
  const sameIds = { id: { [side]: cursor.id } };
  const at = cursor.at === null ? null : new Date(cursor.at);
  // Without a due time: last in order, so first when going back.
  if (at === null)
    return ascending
      ? { AND: [{ dueAt: null }, sameIds] }
      : { OR: [{ dueAt: { not: null } }, { AND: [{ dueAt: null }, sameIds] }] };
  const past: Prisma.ProblemWhereInput[] = [{ [column]: { [side]: at } }, { AND: [{ [column]: at }, sameIds] }];
  if (column === "dueAt" && ascending) past.push({ dueAt: null });
  return { OR: past };
}

export type ProblemPage = { rows: ListedProblem[]; after: string | null; before: string | null };

/** One page of what the actor may read. Stable while others post: it is turned by place, not by number. */
export async function listProblems(actor: Actor, filters: ListFilters, turn: Turn = null): Promise<ProblemPage> {
  const where = await whereOf(actor, filters);
  const back = turn?.back ?? false;
  const direction = (filters.sort !== "-created") !== back ? "asc" : "desc";
  const orderBy: Prisma.ProblemOrderByWithRelationInput[] =
    filters.sort === "due"
      ? [{ dueAt: { sort: direction, nulls: back ? "first" : "last" } }, { id: direction }]
      : [{ createdAt: direction }, { id: direction }];
  const found = await db.problem.findMany({
    where:
      turn && (turn.cursor.at !== null || filters.sort === "due")
        ? { AND: [where, beyond(filters.sort, turn)] }
        : where,
    orderBy,
    take: PAGE_SIZE + 1,
    select: rowSelect(actor),
  });
  const more = found.length > PAGE_SIZE;
  const rows = found.slice(0, PAGE_SIZE);
  if (back) rows.reverse();
  const placeOf = (row: Row | undefined) =>
    row ? cursorText({ at: filters.sort === "due" ? row.dueAt : row.createdAt, id: row.id }) : null;
  return {
    rows: rows.map((row) => listed(actor, row)),
    after: (back ? rows.length > 0 : more) ? placeOf(rows.at(-1)) : null,
    before: (back ? more : turn !== null) ? placeOf(rows[0]) : null,
  };
}
