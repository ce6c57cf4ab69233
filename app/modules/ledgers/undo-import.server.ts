import { db, inTransaction, type Tx } from "#app/lib/db.server.ts";
import { conflict } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { recordEvent } from "#app/modules/events/record-event.server.ts";
import { citationsOf } from "./cited-rows.server.ts";
import { requireImport } from "./load-import.server.ts";
import { BATCH } from "./run-import.server.ts";
import { reportOf, type StoredReport, toJson } from "./stored.ts";

export type UndoOutcome = { undone: number; kept: NonNullable<StoredReport["kept"]> };

/**
 * Takes a finished import back: its problems go, but those others rely on stay and are named. Interrupted, it is
 * simply asked for again. The events stay: the chain remembers what came and went.
 */
export async function undoImport(actor: Actor, input: { id: string; version: number }): Promise<UndoOutcome> {
  const row = await requireImport(db, actor, input.id);
  if (row.state !== "DONE" || row.version !== input.version) throw conflict("import_changed");
  const kept: UndoOutcome["kept"] = [];
  let undone = 0;
  let after = { enterpriseId: "00000000-0000-0000-0000-000000000000", rowNumber: -1 };
  for (;;) {
    const batch = await inTransaction((tx) => undoBatch(tx, actor, row, after));
    if (!batch) break;
    ({ after } = batch);
    undone += batch.undone;
    kept.push(...batch.kept);
  }
  await inTransaction(async (tx) => {
    const report: StoredReport = { ...reportOf(row.report), undone: (reportOf(row.report).undone ?? 0) + undone, kept };
    const written = await tx.import.updateMany({
      where: { id: row.id, state: "DONE", version: input.version },
      data: {
        state: kept.length > 0 ? "DONE" : "UNDONE",
        undoneAt: actor.now,
        report: toJson(report),
        version: { increment: 1 },
      },
    });
    if (written.count !== 1) throw conflict("import_changed");
    await recordEvent(tx, {
      type: "import.undone",
      organisationId: row.organisationId,
      subjectKind: "import",
      subjectId: row.id,
      by: { personId: actor.personId, name: actor.name },
      actorOrgId: row.organisationId,
      payload: { undone, kept: kept.length },
      at: actor.now,
    });
  });
  return { undone, kept };
}

type Cursor = { enterpriseId: string; rowNumber: number };
type Row = { id: string; organisationId: string; fileName: string };
type Found = { id: string; rowNumber: number; enterpriseId: string; problemId: string };

async function undoBatch(tx: Tx, actor: Actor, run: Row, after: Cursor) {
  const rows = await tx.$queryRaw<Found[]>`
    SELECT "id", "rowNumber", "enterpriseId", "problemId" FROM "ImportRow"
    WHERE "importId" = ${run.id}::uuid AND "state" = 'IMPORTED' AND "problemId" IS NOT NULL
      AND ("enterpriseId", "rowNumber") > (${after.enterpriseId}::uuid, ${after.rowNumber}::int)
    ORDER BY "enterpriseId", "rowNumber" LIMIT ${BATCH}`;
  const enterpriseId = rows[0]?.enterpriseId;
  if (!enterpriseId) return null;
  const batch = rows.filter((one) => one.enterpriseId === enterpriseId);
  const ids = batch.map((one) => one.problemId);
  // Whoever is about to refer to one of them waits here, and then finds it gone.
  await tx.$queryRaw`SELECT "id" FROM "Problem" WHERE "id" = ANY (${ids}::uuid[]) ORDER BY "id" FOR UPDATE`;
  const citations = await citationsOf(tx, ids);
  const gone = batch.filter((one) => !citations.has(one.problemId));
  const goneIds = gone.map((one) => one.problemId);
  const stay = batch.filter((one) => citations.has(one.problemId));
  if (gone.length > 0) {
    await tx.importRow.updateMany({
      where: { id: { in: gone.map((one) => one.id) } },
      data: { state: "UNDONE", problemId: null },
    });
    await tx.searchDeny.createMany({ data: goneIds.map((problemId) => ({ problemId })), skipDuplicates: true });
    await tx.notice.deleteMany({ where: { subjectKind: "problem", subjectId: { in: goneIds } } });
    await tx.watch.deleteMany({ where: { subjectKind: "problem", subjectId: { in: goneIds } } });
    await tx.solution.deleteMany({ where: { problemId: { in: goneIds } } });
    await tx.problem.deleteMany({ where: { id: { in: goneIds } } });
    await recordEvent(tx, {
      type: "import.rows-undone",
      organisationId: enterpriseId,
      subjectKind: "import",
      subjectId: run.id,
      by: { personId: actor.personId, name: actor.name },
      actorOrgId: run.organisationId,
      payload: { fileName: run.fileName, rows: gone.length, problems: goneIds },
      at: actor.now,
    });
  }
  const numbers = await tx.problem.findMany({
    where: { id: { in: stay.map((one) => one.problemId) } },
    select: { id: true, number: true },
  });
  return {
    after: { enterpriseId, rowNumber: batch.at(-1)?.rowNumber ?? 0 },
    undone: gone.length,
    kept: stay.map((one) => ({
      problemId: one.problemId,
      row: one.rowNumber,
      number: numbers.find((n) => n.id === one.problemId)?.number ?? "",
      why: citations.get(one.problemId) ?? [],
    })),
  };
}
