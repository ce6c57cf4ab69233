import { useForm } from "@conform-to/react";
import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/node";
import { Form, useActionData, useLoaderData, useSearchParams } from "@remix-run/react";
import { Eye, Send, ShieldCheck } from "lucide-react";
import { Button } from "#app/components/actions/button.tsx";
import { EnterSaves } from "#app/components/actions/enter-saves.tsx";
import { FormActions } from "#app/components/actions/form-actions.tsx";
import { FactsTable } from "#app/components/facts/facts-table.tsx";
import { StateChip } from "#app/components/facts/state-chip.tsx";
import { Day } from "#app/components/facts/time.tsx";
import { EmptyState } from "#app/components/feedback/empty-state.tsx";
import { Notice } from "#app/components/feedback/notice.tsx";
import { Checkbox } from "#app/components/form/checkbox.tsx";
import { ErrorSummary } from "#app/components/form/error-summary.tsx";
import { RadioGroup } from "#app/components/form/radio-group.tsx";
import { Select } from "#app/components/form/select.tsx";
import { useResult, useSending } from "#app/components/form/use-result.ts";
import { PageHeader } from "#app/components/layout/page-header.tsx";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { Section } from "#app/components/layout/section.tsx";
import { DataTable } from "#app/components/lists/data-table.tsx";
import { FilterBar } from "#app/components/lists/filter-bar.tsx";
import { Pager } from "#app/components/lists/pager.tsx";
import { forbidden } from "#app/lib/errors.ts";
import { intentOf, readForm, submitForm } from "#app/lib/http/form.server.ts";
import { isUuid, oneOf, textParam } from "#app/lib/http/params.ts";
import { redirectWithToast } from "#app/lib/http/toast.server.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { words } from "#app/lib/i18n.ts";
import { paths } from "#app/lib/paths.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { releasePlaces } from "#app/modules/ledgers/policy.ts";
import { loadRelease, previewRelease, type ReleasePreview } from "#app/modules/ledgers/queries-release.server.ts";
import { releaseImported } from "#app/modules/ledgers/release-imported.server.ts";
import { type ReleaseForm, releaseSchema } from "#app/modules/ledgers/schema.ts";
import { ledgersWords } from "#app/words/ledgers.ts";
import { statesWords } from "#app/words/states.ts";

export const meta = pageTitle(ledgersWords, (w) => w.releasing.title);

function filterOf(query: URLSearchParams) {
  const importId = query.get("import");
  return {
    importId: isUuid(importId) ? importId : undefined,
    state: oneOf(query.get("state"), ["SOLVED", "UNSOLVED"] as const),
    q: textParam(query.get("q")) || undefined,
  };
}

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireActor(request);
  if (releasePlaces(actor).length === 0) throw forbidden();
  const query = new URL(request.url).searchParams;
  const [enterprise, after] = [query.get("enterprise"), query.get("after")];
  return loadRelease(actor, isUuid(enterprise) ? enterprise : null, filterOf(query), isUuid(after) ? after : null);
}

export async function action({ request }: ActionFunctionArgs) {
  const actor = await requireActor(request);
  const form = await readForm(request);
  const url = new URL(request.url);
  const filter = filterOf(url.searchParams);
  return submitForm(
    request,
    releaseSchema,
    async ({ scope, ids, ...input }) => {
      const chosen = scope === "all" ? null : ids;
      if (intentOf(form) === "preview") {
        return data({
          preview: await previewRelease(actor, input.enterpriseId, filter, chosen, input.layer),
          chosen: { ...input, scope, ids },
          result: undefined,
        });
      }
      const count = await releaseImported(actor, { ...input, ids: chosen, filter });
      return redirectWithToast(
        request,
        `${url.pathname}?enterprise=${input.enterpriseId}`,
        words(ledgersWords, actor.locale).releasing.released(count),
      );
    },
    { form },
  );
}

export default function Release() {
  const w = useWords(ledgersWords);
  const s = useWords(statesWords);
  const r = w.releasing;
  const page = useLoaderData<typeof loader>();
  const [params] = useSearchParams();
  const filtered = ["import", "state", "q"].some((name) => params.has(name));
  return (
    <>
      <PageHeader title={r.title} lead={r.lead} back={{ to: paths.imports(), label: w.title }} />
      {page.forOthers > 0 && (
        <div className="mb-5 max-w-form">
          <Notice kind="info">{r.forOthers(page.forOthers)}</Notice>
        </div>
      )}
      <FilterBar
        query={{ label: r.query }}
        keep={[]}
        filters={[
          ...(page.places.length > 1
            ? [
                {
                  name: "enterprise",
                  label: r.enterprise,
                  options: page.places.map((place) => ({ value: place.organisationId, label: place.name })),
                },
              ]
            : []),
          {
            name: "import",
            label: r.import,
            options: page.imports.map((one) => ({ value: one.id, label: one.fileName })),
          },
          {
            name: "state",
            label: r.state,
            options: (["SOLVED", "UNSOLVED"] as const).map((state) => ({ value: state, label: s.state[state] })),
          },
        ]}
      />
      {page.rows.length === 0 ? (
        <EmptyState icon={ShieldCheck} title={filtered ? w.rows.empty : r.none}>
          {!filtered && r.noneHint}
        </EmptyState>
      ) : (
        <ReleaseSheet />
      )}
      <Pager after={page.after} />
    </>
  );
}

