import { useForm } from "@conform-to/react";
import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/node";
import { Form, Link, useActionData, useLoaderData } from "@remix-run/react";
import { Button } from "#app/components/actions/button.tsx";
import { LinkButton } from "#app/components/actions/link-button.tsx";
import { Chip } from "#app/components/facts/chip.tsx";
import { EmptyState } from "#app/components/feedback/empty-state.tsx";
import { ErrorSummary } from "#app/components/form/error-summary.tsx";
import { TextInput } from "#app/components/form/text-input.tsx";
import { useResult, useSending } from "#app/components/form/use-result.ts";
import { FormColumn } from "#app/components/layout/columns.tsx";
import { PageHeader } from "#app/components/layout/page-header.tsx";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { FoldedSection } from "#app/components/layout/section.tsx";
import { DataTable } from "#app/components/lists/data-table.tsx";
import { FilterBar } from "#app/components/lists/filter-bar.tsx";
import { Pager } from "#app/components/lists/pager.tsx";
import { OneTimeLink } from "#app/components/people/one-time-link.tsx";
import { submitForm } from "#app/lib/http/form.server.ts";
import { oneOf, textParam } from "#app/lib/http/params.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { pageRequest } from "#app/lib/page.ts";
import { paths } from "#app/lib/paths.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { publicLink } from "#app/modules/accounts/mail-invitation.server.ts";
import { createPerson } from "#app/modules/accounts/manage-person.server.ts";
import { listPeople } from "#app/modules/accounts/queries-people.server.ts";
import { personSchema } from "#app/modules/accounts/schema.ts";
import { accountsWords } from "#app/words/accounts.ts";
import { commonWords } from "#app/words/common.ts";
import { mailAdminWords } from "#app/words/mail-admin.ts";

export const meta = pageTitle(accountsWords, (w) => w.admin.title);

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireActor(request);
  const url = new URL(request.url);
  const filter = {
    q: textParam(url.searchParams.get("q")),
    status: oneOf(url.searchParams.get("status"), ["active", "disabled"]),
  };
  return listPeople(actor, filter, pageRequest(url, 30));
}

export async function action({ request }: ActionFunctionArgs) {
  const actor = await requireActor(request);
  return submitForm(request, personSchema, async (input) => {
    const { personId, token } = await createPerson(actor, input);
    return data({ link: publicLink(request, paths.resetPassword(token)), personId, name: input.name });
  });
}

export default function People() {
  const w = useWords(accountsWords);
  const c = useWords(commonWords);
  const m = useWords(mailAdminWords);
  const { rows, after, before } = useLoaderData<typeof loader>();
  const answer = useActionData<{ link?: string; personId?: string; name?: string }>();
  return (
    <>
      <PageHeader
        title={w.admin.title}
        lead={w.admin.lead}
        actions={
          <LinkButton to={paths.adminMail()} variant="quiet" size="small">
            {m.title}
          </LinkButton>
        }
      />
      {answer?.link && answer.personId && (
        <>
          <OneTimeLink title={`${w.admin.created} · ${w.admin.linkTitle}`} hint={w.admin.linkHint} href={answer.link} />
          <p className="mb-6">
            <Link to={paths.adminPerson(answer.personId)} className="link">
              {answer.name}
            </Link>
          </p>
        </>
      )}
      <div className="mb-6">
        <Create key={answer?.personId} />
      </div>
      <FilterBar
        query={{ label: w.admin.search }}
        filters={[
          {
            name: "status",
            label: w.admin.status,
            options: [
              { value: "active", label: w.admin.active },
              { value: "disabled", label: w.admin.disabled },
            ],
          },
        ]}
      />
      {rows.length === 0 ? (
        <EmptyState title={w.admin.noneFound}>{w.admin.noneHint}</EmptyState>
      ) : (
        <DataTable
          caption={w.admin.title}
          rows={rows}
          rowKey={(row) => row.id}
          rowLink={(row) => paths.adminPerson(row.id)}
          columns={[
            { key: "name", label: w.admin.name, cell: (row) => row.name, narrow: true },
            {
              key: "contact",
              label: w.admin.contact,
              cell: (row) => [row.email, row.phone].filter(Boolean).join(" · ") || c.none,
              narrow: true,
            },
            {
              key: "roles",
              label: w.admin.roles,
              cell: (row) => row.memberships.map((m) => `${m.organisation.name} ${w.roles[m.role]}`).join(w.listComma),
            },
            {
              key: "status",
              label: w.admin.status,
              cell: (row) => (row.disabledAt ? <Chip tone="urgent">{w.admin.disabled}</Chip> : w.admin.active),
              narrow: true,
            },
          ]}
        />
      )}
      <Pager after={after} before={before} />
    </>
  );
}

function Create() {
  const w = useWords(accountsWords);
  const f = w.fields;
  const result = useResult();
  const [form, fields] = useForm<Record<string, string>>({ lastResult: result });
  const sending = useSending();
  return (
    <FoldedSection title={w.admin.create} hint={w.admin.createHint} open={result !== undefined}>
      <Form method="post" id={form.id} onSubmit={form.onSubmit} noValidate>
        <FormColumn>
          <ErrorSummary form={form} labels={{ name: f.name, email: f.email, phone: f.phone }} />
          <TextInput field={fields.name} label={f.name} required />
          <TextInput field={fields.email} label={f.email} hint={f.contactHint} type="email" />
          <TextInput field={fields.phone} label={f.phone} type="tel" />
          <Button loading={sending}>{w.admin.createSubmit}</Button>
        </FormColumn>
      </Form>
    </FoldedSection>
  );
}
