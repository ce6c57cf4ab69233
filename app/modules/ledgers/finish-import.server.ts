import type { Tx } from "#app/lib/db.server.ts";
import { recordEvent } from "#app/modules/events/record-event.server.ts";
import { reportOf, type StoredReport, toJson } from "./stored.ts";

type Sum = { state: string; enterpriseId: string | null; rows: number; fen: bigint | null };

/** Writes the report and ends the import, in the transaction that found no row left. */
export async function finishImport(tx: Tx, importId: string, now: Date): Promise<void> {
  const sums = await tx.$queryRaw<Sum[]>`
    SELECT "state"::text AS "state", "enterpriseId", count(*)::int AS "rows", sum(("parsed"->>'benefitFen')::bigint)::bigint AS "fen"
    FROM "ImportRow" WHERE "importId" = ${importId}::uuid GROUP BY 1, 2`;
  const row = await tx.import.findUniqueOrThrow({
    where: { id: importId },
    select: { report: true, organisationId: true, byId: true, fileName: true },
  });
  const firmIds = [...new Set(sums.flatMap((sum) => sum.enterpriseId ?? []))];
  const names = await tx.organisation.findMany({
    where: { id: { in: firmIds } },
    select: { id: true, name: true },
    orderBy: { name: "asc" },
  });
  const rowsOf = (state: string, firm?: string) =>
    sums
      .filter((s) => s.state === state && (firm === undefined || s.enterpriseId === firm))
      .reduce((n, s) => n + s.rows, 0);
  const fenOf = (state: string) =>
    Number(sums.filter((s) => s.state === state).reduce((n, s) => n + (s.fen ?? 0n), 0n));
  const before = reportOf(row.report);
  const report: StoredReport = {
    ...before,
    seconds: before.startedAt
      ? Math.max(0, Math.round((now.getTime() - new Date(before.startedAt).getTime()) / 100) / 10)
      : undefined,
    firms: names.map(({ id, name }) => ({
      id,
      name,
      imported: rowsOf("IMPORTED", id),
      repeated: rowsOf("REPEATED", id),
    })),
    importedFen: fenOf("IMPORTED"),
    repeatedFen: fenOf("REPEATED"),
    refusedFen: fenOf("REFUSED"),
  };
  await tx.import.update({
    where: { id: importId },
    data: { state: "DONE", finishedAt: now, report: toJson(report), version: { increment: 1 } },
  });
  const by = await tx.person.findUniqueOrThrow({ where: { id: row.byId }, select: { name: true } });
  await recordEvent(tx, {
    type: "import.finished",
    organisationId: row.organisationId,
    subjectKind: "import",
    subjectId: importId,
    by: { personId: row.byId, name: by.name },
    actorOrgId: row.organisationId,
    payload: {
      fileName: row.fileName,
      imported: rowsOf("IMPORTED"),
      repeated: rowsOf("REPEATED"),
      refused: rowsOf("REFUSED"),
      firms: firmIds,
    },
    at: now,
  });
}
