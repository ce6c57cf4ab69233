import { useForm } from "@conform-to/react";
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { Button } from "#app/components/actions/button.tsx";
import { StatusChip } from "#app/components/facts/status-chip.tsx";
import { ErrorSummary } from "#app/components/form/error-summary.tsx";
import { Select } from "#app/components/form/select.tsx";
import { TextInput } from "#app/components/form/text-input.tsx";
import { useResult, useSending } from "#app/components/form/use-result.ts";
import { PageHeader } from "#app/components/layout/page-header.tsx";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { Section } from "#app/components/layout/section.tsx";
import { DataTable } from "#app/components/lists/data-table.tsx";
import { submitForm } from "#app/lib/http/form.server.ts";
import { redirectWithToast } from "#app/lib/http/toast.server.ts";
import { useLocale, useWords } from "#app/lib/i18n-context.tsx";
import { words } from "#app/lib/i18n.ts";
import { paths } from "#app/lib/paths.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { createTag } from "#app/modules/alliances/tags/keep-tags.server.ts";
import { listTags } from "#app/modules/alliances/tags/queries.server.ts";
import { createTagSchema, TAG_MAX } from "#app/modules/alliances/tags/schema.ts";
import { alliancesWords } from "#app/words/alliances.ts";
import { enterpriseTagsWords } from "#app/words/enterprise-tags.ts";

export const meta = pageTitle(enterpriseTagsWords, (w) => w.title);

export const loader = async ({ request }: LoaderFunctionArgs) => listTags(await requireActor(request));

export async function action({ request }: ActionFunctionArgs) {
  const actor = await requireActor(request);
  return submitForm(request, createTagSchema, async (input) => {
    const { id } = await createTag(actor, input);
    return redirectWithToast(request, paths.enterpriseTag(id), words(enterpriseTagsWords, actor.locale).created);
  });
}

export default function EnterpriseTags() {
  const w = useWords(enterpriseTagsWords);
  const o = useWords(alliancesWords);
  const locale = useLocale();
  const { federations, tags } = useLoaderData<typeof loader>();
  const [form, fields] = useForm<Record<string, string>>({
    id: "tag",
    lastResult: useResult(),
    defaultValue: { ownerId: federations[0]?.id ?? "" },
  });
  const sending = useSending();
  return (
    <>
      <PageHeader title={w.title} lead={w.lead} back={{ to: paths.organisations(), label: o.list.title }} />
      {tags.length === 0 ? (
        <p className="text-muted">{w.none}</p>
      ) : (
        <DataTable
          caption={w.caption}
          rows={tags}
          rowKey={(row) => row.id}
          rowLink={(row) => paths.enterpriseTag(row.id)}
          columns={[
            {
              key: "name",
              label: w.name,
              cell: (row) => w.label(locale === "en" && row.nameEn ? row.nameEn : row.name, row.year),
            },
            {
              key: "state",
              label: w.stateLabel,
              mark: true,
              cell: (row) =>
                row.retiredAt ? <StatusChip>{w.retired}</StatusChip> : <StatusChip tone="done">{w.inUse}</StatusChip>,
            },
            { key: "bearers", label: w.bearers, cell: (row) => w.bearersCount(row.bearers), numeric: true },
          ]}
        />
      )}
      <Section title={w.add}>
        <Form method="post" id={form.id} onSubmit={form.onSubmit} noValidate className="max-w-form space-y-5">
          <ErrorSummary form={form} labels={{ ownerId: w.owner, name: w.name, nameEn: w.nameEn, year: w.year }} />
          {federations.length === 1 ? (
            <input type="hidden" name="ownerId" value={federations[0]?.id} />
          ) : (
            <Select
              field={fields.ownerId}
              label={w.owner}
              options={federations.map(({ id, name }) => ({ value: id, label: name }))}
              required
            />
          )}
          <TextInput field={fields.name} label={w.name} max={TAG_MAX.name} required />
          <TextInput field={fields.nameEn} label={w.nameEn} max={TAG_MAX.nameEn} optional />
          <TextInput field={fields.year} label={w.year} inputMode="numeric" optional />
          <Button size="large" loading={sending}>
            {w.submit}
          </Button>
        </Form>
      </Section>
    </>
  );
}
