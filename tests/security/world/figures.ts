import { addDays } from "date-fns/addDays";
import { db } from "#app/lib/db.server.ts";
import { closeMonths } from "#app/modules/figures/close-months.server.ts";
import { rebuildFacts } from "#app/modules/figures/keep-facts.server.ts";
import { makeMonthlyReports } from "#app/modules/figures/make-report.server.ts";

/** What everything played counts for, its month closed as it will be when it is over, and the reports of it. */
export async function setUpFigures(now: Date): Promise<{ reports: string[] }> {
  await rebuildFacts(now);
  const over = addDays(now, 32);
  await closeMonths(over);
  await makeMonthlyReports(over);
  const rows = await db.figureSnapshot.findMany({ orderBy: { id: "asc" }, take: 6, select: { id: true } });
  return { reports: rows.map((row) => row.id) };
}
