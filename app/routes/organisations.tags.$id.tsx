import { useForm } from "@conform-to/react";
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { Button } from "#app/components/actions/button.tsx";
import { ConfirmButton } from "#app/components/actions/confirm-button.tsx";
import { Chip } from "#app/components/facts/chip.tsx";
import { DateInput } from "#app/components/form/date-input.tsx";
import { ErrorSummary } from "#app/components/form/error-summary.tsx";
import { Select } from "#app/components/form/select.tsx";
import { TextInput } from "#app/components/form/text-input.tsx";
import { useResult, useSending } from "#app/components/form/use-result.ts";
import { PageHeader } from "#app/components/layout/page-header.tsx";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { Section } from "#app/components/layout/section.tsx";
import { DataTable } from "#app/components/lists/data-table.tsx";
import { DomainError } from "#app/lib/errors.ts";
import { formatDate } from "#app/lib/format.ts";
import { intentOf, readForm, submitForm } from "#app/lib/http/form.server.ts";
import { uuidParam } from "#app/lib/http/params.ts";
import { redirectWithToast } from "#app/lib/http/toast.server.ts";
import { useLocale, useWords } from "#app/lib/i18n-context.tsx";
import { words } from "#app/lib/i18n.ts";
import { paths } from "#app/lib/paths.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { attachTag, detachTag, retireTag } from "#app/modules/alliances/tags/keep-tags.server.ts";
import { loadTag } from "#app/modules/alliances/tags/queries.server.ts";
import { attachTagSchema, detachTagSchema, retireTagSchema, TAG_MAX } from "#app/modules/alliances/tags/schema.ts";
import { enterpriseTagsWords } from "#app/words/enterprise-tags.ts";

export const meta = pageTitle(enterpriseTagsWords, (w, data: { name: string; year: number | null }) =>
  w.label(data.name, data.year),
);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request);
  return { ...(await loadTag(actor, uuidParam(params.id))), today: formatDate(actor.now) };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request);
  const id = uuidParam(params.id);
  const form = await readForm(request);
  const w = words(enterpriseTagsWords, actor.locale);
  const done = (said: string) => redirectWithToast(request, paths.enterpriseTag(id), said);
  switch (intentOf(form)) {
    case "attach":
      return submitForm(
        request,
        attachTagSchema,
        (input) => attachTag(actor, id, input).then(() => done(w.attachDone)),
        {
          form,
        },
      );
    case "detach":
      return submitForm(
        request,
        detachTagSchema,
        (input) => detachTag(actor, id, input).then(() => done(w.detachDone)),
        {
          form,
        },
      );
    case "retire":
      return submitForm(request, retireTagSchema, () => retireTag(actor, id).then(() => done(w.retireDone)), { form });
    default:
      throw new DomainError("bad_request");
  }
}

type Page = ReturnType<typeof useLoaderData<typeof loader>>;

export default function EnterpriseTagPage() {
  const w = useWords(enterpriseTagsWords);
  const locale = useLocale();
  const page = useLoaderData<typeof loader>();
  const [ending] = useForm({ id: "detach", lastResult: useResult("detach") });
  const [retiring] = useForm({ id: "retire", lastResult: useResult("retire") });
  return (
    <>
      <PageHeader
        title={w.label(locale === "en" && page.nameEn ? page.nameEn : page.name, page.year)}
        marks={page.retiredAt && <Chip>{w.retired}</Chip>}
        back={{ to: paths.enterpriseTags(), label: w.title }}
      />
      <Section title={w.bearers}>
        <ErrorSummary
          form={ending}
          labels={{ untilOn: w.untilOn, document: w.document, reason: w.reason }}
          idOf={() => "bearers"}
        />
        {page.taggings.length === 0 ? (
          <p id="bearers" className="text-muted">
            {w.noBearers}
          </p>
        ) : (
          <DataTable
            caption={w.bearers}
            rows={page.taggings}
            rowKey={(row) => row.id}
            columns={[
              { key: "enterprise", label: w.enterprise, cell: (row) => row.enterprise.name },
              {
                key: "period",
                label: w.period,
                cell: (row) => (
                  <span className="tabular-nums">
                    {row.untilOn ? w.ended(row.fromOn, row.untilOn) : w.open(row.fromOn)}
                  </span>
                ),
              },
              {
                key: "document",
                label: w.document,
                cell: (row) => [row.document, row.endDocument, row.endReason].filter(Boolean).join(" · "),
              },
              {
                key: "end",
                label: w.action,
                screenOnly: true,
                cell: (row) => (row.untilOn ? null : <Detach row={row} page={page} />),
              },
            ]}
          />
        )}
      </Section>
      {!page.retiredAt && (
        <>
          <Attach page={page} />
          <Form method="post" className="mt-8">
            <ErrorSummary form={retiring} />
            <input type="hidden" name="intent" value="retire" />
            <input type="hidden" name="tagId" value={page.id} />
            <ConfirmButton label={w.retire} question={w.retireSure} variant="quiet" />
          </Form>
        </>
      )}
    </>
  );
}

function Detach({ row, page }: { row: Page["taggings"][number]; page: Page }) {
  const w = useWords(enterpriseTagsWords);
  return (
    <Form method="post">
      <input type="hidden" name="intent" value="detach" />
      <input type="hidden" name="taggingId" value={row.id} />
      <ConfirmButton label={w.detach} question={w.detachSure} variant="quiet" size="small">
        <DateInput name="untilOn" id={`until-${row.id}`} label={w.untilOn} defaultValue={page.today} required />
        <TextInput name="document" id={`document-${row.id}`} label={w.document} max={TAG_MAX.document} required />
        <TextInput name="reason" id={`reason-${row.id}`} label={w.reason} max={TAG_MAX.reason} required />
      </ConfirmButton>
    </Form>
  );
}

function Attach({ page }: { page: Page }) {
  const w = useWords(enterpriseTagsWords);
  const [form, fields] = useForm<Record<string, string>>({
    id: "attach",
    lastResult: useResult("attach"),
    defaultValue: { fromOn: page.today },
  });
  const sending = useSending("attach");
  return (
    <Section title={w.attach}>
      <Form method="post" id={form.id} onSubmit={form.onSubmit} noValidate className="max-w-form space-y-5">
        <ErrorSummary form={form} labels={{ enterpriseId: w.enterprise, fromOn: w.fromOn, document: w.document }} />
        <input type="hidden" name="intent" value="attach" />
        <Select
          field={fields.enterpriseId}
          label={w.enterprise}
          options={page.candidates.map(({ id, name }) => ({ value: id, label: name }))}
          required
        />
        <DateInput field={fields.fromOn} label={w.fromOn} max={page.today} required />
        <TextInput field={fields.document} label={w.document} max={TAG_MAX.document} required />
        <Button size="large" loading={sending}>
          {w.attach}
        </Button>
      </Form>
    </Section>
  );
}
