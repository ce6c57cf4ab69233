import { useWords } from "#app/lib/i18n-context.tsx";
import { studiosWords } from "#app/words/studios.ts";
import { DataTable } from "../lists/data-table.tsx";

export type ShownTarget = {
  id: string;
  topic: string;
  measure: string;
  unit: string;
  target: string;
  actual: string | null;
  reached: number | null;
};

/** A year's targets against what was reached. */
export function TargetList({ targets, caption }: { targets: ShownTarget[]; caption: string }) {
  const w = useWords(studiosWords).target;
  const figure = (value: string | null, unit: string) => (value === null ? "—" : `${value} ${unit}`.trim());
  return (
    <DataTable
      caption={caption}
      rows={targets}
      rowKey={(row) => row.id}
      columns={[
        { key: "topic", label: w.topic, cell: (row) => row.topic },
        { key: "measure", label: w.measure, cell: (row) => row.measure },
        { key: "target", label: w.target, cell: (row) => figure(row.target, row.unit), numeric: true },
        { key: "actual", label: w.actual, cell: (row) => figure(row.actual, row.unit), numeric: true },
        {
          key: "reached",
          label: w.reached,
          cell: (row) => (row.reached === null ? "—" : `${row.reached}%`),
          numeric: true,
        },
      ]}
    />
  );
}
