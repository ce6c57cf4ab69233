import { formatDecimal } from "#app/lib/format.ts";
import { FactsTable } from "#app/components/facts/facts-table.tsx";
import { Money } from "#app/components/facts/money.tsx";
import { Section } from "#app/components/layout/section.tsx";
import { useWords } from "#app/lib/i18n-context.tsx";
import { benefitWords } from "#app/words/benefit.ts";
import type { Page } from "./route.tsx";

/** Forecast and actual: for whom amounts are open the whole calculation, for others the band. */
export function Calculations({ page }: { page: Page }) {
  const w = useWords(benefitWords);
  if (page.kind === "SOCIAL" && page.stated.length === 0) return null;
  if (page.stated.length === 0)
    return (
      <Section title={w.figures.FORECAST}>
        <p className="text-muted">{w.figures.none}</p>
      </Section>
    );
  return (
    <>
      {page.stated.map(({ stage, band }) => {
        const known = page.statements.find((one) => one.stage === stage);
        return (
          <Section key={stage} title={w.figures[stage]}>
            <div className={known && "max-w-reading"}>
              <FactsTable
                facts={
                  known
                    ? [
                        {
                          label: w.figures.formula,
                          value: (
                            <span className="wrap-anywhere">
                              {known.formula.replaceAll("*", "×").replaceAll("/", "÷")}
                            </span>
                          ),
                        },
                        ...known.inputs.map((one) => ({
                          label: one.name,
                          number: true,
                          value: (
                            <>
                              {formatDecimal(one.value)} {one.unit}
                              {one.source && <span className="block text-sm text-muted">{one.source}</span>}
                            </>
                          ),
                        })),
                        {
                          label: w.figures.gross,
                          number: true,
                          value: <Money fen={BigInt(known.grossFen)} as="yuan" />,
                        },
                        ...known.costs.map((one) => ({
                          label: `− ${one.name}`,
                          number: true,
                          value: <Money fen={BigInt(one.fen)} as="yuan" />,
                        })),
                        {
                          label: w.figures.net,
                          number: true,
                          value: (
                            <b>
                              <Money fen={BigInt(known.netFen)} as="yuan" />
                            </b>
                          ),
                        },
                      ]
                    : [{ label: w.figures.band, value: w.band[band] }]
                }
              />
            </div>
          </Section>
        );
      })}
    </>
  );
}
