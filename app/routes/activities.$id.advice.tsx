import { useForm } from "@conform-to/react";
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { Button } from "#app/components/actions/button.tsx";
import { ActivityHeader } from "#app/components/activities/activity-header.tsx";
import { DateInput } from "#app/components/form/date-input.tsx";
import { ErrorSummary } from "#app/components/form/error-summary.tsx";
import { Select } from "#app/components/form/select.tsx";
import { Textarea } from "#app/components/form/textarea.tsx";
import { TextInput } from "#app/components/form/text-input.tsx";
import { useResult, useSending } from "#app/components/form/use-result.ts";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { Section } from "#app/components/layout/section.tsx";
import { intentOf, readForm, submitForm } from "#app/lib/http/form.server.ts";
import { uuidParam } from "#app/lib/http/params.ts";
import { redirectWithToast } from "#app/lib/http/toast.server.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { words } from "#app/lib/i18n.ts";
import { paths } from "#app/lib/paths.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { giveAdvice, writeRecord } from "#app/modules/activities/advise.server.ts";
import { loadAdviceForm } from "#app/modules/activities/queries-work.server.ts";
import { adviceSchema, recordSchema } from "#app/modules/activities/schema.ts";
import { activityWorkWords } from "#app/words/activity-work.ts";

export const meta = pageTitle(activityWorkWords, (w) => w.advice.title);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const page = await loadAdviceForm(await requireActor(request), uuidParam(params.id));
  return { ...page, clientId: crypto.randomUUID() };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request);
  const id = uuidParam(params.id);
  const form = await readForm(request);
  const w = words(activityWorkWords, actor.locale).advice;
  if (intentOf(form) === "record") {
    return submitForm(
      request,
      recordSchema,
      (input) =>
        writeRecord(actor, id, input).then(() => redirectWithToast(request, paths.activity(id), w.savedRecord)),
      { form },
    );
  }
  return submitForm(
    request,
    adviceSchema,
    (input) =>
      giveAdvice(actor, id, input).then(() => redirectWithToast(request, paths.activityAction(id, "advice"), w.added)),
    { form },
  );
}

export default function Advice() {
  const w = useWords(activityWorkWords).advice;
  const page = useLoaderData<typeof loader>();
  return (
    <>
      <ActivityHeader activity={page} title={w.title} lead={w.lead} />
      <div className="max-w-form">
        <NewAdvice key={page.clientId} />
        <Record />
      </div>
    </>
  );
}

function NewAdvice() {
  const w = useWords(activityWorkWords).advice;
  const { problems, owners, clientId } = useLoaderData<typeof loader>();
  const [form, fields] = useForm<Record<string, string>>({
    id: "advice",
    lastResult: useResult("advice"),
    defaultValue: { problemId: problems.length === 1 ? (problems[0]?.id ?? "") : "" },
  });
  return (
    <Form method="post" id={form.id} onSubmit={form.onSubmit} noValidate className="space-y-5">
      <ErrorSummary
        form={form}
        labels={{
          problemId: w.problem,
          text: w.text,
          adviser: w.adviser,
          ownerId: w.owner,
          dueOn: w.due,
        }}
      />
      <input type="hidden" name="intent" value="advice" />
      <input type="hidden" name="clientId" value={clientId} />
      <Select
        field={fields.problemId}
        label={w.problem}
        placeholder={w.general}
        options={problems.map((one) => ({ value: one.id, label: `${one.number} ${one.title}` }))}
      />
      <Textarea field={fields.text} label={w.text} rows={4} max={2000} required />
      <TextInput field={fields.adviser} label={w.adviser} max={60} optional />
      <Select
        field={fields.ownerId}
        label={w.owner}
        placeholder={w.ownerNone}
        options={owners.map((one) => ({ value: one.id, label: one.name }))}
      />
      <DateInput field={fields.dueOn} label={w.due} hint={w.dueHint} />
      <Button size="large" loading={useSending("advice")}>
        {w.add}
      </Button>
    </Form>
  );
}

function Record() {
  const w = useWords(activityWorkWords).advice;
  const { record, version } = useLoaderData<typeof loader>();
  const [form, fields] = useForm<Record<string, string>>({
    id: "record",
    lastResult: useResult("record"),
    defaultValue: { record },
  });
  return (
    <Section title={w.record} hint={w.recordHint}>
      <Form method="post" id={form.id} onSubmit={form.onSubmit} noValidate className="space-y-5">
        <ErrorSummary form={form} labels={{ record: w.record }} />
        <input type="hidden" name="intent" value="record" />
        <input type="hidden" name="version" value={version} />
        <Textarea field={fields.record} label={w.record} rows={5} max={4000} />
        <Button variant="secondary" loading={useSending("record")}>
          {w.saveRecord}
        </Button>
      </Form>
    </Section>
  );
}
