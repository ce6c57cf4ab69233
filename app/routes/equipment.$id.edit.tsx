import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { Button } from "#app/components/actions/button.tsx";
import { ConfirmButton } from "#app/components/actions/confirm-button.tsx";
import { FormActions } from "#app/components/actions/form-actions.tsx";
import { LinkButton } from "#app/components/actions/link-button.tsx";
import { AssetFields } from "#app/components/equipment/asset-fields.tsx";
import { ErrorSummary } from "#app/components/form/error-summary.tsx";
import { TextInput } from "#app/components/form/text-input.tsx";
import { useAnsweredForm } from "#app/components/form/use-answered-form.ts";
import { useResult, useSending } from "#app/components/form/use-result.ts";
import { FormColumn } from "#app/components/layout/columns.tsx";
import { PageHeader } from "#app/components/layout/page-header.tsx";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { forbidden } from "#app/lib/errors.ts";
import { intentOf, readForm, submitForm } from "#app/lib/http/form.server.ts";
import { uuidParam } from "#app/lib/http/params.ts";
import { redirectWithToast } from "#app/lib/http/toast.server.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { words } from "#app/lib/i18n.ts";
import { paths } from "#app/lib/paths.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { changeAsset } from "#app/modules/equipment/change-asset.server.ts";
import { loadAsset, loadFormValues } from "#app/modules/equipment/queries.server.ts";
import { restoreAsset, retireAsset } from "#app/modules/equipment/retire-asset.server.ts";
import { changeAssetSchema, restoreAssetSchema, retireAssetSchema } from "#app/modules/equipment/schema.ts";
import { commonWords } from "#app/words/common.ts";
import { equipmentWords } from "#app/words/equipment.ts";

export const meta = pageTitle(equipmentWords, (w, data: { asset: { number: string } }) =>
  w.editTitle(data.asset.number),
);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request);
  const asset = await loadAsset(actor, uuidParam(params.id));
  if (!asset.mayKeep) throw forbidden("may-not-keep-register");
  return { asset, known: await loadFormValues(actor) };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request);
  const { id, code } = await loadAsset(actor, uuidParam(params.id));
  const w = words(equipmentWords, actor.locale);
  const form = await readForm(request);
  const back = (text: string) => redirectWithToast(request, paths.machine(code), text);
  if (intentOf(form) === "retire")
    return submitForm(
      request,
      retireAssetSchema,
      async (input) => {
        await retireAsset(actor, { id, ...input });
        return back(w.retired);
      },
      { form },
    );
  if (intentOf(form) === "restore")
    return submitForm(
      request,
      restoreAssetSchema,
      async (input) => {
        await restoreAsset(actor, { id, ...input });
        return back(w.restored);
      },
      { form },
    );
  return submitForm(
    request,
    changeAssetSchema,
    async ({ version, ...facts }) => {
      await changeAsset(actor, { id, version, facts });
      return back(w.saved);
    },
    { form },
  );
}

export default function EditEquipment() {
  const w = useWords(equipmentWords);
  const c = useWords(commonWords);
  const { asset, known } = useLoaderData<typeof loader>();
  const { number, name, type, model, maker, line, site, version } = asset;
  const [form, fields] = useAnsweredForm<Record<string, string>>({
    result: useResult("save"),
    values: { number, name, type, model, maker, line, site },
  });
  const sending = useSending("save");
  return (
    <>
      <PageHeader title={w.editTitle(number)} back={{ to: paths.machine(asset.code), label: number }} />
      <Form method="post" id={form.id} noValidate>
        <FormColumn>
          <input type="hidden" name="intent" value="save" />
          <input type="hidden" name="version" value={version} />
          <ErrorSummary form={form} labels={w.field} />
          <AssetFields fields={fields} known={known} />
        </FormColumn>
        <FormActions>
          <Button size="large" loading={sending}>
            {w.save}
          </Button>
          <LinkButton to={paths.machine(asset.code)} size="large" variant="quiet">
            {c.cancel}
          </LinkButton>
        </FormActions>
      </Form>
      <div className="mt-10 max-w-form border-t border-line pt-6">
        {asset.retiredAt ? <Restore version={version} /> : <Retire version={version} />}
      </div>
    </>
  );
}

function Retire({ version }: { version: number }) {
  const w = useWords(equipmentWords);
  const [form, fields] = useAnsweredForm<Record<string, string>>({ result: useResult("retire"), values: {} });
  return (
    <Form method="post" id={form.id} noValidate>
      <input type="hidden" name="intent" value="retire" />
      <input type="hidden" name="version" value={version} />
      <ErrorSummary form={form} labels={{ reason: w.retireReason }} />
      <ConfirmButton label={w.retire} question={w.retireSure} variant="quiet">
        <TextInput field={fields.reason} label={w.retireReason} required />
      </ConfirmButton>
    </Form>
  );
}

function Restore({ version }: { version: number }) {
  const w = useWords(equipmentWords);
  const [form] = useAnsweredForm<Record<string, string>>({ result: useResult("restore"), values: {} });
  return (
    <Form method="post" id={form.id} noValidate>
      <input type="hidden" name="intent" value="restore" />
      <input type="hidden" name="version" value={version} />
      <ErrorSummary form={form} labels={{}} />
      <Button variant="secondary">{w.restore}</Button>
    </Form>
  );
}
