import { useForm } from "@conform-to/react";
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { Button } from "#app/components/actions/button.tsx";
import { ConfirmButton } from "#app/components/actions/confirm-button.tsx";
import { FormActions } from "#app/components/actions/form-actions.tsx";
import { LinkButton } from "#app/components/actions/link-button.tsx";
import { Notice } from "#app/components/feedback/notice.tsx";
import { ErrorSummary } from "#app/components/form/error-summary.tsx";
import { TextInput } from "#app/components/form/text-input.tsx";
import { useResult, useSending } from "#app/components/form/use-result.ts";
import { FormColumn } from "#app/components/layout/columns.tsx";
import { PageHeader } from "#app/components/layout/page-header.tsx";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { OrganisationFields, useOrganisationLabels } from "#app/components/people/organisation-fields.tsx";
import { forbidden } from "#app/lib/errors.ts";
import { intentOf, readForm, submitForm } from "#app/lib/http/form.server.ts";
import { uuidParam } from "#app/lib/http/params.ts";
import { redirectWithToast } from "#app/lib/http/toast.server.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { words } from "#app/lib/i18n.ts";
import { paths } from "#app/lib/paths.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { changeOrganisation, closeOrganisation } from "#app/modules/alliances/change-organisation.server.ts";
import { loadOrganisation } from "#app/modules/alliances/queries.server.ts";
import { changeOrganisationSchema, closeOrganisationSchema } from "#app/modules/alliances/schema.ts";
import { alliancesWords } from "#app/words/alliances.ts";
import { commonWords } from "#app/words/common.ts";

export const meta = pageTitle(alliancesWords, (w, data: { name: string }) => w.form.editTitle(data.name));

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request);
  const organisation = await loadOrganisation(actor, uuidParam(params.id));
  if (!organisation.scope) throw forbidden();
  return organisation;
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request);
  const organisationId = uuidParam(params.id);
  const w = words(alliancesWords, actor.locale);
  const form = await readForm(request);
  if (intentOf(form) === "close") {
    return submitForm(
      request,
      closeOrganisationSchema,
      async (input) => {
        await closeOrganisation(actor, { organisationId, ...input });
        return redirectWithToast(request, paths.organisation(organisationId), w.form.closed);
      },
      { form },
    );
  }
  return submitForm(
    request,
    changeOrganisationSchema,
    async (input) => {
      await changeOrganisation(actor, { organisationId, ...input });
      return redirectWithToast(request, paths.organisation(organisationId), w.form.saved);
    },
    { form },
  );
}

const day = (value: string | Date | null | undefined): string =>
  value ? new Date(value).toISOString().slice(0, 10) : "";

export default function EditOrganisation() {
  const w = useWords(alliancesWords);
  const c = useWords(commonWords);
  const o = useLoaderData<typeof loader>();
  const labels = useOrganisationLabels();
  const [form, fields] = useForm<Record<string, string>>({
    lastResult: useResult("save"),
    defaultValue: {
      name: o.name,
      shortName: o.shortName,
      nameEn: o.nameEn,
      about: o.about,
      industry: o.enterprise?.industry,
      groupName: o.enterprise?.group?.name,
      address: o.enterprise?.address,
      aliases: o.enterprise?.aliases.join("\n"),
      watermark: o.enterprise?.watermark ? "on" : "",
      level: o.studio?.level,
      designatedOn: day(o.studio?.designatedOn),
      specialities: o.studio?.specialities.join("、"),
      premises: o.studio?.premises,
      allianceKind: o.alliance?.kind,
      formedOn: day(o.alliance?.formedOn),
    },
  });
  const sending = useSending("save");
  const certified = o.scope === "all";
  return (
    <>
      <PageHeader title={w.form.editTitle(o.name)} back={{ to: paths.organisation(o.id), label: o.name }} />
      <Form method="post" id={form.id} onSubmit={form.onSubmit} noValidate>
        <FormColumn>
          <input type="hidden" name="intent" value="save" />
          <input type="hidden" name="version" value={o.version} />
          {!certified && <input type="hidden" name="name" value={o.name} />}
          <ErrorSummary form={form} labels={labels} />
          {!certified && <Notice>{w.form.certified}</Notice>}
          <OrganisationFields kind={o.kind} fields={fields} certified={certified} />
        </FormColumn>
        <FormActions>
          <Button size="large" loading={sending}>
            {w.form.save}
          </Button>
          <LinkButton to={paths.organisation(o.id)} size="large" variant="quiet">
            {c.cancel}
          </LinkButton>
        </FormActions>
      </Form>
      {o.mayClose && <Close version={o.version} />}
    </>
  );
}

function Close({ version }: { version: number }) {
  const w = useWords(alliancesWords);
  const [form, fields] = useForm<Record<string, string>>({ lastResult: useResult("close") });
  return (
    <Form
      method="post"
      id={form.id}
      onSubmit={form.onSubmit}
      noValidate
      className="mt-10 max-w-form border-t border-line pt-6"
    >
      <input type="hidden" name="intent" value="close" />
      <input type="hidden" name="version" value={version} />
      <ErrorSummary form={form} labels={{ reason: w.fields.reason }} />
      <ConfirmButton label={w.form.close} question={w.form.closeSure} variant="quiet">
        <TextInput field={fields.reason} label={w.fields.reason} required />
      </ConfirmButton>
    </Form>
  );
}
