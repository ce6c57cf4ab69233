import { db, Prisma } from "#app/lib/db.server.ts";
import { notFound } from "#app/lib/errors.ts";
import { type PageRequest, readPage } from "#app/lib/page.ts";
import { type Actor, organisationsWith } from "#app/modules/accounts/actor.ts";
import { againstClearing } from "./clear-flag.server.ts";
import { labelsOf } from "./labels.server.ts";
import { seesFlags } from "./policy.ts";
import { BLOCKS, type FlagFacts, type FlagKind, type FlagState, flagStateOf } from "./rules.ts";
import { branchAndNamed, branchOf, branchRows } from "./unions-over.server.ts";

/**
 * The one filter for reading flags: those that concern somebody in the own branch; of them, those that name an
 * organisation or a person with this text in the name. What is masked names nobody, so no name finds it. One statement.
 */
async function flagsVisibleTo(actor: Actor, q = ""): Promise<Prisma.FlagWhereInput> {
  if (!seesFlags(actor)) throw notFound();
  const unions = organisationsWith(actor, "UNION_OFFICER");
  if (q === "") return { organisationIds: { hasSome: await branchOf(db, unions) } };
  const { branch, named } = await branchAndNamed(db, unions, q);
  const masked = (equals: false | typeof Prisma.DbNull) => ({ facts: { path: ["masked"], equals } });
  return {
    AND: [
      { organisationIds: { hasSome: branch } },
      { OR: [{ organisationIds: { hasSome: named } }, { personIds: { hasSome: named } }] },
      { OR: [masked(Prisma.DbNull), masked(false)] },
    ],
  };
}

const STATES: Record<FlagState, Prisma.FlagWhereInput> = {
  OPEN: { clearedAt: null, lapsedAt: null },
  CLEARED: { clearedAt: { not: null } },
  LAPSED: { clearedAt: null, lapsedAt: { not: null } },
};

export type FlagFilter = { q?: string; kind?: FlagKind; state?: FlagState };

/** A page of the flags in the own branch, newest first. Errors: not_found (no union officer). */
export async function listFlags(actor: Actor, filter: FlagFilter, page: PageRequest) {
  const visible = await flagsVisibleTo(actor, filter.q);
  const where = { AND: [visible, { kind: filter.kind }, filter.state ? STATES[filter.state] : {}] };
  const list = await readPage(page, (slice) =>
    db.flag.findMany({
      where,
      orderBy: [{ raisedAt: "desc" }, { id: "desc" }],
      select: {
        id: true,
        kind: true,
        facts: true,
        organisationIds: true,
        raisedAt: true,
        clearedAt: true,
        lapsedAt: true,
        evidence: true,
        targets: { take: 20, select: { kind: true, id: true } },
      },
      ...slice,
    }),
  );
  const open = list.rows.filter((row) => (row.facts as FlagFacts).masked !== true);
  const [names, labels] = await Promise.all([
    namesOf(open.flatMap((row) => row.organisationIds)),
    labelsOf(
      db,
      open.flatMap((row) => row.targets),
    ),
  ]);
  const called = new Map(labels.map((one) => [one.kind + one.id, one.title ?? one.label]));
  return {
    ...list,
    rows: list.rows.map((row) => {
      const masked = (row.facts as FlagFacts).masked === true;
      return {
        id: row.id,
        kind: row.kind,
        state: flagStateOf(row),
        masked,
        concerned: masked ? [] : row.organisationIds.map((id) => names.get(id) ?? ""),
        targets: masked ? [] : row.targets.flatMap((one) => called.get(one.kind + one.id) || []),
        raisedAt: row.raisedAt.toISOString(),
        evidence: row.evidence.length,
      };
    }),
  };
}

/** Of these flags those the actor sees, by kind; nothing for who sees none. One statement. */
export async function flagsSeen(actor: Actor, ids: readonly string[]): Promise<{ id: string; kind: FlagKind }[]> {
  if (ids.length === 0 || !seesFlags(actor)) return [];
  const branch = branchRows(organisationsWith(actor, "UNION_OFFICER"));
  return db.$queryRaw<{ id: string; kind: FlagKind }[]>`
    SELECT "id", "kind"::text AS "kind" FROM "Flag"
    WHERE "id" = ANY (${[...ids]}::uuid[]) AND "organisationIds" && ARRAY(${branch}) ORDER BY "raisedAt", "id"`;
}

/** Names of organisations and people by their ids; one statement. */
async function namesOf(ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await db.$queryRaw<{ id: string; name: string }[]>`
    SELECT "id", "name" FROM "Organisation" WHERE "id" = ANY (${[...new Set(ids)]}::uuid[])
    UNION ALL SELECT "id", "name" FROM "Person" WHERE "id" = ANY (${[...new Set(ids)]}::uuid[])`;
  return new Map(rows.map((row) => [row.id, row.name]));
}

/** One flag with what shows it, and whether the actor may clear it. Errors: not_found. */
export async function loadFlag(actor: Actor, id: string) {
  const row = await db.flag.findFirst({
    where: { id, AND: await flagsVisibleTo(actor) },
    include: { targets: { take: 200 } },
  });
  if (!row) throw notFound();
  const facts = row.facts as FlagFacts;
  const masked = facts.masked === true;
  const ring = facts.ring?.ids ?? [];
  const names = masked ? new Map<string, string>() : await namesOf([...row.organisationIds, ...row.personIds, ...ring]);
  const labels = masked ? [] : await labelsOf(db, row.targets);
  const { against } = await againstClearing(db, actor, row);
  const state = flagStateOf(row);
  return {
    id,
    kind: row.kind,
    state,
    version: row.version,
    masked,
    blocks: BLOCKS[row.kind],
    concerned: masked ? [] : row.organisationIds.map((one) => names.get(one) ?? ""),
    people: masked ? [] : row.personIds.map((one) => names.get(one) ?? ""),
    ring: masked ? [] : ring.map((one, n) => ({ name: names.get(one) ?? "", count: facts.ring?.counts[n] ?? 0 })),
    evidence: row.evidence.length,
    from: facts.from ?? null,
    to: facts.to ?? null,
    alike: facts.alike ?? null,
    days: facts.days ?? null,
    stated: facts.stated ?? null,
    targets: labels.map((one) => ({ ...one, on: one.on?.toISOString() ?? null })),
    raisedAt: row.raisedAt.toISOString(),
    changedAt: row.changedAt.toISOString(),
    clearedAt: row.clearedAt?.toISOString() ?? null,
    clearedBy: row.clearedByName,
    clearReason: row.clearReason,
    lapsedAt: row.lapsedAt?.toISOString() ?? null,
    against: state === "OPEN" ? against : null,
    mayClear: state === "OPEN" && against === null,
  };
}
