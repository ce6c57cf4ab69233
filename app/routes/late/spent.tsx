import { useLoaderData } from "@remix-run/react";
import { Section } from "#app/components/layout/section.tsx";
import { type Column, DataTable } from "#app/components/lists/data-table.tsx";
import { formatNumber } from "#app/lib/format.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { lateWords } from "#app/words/late.ts";
import { statesWords } from "#app/words/states.ts";
import type { loader } from "./route.tsx";

type SpentLine = ReturnType<typeof useLoaderData<typeof loader>>["spent"][number];

/** Where time went in the period, the step that took most of it first. */
export function Spent() {
  const w = useWords(lateWords);
  const s = useWords(statesWords);
  const { spent, filters } = useLoaderData<typeof loader>();
  const hours = (value: number) => w.hours(formatNumber(value, value < 10 ? 1 : 0));
  const columns: Column<SpentLine>[] = [
    { key: "state", label: w.column.state, cell: (row) => s.state[row.state] },
    {
      key: "share",
      label: w.share,
      cell: (row) => <Share value={row.share} />,
    },
    { key: "median", label: w.median, numeric: true, cell: (row) => hours(row.hours.median) },
    { key: "p90", label: w.p90, numeric: true, cell: (row) => hours(row.hours.p90) },
    { key: "waited", label: w.waited, numeric: true, cell: (row) => hours(row.hours.waited) },
    { key: "times", label: w.times, numeric: true, cell: (row) => row.count },
  ];
  return (
    <Section title={`${w.spent} · ${w.days(filters.days)}`} hint={w.spentHint}>
      {spent.length === 0 ? (
        <p className="text-muted">{w.spentNone}</p>
      ) : (
        <DataTable caption={w.spentCaption} rows={spent} rowKey={(row) => row.state} columns={columns} />
      )}
    </Section>
  );
}

/** A part of the whole, as a bar and as a number. */
function Share({ value }: { value: number }) {
  const percent = Math.round(value * 100);
  return (
    <span className="inline-flex w-40 max-w-full items-center gap-2">
      <svg aria-hidden viewBox="0 0 100 8" preserveAspectRatio="none" className="h-2 grow text-primary">
        <rect width="100" height="8" rx="2" className="fill-line" />
        <rect width={percent} height="8" rx="2" fill="currentColor" />
      </svg>
      <span className="w-10 text-right tabular-nums">{percent} %</span>
    </span>
  );
}
