import { closeMonths } from "#app/modules/figures/close-months.server.ts";
import { rebuildFacts } from "#app/modules/figures/keep-facts.server.ts";
import { makeMonthlyReports } from "#app/modules/figures/make-report.server.ts";
import { setTargets } from "#app/modules/figures/set-targets.server.ts";
import { db } from "#app/lib/db.server.ts";
import type { Cast } from "./demo-actors.server.ts";
import { yearOf } from "./demo-days.ts";

/** What the federation aims at in a year: 20 studios, 3 alliances, and 100 craftsmen and 100 studios who train 1,000. */
const AIMS = { studios: 20, alliances: 3, masters: 100, teaching: 100, trained: 1_000 };

/** The union's figures of all that was played: months closed up to the last one, its reports, and this year's targets. Begun again, it leaves out what is there. */
export async function playFigures(cast: Cast, now: Date): Promise<void> {
  await rebuildFacts(now);
  await closeMonths(now);
  await makeMonthlyReports(now);
  const officer = await cast.as("officer", now);
  const [union] = officer.standings.filter((s) => s.role === "UNION_OFFICER");
  const year = yearOf(now);
  if (!union || (await db.figureTarget.count({ where: { organisationId: union.organisationId, year } })) > 0) return;
  await setTargets(officer, union.organisationId, { version: 0, year, ...AIMS });
}
