import { useWords } from "#app/lib/i18n-context.tsx";
import { roundAuditWords } from "#app/words/round-audit.ts";
import { useFactText } from "./fact-text.ts";

type Fact = {
  key: string;
  value: string;
  evidence: readonly { kind: string; on: string; value: string; label: string; title: string | null }[];
};

/** Facts as an auditor reads them: each with every record it was counted from, by name, day and what it adds. */
export function AuditedFacts({ facts }: { facts: readonly Fact[] }) {
  const w = useWords(roundAuditWords);
  const text = useFactText();
  return (
    <ul className="max-w-reading divide-y divide-line border-y border-line">
      {facts.map((fact) => (
        <li key={fact.key} className="py-3">
          <p className="flex items-baseline justify-between gap-x-4 font-semibold">
            <span className="min-w-0">{text.name(fact.key)}</span>
            <span className="shrink-0 tabular-nums">{text.amount(fact.key, fact.value)}</span>
          </p>
          {fact.evidence.length === 0 ? (
            <p className="text-sm text-muted">{w.noRecord}</p>
          ) : (
            <ul className="mt-1 text-dense">
              {fact.evidence.map((one, n) => (
                <li key={`${n} ${one.on}`} className="flex items-baseline justify-between gap-x-4 py-1">
                  <span className="min-w-0 wrap-anywhere">
                    {[w.records[one.kind] ?? one.kind, one.label, one.title].filter(Boolean).join(" · ")}{" "}
                    <span className="whitespace-nowrap text-muted tabular-nums">{one.on}</span>
                  </span>
                  <span className="shrink-0 tabular-nums">{text.amount(fact.key, one.value)}</span>
                </li>
              ))}
            </ul>
          )}
        </li>
      ))}
    </ul>
  );
}
