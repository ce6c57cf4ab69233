import { db, plannedOnce, Prisma, type Tx } from "#app/lib/db.server.ts";
import { notFound } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { type Access, accessFrom, keysOf, type ReaderRow, readersOf } from "./access.ts";

type Reader = Pick<Tx, "problem" | "problemReader" | "searchDeny">;

/** Fewer keys than this are filled up to it, more to twice as many, and so on. */
const FEWEST_KEYS = 8;

/**
 * The actor's keys for a query of the client, which writes a parameter for each: filled up with the last one, so that such
 * statements have few shapes however many roles people have, and each connection can keep their plans.
 */
function evenKeysOf(actor: Actor): string[] {
  const keys = keysOf(actor);
  let length = FEWEST_KEYS;
  while (length < keys.length) length *= 2;
  return Array.from({ length }, (_, n) => keys[Math.min(n, keys.length - 1)] as string);
}

const matching = (actor: Actor): Prisma.ProblemReaderWhereInput => ({
  key: { in: evenKeysOf(actor) },
  OR: [{ until: null }, { until: { gt: actor.now } }],
});

/** The one filter for reading problems: lists, counts, search, typeahead, exports, files, notices. */
export const visibleTo = (actor: Actor): Prisma.ProblemWhereInput => ({ readers: { some: matching(actor) } });

/** The same filter for SQL: reader rows, named `r`, that match the actor; join them to a problem by "problemId". */
export const readerRowsOf = (actor: Actor): Prisma.Sql => Prisma.sql`
  SELECT r."problemId", bool_or(r."layer" = 'CONFIDENTIAL') AS "confidential", bool_or(r."via" = 'OWN') AS "own",
         bool_or(r."via" = 'SECRETARIAT') AS "secretariat"
  FROM "ProblemReader" r
  WHERE r."key" = ANY (${keysOf(actor)}) AND (r."until" IS NULL OR r."until" > ${actor.now})
  GROUP BY r."problemId"`;

/** Reader rows of one problem that match the actor, to join beside it: "readers" as `accessOf` takes them, null when there are none. */
export const accessRowsOf = (actor: Actor, problemId: Prisma.Sql): Prisma.Sql => Prisma.sql`
  LATERAL (
    SELECT json_agg(json_build_object('layer', r."layer", 'via', r."via", 'until', NULL)) AS "readers"
    FROM "ProblemReader" r
    WHERE r."problemId" = ${problemId} AND r."key" = ANY (${keysOf(actor)}) AND (r."until" IS NULL OR r."until" > ${actor.now}))`;

/** Of the problems an actor reads, those whose poster the actor may know: see `Access.knowsPoster`. */
export const posterKnownTo = (actor: Actor): Prisma.ProblemWhereInput => ({
  OR: [
    { anonymous: false },
    { readers: { some: { AND: [matching(actor), { via: "OWN" }] } } },
    { shownToSecretariat: true, readers: { some: { AND: [matching(actor), { via: "SECRETARIAT" }] } } },
  ],
});

/** Of the problems an actor reads, those whose originals (not the released wording) the actor reads. */
export const originalsReadBy = (actor: Actor): Prisma.ProblemWhereInput => ({
  readers: { some: { AND: [matching(actor), { layer: "CONFIDENTIAL" }] } },
});

/** Of the problems an actor reads, those whose details (not the summary alone) the actor reads. */
export const detailsReadBy = (actor: Actor): Prisma.ProblemWhereInput => ({
  readers: { some: { AND: [matching(actor), { layer: { in: ["DETAIL", "CONFIDENTIAL"] } }] } },
});

/** Put this in a `select` to learn the actor's access to each row with `accessOf`. */
export const accessSelect = (actor: Actor) =>
  ({
    anonymous: true,
    shownToSecretariat: true,
    readers: { where: matching(actor), select: { layer: true, via: true, until: true } },
  }) satisfies Prisma.ProblemSelect;

/** The actor's access to a row read with `accessSelect`. */
export function accessOf(
  actor: Actor,
  row: {
    anonymous: boolean;
    shownToSecretariat: boolean;
    readers: { layer: Access["layer"]; via: string; until: Date | null }[];
  },
): Access {
  const access = accessFrom(row.readers, row, actor.now);
  if (!access) throw notFound();
  return access;
}

