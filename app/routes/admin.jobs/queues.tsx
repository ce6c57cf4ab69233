import { Link, useLoaderData } from "@remix-run/react";
import { TimeAgo } from "#app/components/facts/time.tsx";
import { DataTable } from "#app/components/lists/data-table.tsx";
import { useWords } from "#app/lib/i18n-context.tsx";
import { paths } from "#app/lib/paths.ts";
import { jobsWords } from "#app/words/jobs.ts";
import type { loader } from "./route.tsx";

/** Every queue with what waits, runs, is tried again and was given up. */
export function Queues() {
  const w = useWords(jobsWords);
  const { queues } = useLoaderData<typeof loader>();
  const names: Record<string, string> = w.names;
  const number = (name: "waiting" | "later" | "running" | "retrying") => ({
    key: name,
    label: w[name],
    numeric: true,
    narrow: true,
    cell: (row: (typeof queues)[number]) => row[name],
  });
  return (
    <DataTable
      caption={w.queues}
      rows={queues}
      rowKey={(row) => row.queue}
      columns={[
        { key: "queue", label: w.queue, cell: (row) => names[row.queue] ?? row.queue, narrow: true },
        number("waiting"),
        number("later"),
        number("running"),
        number("retrying"),
        {
          key: "dead",
          label: w.deadCount,
          numeric: true,
          narrow: true,
          cell: (row) =>
            row.dead === 0 ? (
              0
            ) : (
              <Link to={paths.adminJobs({ queue: row.queue })} className="link font-semibold text-urgent">
                {row.dead}
              </Link>
            ),
        },
        {
          key: "oldest",
          label: w.oldest,
          cell: (row) => (row.oldest ? <TimeAgo at={row.oldest} /> : w.noneWaiting),
          narrow: true,
        },
        {
          key: "done",
          label: w.lastDone,
          cell: (row) => (row.lastDone ? <TimeAgo at={row.lastDone} /> : w.never),
          narrow: true,
        },
      ]}
    />
  );
}
