import { Money } from "#app/components/facts/money.tsx";
import { FactsTable } from "#app/components/facts/facts-table.tsx";
import { Section } from "#app/components/layout/section.tsx";
import { useWords } from "#app/lib/i18n-context.tsx";
import type { StoredTotals } from "#app/modules/ledgers/stored.ts";
import { ledgersWords } from "#app/words/ledgers.ts";

/** The rows' sum beside what the file prints, with what explains a difference. */
export function Sums({ totals }: { totals: StoredTotals }) {
  const w = useWords(ledgersWords);
  const s = w.sums;
  const dates = Object.entries(totals.dateSpellings).sort(([, a], [, b]) => b - a);
  return (
    <Section title={s.title} hint={totals.hasBenefit ? s.claimed : s.noColumn}>
      {totals.hasBenefit && (
        <FactsTable
          columns={2}
          facts={[
            {
              label: s.rows,
              value: (
                <>
                  <Money fen={totals.sumFen} as="wan" />
                  {totals.aboutRows > 0 && (
                    <span className="block text-sm text-muted">{s.about(totals.aboutRows)}</span>
                  )}
                  {totals.textRows > 0 && (
                    <span className="block text-sm text-muted">{s.textRows(totals.textRows)}</span>
                  )}
                  {totals.unreadableRows > 0 && (
                    <span className="block text-sm text-urgent">{s.unreadable(totals.unreadableRows)}</span>
                  )}
                  {totals.emptyRows > 0 && (
                    <span className="block text-sm text-muted">{s.empty(totals.emptyRows)}</span>
                  )}
                </>
              ),
            },
            ...totals.printed.map((sum) => ({
              label: sum.kind === "total" ? s.printedTotal(sum.row) : s.printedSubtotal(sum.row),
              value: (
                <>
                  <Money fen={sum.printedFen} as="wan" />
                  <span className="block text-sm text-muted">
                    {s.rowsFor} <Money fen={sum.rowsFen} as="wan" /> ·{" "}
                    {sum.printedFen === sum.rowsFen ? (
                      s.same
                    ) : (
                      <span className="font-medium text-waiting">
                        {s.difference} <Money fen={sum.printedFen - sum.rowsFen} as="wan" />
                      </span>
                    )}
                  </span>
                  {sum.formula && (
                    <span className="block text-sm text-muted">{s.formula(sum.formula, sum.missedRows ?? 0)}</span>
                  )}
                </>
              ),
            })),
          ]}
        />
      )}
      {totals.printed.length > 0 && <p className="mt-2 text-sm text-muted">{s.subtotalsOut}</p>}
      <p className="mt-2 text-sm text-muted">
        {w.dates.title}:{" "}
        {dates.length === 0
          ? w.dates.none
          : dates
              .map(
                ([spelling, count]) =>
                  `${w.dates.spelling[spelling as keyof typeof w.dates.spelling] ?? spelling} × ${count}`,
              )
              .join(" · ")}
      </p>
    </Section>
  );
}
