import { addDays } from "date-fns/addDays";
import { db } from "#app/lib/db.server.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { closeMonths, monthAt } from "#app/modules/figures/close-months.server.ts";
import { rebuildFacts } from "#app/modules/figures/keep-facts.server.ts";
import { makeMonthlyReports, makeReport } from "#app/modules/figures/make-report.server.ts";

type Union = { id: string; officer: Actor; enterpriseIds: string[] };

/**
 * What everything played counts for, its months closed up to the end of a quarter, as they will be when they are over, and
 * the reports of them, one by an officer. The enterprises come under the union only now: nobody's rights to what was
 * played hang on it.
 */
export async function setUpFigures(now: Date, union: Union): Promise<{ reports: string[] }> {
  await db.organisation.updateMany({ where: { id: { in: union.enterpriseIds } }, data: { parentId: union.id } });
  await rebuildFacts(now);
  const over = addDays(now, 100);
  await closeMonths(over);
  await makeMonthlyReports(over);
  const made = await makeReport({ ...union.officer, now: over }, union.id, monthAt(now));
  const rows = await db.figureSnapshot.findMany({ orderBy: { id: "desc" }, take: 4, select: { id: true } });
  return { reports: [...new Set([made, ...rows.map((row) => row.id)])] };
}
