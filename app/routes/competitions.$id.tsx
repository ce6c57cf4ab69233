import { useForm } from "@conform-to/react";
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { PenLine } from "lucide-react";
import { Button } from "#app/components/actions/button.tsx";
import { ConfirmButton } from "#app/components/actions/confirm-button.tsx";
import { Chip } from "#app/components/facts/chip.tsx";
import { FactsTable } from "#app/components/facts/facts-table.tsx";
import { Organisation } from "#app/components/facts/organisation.tsx";
import { Person } from "#app/components/facts/person.tsx";
import { ErrorSummary } from "#app/components/form/error-summary.tsx";
import { FileField } from "#app/components/form/file-field.tsx";
import { FileForm } from "#app/components/form/file-form.tsx";
import { NumberWithUnit } from "#app/components/form/number-with-unit.tsx";
import { Select } from "#app/components/form/select.tsx";
import { TextInput } from "#app/components/form/text-input.tsx";
import { useResult, useSending } from "#app/components/form/use-result.ts";
import { PageHeader } from "#app/components/layout/page-header.tsx";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { FoldedSection, Section } from "#app/components/layout/section.tsx";
import { FileLinks } from "#app/components/studios/file-links.tsx";
import { ResultMarks } from "#app/components/studios/result-list.tsx";
import { intentOf, readForm, submitForm } from "#app/lib/http/form.server.ts";
import { uuidParam } from "#app/lib/http/params.ts";
import { redirectWithToast } from "#app/lib/http/toast.server.ts";
import { useLocale, useWords } from "#app/lib/i18n-context.tsx";
import { words } from "#app/lib/i18n.ts";
import { paths } from "#app/lib/paths.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { filesIn } from "#app/modules/attachments/add-form-files.server.ts";
import { enterResult, withdrawResult } from "#app/modules/studios/competitions/enter-competition.server.ts";
import { addCertificates } from "#app/modules/studios/competitions/files.server.ts";
import { loadCompetition } from "#app/modules/studios/competitions/queries.server.ts";
import { MEDALS } from "#app/modules/studios/competitions/rules.ts";
import { COMPETITION_MAX, enterResultSchema, withdrawResultSchema } from "#app/modules/studios/competitions/schema.ts";
import { competitionsWords } from "#app/words/competitions.ts";

export const meta = pageTitle(competitionsWords, (_, data: { name: string }) => data.name);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const page = await loadCompetition(await requireActor(request), uuidParam(params.id));
  return { ...page, clientId: crypto.randomUUID() };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request);
  const id = uuidParam(params.id);
  const form = await readForm(request);
  const w = words(competitionsWords, actor.locale);
  const done = (said: string) => redirectWithToast(request, paths.competition(id), said);
  if (intentOf(form) === "withdraw")
    return submitForm(
      request,
      withdrawResultSchema,
      ({ resultId, reason }) => withdrawResult(actor, id, resultId, reason).then(() => done(w.withdrawn)),
      { form },
    );
  return submitForm(
    request,
    enterResultSchema,
    async (input) => {
      const result = await enterResult(actor, id, input);
      await addCertificates(actor, result.id, filesIn(form));
      return done(w.resultDone);
    },
    { form },
  );
}

type Page = ReturnType<typeof useLoaderData<typeof loader>>;

export default function Competition() {
  const w = useWords(competitionsWords);
  const locale = useLocale();
  const page = useLoaderData<typeof loader>();
  const entered = useResult("enter");
  const [withdrawing] = useForm({ id: "withdraw-result", lastResult: useResult("withdraw") });
  return (
    <>
      <PageHeader
        title={locale === "en" && page.nameEn ? page.nameEn : page.name}
        marks={<Chip>{w.level[page.level]}</Chip>}
        lead={w.enteredBy(page.enteredBy, page.byName)}
        back={{ to: paths.competitions(), label: w.title }}
      />
      <FactsTable
        facts={[
          { label: w.heldOn, value: <span className="tabular-nums">{page.heldOn}</span> },
          { label: w.organiser, value: page.organiser },
        ]}
      />
      <Section title={w.results}>
        <ErrorSummary form={withdrawing} labels={{ reason: w.reason }} idOf={() => "results"} />
        {page.results.length === 0 ? (
          <p className="text-muted">{w.noResults}</p>
        ) : (
          <ul id="results" className="max-w-reading divide-y divide-line border-y border-line">
            {page.results.map((result) => (
              <li key={result.id} className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2 py-2.5">
                <div>
                  <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
                    <Person name={result.person.name} to={paths.craftsman(result.person.id)} />
                    <span className="font-medium">{result.event}</span>
                    <ResultMarks result={result} />
                  </p>
                  <p className="flex flex-wrap gap-x-3 text-sm text-muted">
                    {result.studio && (
                      <Organisation name={result.studio.name} to={paths.organisation(result.studio.id)} />
                    )}
                    {result.onBehalf && (
                      <span className="inline-flex items-center gap-1">
                        <PenLine aria-hidden className="size-3.5" />
                        {w.onBehalfBy(result.byName)}
                      </span>
                    )}
                  </p>
                  <FileLinks files={result.files} />
                </div>
                {result.mayWithdraw && (
                  <Form method="post">
                    <input type="hidden" name="intent" value="withdraw" />
                    <input type="hidden" name="resultId" value={result.id} />
                    <ConfirmButton label={w.withdraw} question={w.withdrawSure} variant="quiet" size="small">
                      <TextInput name="reason" id={`reason-${result.id}`} label={w.reason} required />
                    </ConfirmButton>
                  </Form>
                )}
              </li>
            ))}
          </ul>
        )}
      </Section>
      {page.people.length > 0 && (
        <div className="mt-6">
          <FoldedSection title={w.addResult} open={entered !== undefined || page.results.length === 0}>
            <ResultForm page={page} />
          </FoldedSection>
        </div>
      )}
    </>
  );
}

function ResultForm({ page }: { page: Page }) {
  const w = useWords(competitionsWords);
  const [form, fields] = useForm<Record<string, string>>({ id: "result", lastResult: useResult("enter") });
  const sending = useSending("enter");
  return (
    <FileForm
      form={form}
      labels={{
        personId: w.person,
        event: w.event,
        rank: w.rank,
        medal: w.medalLabel,
        award: w.award,
        files: w.files,
      }}
    >
      <input type="hidden" name="intent" value="enter" />
      <input type="hidden" name="clientId" value={page.clientId} />
      <Select
        field={fields.personId}
        label={w.person}
        options={page.people.map(({ id, name }) => ({ value: id, label: name }))}
        required
      />
      <TextInput field={fields.event} label={w.event} hint={w.eventHint} max={COMPETITION_MAX.event} required />
      <NumberWithUnit field={fields.rank} label={w.rank} unit={w.rankUnit} whole />
      <Select
        field={fields.medal}
        label={w.medalLabel}
        options={MEDALS.map((value) => ({ value, label: w.medal[value] }))}
        optional
      />
      <TextInput field={fields.award} label={w.award} max={COMPETITION_MAX.award} optional />
      <FileField name="files" id="result-files" label={w.files} multiple optional />
      <Button size="large" loading={sending}>
        {w.submit}
      </Button>
    </FileForm>
  );
}
