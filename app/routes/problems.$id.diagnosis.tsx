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
import { Select } from "#app/components/form/select.tsx";
import { TextInput } from "#app/components/form/text-input.tsx";
import { Section } from "#app/components/layout/section.tsx";
import { intentOf, readForm, submitForm } from "#app/lib/http/form.server.ts";
import { convene } from "#app/modules/solving/convene.server.ts";
import { loadDiagnosisPage } from "#app/modules/solving/queries-work.server.ts";
import { recordJointDiagnosis } from "#app/modules/solving/record-joint-diagnosis.server.ts";
import { conveneSchema, diagnosisSchema } from "#app/modules/solving/schema.ts";

export const meta = pageTitle(solvingWorkWords, (w) => w.diagnosis.title);

export const loader = async ({ request, params }: LoaderFunctionArgs) =>
  loadDiagnosisPage(await requireActor(request), uuidParam(params.id));

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request);
  const problemId = uuidParam(params.id);
  const form = await readForm(request);
  const w = words(solvingWorkWords, actor.locale).diagnosis;
  const done = (said: string) => redirectWithToast(request, paths.problem(problemId), said);
  if (intentOf(form) === "record") {
    return submitForm(
      request,
      diagnosisSchema,
      (input) => recordJointDiagnosis(actor, { problemId, ...input }).then(() => done(w.recorded)),
      { form },
    );
  }
  return submitForm(
    request,
    conveneSchema,
    (input) => convene(actor, { problemId, ...input }).then(() => done(w.convened)),
    { form },
  );
}

type Page = ReturnType<typeof useLoaderData<typeof loader>>;

export default function Diagnosis() {
  const page = useLoaderData<typeof loader>();
  const w = useWords(solvingWorkWords).diagnosis;
  return (
    <>
      <WorkHeader step={page} title={w.title} lead={w.lead} />
      <div className="max-w-form">
        <Convene page={page} />
        <RecordOutcome page={page} />
      </div>
    </>
  );
}

function Convene({ page }: { page: Page }) {
  const w = useWords(solvingWorkWords).diagnosis;
  const [form, fields] = useForm<Record<string, string>>({ id: "convene", lastResult: useResult("convene") });
  return (
    <Section title={w.convene}>
      <Form method="post" id={form.id} noValidate className="space-y-5">
        <ErrorSummary form={form} labels={{ invited: w.invited, place: w.place, heldAt: w.heldAt }} />
        <input type="hidden" name="intent" value="convene" />
        <input type="hidden" name="version" value={page.version} />
        <Textarea field={fields.invited} label={w.invited} rows={2} max={1000} required />
        <TextInput field={fields.place} label={w.place} max={200} />
        <DateInput field={fields.heldAt} label={w.heldAt} withTime />
        <Button loading={useSending("convene")}>{w.convene}</Button>
      </Form>
    </Section>
  );
}

function RecordOutcome({ page }: { page: Page }) {
  const w = useWords(solvingWorkWords).diagnosis;
  const [form, fields] = useForm<Record<string, string>>({ id: "record", lastResult: useResult("record") });
  return (
    <Section title={w.record}>
      <Form method="post" id={form.id} noValidate className="space-y-5">
        <ErrorSummary
          form={form}
          labels={{ heldAt: w.heldAt, outcome: w.outcome, dissent: w.dissent, invited: w.invited, place: w.place }}
        />
        <input type="hidden" name="intent" value="record" />
        <input type="hidden" name="version" value={page.version} />
        {page.open.length > 0 && (
          <Select
            field={fields.diagnosisId}
            label={w.which}
            placeholder={w.whichNew}
            options={page.open.map((one) => ({ value: one.id, label: one.invited }))}
          />
        )}
        <DateInput field={fields.heldAt} label={w.heldAt} withTime required />
        <TextInput field={fields.place} label={w.place} max={200} />
        <Textarea field={fields.invited} label={w.invited} rows={2} max={1000} />
        <Textarea field={fields.outcome} label={w.outcome} rows={5} max={8000} required />
        <Textarea field={fields.dissent} label={w.dissent} hint={w.dissentHint} rows={3} max={4000} />
        <Button loading={useSending("record")}>{w.record}</Button>
      </Form>
    </Section>
  );
}
