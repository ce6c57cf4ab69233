import { useLoaderData } from "@remix-run/react";
import { TimeAgo } from "#app/components/facts/time.tsx";
import { useWords } from "#app/lib/i18n-context.tsx";
import { jobsWords } from "#app/words/jobs.ts";
import type { loader } from "./route.tsx";

/** What runs by the clock, and when it last ran. */
export function Schedules() {
  const w = useWords(jobsWords);
  const { schedules } = useLoaderData<typeof loader>();
  const names: Record<string, string> = w.names;
  return (
    <ul className="max-w-form divide-y divide-line border-y border-line text-dense">
      {schedules.map((one) => (
        <li key={one.queue} className="flex flex-wrap justify-between gap-x-4 py-2">
          <span>{names[one.queue] ?? one.queue}</span>
          <span className="text-muted">
            <code title={`${w.cron} · ${one.timeZone ?? "UTC"}`}>{one.cron}</code>
            {" · "}
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
