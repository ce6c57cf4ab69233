import { containing, likeLiteral } from "#app/lib/containing.ts";
import { db, type Prisma } from "#app/lib/db.server.ts";
import { notFound } from "#app/lib/errors.ts";
import { type PageRequest, readPage } from "#app/lib/page.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import type { AssetFilter } from "./asset-filter.ts";
import { assetsVisibleTo, keepsRegister, registersKeptBy, registersReadBy } from "./policy.ts";
import { ASSET_FIELDS, ASSET_MAX, type AssetField, MOST_LABELS, numberKeyOf, readCode } from "./rules.ts";

const factsSelect = {
  id: true,
  enterpriseId: true,
  code: true,
  number: true,
  name: true,
  type: true,
  model: true,
  maker: true,
  line: true,
  site: true,
  retiredAt: true,
} satisfies Prisma.AssetSelect;

const searched = (q: string): Prisma.AssetWhereInput => {
  const contains = containing(q);
  const code = readCode(q);
  return {
    OR: [
      { numberKey: { contains: likeLiteral(numberKeyOf(q)) } },
      { name: contains },
      { type: contains },
      { model: contains },
      { maker: contains },
      ...(code ? [{ code }] : []),
    ],
  };
};

/** The filter in the address, within what the actor reads. */
function chosenBy(actor: Actor, filter: AssetFilter): Prisma.AssetWhereInput {
  const { q, type, line, site, enterprise, state } = filter;
  return {
    AND: [
      assetsVisibleTo(actor),
      q ? searched(q) : {},
      type ? { type } : {},
      line ? { line } : {},
      site ? { site } : {},
      registersReadBy(actor).includes(enterprise) ? { enterpriseId: enterprise } : {},
      state ? { retiredAt: state === "retired" ? { not: null } : null } : {},
    ],
  };
}

/** A column as it was chosen, then by number, so that the order is one. */
function orderOf({ by, down }: AssetFilter["sort"]): Prisma.AssetOrderByWithRelationInput[] {
  const way = down ? "desc" : "asc";
  return by === "number" ? [{ numberKey: way }, { id: way }] : [{ [by]: way }, { numberKey: way }, { id: way }];
}

/** The register, by number or as sorted, page by page. Errors: not_found for those who read none. */
export async function listAssets(actor: Actor, filter: AssetFilter, page: PageRequest) {
  if (registersReadBy(actor).length === 0) throw notFound();
  return readPage(page, (slice) =>
    db.asset.findMany({
      where: chosenBy(actor, filter),
      orderBy: orderOf(filter.sort),
      select: { ...factsSelect, enterprise: { select: { name: true, shortName: true } } },
      ...slice,
    }),
  );
}

/** A choice of the filter bar: values in use with their numbers, at most 60. */
async function valuesOf(actor: Actor, field: "type" | "line" | "site") {
  const rows = await db.asset.groupBy({
    by: [field],
    where: { ...assetsVisibleTo(actor), retiredAt: null, NOT: { [field]: "" } },
    _count: { _all: true },
    orderBy: { _count: { id: "desc" } },
    take: 60,
  });
  return rows.map((row) => ({ value: String(row[field]), count: row._count._all }));
}

/** What the register can be narrowed to, and how many machines it holds. */
export async function loadRegisterChoices(actor: Actor) {
  const [type, line, site, total, enterprises] = await Promise.all([
    valuesOf(actor, "type"),
    valuesOf(actor, "line"),
    valuesOf(actor, "site"),
    db.asset.count({ where: assetsVisibleTo(actor) }),
    registerNames(registersReadBy(actor)),
  ]);
  return { type, line, site, total, enterprises, mayKeep: registersKeptBy(actor).length > 0 };
}

/** Names of enterprises, for those who work for several. */
export const registerNames = (ids: readonly string[]) =>
  db.organisation.findMany({
    where: { id: { in: [...ids] } },
    select: { id: true, name: true },
    orderBy: { name: "asc" },
  });

/** Suggestions for the form: what the register already says. */
export async function loadFormValues(actor: Actor) {
  const [type, line, site] = await Promise.all([
    valuesOf(actor, "type"),
    valuesOf(actor, "line"),
    valuesOf(actor, "site"),
  ]);
  const plain = (rows: { value: string }[]) => rows.map((row) => row.value);
  return { type: plain(type), line: plain(line), site: plain(site) };
}

