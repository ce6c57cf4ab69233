import type { ReadingCopy } from "#app/browser/outbox/records.ts";
import { formatDateTime } from "#app/lib/format.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { outboxWords } from "#app/words/outbox.ts";
import { FactsTable } from "../facts/facts-table.tsx";
import { Notice } from "../feedback/notice.tsx";
import { Section } from "../layout/section.tsx";

/** A problem as its reader last might read it. */
export function Copy({ copy }: { copy: ReadingCopy }) {
  const w = useWords(outboxWords).offline;
  return (
    <article aria-label={copy.title}>
      <h2 className="text-xl">{copy.title}</h2>
      <p className="mt-1 mb-4 text-sm text-muted tabular-nums">
        {copy.number} · {copy.standing}
      </p>
      <Notice>{w.asOf(formatDateTime(copy.at))}</Notice>
      <div className="mt-6">
        {copy.sections.map(({ heading, rows }) => (
          <Section key={heading} title={heading}>
            <FactsTable
              facts={rows.map(({ label, text }) => ({
                label,
                value: <span className="prose-plain block max-w-reading">{text}</span>,
              }))}
            />
          </Section>
        ))}
      </div>
    </article>
  );
}
