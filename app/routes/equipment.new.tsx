import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { Button } from "#app/components/actions/button.tsx";
import { FormActions } from "#app/components/actions/form-actions.tsx";
import { AssetFields } from "#app/components/equipment/asset-fields.tsx";
import { ErrorSummary } from "#app/components/form/error-summary.tsx";
import { Select } from "#app/components/form/select.tsx";
import { useAnsweredForm } from "#app/components/form/use-answered-form.ts";
import { useResult, useSending } from "#app/components/form/use-result.ts";
import { FormColumn } from "#app/components/layout/columns.tsx";
import { PageHeader } from "#app/components/layout/page-header.tsx";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { intentOf, readForm, submitForm } from "#app/lib/http/form.server.ts";
import { redirectWithToast } from "#app/lib/http/toast.server.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { words } from "#app/lib/i18n.ts";
import { paths } from "#app/lib/paths.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { registersKeptBy } from "#app/modules/equipment/policy.ts";
import { loadFormValues, registerNames } from "#app/modules/equipment/queries.server.ts";
import { registerAsset, registerOf } from "#app/modules/equipment/register-asset.server.ts";
import { registerAssetSchema } from "#app/modules/equipment/schema.ts";
import { equipmentWords } from "#app/words/equipment.ts";

export const meta = pageTitle(equipmentWords, (w) => w.newTitle);

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireActor(request);
  const enterpriseId = registerOf(actor);
  const [known, enterprises] = await Promise.all([loadFormValues(actor), registerNames(registersKeptBy(actor))]);
  return { known, enterprises, enterpriseId };
}

export async function action({ request }: ActionFunctionArgs) {
  const actor = await requireActor(request);
  const w = words(equipmentWords, actor.locale);
  const form = await readForm(request);
  return submitForm(
    request,
    registerAssetSchema,
    async (input) => {
      const { code } = await registerAsset(actor, input);
      const to = intentOf(form) === "next" ? paths.newEquipment() : paths.machine(code);
      return redirectWithToast(request, to, w.registered(input.number));
    },
    { form },
  );
}

export default function NewEquipment() {
  const w = useWords(equipmentWords);
  const { known, enterprises, enterpriseId } = useLoaderData<typeof loader>();
  const [form, fields] = useAnsweredForm<Record<string, string>>({ result: useResult(), values: { enterpriseId } });
  const saving = useSending("save");
  return (
    <>
      <PageHeader title={w.newTitle} lead={w.newLead} back={{ to: paths.equipment(), label: w.title }} />
      <Form method="post" id={form.id} noValidate>
        <FormColumn>
          <ErrorSummary form={form} labels={{ ...w.field, enterpriseId: w.enterprise }} />
          {enterprises.length > 1 && (
            <Select
              field={fields.enterpriseId}
              label={w.enterprise}
              placeholder={false}
              options={enterprises.map((one) => ({ value: one.id, label: one.name }))}
            />
          )}
          <AssetFields fields={fields} known={known} />
        </FormColumn>
        <FormActions>
          <Button size="large" name="intent" value="save" loading={saving}>
            {w.save}
          </Button>
          <Button size="large" variant="secondary" name="intent" value="next">
            {w.saveAndNext}
          </Button>
        </FormActions>
      </Form>
    </>
  );
}
