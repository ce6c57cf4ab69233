import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  MaxPartSizeExceededError,
  redirect,
  unstable_createMemoryUploadHandler,
  unstable_parseMultipartFormData,
} from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { Upload } from "lucide-react";
import { Button } from "#app/components/actions/button.tsx";
import { FormActions } from "#app/components/actions/form-actions.tsx";
import { Notice } from "#app/components/feedback/notice.tsx";
import { ErrorSummary } from "#app/components/form/error-summary.tsx";
import { FileField } from "#app/components/form/file-field.tsx";
import { Select } from "#app/components/form/select.tsx";
import { useAnsweredForm } from "#app/components/form/use-answered-form.ts";
import { useResult, useSending } from "#app/components/form/use-result.ts";
import { FormColumn } from "#app/components/layout/columns.tsx";
import { PageHeader } from "#app/components/layout/page-header.tsx";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { DomainError } from "#app/lib/errors.ts";
import { submitForm } from "#app/lib/http/form.server.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { paths } from "#app/lib/paths.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { registersKeptBy } from "#app/modules/equipment/policy.ts";
import { registerNames } from "#app/modules/equipment/queries.server.ts";
import { registerOf } from "#app/modules/equipment/register-asset.server.ts";
import { uploadAssetList } from "#app/modules/ledgers/import-assets.server.ts";
import { LIMITS } from "#app/modules/ledgers/limits.ts";
import { assetListSchema } from "#app/modules/ledgers/schema.ts";
import { equipmentWords } from "#app/words/equipment.ts";

export const meta = pageTitle(equipmentWords, (w) => w.list.title);

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireActor(request);
  const enterpriseId = registerOf(actor);
  return { enterpriseId, enterprises: await registerNames(registersKeptBy(actor)) };
}

const tooBig = () => {
  const error = { file: [`file_too_big|max=${LIMITS.fileBytes / 1024 / 1024}`] };
  return data({ result: { status: "error" as const, error } }, { status: 422 });
};

export async function action({ request }: ActionFunctionArgs) {
  const actor = await requireActor(request);
  registerOf(actor);
  // Room for the other fields and the parts' own lines.
  if (Number(request.headers.get("Content-Length") ?? 0) > LIMITS.fileBytes + 100_000) return tooBig();
  let form: FormData;
  try {
    form = await unstable_parseMultipartFormData(
      request,
      unstable_createMemoryUploadHandler({ maxPartSize: LIMITS.fileBytes }),
    );
  } catch (error) {
    if (error instanceof MaxPartSizeExceededError) return tooBig();
    throw new DomainError("bad_request");
  }
  return submitForm(
    request,
    assetListSchema,
    async ({ enterpriseId, file }) => {
      const bytes = Buffer.from(await file.arrayBuffer());
      const id = await uploadAssetList(actor, { enterpriseId, fileName: file.name, bytes });
      return redirect(paths.equipmentList(id));
    },
    { form, hideFields: ["file"] },
  );
}

export default function ImportEquipment() {
  const w = useWords(equipmentWords);
  const { enterprises, enterpriseId } = useLoaderData<typeof loader>();
  const [form, fields] = useAnsweredForm<Record<string, string>>({ result: useResult(), values: { enterpriseId } });
  const sending = useSending();
  return (
    <>
      <PageHeader title={w.list.title} lead={w.list.lead} back={{ to: paths.equipment(), label: w.title }} />
      <Form method="post" encType="multipart/form-data" id={form.id} noValidate>
        <FormColumn>
          <ErrorSummary form={form} labels={{ file: w.list.file, enterpriseId: w.enterprise }} />
          <FileField field={fields.file} label={w.list.file} accept=".xlsx,.csv,.txt" required />
          {enterprises.length > 1 && (
            <Select
              field={fields.enterpriseId}
              label={w.enterprise}
              placeholder={false}
              options={enterprises.map((one) => ({ value: one.id, label: one.name }))}
            />
          )}
          <Notice>{w.list.stays}</Notice>
        </FormColumn>
        <FormActions>
          <Button size="large" icon={Upload} loading={sending}>
            {w.list.read}
          </Button>
        </FormActions>
      </Form>
    </>
  );
}
