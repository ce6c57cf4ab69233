import { createHash, randomUUID } from "node:crypto";
import { db, inTransaction, type Tx } from "#app/lib/db.server.ts";
import { formatDate } from "#app/lib/format.ts";
import { bandEnds } from "#app/modules/achievements/benefit/rules.ts";
import { recordEvent } from "#app/modules/events/record-event.server.ts";
import { loadBranches } from "./branches.server.ts";
import { type Block, type Branch, closeMeasure, closingText, nextFrom, onceKey, type Pending } from "./closing.ts";
import { MEASURES, type Measure } from "./measures.ts";
import { addMonths, type Month } from "./periods.ts";

/** Rows are written so many at a time. */
const CHUNK = 2_000;

/** The month a moment lies in, by the installation's time zone. */
export const monthAt = (at: Date): Month => formatDate(at).slice(0, 7);

/**
 * Closes every month that is over and not yet closed, for every federation, in order; the facts must have followed the
 * records. A month is closed once: a second run finds nothing to do. Returns how many were closed.
 */
export async function closeMonths(now: Date): Promise<number> {
  let closed = 0;
  for (const branch of await loadBranches(now)) {
    const last = await db.figureClosing.findFirst({
      where: { rootId: branch.rootId },
      orderBy: { month: "desc" },
      select: { month: true },
    });
    const first = last ? addMonths(last.month, 1) : await firstMonth(branch);
    for (let month = first; month !== null && month < monthAt(now); month = addMonths(month, 1)) {
      await closeMonth(branch, month, now);
      closed += 1;
    }
  }
  return closed;
}

async function firstMonth(branch: Branch): Promise<Month | null> {
  const row = await db.figureFact.aggregate({
    where: { enterpriseId: { in: [...branch.enterpriseIds] } },
    _min: { month: true },
  });
  return row._min.month;
}

type FactRow = Omit<Pending, "measure"> & { measure: string; month: Month };

async function closeMonth(branch: Branch, month: Month, now: Date): Promise<void> {
  const blocks = await blocksOf(branch, month);
  const sha256 = createHash("sha256")
    .update(closingText(branch.rootId, month, blocks))
    .digest("hex");
  await inTransaction(async (tx) => {
    const closing = await tx.figureClosing.create({
      data: { rootId: branch.rootId, month, takenAt: now, sha256 },
      select: { id: true },
    });
    await writeBlocks(tx, closing.id, branch.rootId, blocks);
    await recordEvent(tx, {
      type: "figures.closed",
      organisationId: branch.rootId,
      subjectKind: "organisation",
      subjectId: branch.rootId,
      by: null,
      payload: { month, sha256 },
      at: now,
    });
  });
}

/** What a month's end publishes, with what has waited since earlier months of the year. */
async function blocksOf(branch: Branch, month: Month): Promise<Block[]> {
  const year = month.slice(0, 4);
  const lasts = await db.figureBlock.groupBy({
    by: ["measure"],
    where: { rootId: branch.rootId },
    _max: { toMonth: true },
  });
  const lastTo = new Map(lasts.map((row) => [row.measure, row._max.toMonth]));
  const rows = await db.figureFact.findMany({
    where: { enterpriseId: { in: [...branch.enterpriseIds] }, month: { gte: `${year}-01`, lte: month } },
    orderBy: [{ measure: "asc" }, { subject: "asc" }],
    select: {
      measure: true,
      subject: true,
      kind: true,
      subjectId: true,
      enterpriseId: true,
      allianceId: true,
      value: true,
      month: true,
    },
  });
  const waiting = rows.filter((row) => row.month >= nextFrom(month, lastTo.get(row.measure) ?? null));
  const counted = await alreadyCounted(branch.rootId, waiting);
  return MEASURES.flatMap((measure): Block[] => {
    const fromMonth = nextFrom(month, lastTo.get(measure) ?? null);
    const facts = waiting
      .filter((row) => row.measure === measure && !counted.has(onceKey(measure, row.subject)))
      .map(({ month: _, ...row }) => ({ ...row, measure: measure as Measure }));
    const block = closeMeasure(measure, { fromMonth, month }, facts, branch, bandEnds);
    return block ? [block] : [];
  });
}

/** What was published before and has come round again: reopened and ended otherwise, corrected. A printed number stays. */
async function alreadyCounted(rootId: string, waiting: readonly FactRow[]): Promise<Set<string>> {
  const found = new Set<string>();
  for (const [measure, facts] of Map.groupBy(waiting, (row) => row.measure)) {
    const sameSubject = { in: MEASURES.filter((one) => onceKey(one, "") === onceKey(measure, "")) };
    for (let n = 0; n < facts.length; n += CHUNK) {
      const subject = { in: facts.slice(n, n + CHUNK).map((row) => row.subject) };
      const where = { rootId, measure: sameSubject, subject };
      const rows = await db.figureCounted.findMany({ where, select: { measure: true, subject: true } });
      for (const row of rows) found.add(onceKey(row.measure, row.subject));
    }
  }
  return found;
}

/** All of a month in a few statements, however many figures there are. */
async function writeBlocks(tx: Tx, closingId: string, rootId: string, blocks: readonly Block[]): Promise<void> {
  const named = blocks.map((block) => ({ ...block, id: randomUUID() }));
  await tx.figureBlock.createMany({
    data: named.map(({ id, measure, fromMonth, toMonth }) => ({ id, closingId, rootId, measure, fromMonth, toMonth })),
  });
  await tx.figureCell.createMany({
    data: named.flatMap(({ id: blockId, cells }) =>
      cells.map(({ scopeId, count, sum, spread, members }) => ({
        blockId,
        scopeId,
        count,
        sum,
        spread: spread.map((one) => [...one]),
        members: [...members],
      })),
    ),
  });
  const counted = named.flatMap(({ id: blockId, counted: facts }) =>
    facts.map((fact) => ({ ...fact, id: randomUUID(), blockId, rootId })),
  );
  for (let n = 0; n < counted.length; n += CHUNK)
    await tx.figureCounted.createMany({ data: counted.slice(n, n + CHUNK) });
}
