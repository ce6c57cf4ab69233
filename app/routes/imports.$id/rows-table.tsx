import { Link } from "@remix-run/react";
import { Chip } from "#app/components/facts/chip.tsx";
import { Money } from "#app/components/facts/money.tsx";
import { StateChip } from "#app/components/facts/state-chip.tsx";
import { EmptyState } from "#app/components/feedback/empty-state.tsx";
import { Section } from "#app/components/layout/section.tsx";
import { DataTable } from "#app/components/lists/data-table.tsx";
import { FilterBar } from "#app/components/lists/filter-bar.tsx";
import { Pager } from "#app/components/lists/pager.tsx";
import type { Tone } from "#app/components/tone.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { paths } from "#app/lib/paths.ts";
import { ROW_STATES, type RowState } from "#app/modules/ledgers/row-states.ts";
import { ISSUE_LEVEL } from "#app/modules/ledgers/rows.ts";
import { ledgersWords } from "#app/words/ledgers.ts";
import type { ImportPage } from "./route.tsx";

const TONE: Record<RowState, Tone> = {
  READY: "done",
  WARNED: "waiting",
  REFUSED: "urgent",
  SUBTOTAL: "still",
  IMPORTED: "done",
  REPEATED: "still",
  UNDONE: "still",
};
type Row = ImportPage["shown"]["rows"][number];

/** The rows with what was found about each, filtered by state and remark. */
export function RowsTable({ run, shown }: ImportPage) {
  const w = useWords(ledgersWords);
  const { counts } = run;
  const fields = Object.values(run.reading?.mapping ?? {});
  const countOf: Record<RowState, number> = {
    READY: counts.ready,
    WARNED: counts.warned,
    REFUSED: counts.refused,
    SUBTOTAL: counts.leftOut,
    IMPORTED: counts.imported,
    REPEATED: counts.repeated,
    UNDONE: counts.undone,
  };
  return (
    <Section title={w.rows.title} id="rows" hint={shown.inside ? w.rows.hidden : undefined}>
      <FilterBar
        filters={[
          {
            name: "state",
            label: w.rows.filterState,
            options: ROW_STATES.filter((s) => countOf[s] > 0).map((s) => ({
              value: s,
              label: w.rows.state[s],
              count: countOf[s],
            })),
          },
          {
            name: "issue",
            label: w.rows.filterIssue,
            options: run.issues.map(({ code, rows }) => ({ value: code, label: w.issue[code], count: rows })),
          },
        ]}
      />
      {shown.rows.length === 0 ? (
        <EmptyState title={w.rows.empty} />
      ) : (
        <DataTable
          caption={w.rows.caption}
          rows={shown.rows}
          rowKey={(row) => row.id}
          columns={[
            { key: "problem", label: w.rows.problem, cell: (row) => <Title row={row} /> },
            { key: "number", label: w.rows.number, numeric: true, narrow: true, cell: (row) => row.rowNumber },
            {
              key: "row",
              label: w.rows.filterState,
              narrow: true,
              cell: (row) => <Chip tone={TONE[row.state]}>{w.rows.state[row.state]}</Chip>,
            },
            ...(fields.includes("enterprise")
              ? [{ key: "firm", label: w.rows.firm, cell: (row: Row) => row.parsed?.firm ?? "" }]
              : []),
            {
              key: "status",
              label: w.rows.status,
              narrow: true,
              cell: (row) => row.parsed && <StateChip state={row.parsed.state} partial={row.parsed.partial} />,
            },
            ...(fields.includes("postedAt")
              ? [
                  {
                    key: "posted",
                    label: w.rows.posted,
                    narrow: true,
                    cell: (row: Row) => <span className="tabular-nums">{row.parsed?.postedOn ?? ""}</span>,
                  },
                ]
              : []),
            ...(run.totals?.hasBenefit
              ? [
                  {
                    key: "benefit",
                    label: w.rows.benefit,
                    numeric: true,
                    narrow: true,
                    cell: (row: Row) =>
                      row.parsed && row.parsed.benefitFen !== null && <Money fen={row.parsed.benefitFen} as="wan" />,
                  },
                ]
              : []),
            { key: "issues", label: w.rows.issues, cell: (row) => <Issues row={row} /> },
          ]}
        />
      )}
      <Pager after={shown.after === null ? null : String(shown.after)} />
    </Section>
  );
}

function Title({ row }: { row: Row }) {
  const w = useWords(ledgersWords);
  if (row.leftOut) return <span className="text-muted">{`${w.rows.leftOut[row.leftOut]}: ${row.text}`}</span>;
  if (!row.parsed) return <span className="text-muted">{w.rows.closed}</span>;
  if (!row.problem) return row.parsed.title;
  return (
    <Link to={paths.problem(row.problem.id)} className="link">
      {row.parsed.title}
    </Link>
  );
}

function Issues({ row }: { row: Row }) {
  const w = useWords(ledgersWords);
  if (row.issues.length === 0) return null;
  const detail = (issue: Row["issues"][number]): string => {
    if (issue.code === "cut" && issue.max) return w.issueDetail(w.cutAt(issue.max));
    if (issue.code === "same-text" && issue.text) return w.issueDetail(w.sameAs(issue.text));
    return issue.text ? w.issueDetail(issue.text) : "";
  };
  return (
    <ul className="space-y-0.5 text-sm">
      {row.issues.map((issue) => (
        <li
          key={issue.code + (issue.field ?? "")}
          className={
            ISSUE_LEVEL[issue.code] === "refuse"
              ? "text-urgent"
              : ISSUE_LEVEL[issue.code] === "warn"
                ? "text-waiting"
                : "text-muted"
          }
        >
          {issue.field && `${w.field[issue.field]} · `}
          {w.issue[issue.code]}
          {detail(issue)}
        </li>
      ))}
    </ul>
  );
}
