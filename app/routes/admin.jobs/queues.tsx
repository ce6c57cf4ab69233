import { Link, useLoaderData } from "@remix-run/react";
import { TimeAgo } from "#app/components/facts/time.tsx";
import { FoldedSection } from "#app/components/layout/section.tsx";
import { DataTable } from "#app/components/lists/data-table.tsx";
import { useWords } from "#app/lib/i18n-context.tsx";
import { paths } from "#app/lib/paths.ts";
import { jobsWords } from "#app/words/jobs.ts";
import type { loader } from "./route.tsx";

type Queue = ReturnType<typeof useLoaderData<typeof loader>>["queues"][number];

/** Queues with something to do, with what waits, runs, is tried again and was given up; the idle ones folded away. */
export function Queues() {
  const w = useWords(jobsWords);
  const { queues } = useLoaderData<typeof loader>();
  const isBusy = (one: Queue) => one.waiting + one.later + one.running + one.retrying + one.dead > 0;
  const busy = queues.filter(isBusy);
  const idle = queues.filter((one) => !isBusy(one));
  return (
    <>
      {busy.length > 0 ? <Busy queues={busy} /> : <p className="mb-4 text-muted">{w.nothingToDo}</p>}
      <div className="mt-6">
        <FoldedSection title={w.idle(idle.length)}>
          <Idle queues={idle} />
        </FoldedSection>
      </div>
    </>
  );
}

function Idle({ queues }: { queues: Queue[] }) {
  const w = useWords(jobsWords);
  const names: Record<string, string> = w.names;
  return (
    <ul className="max-w-form divide-y divide-line border-y border-line text-dense">
      {queues.map((one) => (
        <li key={one.queue} className="flex flex-wrap justify-between gap-x-4 py-2">
          <span>{names[one.queue] ?? one.queue}</span>
          <span className="text-muted">
            {one.lastDone ? (
              <>
                {w.lastDone} <TimeAgo at={one.lastDone} />
              </>
            ) : (
              w.never
            )}
          </span>
        </li>
      ))}
    </ul>
  );
}

function Busy({ queues }: { queues: Queue[] }) {
  const w = useWords(jobsWords);
  const names: Record<string, string> = w.names;
  const number = (name: "waiting" | "later" | "running" | "retrying") => ({
    key: name,
    label: w[name],
    numeric: true,
    narrow: true,
    cell: (row: Queue) => row[name],
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
