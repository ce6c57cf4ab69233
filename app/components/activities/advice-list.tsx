import { useForm } from "@conform-to/react";
import { Form } from "@remix-run/react";
import { CircleCheckBig, CircleDashed, TriangleAlert } from "lucide-react";
import { formatDate, type Moment } from "#app/lib/format.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { activitiesWords } from "#app/words/activities.ts";
import { Button } from "../actions/button.tsx";
import { Chip } from "../facts/chip.tsx";
import { useNow } from "../facts/now-context.tsx";
import { ErrorSummary } from "../form/error-summary.tsx";
import { Textarea } from "../form/textarea.tsx";
import { useResult, useSending } from "../form/use-result.ts";

export type ShownAdvice = {
  id: string;
  problemId: string | null;
  text: string;
  adviser: string;
  ownerName: string | null;
  dueOn: string | null;
  doneAt: Moment | null;
  doneByName: string;
  result: string;
  version: number;
  mayFinish: boolean;
};

/** Advice of an activity, problem by problem; follow-ups with owner, day and result. */
export function AdviceList({
  advice,
  problems,
  timeZone,
}: {
  advice: ShownAdvice[];
  problems: { id: string; number: string; title: string }[];
  timeZone: string;
}) {
  const w = useWords(activitiesWords);
  const groups = [
    ...problems.map((one) => ({ key: one.id, title: one.title || one.number, of: one.id as string | null })),
    { key: "general", title: w.general, of: null },
  ];
  return (
    <div className="space-y-5">
      {groups.map(({ key, title, of }) => {
        const here = advice.filter((one) => one.problemId === of);
        if (here.length === 0) return null;
        return (
          <section key={key}>
            <h3 className="mb-1 font-medium">{title}</h3>
            <ul className="divide-y divide-line border-y border-line">
              {here.map((one) => (
                <li key={one.id} className="space-y-1.5 py-3">
                  <Advice advice={one} timeZone={timeZone} />
                </li>
              ))}
            </ul>
          </section>
        );
      })}
    </div>
  );
}

function Advice({ advice, timeZone }: { advice: ShownAdvice; timeZone: string }) {
  const w = useWords(activitiesWords);
  const today = formatDate(useNow(), timeZone);
  const late = advice.doneAt === null && advice.dueOn !== null && advice.dueOn < today;
  return (
    <>
      <p className="whitespace-pre-wrap wrap-anywhere">{advice.text}</p>
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-muted">
        {advice.adviser && <span>{w.by(advice.adviser)}</span>}
        {advice.ownerName && <span>{w.owner(advice.ownerName)}</span>}
        {advice.dueOn && <span className="tabular-nums">{w.due(advice.dueOn)}</span>}
        {advice.ownerName &&
          (advice.doneAt ? (
            <Chip tone="done" icon={CircleCheckBig}>
              {w.done}
            </Chip>
          ) : (
            <Chip tone={late ? "urgent" : "waiting"} icon={late ? TriangleAlert : CircleDashed}>
              {late ? w.late : w.open}
            </Chip>
          ))}
      </p>
      {advice.doneAt && (
        <div className="rounded-md bg-sunken px-3 py-2">
          <p className="whitespace-pre-wrap wrap-anywhere">{advice.result}</p>
          <p className="text-sm text-muted">{w.doneBy(advice.doneByName, formatDate(advice.doneAt, timeZone))}</p>
        </div>
      )}
      {advice.mayFinish && <Finish advice={advice} />}
    </>
  );
}

function Finish({ advice }: { advice: ShownAdvice }) {
  const w = useWords(activitiesWords);
  const result = useResult(`finish-${advice.id}`);
  const [form, fields] = useForm<Record<string, string>>({ id: `finish-${advice.id}`, lastResult: result });
  const sending = useSending(`finish-${advice.id}`);
  return (
    <details open={result !== undefined} className="no-print">
      <summary className="link inline-flex min-h-12 items-center font-medium">{w.finish}</summary>
      <Form method="post" id={form.id} onSubmit={form.onSubmit} noValidate className="max-w-form space-y-4 pt-1 pb-3">
        <ErrorSummary form={form} labels={{ result: w.result }} />
        <input type="hidden" name="intent" value={`finish-${advice.id}`} />
        <input type="hidden" name="adviceId" value={advice.id} />
        <input type="hidden" name="version" value={advice.version} />
        <Textarea field={fields.result} label={w.result} hint={w.finishHint} rows={3} max={1000} required />
        <Button loading={sending}>{w.finish}</Button>
      </Form>
    </details>
  );
}
