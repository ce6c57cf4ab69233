import { useForm } from "@conform-to/react";
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { Button } from "#app/components/actions/button.tsx";
import { ErrorSummary } from "#app/components/form/error-summary.tsx";
import { Textarea } from "#app/components/form/textarea.tsx";
import { useResult, useSending } from "#app/components/form/use-result.ts";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { WorkHeader } from "#app/components/solving/work-header.tsx";
import { uuidParam } from "#app/lib/http/params.ts";
import { redirectWithToast } from "#app/lib/http/toast.server.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { words } from "#app/lib/i18n.ts";
import { paths } from "#app/lib/paths.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { solvingWorkWords } from "#app/words/solving-work.ts";
import { DateInput } from "#app/components/form/date-input.tsx";
import { FoldedSection, Section } from "#app/components/layout/section.tsx";
import { Handed } from "#app/components/solving/handed.tsx";
import { MeasureRows } from "#app/components/solving/measure-rows.tsx";
import { intentOf, readForm, submitForm } from "#app/lib/http/form.server.ts";
import { failTrial } from "#app/modules/solving/fail-trial.server.ts";
import { loadTrialPage } from "#app/modules/solving/queries-work.server.ts";
import { reportTrial } from "#app/modules/solving/report-trial.server.ts";
import { reasonSchema, trialReportSchema, trialSchema } from "#app/modules/solving/schema.ts";
import { sendBack } from "#app/modules/solving/send-back.server.ts";
import { startTrial } from "#app/modules/solving/start-trial.server.ts";

export const meta = pageTitle(solvingWorkWords, (w) => w.trial.title);

export const loader = async ({ request, params }: LoaderFunctionArgs) =>
  loadTrialPage(await requireActor(request), uuidParam(params.id));

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request);
  const problemId = uuidParam(params.id);
  const form = await readForm(request);
  const w = words(solvingWorkWords, actor.locale).trial;
  const done = (said: string) => redirectWithToast(request, paths.problem(problemId), said);
  switch (intentOf(form)) {
    case "send-back":
    case "failed": {
      const failed = intentOf(form) === "failed";
      const run = failed ? failTrial : sendBack;
      return submitForm(
        request,
        reasonSchema,
        (input) => run(actor, { problemId, ...input }).then(() => done(failed ? w.failedDone : w.sentBack)),
        { form },
      );
    }
    case "report":
      return submitForm(
        request,
        trialReportSchema,
        (input) => reportTrial(actor, { problemId, ...input }).then(() => done(w.reported)),
        { form },
      );
    default:
      return submitForm(
        request,
        trialSchema,
        (input) => startTrial(actor, { problemId, ...input }).then(() => done(w.started)),
        { form },
      );
  }
}

type Page = ReturnType<typeof useLoaderData<typeof loader>>;

export default function Trial() {
  const page = useLoaderData<typeof loader>();
  const w = useWords(solvingWorkWords).trial;
  const running = page.trial !== null;
  return (
    <>
      <WorkHeader step={page} title={w.title} lead={running ? w.leadReport : w.leadStart} />
      <div className="max-w-form">
        <Handed solution={page.solution} trial={page.trial} />
        {running ? <Report page={page} /> : <Start page={page} />}
        <div className="mt-8">
          {running ? (
            <Back page={page} intent="failed" title={w.failed} hint={w.failedHint} />
          ) : (
            <Back page={page} intent="send-back" title={w.sendBack} hint={w.sendBackHint} />
          )}
        </div>
      </div>
    </>
  );
}

function Start({ page }: { page: Page }) {
  const { trial: w, measures: m } = useWords(solvingWorkWords);
  const result = useResult("start");
  const [form, fields] = useForm<Record<string, string>>({
    id: "start",
    lastResult: result,
    defaultValue: { startedOn: page.today },
  });
  return (
    <Section title={w.start}>
      <Form method="post" id={form.id} noValidate className="space-y-5">
        <ErrorSummary
          form={form}
          labels={{ baseline: w.baseline, startedOn: w.startedOn, endsOn: w.endsOn, measures: m.title }}
        />
        <input type="hidden" name="intent" value="start" />
        <input type="hidden" name="version" value={page.version} />
        <Textarea field={fields.baseline} label={w.baseline} hint={w.baselineHint} rows={3} max={2000} required />
        <DateInput field={fields.startedOn} label={w.startedOn} required />
        <DateInput field={fields.endsOn} label={w.endsOn} required />
        <FoldedSection title={m.title} hint={m.hint} open>
          <MeasureRows rows={(page.solution?.measures ?? []).map((one) => ({ ...one, after: null }))} result={result} />
        </FoldedSection>
        <Button size="large" loading={useSending("start")}>
          {w.start}
        </Button>
      </Form>
    </Section>
  );
}

function Report({ page }: { page: Page }) {
  const { trial: w, measures: m } = useWords(solvingWorkWords);
  const result = useResult("report");
  const [form, fields] = useForm<Record<string, string>>({ id: "report", lastResult: result });
  return (
    <Section title={w.report}>
      <Form method="post" id={form.id} noValidate className="space-y-5">
        <ErrorSummary form={form} labels={{ result: w.result, measures: m.title }} />
        <input type="hidden" name="intent" value="report" />
        <input type="hidden" name="version" value={page.version} />
        <Textarea field={fields.result} label={w.result} rows={4} max={4000} required />
        <p className="text-sm text-muted">{m.hint}</p>
        <MeasureRows rows={page.trial?.measures ?? []} result={result} />
        <Button size="large" loading={useSending("report")}>
          {w.report}
        </Button>
      </Form>
    </Section>
  );
}

function Back({
  page,
  intent,
  title,
  hint,
}: {
  page: Page;
  intent: "failed" | "send-back";
  title: string;
  hint: string;
}) {
  const { reason } = useWords(solvingWorkWords);
  const result = useResult(intent);
  const [form, fields] = useForm<Record<string, string>>({ id: intent, lastResult: result });
  return (
    <FoldedSection title={title} hint={hint} open={result !== undefined}>
      <Form method="post" id={form.id} noValidate className="space-y-5">
        <ErrorSummary form={form} labels={{ reason }} />
        <input type="hidden" name="intent" value={intent} />
        <input type="hidden" name="version" value={page.version} />
        <Textarea field={fields.reason} label={reason} rows={3} max={2000} required />
        <Button variant="danger" loading={useSending(intent)}>
          {title}
        </Button>
      </Form>
    </FoldedSection>
  );
}
