import { useForm } from "@conform-to/react";
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
import { TextInput } from "#app/components/form/text-input.tsx";
import { useResult, useSending } from "#app/components/form/use-result.ts";
import { FormColumn } from "#app/components/layout/columns.tsx";
import { PageHeader } from "#app/components/layout/page-header.tsx";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { Stepper } from "#app/components/layout/stepper.tsx";
import { DomainError, forbidden } from "#app/lib/errors.ts";
import { submitForm } from "#app/lib/http/form.server.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { paths } from "#app/lib/paths.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { LIMITS } from "#app/modules/ledgers/limits.ts";
import { importPlaces } from "#app/modules/ledgers/policy.ts";
import { uploadSchema } from "#app/modules/ledgers/schema.ts";
import { uploadImport } from "#app/modules/ledgers/upload-import.server.ts";
import { ledgersWords } from "#app/words/ledgers.ts";

export const meta = pageTitle(ledgersWords, (w) => w.upload.title);

export async function loader({ request }: LoaderFunctionArgs) {
  const places = importPlaces(await requireActor(request));
  if (places.length === 0) throw forbidden();
  return { places };
}

const tooBig = () => {
  const error = { file: [`file_too_big|max=${LIMITS.fileBytes / 1024 / 1024}`] };
  return data({ result: { status: "error" as const, error } }, { status: 422 });
};

export async function action({ request }: ActionFunctionArgs) {
  const actor = await requireActor(request);
  if (importPlaces(actor).length === 0) throw forbidden();
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
    uploadSchema,
    async ({ organisationId, enterprise, file }) => {
      const bytes = Buffer.from(await file.arrayBuffer());
      return redirect(
        paths.importRun(await uploadImport(actor, { organisationId, enterprise, fileName: file.name, bytes })),
      );
    },
    { form, hideFields: ["file"] },
  );
}

export default function NewImport() {
  const w = useWords(ledgersWords);
  const { places } = useLoaderData<typeof loader>();
  const [form, fields] = useForm<Record<string, string>>({
    lastResult: useResult(),
    defaultValue: { organisationId: places[0]?.organisationId },
  });
  const sending = useSending();
  return (
    <>
      <PageHeader title={w.upload.title} lead={w.upload.lead} back={{ to: paths.imports(), label: w.title }} />
      <FormColumn>
        <Stepper steps={Object.values(w.step).map((label) => ({ label }))} current={0} />
        <Form method="post" encType="multipart/form-data" id={form.id} onSubmit={form.onSubmit} noValidate>
          <FormColumn>
            <ErrorSummary
              form={form}
              labels={{ file: w.upload.file, organisationId: w.upload.place, enterprise: w.upload.enterprise }}
            />
            <FileField field={fields.file} label={w.upload.file} accept=".xlsx,.csv,.txt" required />
            {places.length === 1 ? (
              <input type="hidden" name="organisationId" value={places[0]?.organisationId} />
            ) : (
              <Select
                field={fields.organisationId}
                label={w.upload.place}
                hint={w.upload.placeHint}
                placeholder={false}
                options={places.map((place) => ({ value: place.organisationId, label: place.name }))}
              />
            )}
            {places.some((place) => place.kind === "ALLIANCE") && (
              <TextInput
                field={fields.enterprise}
                label={w.upload.enterprise}
                hint={w.upload.enterpriseHint}
                optional
              />
            )}
            <Notice>{w.upload.stays}</Notice>
          </FormColumn>
          <FormActions>
            <Button size="large" icon={Upload} loading={sending}>
              {w.upload.submit}
            </Button>
          </FormActions>
        </Form>
      </FormColumn>
    </>
  );
}
