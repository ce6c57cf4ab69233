import { createHash, randomUUID } from "node:crypto";
import { db, inTransaction, type Tx } from "#app/lib/db.server.ts";
import { recordEvent } from "#app/modules/events/record-event.server.ts";
import { readersOf } from "#app/modules/problems/access.ts";
import { finishImport } from "./finish-import.server.ts";
import { freeNumbers } from "./free-numbers.server.ts";
import { insertRows, timeOrderedId } from "./insert-rows.server.ts";
import { dropLedgerFile } from "./ledger-file.server.ts";
import { problemOfRow, solutionOfRow } from "./problem-of-row.ts";
import type { ParsedRow } from "./rows.ts";
import { reportOf, toJson } from "./stored.ts";

/** Most rows in one transaction. */
export const BATCH = 200;

export type Progress = { done: number; total: number };

/**
 * Brings a confirmed import's rows in, batch by batch; each batch is all or nothing, so a process killed anywhere
 * goes on where it was. Two runs at once wait for one another.
 */
export async function runImport(
  importId: string,
  clock: () => Date,
  tell: (progress: Progress) => void = () => {},
): Promise<void> {
  for (;;) {
    const progress = await inTransaction((tx) => importBatch(tx, importId, clock()));
    if (!progress) break;
    tell(progress);
  }
  await dropLedgerFile(importId);
}

type Waiting = { id: string; rowNumber: number; sourceKey: string; parsed: ParsedRow };

async function importBatch(tx: Tx, importId: string, now: Date): Promise<Progress | null> {
  await tx.$queryRaw`SELECT 1 FROM "Import" WHERE "id" = ${importId}::uuid FOR UPDATE`;
  const run = await tx.import.findUnique({
    where: { id: importId },
    select: {
      state: true,
      byId: true,
      fileName: true,
      organisationId: true,
      rowsDone: true,
      rowsTotal: true,
      report: true,
    },
  });
  if (run?.state !== "RUNNING") return null;
  const waiting = { importId, state: { in: ["READY" as const, "WARNED" as const] }, enterpriseId: { not: null } };
  const first = await tx.importRow.findFirst({
    where: waiting,
    orderBy: [{ enterpriseId: "asc" }, { rowNumber: "asc" }],
    select: { enterpriseId: true },
  });
  if (!first?.enterpriseId) {
    await finishImport(tx, importId, now);
    return null;
  }
  const enterpriseId = first.enterpriseId;
  const rows = (await tx.importRow.findMany({
    where: { ...waiting, enterpriseId },
    orderBy: { rowNumber: "asc" },
    take: BATCH,
    select: { id: true, rowNumber: true, sourceKey: true, parsed: true },
  })) as unknown as Waiting[];

  // Two imports into one enterprise must not both find a row new.
  await tx.$queryRaw`SELECT 1 FROM pg_advisory_xact_lock(hashtext(${`ledger ${enterpriseId}`}))`;
  const there = await tx.importRow.findMany({
    where: { enterpriseId, state: "IMPORTED", sourceKey: { in: rows.map((row) => row.sourceKey) } },
    select: { sourceKey: true },
  });
  const known = new Set(there.map((row) => row.sourceKey));
  const fresh = rows.filter((row) => !known.has(row.sourceKey));
  const repeated = rows.filter((row) => known.has(row.sourceKey));
  if (repeated.length > 0)
    await tx.importRow.updateMany({
      where: { id: { in: repeated.map((row) => row.id) } },
      data: { state: "REPEATED" },
    });
  const problemIds = fresh.length > 0 ? await insertProblems(tx, fresh, enterpriseId, run.byId, now) : [];

  const done = run.rowsDone + rows.length;
  await tx.import.update({
    where: { id: importId },
    data: { rowsDone: done, report: toJson({ ...reportOf(run.report), lastBatchAt: now }) },
  });
  if (fresh.length > 0) {
    const by = await tx.person.findUniqueOrThrow({ where: { id: run.byId }, select: { name: true } });
    await recordEvent(tx, {
      type: "import.rows-imported",
      organisationId: enterpriseId,
      subjectKind: "import",
      subjectId: importId,
      by: { personId: run.byId, name: by.name },
      actorOrgId: run.organisationId,
      payload: {
        fileName: run.fileName,
        rows: fresh.length,
        firstRow: fresh[0]?.rowNumber,
        lastRow: fresh.at(-1)?.rowNumber,
        problems: problemIds,
        digest: createHash("sha256")
          .update(fresh.map((row) => `${row.sourceKey}\n`).join(""))
          .digest("hex"),
      },
      at: now,
    });
  }
  return { done, total: run.rowsTotal };
}

/** Writes problems, solutions, readers, and ties the rows to them. @returns the problems' ids in the rows' order */
async function insertProblems(
  tx: Tx,
  rows: readonly Waiting[],
  enterpriseId: string,
  authorId: string,
  now: Date,
): Promise<string[]> {
  const { timeZone, enterprise } = await tx.organisation.findUniqueOrThrow({
    where: { id: enterpriseId },
    select: { timeZone: true, enterprise: { select: { industry: true } } },
  });
  const context = { enterpriseId, industry: enterprise?.industry ?? ("OTHER" as const), timeZone, authorId, now };
  const numbers = await freeNumbers(tx, rows.length, now, timeZone);
  const ids = rows.map(() => timeOrderedId(now.getTime()));
  const problems = rows.map((row, index) => ({
    id: ids[index] ?? "",
    ...problemOfRow(row.parsed, context),
    number: numbers[index] ?? "",
    clientId: randomUUID(),
    updatedAt: now,
  }));
  await insertRows(tx, "Problem", problems);

  const solutions = rows.flatMap((row, index) => {
    const solution = solutionOfRow(row.parsed, context);
    return solution ? [{ id: timeOrderedId(now.getTime()), problemId: ids[index] ?? "", ...solution }] : [];
  });
  await insertRows(tx, "Solution", solutions);

  const readers = problems.flatMap((problem) =>
    readersOf({
      enterpriseId,
      authorId,
      enteredById: null,
      origin: "IMPORTED",
      postedAt: problem.postedAt,
      state: problem.state,
      severity: problem.severity,
      allianceId: null,
      releasedAt: null,
      publishedAt: null,
      agreementRequired: false,
      audiences: [],
      named: [],
      guests: [],
      engagements: [],
      permits: [],
      mergeTargets: [],
    }).map((reader) => ({ problemId: problem.id, ...reader })),
  );
  await insertRows(tx, "ProblemReader", readers);

  const ties = rows.map((row, index) => ({ id: row.id, problem: ids[index] }));
  await tx.$executeRaw`
    UPDATE "ImportRow" r SET "state" = 'IMPORTED', "problemId" = t.problem
    FROM jsonb_to_recordset(${JSON.stringify(ties)}::jsonb) AS t(id uuid, problem uuid) WHERE r."id" = t.id`;
  return ids;
}

/** Imports whose process died: running, and silent for a minute. */
export async function stalledImports(now: Date): Promise<string[]> {
  const rows = await db.import.findMany({ where: { state: "RUNNING" }, select: { id: true, report: true } });
  return rows.flatMap(({ id, report }) => {
    const { lastBatchAt, startedAt } = reportOf(report);
    const last = lastBatchAt ?? startedAt;
    return last && now.getTime() - new Date(last).getTime() < 60_000 ? [] : [id];
  });
}
