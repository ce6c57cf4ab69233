import { useLocale, useWords } from "#app/lib/i18n-context.tsx";
import { awardPaths } from "#app/lib/award-paths.ts";
import type { ApplicationState } from "#app/modules/awards/lifecycle.ts";
import { applicationsWords } from "#app/words/applications.ts";
import { Day } from "../facts/time.tsx";
import { EmptyList } from "../lists/empty-list.tsx";
import { DataTable } from "../lists/data-table.tsx";
import { ApplicationChip } from "./application-chip.tsx";

type Row = {
  id: string;
  title: string;
  state: ApplicationState;
  submittedAt: Date | string | null;
  enterprise: { name: string };
  round: { name: string; nameEn: string };
};

/** Applications with where they stand. */
export function ApplicationTable({ rows, withRound }: { rows: Row[]; withRound: boolean }) {
  const w = useWords(applicationsWords);
  const en = useLocale() === "en";
  if (rows.length === 0) return <EmptyList title={w.none}>{w.noneLead}</EmptyList>;
  return (
    <DataTable
      caption={w.caption}
      rows={rows}
      rowKey={(row) => row.id}
      rowLink={(row) => awardPaths.application(row.id)}
      columns={[
        { key: "title", label: w.about, cell: (row) => row.title },
        { key: "state", label: w.stateLabel, mark: true, cell: (row) => <ApplicationChip state={row.state} /> },
        ...(withRound
          ? [{ key: "round", label: w.round, cell: (row: Row) => (en && row.round.nameEn) || row.round.name }]
          : []),
        { key: "enterprise", label: w.enterprise, cell: (row) => row.enterprise.name },
        {
          key: "submitted",
          label: w.submittedOn,
          cell: (row) => (row.submittedAt === null ? "—" : <Day at={row.submittedAt} />),
        },
      ]}
    />
  );
}
