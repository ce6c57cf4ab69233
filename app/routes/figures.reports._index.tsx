import { useForm } from "@conform-to/react";
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { Form, useLoaderData, useSearchParams } from "@remix-run/react";
import { Button } from "#app/components/actions/button.tsx";
import { DayTime } from "#app/components/facts/time.tsx";
import { EmptyState } from "#app/components/feedback/empty-state.tsx";
import { useMonths } from "#app/components/figures/use-months.ts";
import { ErrorSummary } from "#app/components/form/error-summary.tsx";
import { Select } from "#app/components/form/select.tsx";
import { useResult, useSending } from "#app/components/form/use-result.ts";
import { PageHeader } from "#app/components/layout/page-header.tsx";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { Section } from "#app/components/layout/section.tsx";
import { DataTable } from "#app/components/lists/data-table.tsx";
import { FilterBar } from "#app/components/lists/filter-bar.tsx";
import { Pager } from "#app/components/lists/pager.tsx";
import { submitForm } from "#app/lib/http/form.server.ts";
import { redirectWithToast } from "#app/lib/http/toast.server.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { words } from "#app/lib/i18n.ts";
import { pageRequest } from "#app/lib/page.ts";
import { paths } from "#app/lib/paths.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { makeReport } from "#app/modules/figures/make-report.server.ts";
import { listReports } from "#app/modules/figures/queries-reports.server.ts";
import { reportSchema } from "#app/modules/figures/schema.ts";
import { figureReportsWords } from "#app/words/figure-reports.ts";
import { figuresWords } from "#app/words/figures.ts";

export const meta = pageTitle(figureReportsWords, (w) => w.reportsTitle);

export async function loader({ request }: LoaderFunctionArgs) {
  const url = new URL(request.url);
  return listReports(await requireActor(request), url.searchParams.get("scope"), pageRequest(url));
}

export async function action({ request }: ActionFunctionArgs) {
  const actor = await requireActor(request);
  return submitForm(request, reportSchema, async ({ organisation, period }) => {
    const id = await makeReport(actor, organisation, period);
    return redirectWithToast(request, paths.figureReport(id), words(figureReportsWords, actor.locale).made);
  });
}

export default function Reports() {
  const w = useWords(figureReportsWords);
  const f = useWords(figuresWords);
  const { named } = useMonths();
  const { rows, after, before, scopes, makes, periods } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader title={w.reportsTitle} lead={w.reportsLead} back={{ to: paths.figures(), label: f.title }} />
      {scopes.length > 1 && (
        <FilterBar
          keep={[]}
          filters={[
            { name: "scope", label: f.scope, options: scopes.map((one) => ({ value: one.id, label: one.name })) },
          ]}
        />
      )}
      {rows.length === 0 ? (
        <EmptyState title={w.reportsNone}>{w.reportsNoneLead}</EmptyState>
      ) : (
        <DataTable
          caption={w.reportsCaption}
          rows={rows}
          rowKey={(row) => row.id}
          rowLink={(row) => paths.figureReport(row.id)}
          columns={[
            { key: "name", label: w.report, cell: (row) => w.reportName(row.name, named(row.period)) },
            { key: "at", label: w.madeAt, narrow: true, cell: (row) => <DayTime at={row.takenAt} /> },
            { key: "by", label: w.madeBy, narrow: true, cell: (row) => row.byName || w.byClock },
          ]}
        />
      )}
      <Pager after={after} before={before} />
      {makes && periods.length > 0 && <Make />}
    </>
  );
}

/** What an officer may freeze: a published month, or a year as far as it is published. */
function Make() {
  const w = useWords(figureReportsWords);
  const f = useWords(figuresWords);
  const { named } = useMonths();
  const { scopes, periods } = useLoaderData<typeof loader>();
  const asked = useSearchParams()[0].get("scope");
  const organisation = scopes.find((one) => one.id === asked) ?? (scopes.length === 1 ? scopes[0] : undefined);
  const [form, fields] = useForm<Record<string, string>>({
    lastResult: useResult(),
    defaultValue: { organisation: organisation?.id ?? "" },
  });
  const sending = useSending();
  return (
    <Section title={w.make}>
      <Form method="post" id={form.id} onSubmit={form.onSubmit} noValidate className="no-print max-w-reading space-y-4">
        <ErrorSummary form={form} labels={{ organisation: f.scope, period: f.period }} />
        <Select
          field={fields.organisation}
          label={f.scope}
          options={scopes.map((one) => ({ value: one.id, label: one.name }))}
          required
        />
        <Select
          field={fields.period}
          label={f.period}
          options={periods.map((one) => ({ value: one, label: named(one) }))}
          required
        />
        <Button loading={sending}>{w.make}</Button>
      </Form>
    </Section>
  );
}
