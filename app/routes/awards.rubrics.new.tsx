import { useForm } from "@conform-to/react";
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { Button } from "#app/components/actions/button.tsx";
import { FormActions } from "#app/components/actions/form-actions.tsx";
import { LinkButton } from "#app/components/actions/link-button.tsx";
import { ErrorSummary } from "#app/components/form/error-summary.tsx";
import { RadioGroup } from "#app/components/form/radio-group.tsx";
import { Select } from "#app/components/form/select.tsx";
import { TextInput } from "#app/components/form/text-input.tsx";
import { useResult, useSending } from "#app/components/form/use-result.ts";
import { PageHeader } from "#app/components/layout/page-header.tsx";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { forbidden } from "#app/lib/errors.ts";
import { submitForm } from "#app/lib/http/form.server.ts";
import { redirectWithToast } from "#app/lib/http/toast.server.ts";
import { useLocale, useWords } from "#app/lib/i18n-context.tsx";
import { words } from "#app/lib/i18n.ts";
import { awardPaths } from "#app/lib/award-paths.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { unionsOf } from "#app/modules/awards/rounds/queries.server.ts";
import { newRubricSchema, rubricSource } from "#app/modules/awards/rubrics/form-schema.ts";
import { loadRubricSource } from "#app/modules/awards/rubrics/queries.server.ts";
import { addRubric } from "#app/modules/awards/rubrics/write-rubric.server.ts";
import { awardsWords } from "#app/words/awards.ts";
import { commonWords } from "#app/words/common.ts";
import { rubricLibraryWords } from "#app/words/rubric-library.ts";

export const meta = pageTitle(rubricLibraryWords, (w) => w.add);

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireActor(request);
  const from = rubricSource(new URL(request.url).searchParams.get("from"));
  const unions = await unionsOf(actor);
  if (unions.length === 0) throw forbidden("not-your-move");
  return {
    unions,
    from: from && { ...(await loadRubricSource(actor, from)), value: `${from.kind}:${from.id}` },
    clientId: crypto.randomUUID(),
  };
}

export async function action({ request }: ActionFunctionArgs) {
  const actor = await requireActor(request);
  return submitForm(request, newRubricSchema, async (input) => {
    const { id } = await addRubric(actor, input);
    const l = words(rubricLibraryWords, actor.locale);
    return redirectWithToast(request, awardPaths.editAwardRubric(id), input.from ? l.copied : l.added);
  });
}

export default function NewRubric() {
  const w = useWords(awardsWords);
  const l = useWords(rubricLibraryWords);
  const c = useWords(commonWords);
  const en = useLocale() === "en";
  const { unions, from, clientId } = useLoaderData<typeof loader>();
  const [form, fields] = useForm<Record<string, string>>({
    id: `rubric-${from?.value ?? "new"}`,
    lastResult: useResult(),
    defaultValue: {
      clientId,
      organisationId: unions[0]?.id ?? "",
      subject: from?.subject ?? "ACHIEVEMENT",
      name: from ? l.copyName(from.name) : "",
      nameEn: from?.nameEn ? l.copyNameEn(from.nameEn) : "",
    },
  });
  return (
    <>
      <PageHeader
        title={l.add}
        lead={from ? l.copyOf((en && from.nameEn) || from.name) : l.lead}
        back={{ to: awardPaths.awardRubrics(), label: l.title }}
      />
      <Form method="post" id={form.id} noValidate className="max-w-form space-y-5">
        <ErrorSummary
          form={form}
          labels={{ organisationId: l.union, name: l.name, nameEn: l.nameEn, subject: w.subjectLabel }}
        />
        <input type="hidden" name="clientId" value={fields.clientId?.value ?? clientId} />
        {from && <input type="hidden" name="from" value={from.value} />}
        {unions.length === 1 ? (
          <input type="hidden" name="organisationId" value={unions[0]?.id} />
        ) : (
          <Select
            field={fields.organisationId}
            label={l.union}
            options={unions.map((one) => ({ value: one.id, label: one.name }))}
            required
          />
        )}
        {from ? (
          <input type="hidden" name="subject" value={from.subject} />
        ) : (
          <RadioGroup
            field={fields.subject}
            label={w.subjectLabel}
            required
            columns={3}
            options={(["ACHIEVEMENT", "STUDIO", "PERSON"] as const).map((value) => ({
              value,
              label: w.subject[value],
            }))}
          />
        )}
        <TextInput field={fields.name} label={l.name} required />
        <TextInput field={fields.nameEn} label={l.nameEn} />
        <FormActions>
          <Button size="large" loading={useSending()}>
            {l.save}
          </Button>
          <LinkButton to={awardPaths.awardRubrics()} size="large">
            {c.cancel}
          </LinkButton>
        </FormActions>
      </Form>
    </>
  );
}