/** One machine for its form and its history. Errors: not_found. */
export async function loadAsset(actor: Actor, id: string) {
  const asset = await db.asset.findFirst({
    where: { id, ...assetsVisibleTo(actor) },
    select: { ...factsSelect, version: true, retiredReason: true },
  });
  if (!asset) throw notFound();
  return { ...asset, mayKeep: keepsRegister(actor, asset.enterpriseId) };
}

/** The machine a label belongs to. A code nobody has and one of another enterprise are answered alike: not_found. */
export async function assetByCode(actor: Actor, typed: string | undefined) {
  const code = readCode(typed);
  const asset = code
    ? await db.asset.findFirst({
        where: { code, ...assetsVisibleTo(actor) },
        select: {
          ...factsSelect,
          formerNumbers: true,
          retiredReason: true,
          imported: true,
          createdAt: true,
          enterprise: { select: { name: true, shortName: true } },
        },
      })
    : null;
  if (!asset) throw notFound();
  return { ...asset, mayKeep: keepsRegister(actor, asset.enterpriseId) };
}

export type AssetHistoryEntry = {
  id: string;
  type: string;
  at: Date;
  actor: string;
  reason: string;
  changes: { field: AssetField; was: string; is: string }[];
};

const recordOf = (json: unknown): Record<string, unknown> =>
  json !== null && typeof json === "object" && !Array.isArray(json) ? (json as Record<string, unknown>) : {};

/** What happened to a machine's entry, latest first; for readers of the register. */
export async function historyOf(assetId: string): Promise<AssetHistoryEntry[]> {
  const rows = await db.event.findMany({
    where: { subjectKind: "equipment", subjectId: assetId },
    orderBy: { id: "desc" },
    take: 50,
    select: { id: true, type: true, at: true, actorName: true, reason: true, payload: true },
  });
  return rows.map((row) => {
    const payload = recordOf(row.payload);
    const was = recordOf(payload.was);
    const is = recordOf(payload.is);
    return {
      id: row.id.toString(),
      type: row.type,
      at: row.at,
      actor: row.actorName,
      reason: row.reason,
      changes: ASSET_FIELDS.filter((field) => field in is).map((field) => ({
        field,
        was: String(was[field] ?? ""),
        is: String(is[field] ?? ""),
      })),
    };
  });
}

/** Machines whose labels are to be printed: those ticked, or all that the filter leaves; those out of use never. */
export async function listLabels(actor: Actor, ids: readonly string[], filter: AssetFilter) {
  if (registersReadBy(actor).length === 0) throw notFound();
  const chosen = ids.length > 0 ? { id: { in: ids.slice(0, MOST_LABELS) } } : chosenBy(actor, filter);
  const where = { AND: [chosen, assetsVisibleTo(actor), { retiredAt: null }] };
  const [rows, total] = await Promise.all([
    db.asset.findMany({
      where,
      orderBy: [{ numberKey: "asc" }, { id: "asc" }],
      take: MOST_LABELS,
      select: { id: true, code: true, number: true, name: true, type: true, enterprise: { select: { name: true } } },
    }),
    db.asset.count({ where }),
  ]);
  return { rows, total };
}

/**
 * What the posting form starts with when it was opened for a machine: `asked` is a label's code. Anything that is no
 * code is taken for a kind of machine; a code of nobody, or of another enterprise, for nothing.
 */
export async function machineDefaults(actor: Actor, asked: string | null) {
  const nothing = {
    enterpriseId: "",
    assetNumber: "",
    equipmentType: "",
    equipmentModel: "",
    equipmentMaker: "",
    line: "",
  };
  const code = readCode(asked);
  if (!code) return { ...nothing, equipmentType: (asked ?? "").slice(0, ASSET_MAX.type) };
  const asset = await db.asset.findFirst({ where: { code, ...assetsVisibleTo(actor) }, select: factsSelect });
  if (!asset) return nothing;
  return {
    enterpriseId: asset.enterpriseId,
    assetNumber: asset.number,
    equipmentType: asset.type,
    equipmentModel: asset.model,
    equipmentMaker: asset.maker,
    line: asset.line,
  };
}