/** The actor's access to one problem; answers "not there" when there is none. */
export async function requireAccess(actor: Actor, problemId: string, reader: Reader = db): Promise<Access> {
  const row = await plannedOnce(() =>
    reader.problem.findFirst({ where: { id: problemId, AND: visibleTo(actor) }, select: accessSelect(actor) }),
  );
  if (!row) throw notFound();
  return accessOf(actor, row);
}

/** Whether the actor may read the problem at all. */
export const mayRead = async (actor: Actor, problemId: string): Promise<boolean> =>
  (await db.problem.count({ where: { id: problemId, AND: visibleTo(actor) } })) > 0;

const factsSelect = {
  enterpriseId: true,
  authorId: true,
  enteredById: true,
  origin: true,
  postedAt: true,
  state: true,
  severity: true,
  allianceId: true,
  releasedAt: true,
  publishedAt: true,
  agreementRequired: true,
  audiences: { select: { organisationId: true, layer: true, organisation: { select: { kind: true } } } },
  named: { select: { personId: true, layer: true, until: true } },
  guests: { where: { revokedAt: null }, select: { id: true, layer: true, until: true, agreedAt: true } },
  engagements: {
    where: { OR: [{ endedAt: null }, { end: "FINISHED" }] },
    select: { studioId: true, studio: { select: { parentId: true } }, members: { select: { personId: true } } },
  },
  permits: { select: { kind: true, studioId: true, organisationId: true, state: true } },
  proposals: {
    where: { state: "OPEN", kind: "MERGE" },
    select: { target: { select: { authorId: true, enterpriseId: true } } },
  },
} satisfies Prisma.ProblemSelect;

/** Who may read the problem as it stands now in the transaction. */
export async function computeReaders(tx: Reader, problemId: string): Promise<ReaderRow[]> {
  const row = await plannedOnce(() => tx.problem.findUniqueOrThrow({ where: { id: problemId }, select: factsSelect }));
  return readersOf({
    ...row,
    audiences: row.audiences.map((a) => ({
      organisationId: a.organisationId,
      kind:
        a.organisation.kind === "ALLIANCE" ? "ALLIANCE" : a.organisation.kind === "STUDIO" ? "STUDIO" : "ENTERPRISE",
      layer: a.layer,
    })),
    mergeTargets: row.proposals.map((p) => p.target),
    engagements: row.engagements.map((e) => ({
      studioId: e.studioId,
      studioEnterpriseId: e.studio.parentId,
      memberIds: e.members.map((m) => m.personId),
    })),
  });
}

/**
 * Rewrites a problem's reader rows; call it in the transaction of every change that may touch
 * visibility, before recordEvent. A narrowing puts the problem on the search's deny list at once.
 */
export async function refreshReaders(tx: Reader, problemId: string): Promise<void> {
  const before = await tx.problemReader.findMany({
    where: { problemId },
    select: { key: true, layer: true, via: true, until: true },
  });
  const after = await computeReaders(tx, problemId);
  const written = (row: ReaderRow | (typeof before)[number]) =>
    `${row.key} ${row.layer} ${row.via} ${row.until?.getTime() ?? ""}`;
  const known = new Set(before.map(written));
  if (known.size === after.length && after.every((row) => known.has(written(row)))) return;
  const kept = new Map(after.map((row) => [row.key, row.layer]));
  const narrowed = before.some((row) => kept.get(row.key) !== row.layer);
  await tx.problemReader.deleteMany({ where: { problemId } });
  await tx.problemReader.createMany({ data: after.map((row) => ({ problemId, ...row })) });
  if (narrowed) await holdInSearch(tx, problemId);
}

/** Keeps a problem out of the search until its index has followed this change. */
export const holdInSearch = (tx: Pick<Tx, "searchDeny">, problemId: string): Promise<unknown> =>
  tx.searchDeny.upsert({ where: { problemId }, create: { problemId }, update: { since: new Date() } });
