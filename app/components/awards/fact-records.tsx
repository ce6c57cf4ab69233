import { useWords } from "#app/lib/i18n-context.tsx";
import type { Band } from "#app/modules/achievements/benefit/rules.ts";
import { benefitWords } from "#app/words/benefit.ts";
import { panelWords } from "#app/words/panel.ts";
import { roundAuditWords } from "#app/words/round-audit.ts";
import { useFactText } from "./fact-text.ts";

type Fact = {
  /** Nothing where the reader sees a band instead. */
  value: string | null;
  band?: Band | null;
  evidence: readonly { kind: string; id: string | null; on: string; value: string | null }[];
};
type Facts = Readonly<Record<string, Fact>>;

/** Facts of an application, each with the accepted and certified records it was counted from. */
export function FactRecords({ facts }: { facts: Facts }) {
  const w = useWords(panelWords);
  const r = useWords(roundAuditWords);
  const records: Record<string, string> = r.records;
  const text = useFactText();
  const band = useWords(benefitWords).band;
  return (
    <ul className="max-w-reading border-t border-line">
      {Object.entries(facts).map(([key, fact]) => (
        <li key={key} className="border-b border-line">
          <details className="group/fact">
            <summary className="flex min-h-12 flex-wrap items-center gap-x-4 gap-y-1 py-2">
              <span className="min-w-0 grow">{text.name(key)}</span>
              <span className="font-semibold tabular-nums">
                {fact.value === null ? band[fact.band ?? "NONE"] : text.amount(key, fact.value)}
              </span>
              <span className="text-sm text-muted tabular-nums">{w.evidence(fact.evidence.length)}</span>
            </summary>
            <table className="mb-3 w-full text-dense">
              <thead className="text-left text-muted">
                <tr>
                  <th scope="col" className="py-1 font-normal">
                    {w.recordKind}
                  </th>
                  <th scope="col" className="py-1 font-normal">
                    {w.recordOn}
                  </th>
                  <th scope="col" className="py-1 text-right font-normal">
                    {w.recordValue}
                  </th>
                </tr>
              </thead>
              <tbody className="tabular-nums">
                {fact.evidence.map((one, n) => (
                  // Records a reader may not tell apart have their place alone.
                  <tr key={one.id === null ? n : one.kind + one.id + one.on}>
                    <td className="py-0.5">
                      {records[one.kind] ?? one.kind} <span className="text-xs text-muted">{one.id?.slice(-8)}</span>
                    </td>
                    <td className="py-0.5">{one.on}</td>
                    <td className="py-0.5 text-right">{one.value === null ? "—" : text.amount(key, one.value)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </details>
        </li>
      ))}
    </ul>
  );
}
