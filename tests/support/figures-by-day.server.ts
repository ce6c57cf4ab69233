import { db } from "#app/lib/db.server.ts";
import { formatDate } from "#app/lib/format.ts";
import { bandEnds } from "#app/modules/achievements/benefit/rules.ts";
import { loadBranches } from "#app/modules/figures/branches.server.ts";
import { closeMeasure, nextFrom, type Pending } from "#app/modules/figures/closing.ts";
import type { Measure } from "#app/modules/figures/measures.ts";
import { addMonths } from "#app/modules/figures/periods.ts";

const DAY = 86_400_000;

/**
 * What a federation's page would count of this year had everything happened `days` later, each month closed in its turn;
 * null for what is not shown. `whole`: no closed month is missing.
 */
export async function countedLater(now: Date, measures: readonly Measure[]) {
  const [branch] = (await loadBranches(now)).sort((a, b) => b.enterpriseIds.length - a.enterpriseIds.length);
  if (!branch) throw new Error("there is no federation");
  const facts = await db.figureFact.findMany({ where: { measure: { in: [...measures] } } });
  return (days: number): Map<Measure, { count: number | null; whole: boolean }> => {
    const thisMonth = formatDate(new Date(now.getTime() + days * DAY)).slice(0, 7);
    const monthOf = (at: Date) => formatDate(new Date(at.getTime() + days * DAY)).slice(0, 7);
    const year = thisMonth.slice(0, 4);
    return new Map(
      measures.map((measure) => {
        const mine = facts.filter((one) => one.measure === measure).map((one) => ({ one, month: monthOf(one.at) }));
        let waiting: Pending[] = [];
        let count: number | null = null;
        let last: string | null = null;
        for (let month = `${year}-01`; month < thisMonth; month = addMonths(month, 1)) {
          waiting.push(...mine.flatMap(({ one, month: at }) => (at === month ? [{ ...one, measure }] : [])));
          const months = { fromMonth: nextFrom(month, last), month };
          const block = closeMeasure(measure, months, waiting, branch, bandEnds);
          if (!block) continue;
          count = (count ?? 0) + (block.cells.find((cell) => cell.scopeId === branch.rootId)?.count ?? 0);
          waiting = [];
          last = month;
        }
        return [measure, { count, whole: last !== null && addMonths(last, 1) === thisMonth }];
      }),
    );
  };
}
