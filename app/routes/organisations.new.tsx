import { useForm } from "@conform-to/react";
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { Button } from "#app/components/actions/button.tsx";
import { FormActions } from "#app/components/actions/form-actions.tsx";
import { LinkButton } from "#app/components/actions/link-button.tsx";
import { ErrorSummary } from "#app/components/form/error-summary.tsx";
import { Select } from "#app/components/form/select.tsx";
import { useResult, useSending } from "#app/components/form/use-result.ts";
import { FormColumn } from "#app/components/layout/columns.tsx";
import { PageHeader } from "#app/components/layout/page-header.tsx";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { OrganisationFields, useOrganisationLabels } from "#app/components/people/organisation-fields.tsx";
import { submitForm } from "#app/lib/http/form.server.ts";
import { isUuid, oneOf } from "#app/lib/http/params.ts";
import { redirectWithToast } from "#app/lib/http/toast.server.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { words } from "#app/lib/i18n.ts";
import { paths } from "#app/lib/paths.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { createOrganisation } from "#app/modules/alliances/create-organisation.server.ts";
import { mayStandUnder } from "#app/modules/alliances/policy.ts";
import { listParents } from "#app/modules/alliances/queries.server.ts";
import { NEW_KINDS } from "#app/modules/alliances/kinds.ts";
import { createOrganisationSchema } from "#app/modules/alliances/schema.ts";
import { alliancesWords } from "#app/words/alliances.ts";
import { commonWords } from "#app/words/common.ts";

export const meta = pageTitle(alliancesWords, (w) => w.form.createTitle);

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireActor(request);
  const query = new URL(request.url).searchParams;
  const kind = oneOf(query.get("kind"), NEW_KINDS) ?? null;
  const parents = await listParents(actor);
  const parent = query.get("parent");
  return {
    kind,
    parentId: isUuid(parent) ? parent : undefined,
    // Asked of the rules here: the page itself carries none.
    parents: kind ? parents.filter((p) => mayStandUnder(kind, p.kind)) : [],
    topLevel: kind !== null && mayStandUnder(kind, null),
  };
}

export async function action({ request }: ActionFunctionArgs) {
  const actor = await requireActor(request);
  return submitForm(request, createOrganisationSchema, async (input) => {
    const { organisationId } = await createOrganisation(actor, input);
    return redirectWithToast(
      request,
      paths.organisation(organisationId),
      words(alliancesWords, actor.locale).form.created,
    );
  });
}

export default function NewOrganisation() {
  const w = useWords(alliancesWords);
  const { kind } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader
        title={w.form.createTitle}
        lead={kind && w.kinds[kind]}
        back={{ to: paths.organisations(), label: w.list.title }}
      />
      {kind ? <CreateForm key={kind} kind={kind} /> : <Kinds />}
    </>
  );
}

function Kinds() {
  const w = useWords(alliancesWords);
  return (
    <ul className="grid max-w-form gap-2 sm:grid-cols-2">
      {NEW_KINDS.map((kind) => (
        <li key={kind}>
          <LinkButton to={paths.newOrganisation({ kind })} wide>
            {w.kinds[kind]}
          </LinkButton>
        </li>
      ))}
    </ul>
  );
}

function CreateForm({ kind }: { kind: (typeof NEW_KINDS)[number] }) {
  const w = useWords(alliancesWords);
  const c = useWords(commonWords);
  const { parents, parentId, topLevel } = useLoaderData<typeof loader>();
  const [form, fields] = useForm<Record<string, string>>({
    lastResult: useResult(),
    defaultValue: { parentId: parentId ?? (parents.length === 1 ? parents[0]?.id : undefined) },
  });
  const labels = useOrganisationLabels();
  const sending = useSending();
  return (
    <Form method="post" id={form.id} onSubmit={form.onSubmit} noValidate>
      <FormColumn>
        <ErrorSummary form={form} labels={labels} />
        <input type="hidden" name="kind" value={kind} />
        {!topLevel && (
          <Select
            field={fields.parentId}
            label={w.fields.parent}
            options={parents.map((p) => ({ value: p.id, label: p.name }))}
            required
          />
        )}
        <OrganisationFields kind={kind} fields={fields} certified />
      </FormColumn>
      <FormActions>
        <Button size="large" loading={sending}>
          {w.form.create}
        </Button>
        <LinkButton to={paths.organisations()} size="large" variant="quiet">
          {c.cancel}
        </LinkButton>
      </FormActions>
    </Form>
  );
}
