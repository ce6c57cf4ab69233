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
import { solvingRecordWords } from "#app/words/solving-record.ts";
import { solvingWorkWords } from "#app/words/solving-work.ts";
import { Chip } from "#app/components/facts/chip.tsx";
import { LayerTag } from "#app/components/facts/layer-tag.tsx";
import { DayTime } from "#app/components/facts/time.tsx";
import { RadioGroup } from "#app/components/form/radio-group.tsx";
import { Select } from "#app/components/form/select.tsx";
import { FoldedSection, Section } from "#app/components/layout/section.tsx";
import { intentOf, readForm, submitForm } from "#app/lib/http/form.server.ts";
import { addLogEntry } from "#app/modules/solving/add-log-entry.server.ts";
import { decideHypothesis } from "#app/modules/solving/decide-hypothesis.server.ts";
import { loadLogPage } from "#app/modules/solving/queries-work.server.ts";
import { hypothesisSchema, LOG_STATUSES, logEntrySchema } from "#app/modules/solving/schema.ts";

export const meta = pageTitle(solvingWorkWords, (w) => w.log.title);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const page = await loadLogPage(await requireActor(request), uuidParam(params.id));
  // Posted back with the entry, so that sending it twice writes it once.
  return { ...page, clientId: crypto.randomUUID() };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request);
  const problemId = uuidParam(params.id);
  const form = await readForm(request);
  const w = words(solvingWorkWords, actor.locale).log;
  const here = paths.problemAction(problemId, "log");
  if (intentOf(form).startsWith("decide")) {
    return submitForm(
      request,
      hypothesisSchema,
      async (input) => {
        await decideHypothesis(actor, input);
        return redirectWithToast(request, here, w.decided);
      },
      { form },
    );
  }
  return submitForm(
    request,
    logEntrySchema,
    async (input) => {
      await addLogEntry(actor, { problemId, ...input });
      return redirectWithToast(request, here, w.saved);
    },
    { form },
  );
}

type Page = ReturnType<typeof useLoaderData<typeof loader>>;

export default function Log() {
  const page = useLoaderData<typeof loader>();
  const w = useWords(solvingWorkWords).log;
  return (
    <>
      <WorkHeader step={page} title={w.title} lead={w.lead} />
      <div className="max-w-form">
        <Section title={w.add}>
          <NewEntry key={page.clientId} page={page} />
        </Section>
        <Section title={w.earlier}>
          {page.entries.length === 0 && <p className="text-muted">{w.none}</p>}
          <ol>
            {page.entries.map((entry) => (
              <Entry key={entry.id} entry={entry} decides={page.decides} />
            ))}
          </ol>
        </Section>
      </div>
    </>
  );
}

function NewEntry({ page }: { page: Page }) {
  const all = useWords(solvingWorkWords);
  const w = all.log;
  const [form, fields] = useForm<Record<string, string>>({
    id: "entry",
    lastResult: useResult("add"),
    defaultValue: { kind: "OBSERVATION", layer: "DETAIL", clientId: page.clientId },
  });
  return (
    <Form method="post" id={form.id} noValidate className="space-y-5">
      <ErrorSummary form={form} labels={{ kind: w.kind, text: w.text, status: w.status, why: w.why, layer: w.layer }} />
      <input type="hidden" name="intent" value="add" />
      <input type="hidden" name="clientId" value={page.clientId} />
      <RadioGroup
        field={fields.kind}
        label={w.kind}
        columns={3}
        options={page.kinds.map((value) => ({ value, label: all.kinds[value] }))}
      />
      <Textarea field={fields.text} label={w.text} hint={w.textHint} rows={4} max={4000} required />
      <Select
        field={fields.status}
        label={w.status}
        hint={w.statusHint}
        placeholder={w.statusNone}
        options={LOG_STATUSES.map((value) => ({ value, label: all.statuses[value] }))}
      />
      <Textarea field={fields.why} label={w.why} hint={w.whyHint} rows={2} max={2000} />
      {page.layers.length > 1 && (
        <RadioGroup
          field={fields.layer}
          label={w.layer}
          columns={2}
          options={page.layers.map((value) => ({ value, label: all.layers[value] }))}
        />
      )}
      <Button size="large" loading={useSending("add")}>
        {w.save}
      </Button>
    </Form>
  );
}

const TONES = { OPEN: "waiting", CONFIRMED: "done", REFUTED: "still", WORKED: "done", FAILED: "urgent" } as const;

function Entry({ entry, decides }: { entry: Page["entries"][number]; decides: boolean }) {
  const all = useWords(solvingWorkWords);
  const record = useWords(solvingRecordWords).log;
  return (
    <li className="border-b border-line py-4">
      <p className="flex flex-wrap items-center gap-2 text-sm text-muted">
        <span className="font-medium text-ink">{all.kinds[entry.kind]}</span>
        {entry.status && <Chip tone={TONES[entry.status]}>{all.statuses[entry.status]}</Chip>}
        {entry.layer === "CONFIDENTIAL" && <LayerTag layer={entry.layer} />}
        <DayTime at={entry.createdAt} />
      </p>
      <p className="prose-plain mt-1">{entry.text}</p>
      {entry.why && (
        <p className="prose-plain mt-1 text-muted">
          {entry.status === "FAILED" ? record.why : record.basis}
          {entry.why}
        </p>
      )}
      {decides && entry.kind === "HYPOTHESIS" && entry.status === "OPEN" && <Decide entry={entry} />}
    </li>
  );
}

function Decide({ entry }: { entry: Page["entries"][number] }) {
  const w = useWords(solvingWorkWords).log;
  const intent = `decide-${entry.id}`;
  const result = useResult(intent);
  const [form, fields] = useForm<Record<string, string>>({ id: intent, lastResult: result });
  return (
    <FoldedSection title={w.decide} open={result !== undefined}>
      <Form method="post" id={form.id} noValidate className="space-y-4">
        <ErrorSummary form={form} labels={{ status: w.status, why: w.why }} />
        <input type="hidden" name="intent" value={intent} />
        <input type="hidden" name="entryId" value={entry.id} />
        <input type="hidden" name="version" value={entry.version} />
        <RadioGroup
          field={fields.status}
          label={w.status}
          columns={2}
          options={[
            { value: "CONFIRMED", label: w.confirm },
            { value: "REFUTED", label: w.refute },
          ]}
        />
        <Textarea field={fields.why} label={w.why} rows={2} max={2000} required />
        <Button loading={useSending(intent)}>{w.decide}</Button>
      </Form>
    </FoldedSection>
  );
}
