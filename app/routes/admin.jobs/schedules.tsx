import { useLoaderData } from "@remix-run/react";
import { TimeAgo } from "#app/components/facts/time.tsx";
import { DataTable } from "#app/components/lists/data-table.tsx";
import { useWords } from "#app/lib/i18n-context.tsx";
import { jobsWords } from "#app/words/jobs.ts";
import type { loader } from "./route.tsx";

/** What runs by the clock, and when it last ran. */
export function Schedules() {
  const w = useWords(jobsWords);
  const { schedules } = useLoaderData<typeof loader>();
  const names: Record<string, string> = w.names;
  return (
    <DataTable
      caption={w.schedules}
      rows={schedules}
      rowKey={(row) => row.queue}
      columns={[
        { key: "queue", label: w.queue, cell: (row) => names[row.queue] ?? row.queue, narrow: true },
        { key: "cron", label: w.cron, cell: (row) => <code>{row.cron}</code>, narrow: true },
        { key: "zone", label: w.zone, cell: (row) => row.timeZone ?? "UTC", narrow: true },
        {
          key: "last",
          label: w.lastDone,
          cell: (row) => (row.lastDone ? <TimeAgo at={row.lastDone} /> : w.never),
        },
      ]}
    />
  );
}
