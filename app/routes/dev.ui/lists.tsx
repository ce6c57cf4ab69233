import { DueTime } from "#app/components/facts/due-time.tsx";
import { Money } from "#app/components/facts/money.tsx";
import { Organisation } from "#app/components/facts/organisation.tsx";
import { SeverityTag } from "#app/components/facts/severity-tag.tsx";
import { StateChip } from "#app/components/facts/state-chip.tsx";
import { EmptyState } from "#app/components/feedback/empty-state.tsx";
import { type Column, DataTable } from "#app/components/lists/data-table.tsx";
import { FilterBar } from "#app/components/lists/filter-bar.tsx";
import { Pager } from "#app/components/lists/pager.tsx";
import { LinkButton } from "#app/components/actions/link-button.tsx";
import { useWords } from "#app/lib/i18n-context.tsx";
import { paths } from "#app/lib/paths.ts";
import { devUiWords } from "#app/words/dev-ui.ts";
import { type ProblemStateName, type SeverityName, statesWords } from "#app/words/states.ts";

type Row = {
  id: string;
  title: string;
  state: ProblemStateName;
  severity: SeverityName;
  owner: string | null;
  dueIn: number;
  fen: bigint;
};

const HOUR = 3_600_000;

export function Lists({ now }: { now: number }) {
  const w = useWords(devUiWords);
  const s = useWords(statesWords);
  const rows: Row[] = [
    {
      id: "137",
      title: w.problemTitle,
      state: "ACCEPTANCE",
      severity: "LINE_DOWN",
      owner: w.enterpriseName,
      dueIn: 6.5,
      fen: 860_000n,
    },
    {
      id: "136",
      title: w.phenomenonText.slice(0, 44),
      state: "IN_PROGRESS",
      severity: "QUALITY",
      owner: null,
      dueIn: 80,
      fen: 1_250_000n,
    },
    {
      id: "129",
      title: w.comment.slice(0, 30),
      state: "TRIAGE",
      severity: "SAFETY",
      owner: w.enterpriseName,
      dueIn: -50,
      fen: 96_500_000n,
    },
  ];
  const columns: Column<Row>[] = [
    { key: "title", label: w.allProblems, cell: (row) => row.title, sort: "title" },
    { key: "state", label: w.state, narrow: true, mark: true, cell: (row) => <StateChip state={row.state} /> },
    {
      key: "severity",
      label: w.severity,
      narrow: true,
      mark: true,
      cell: (row) => <SeverityTag severity={row.severity} />,
    },
    { key: "owner", label: w.poster, cell: (row) => <Organisation name={row.owner} /> },
    { key: "loss", label: w.loss, numeric: true, narrow: true, cell: (row) => <Money fen={row.fen} />, sort: "loss" },
    {
      key: "due",
      label: w.due,
      narrow: true,
      mark: true,
      cell: (row) => <DueTime dueAt={now + row.dueIn * HOUR} />,
      sort: "due",
    },
  ];
  const options = (record: Record<string, string>) =>
    Object.entries(record).map(([value, label], index) => ({ value, label, count: index * 7 + 3 }));
  return (
    <div className="space-y-6">
      <div>
        <FilterBar
          query={{ label: w.searchProblems }}
          keep={["sort", "locale", "theme"]}
          filters={[
            { name: "state", label: w.state, options: options(s.state), multiple: true },
            { name: "severity", label: w.severity, options: options(s.severity) },
            {
              name: "equipment",
              label: w.equipment,
              options: w.equipmentOptions.map((label, i) => ({ value: String(i), label })),
            },
          ]}
        />
        <DataTable
          caption={w.allProblems}
          columns={columns}
          rows={rows}
          rowKey={(row) => row.id}
          rowLink={(row) => paths.problem(row.id)}
          select={{ name: "ids", label: (row) => row.title }}
        />
        <Pager after="eyJpZCI6MTI5fQ" before="eyJpZCI6MTM3fQ" />
      </div>
      <EmptyState title={w.problemsEmpty} actions={<LinkButton to="#top">{w.publish}</LinkButton>}>
        {w.problemsEmptyWhy}
      </EmptyState>
    </div>
  );
}
