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
import { Form, Link, useLoaderData } from "@remix-run/react";
import { CircleCheckBig, Download, FlaskConical, Upload } from "lucide-react";
import { Button } from "#app/components/actions/button.tsx";
import { buttonLook } from "#app/components/actions/button-look.ts";
import { Chip } from "#app/components/facts/chip.tsx";
import { Day } from "#app/components/facts/time.tsx";
import { ErrorSummary } from "#app/components/form/error-summary.tsx";
import { FileField } from "#app/components/form/file-field.tsx";
import { RadioGroup } from "#app/components/form/radio-group.tsx";
import { Select } from "#app/components/form/select.tsx";
import { TextInput } from "#app/components/form/text-input.tsx";
import { useResult, useSending } from "#app/components/form/use-result.ts";
import { PageHeader } from "#app/components/layout/page-header.tsx";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { Section } from "#app/components/layout/section.tsx";
import { DataTable } from "#app/components/lists/data-table.tsx";
import { DomainError } from "#app/lib/errors.ts";
import { submitForm } from "#app/lib/http/form.server.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { awardPaths } from "#app/lib/award-paths.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { uploadTemplate } from "#app/modules/awards/dossier/change-templates.server.ts";
import { TEMPLATE_KINDS } from "#app/modules/awards/dossier/fields.ts";
import { loadTemplates } from "#app/modules/awards/dossier/queries-templates.server.ts";
import { TEMPLATE_MEGABYTES, TEMPLATE_NAME, uploadTemplateSchema } from "#app/modules/awards/dossier/schema.ts";
import { dossierWords } from "#app/words/dossier.ts";

export const meta = pageTitle(dossierWords, (w) => w.templates.title);

export async function loader({ request }: LoaderFunctionArgs) {
  return loadTemplates(await requireActor(request));
}

const MOST = TEMPLATE_MEGABYTES * 1024 * 1024;
const tooBig = () =>
  data(
    { result: { status: "error" as const, error: { file: [`file_too_big|max=${TEMPLATE_MEGABYTES}`] } } },
    { status: 422 },
  );

export async function action({ request }: ActionFunctionArgs) {
  const actor = await requireActor(request);
  await loadTemplates(actor);
  if (Number(request.headers.get("Content-Length") ?? 0) > MOST + 100_000) return tooBig();
  let form: FormData;
  try {
    form = await unstable_parseMultipartFormData(request, unstable_createMemoryUploadHandler({ maxPartSize: MOST }));
  } catch (error) {
    if (error instanceof MaxPartSizeExceededError) return tooBig();
    throw new DomainError("bad_request");
  }
  return submitForm(
    request,
    uploadTemplateSchema,
    async (input) => redirect(awardPaths.dossierTemplate((await uploadTemplate(actor, input)).id)),
    { form, hideFields: ["file"] },
  );
}

export default function Templates() {
  const w = useWords(dossierWords).templates;
  const { rows, above, unions } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader
        title={w.title}
        lead={w.lead}
        back={{ to: awardPaths.awards(), label: useWords(dossierWords).round }}
      />
      <Section title={w.own}>
        {rows.length === 0 ? (
          <p className="text-muted">{w.none}</p>
        ) : (
          <DataTable
            caption={w.caption}
            rows={rows}
            rowKey={(row) => row.id}
            rowLink={(row) => awardPaths.dossierTemplate(row.id)}
            columns={[
              { key: "name", label: w.name, cell: (row) => row.name },
              {
                key: "state",
                label: w.stateLabel,
                mark: true,
                cell: (row) => (
                  <Chip tone={row.takenAt ? "done" : "waiting"} icon={row.takenAt ? CircleCheckBig : FlaskConical}>
                    {row.takenAt ? w.inUse : w.tried}
                  </Chip>
                ),
              },
              { key: "kind", label: w.kindLabel, cell: (row) => w.kind[row.kind] },
              { key: "for", label: w.forTitle, cell: (row) => row.title ?? w.allTitles },
              ...(unions.length > 1
                ? [{ key: "union", label: w.union, cell: (row: (typeof rows)[number]) => row.union }]
                : []),
              { key: "at", label: w.uploadedAt, narrow: true, cell: (row) => <Day at={row.uploadedAt} /> },
            ]}
          />
        )}
      </Section>
      {above.length > 0 && (
        <Section title={w.above} hint={w.aboveHint}>
          <ul className="space-y-3">
            {above.map((one) => (
              <li key={one.id} className="flex flex-wrap items-center gap-x-4 gap-y-2">
                <a href={awardPaths.templateFile(one.id)} download className={buttonLook("secondary")}>
                  <Download aria-hidden="true" className="size-4" />
                  {one.name}
                </a>
                <span className="text-sm text-muted">
                  {one.union} · {w.kind[one.kind]}
                </span>
              </li>
            ))}
          </ul>
        </Section>
      )}
      <Section title={w.shipped} hint={w.shippedHint}>
        <div className="flex flex-wrap gap-3">
          {(["form", "studio", "person", "summary"] as const).map((kind) => (
            <a key={kind} href={awardPaths.shippedTemplate(kind)} download className={buttonLook("secondary")}>
              <Download aria-hidden="true" className="size-4" />
              {w.shippedOf[kind]}
            </a>
          ))}
          <Link to={awardPaths.templateFields()} className={buttonLook("quiet")}>
            {w.fields}
          </Link>
        </div>
      </Section>
      <Add />
    </>
  );
}

function Add() {
  const w = useWords(dossierWords).templates;
  const { unions, titles } = useLoaderData<typeof loader>();
  const [form, fields] = useForm<Record<string, string>>({
    id: "template",
    lastResult: useResult(),
    defaultValue: { organisationId: unions[0]?.id, kind: "FORM" },
  });
  return (
    <Section title={w.add}>
      <Form method="post" id={form.id} encType="multipart/form-data" noValidate className="max-w-form space-y-5">
        <ErrorSummary
          form={form}
          labels={{ organisationId: w.union, name: w.name, kind: w.kindLabel, file: w.file, titleId: w.forTitle }}
        />
        {unions.length > 1 ? (
          <Select
            field={fields.organisationId}
            label={w.union}
            placeholder={false}
            options={unions.map((one) => ({ value: one.id, label: one.name }))}
          />
        ) : (
          <input type="hidden" name="organisationId" value={unions[0]?.id} />
        )}
        <RadioGroup
          field={fields.kind}
          label={w.kindLabel}
          required
          options={TEMPLATE_KINDS.map((value) => ({ value, label: w.kind[value] }))}
        />
        <TextInput field={fields.name} label={w.name} hint={w.nameHint} max={TEMPLATE_NAME} required />
        {titles.length > 0 && (
          <Select
            field={fields.titleId}
            label={w.forTitle}
            placeholder={w.allTitles}
            options={titles.map((one) => ({ value: one.id, label: one.name }))}
          />
        )}
        <FileField field={fields.file} label={w.file} hint={w.fileHint} accept=".docx,.xlsx" required />
        <Button size="large" icon={Upload} loading={useSending()}>
          {w.upload}
        </Button>
      </Form>
    </Section>
  );
}
