import { randomUUID } from "node:crypto";
import { db, inTransaction, type Prisma, type Tx } from "#app/lib/db.server.ts";
import { recordEvent } from "#app/modules/events/record-event.server.ts";
import { type FlagKind, type Found, FLAG_KINDS } from "./rules.ts";
import { unionsOver } from "./unions-over.server.ts";

/** So many are written in one transaction: each also goes into a chain. */
const AT_ONCE = 100;

type Kept = { id: string; subjectKey: string; evidence: string[]; version: number; cleared: boolean };

/** One after the other for each kind: what is there already is asked under this lock. */
const lockKind = (tx: Tx, kind: FlagKind) =>
  tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended('flags:' || ${kind}, ${FLAG_KINDS.length}))::text`;

type Open = { id: string; subjectKey: string; organisationIds: string[]; version: number };

/** Flags of a kind that are open now: what may lapse by a search that begins after this. */
export const openOfKind = (kind: FlagKind): Promise<Open[]> =>
  db.flag.findMany({
    where: { kind, clearedAt: null, lapsedAt: null },
    select: { id: true, subjectKey: true, organisationIds: true, version: true },
  });

/**
 * Writes what was detected, all there is of one kind now. Known things stay one flag, which grows with new evidence; what
 * was cleared comes back only with evidence that was not; what was open before the search and is found no more lapses, but
 * for what another search saw meanwhile. @returns how many are new or grew
 */
export async function raiseFlags(
  kind: FlagKind,
  found: readonly Found[],
  openBefore: readonly Open[],
  now: Date,
): Promise<number> {
  const keys = new Set(found.map((one) => one.subjectKey));
  const gone = openBefore.filter((one) => !keys.has(one.subjectKey));
  const over = await unionsOver(db, [...new Set([...found, ...gone].flatMap((one) => one.organisationIds))]);
  const rootOf = (id: string): string => over.get(id)?.at(-1) ?? id;
  let raised = 0;
  for (let from = 0; from < found.length; from += AT_ONCE)
    raised += await inTransaction((tx) => writeSome(tx, kind, found.slice(from, from + AT_ONCE), rootOf, now));
  for (const one of gone) await lapse(kind, one, rootOf, now);
  return raised;
}

async function writeSome(
  tx: Tx,
  kind: FlagKind,
  found: readonly Found[],
  rootOf: (id: string) => string,
  now: Date,
): Promise<number> {
  await lockKind(tx, kind);
  const rows = await tx.flag.findMany({
    where: { kind, subjectKey: { in: found.map((one) => one.subjectKey) }, lapsedAt: null },
    select: { id: true, subjectKey: true, evidence: true, version: true, clearedAt: true },
  });
  const kept: Kept[] = rows.map(({ clearedAt, ...row }) => ({ ...row, cleared: clearedAt !== null }));
  let raised = 0;
  for (const one of found) {
    const same = kept.filter((row) => row.subjectKey === one.subjectKey);
    const known = new Set(same.flatMap((row) => row.evidence));
    const fresh = one.evidence.filter((id) => !known.has(id));
    if (fresh.length === 0) continue;
    const open = same.find((row) => !row.cleared);
    const id = open?.id ?? randomUUID();
    if (open) await grow(tx, open, one, fresh, rootOf, now);
    else await create(tx, id, kind, one, rootOf, now);
    await record(tx, open ? "grew" : "raised", kind, { id, root: rootOf(one.organisationIds[0] ?? id) }, now, {
      evidence: open ? fresh : one.evidence,
      facts: one.facts,
      targets: one.targets.map(({ kind: of, id: about }) => ({ kind: of, id: about })),
      organisationIds: concernedOf(one, rootOf),
      personIds: one.personIds,
    });
    raised += 1;
  }
  return raised;
}

/** Where the people and enterprises are named to nobody, only those above all of them learn of the flag. */
const concernedOf = (one: Found, rootOf: (id: string) => string): string[] =>
  one.facts.masked ? [...new Set(one.organisationIds.map(rootOf))] : one.organisationIds;

async function create(tx: Tx, id: string, kind: FlagKind, one: Found, rootOf: (id: string) => string, now: Date) {
  await tx.flag.create({
    data: {
      id,
      kind,
      subjectKey: one.subjectKey,
      evidence: one.evidence,
      facts: one.facts as Prisma.InputJsonObject,
      organisationIds: concernedOf(one, rootOf),
      personIds: one.personIds,
      raisedAt: now,
      changedAt: now,
      targets: { createMany: { data: one.targets } },
    },
  });
}

async function grow(tx: Tx, open: Kept, one: Found, fresh: string[], rootOf: (id: string) => string, now: Date) {
  await tx.flag.update({
    where: { id: open.id },
    data: {
      evidence: [...open.evidence, ...fresh],
      facts: one.facts as Prisma.InputJsonObject,
      organisationIds: concernedOf(one, rootOf),
      personIds: one.personIds,
      changedAt: now,
      version: { increment: 1 },
      targets: { createMany: { data: one.targets, skipDuplicates: true } },
    },
  });
}

const lapse = (kind: FlagKind, open: Open, rootOf: (id: string) => string, now: Date): Promise<void> =>
  inTransaction(async (tx) => {
    const { id, version } = open;
    const { count } = await tx.flag.updateMany({
      where: { id, version, clearedAt: null, lapsedAt: null },
      data: { lapsedAt: now, version: { increment: 1 } },
    });
    const root = rootOf(open.organisationIds[0] ?? id);
    if (count > 0) await record(tx, "lapsed", kind, { id, root }, now, {});
  });

/** Into the chain of the union above those concerned. */
const record = (
  tx: Tx,
  what: "raised" | "grew" | "lapsed",
  kind: FlagKind,
  flag: { id: string; root: string },
  now: Date,
  payload: Record<string, unknown>,
) =>
  recordEvent(tx, {
    type: `flag.${what}`,
    organisationId: flag.root,
    subjectKind: "flag",
    subjectId: flag.id,
    by: null,
    payload: { kind, ...payload },
    at: now,
  });