function ReleaseSheet() {
  const w = useWords(ledgersWords);
  const r = w.releasing;
  const page = useLoaderData<typeof loader>();
  const answer = useActionData<{ preview?: ReleasePreview[]; chosen?: ReleaseForm }>();
  const result = useResult();
  const [form, fields] = useForm<Record<string, string>>({ id: "release", lastResult: result });
  const sending = useSending();
  return (
    <Form method="post" id={form.id} noValidate>
      <EnterSaves name="intent" value="preview" />
      <input type="hidden" name="enterpriseId" value={page.place.organisationId} />
      <ErrorSummary form={form} labels={{ allianceId: r.alliance, layer: r.layer, ids: r.scopeTicked }} />
      <p className="mb-3 font-medium">{r.waiting(page.count)}</p>
      <DataTable
        caption={r.title}
        rows={page.rows}
        rowKey={(row) => row.id}
        rowLink={(row) => paths.problem(row.id)}
        select={{
          name: "ids",
          label: (row) => row.title,
          checked: (row) => answer?.chosen?.ids.includes(row.id) ?? false,
        }}
        columns={[
          { key: "title", label: w.rows.problem, cell: (row) => row.title },
          {
            key: "state",
            label: r.state,
            narrow: true,
            cell: (row) => <StateChip state={row.state} partial={row.partial} />,
          },
          { key: "row", label: r.row, numeric: true, narrow: true, cell: (row) => row.importRow?.rowNumber },
          { key: "posted", label: w.rows.posted, narrow: true, cell: (row) => <Day at={row.createdAt} /> },
        ]}
      />
      {page.alliances.length === 0 ? (
        <div className="mt-5">
          <Notice kind="warning">{r.noAlliance}</Notice>
        </div>
      ) : (
        <div className="mt-6 max-w-form space-y-5">
          {answer?.preview && <PreviewList preview={answer.preview} />}
          <RadioGroup
            field={fields.scope}
            name="scope"
            label={r.scope}
            defaultValue={answer?.chosen?.scope ?? "ticked"}
            options={[
              { value: "ticked", label: r.scopeTicked },
              { value: "all", label: r.scopeAll(page.count) },
            ]}
          />
          {page.alliances.length === 1 ? (
            <FactsTable
              facts={[
                {
                  label: r.alliance,
                  value: (
                    <>
                      <input type="hidden" name="allianceId" value={page.alliances[0]?.id} />
                      {page.alliances[0]?.name}
                    </>
                  ),
                },
              ]}
            />
          ) : (
            <Select
              field={fields.allianceId}
              label={r.alliance}
              options={page.alliances.map((one) => ({ value: one.id, label: one.name }))}
              required
            />
          )}
          <RadioGroup
            name="layer"
            label={r.layer}
            defaultValue={answer?.chosen?.layer ?? "DETAIL"}
            options={[
              { value: "SUMMARY", label: r.layerSummary, hint: r.layerSummaryHint },
              { value: "DETAIL", label: r.layerDetail, hint: r.layerDetailHint },
            ]}
          />
          <Checkbox
            name="anonymous"
            label={r.anonymous}
            hint={r.anonymousHint}
            defaultChecked={answer?.chosen?.anonymous ?? false}
          />
          <FormActions>
            <Button size="large" name="intent" value="release" icon={Send} loading={sending}>
              {r.submit}
            </Button>
            <Button size="large" variant="secondary" name="intent" value="preview" icon={Eye}>
              {r.preview}
            </Button>
          </FormActions>
        </div>
      )}
    </Form>
  );
}

function PreviewList({ preview }: { preview: ReleasePreview[] }) {
  const w = useWords(ledgersWords);
  const r = w.releasing;
  const name = (field: string) =>
    field === "solution" ? r.solution : (w.field[field as keyof typeof w.field] ?? field);
  return (
    <Section title={r.previewTitle} hint={r.previewLead(preview.length)}>
      {preview.map((one) => (
        <article key={one.number} className="mb-4 rounded-md border border-line p-4">
          <h3 className="font-semibold">{one.title}</h3>
          <FactsTable
            facts={[
              ...one.shown.map(({ field, text }) => ({
                label: name(field),
                value: <span className="prose-plain">{text}</span>,
              })),
              one.solution !== "" && { label: r.solution, value: <span className="prose-plain">{one.solution}</span> },
              one.hidden.length > 0 && {
                label: r.hidden,
                value: <span className="text-muted">{one.hidden.map(name).join(", ")}</span>,
              },
            ]}
          />
        </article>
      ))}
    </Section>
  );
}
