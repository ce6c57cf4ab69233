import { db } from "#app/lib/db.server.ts";
import { type Actor, employerIds } from "#app/modules/accounts/actor.ts";
import type { Names } from "#app/modules/discussion/subject.ts";
import { requireAccess } from "#app/modules/problems/visibility.server.ts";
import { reportOf, rowOf } from "./stored.ts";

export type ImportOrigin = {
  importedAt: Date;
  /** What follows is the own enterprise's: the file, the row and what the ledger claims. */
  file: {
    name: string;
    row: number;
    by: string;
    status: string;
    studio: string;
    benefitFen: number | null;
    benefitText: string;
  } | null;
};

/**
 * Where an imported problem came from: "imported from FILE, row N" on its timeline, and the ledger's own words. Outside
 * the enterprise only that it was imported. Null for a problem somebody posted. Throws not_found without access;
 * a page that has opened the problem hands over the names it knows, and is not asked again.
 */
export async function loadImportOrigin(
  actor: Actor,
  problemId: string,
  known?: Promise<Names>,
): Promise<ImportOrigin | null> {
  if (!known) await requireAccess(actor, problemId);
  const row = await db.importRow.findUnique({
    where: { problemId },
    select: {
      rowNumber: true,
      parsed: true,
      enterpriseId: true,
      import: { select: { fileName: true, byId: true, finishedAt: true, createdAt: true, report: true } },
    },
  });
  if (!row) return null;
  const report = reportOf(row.import.report);
  const importedAt =
    row.import.finishedAt ?? (report.lastBatchAt ? new Date(report.lastBatchAt) : row.import.createdAt);
  const parsed = rowOf(row.parsed);
  if (!row.enterpriseId || !employerIds(actor).includes(row.enterpriseId) || "leftOut" in parsed)
    return { importedAt, file: null };
  const { byId } = row.import;
  const by =
    (await known)?.people.get(byId) ??
    (await db.person.findUnique({ where: { id: byId }, select: { name: true } }))?.name ??
    "";
  const { status, studio, benefitFen, benefitText } = parsed;
  return {
    importedAt,
    file: {
      name: row.import.fileName,
      row: row.rowNumber,
      by,
      status,
      studio,
      benefitFen,
      benefitText,
    },
  };
}
