import { useForm } from "@conform-to/react";
import { Form, Link, useLoaderData } from "@remix-run/react";
import { CircleCheckBig, RotateCcw } from "lucide-react";
import { Button } from "#app/components/actions/button.tsx";
import { ConfirmButton } from "#app/components/actions/confirm-button.tsx";
import { DayTime } from "#app/components/facts/time.tsx";
import { EmptyState } from "#app/components/feedback/empty-state.tsx";
import { ErrorSummary } from "#app/components/form/error-summary.tsx";
import { TextInput } from "#app/components/form/text-input.tsx";
import { useResult } from "#app/components/form/use-result.ts";
import { DataTable } from "#app/components/lists/data-table.tsx";
import { Pager } from "#app/components/lists/pager.tsx";
import { useWords } from "#app/lib/i18n-context.tsx";
import { paths } from "#app/lib/paths.ts";
import { jobsWords } from "#app/words/jobs.ts";
import type { loader } from "./route.tsx";

/** What was given up, one by one, and for one queue all together. */
export function DeadLetters() {
  const w = useWords(jobsWords);
  const { dead, after, queue, queues } = useLoaderData<typeof loader>();
  const names: Record<string, string> = w.names;
  const inQueue = queues.find((one) => one.queue === queue)?.dead ?? 0;
  return (
    <>
      {queue && (
        <div className="mb-4 flex flex-wrap items-start gap-3">
          <Link to={paths.adminJobs()} className="link inline-flex min-h-10 items-center">
            {w.all}
          </Link>
          {inQueue > 0 && (
            <>
              <Restart queue={queue} label={w.restartAll(inQueue)} />
              <Discard queue={queue} label={w.discardAll(inQueue)} />
            </>
          )}
        </div>
      )}
      {dead.length === 0 ? (
        <EmptyState icon={CircleCheckBig} title={w.allWell}>
          {w.allWellHint}
        </EmptyState>
      ) : (
        <DataTable
          caption={w.dead}
          rows={dead}
          rowKey={(row) => row.id}
          columns={[
            { key: "queue", label: w.queue, cell: (row) => names[row.queue] ?? row.queue, narrow: true },
            { key: "at", label: w.at, cell: (row) => <DayTime at={row.at} />, narrow: true },
            { key: "reason", label: w.reason, cell: (row) => <Reason reason={row.reason} /> },
            {
              key: "act",
              label: w.action,
              cell: (row) => (
                <div className="flex flex-wrap items-start gap-2">
                  <Restart queue={row.queue} id={row.id} label={w.restart} />
                  <Discard queue={row.queue} id={row.id} label={w.discard} />
                </div>
              ),
            },
          ]}
        />
      )}
      <Pager after={after} />
    </>
  );
}

type DeadLetter = ReturnType<typeof useLoaderData<typeof loader>>["dead"][number];

function Reason({ reason }: { reason: DeadLetter["reason"] }) {
  const w = useWords(jobsWords);
  if (reason.kind === "timed-out") return w.timedOut;
  if (reason.kind === "stopped") return w.stopped;
  return (
    <div className="min-w-0">
      {reason.what}
      {reason.where && <span className="block text-sm text-muted wrap-anywhere">{w.where(reason.where)}</span>}
    </div>
  );
}

type Choice = { queue: string; id?: string; label: string };

function Fields({ intent, queue, id }: { intent: string; queue: string; id?: string }) {
  return (
    <>
      <input type="hidden" name="intent" value={intent} />
      <input type="hidden" name="queue" value={queue} />
      {id && <input type="hidden" name="id" value={id} />}
    </>
  );
}

function Restart({ label, ...choice }: Choice) {
  return (
    <Form method="post">
      <Fields intent="restart" {...choice} />
      <Button variant="secondary" size="small" icon={RotateCcw}>
        {label}
      </Button>
    </Form>
  );
}

function Discard({ label, ...choice }: Choice) {
  const w = useWords(jobsWords);
  const result = useResult("discard");
  const asked = result?.initialValue;
  const mine = asked?.id === choice.id && asked?.queue === choice.queue;
  const [form, fields] = useForm<Record<string, string>>({
    id: `discard-${choice.id ?? "all"}`,
    lastResult: mine ? result : undefined,
  });
  return (
    <Form method="post" id={form.id} onSubmit={form.onSubmit} noValidate>
      <ErrorSummary form={form} labels={{ reason: w.discardReason }} />
      <Fields intent="discard" {...choice} />
      <ConfirmButton label={label} question={w.discardSure} variant="quiet" size="small">
        <TextInput field={fields.reason} label={w.discardReason} required />
      </ConfirmButton>
    </Form>
  );
}
