import { FactsTable } from "#app/components/facts/facts-table.tsx";
import { Money } from "#app/components/facts/money.tsx";
import { DayTime } from "#app/components/facts/time.tsx";
import { Section } from "#app/components/layout/section.tsx";
import { useWords } from "#app/lib/i18n-context.tsx";
import type { ImportOrigin } from "#app/modules/ledgers/queries-origin.server.ts";
import { ledgerOriginWords } from "#app/words/ledger-origin.ts";

/** The ledger's row an imported problem came from; what it claims is the own enterprise's. */
export function Origin({ origin }: { origin: ImportOrigin }) {
  const w = useWords(ledgerOriginWords);
  const { file, importedAt } = origin;
  if (!file) return null;
  return (
    <Section title={w.imported}>
      <FactsTable
        columns={2}
        facts={[
          { label: w.file, value: w.from(file.name, file.row) },
          { label: w.by, value: file.by },
          { label: w.at, value: <DayTime at={importedAt} /> },
          file.status !== "" && { label: w.status, value: file.status },
          file.studio !== "" && { label: w.studio, value: file.studio },
          file.benefitFen !== null && {
            label: w.benefit,
            value: (
              <>
                <Money fen={file.benefitFen} as="wan" /> ({file.benefitText})
              </>
            ),
          },
        ]}
      />
    </Section>
  );
}
