import { useForm } from "@conform-to/react";
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { Form, Link, useLoaderData } from "@remix-run/react";
import { Button } from "#app/components/actions/button.tsx";
import { FormActions } from "#app/components/actions/form-actions.tsx";
import { LinkButton } from "#app/components/actions/link-button.tsx";
import { ErrorSummary } from "#app/components/form/error-summary.tsx";
import { RadioGroup } from "#app/components/form/radio-group.tsx";
import { Select } from "#app/components/form/select.tsx";
import { TextInput } from "#app/components/form/text-input.tsx";
import { Textarea } from "#app/components/form/textarea.tsx";
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
import { TITLE_EXAMPLES } from "#app/modules/awards/titles/examples.ts";
import { titleSchema } from "#app/modules/awards/titles/schema.ts";
import { addTitle } from "#app/modules/awards/titles/write-title.server.ts";
import { awardsWords } from "#app/words/awards.ts";
import { commonWords } from "#app/words/common.ts";

export const meta = pageTitle(awardsWords, (w) => w.catalogue.add);

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireActor(request);
  const unions = await unionsOf(actor);
  if (unions.length === 0) throw forbidden("not-your-move");
  const key = new URL(request.url).searchParams.get("example");
  return {
    unions,
    examples: TITLE_EXAMPLES.map(({ key: one, name, nameEn }) => ({ key: one, name, nameEn })),
    example: TITLE_EXAMPLES.find((one) => one.key === key) ?? null,
  };
}

export async function action({ request }: ActionFunctionArgs) {
  const actor = await requireActor(request);
  return submitForm(request, titleSchema, async (input) => {
    await addTitle(actor, input);
    return redirectWithToast(request, awardPaths.awardTitles(), words(awardsWords, actor.locale).catalogue.added);
  });
}

export default function NewTitle() {
  const w = useWords(awardsWords);
  const t = w.catalogue;
  const c = useWords(commonWords);
  const en = useLocale() === "en";
  const { unions, examples, example } = useLoaderData<typeof loader>();
  const [form, fields] = useForm<Record<string, string>>({
    id: `title-${example?.key ?? "new"}`,
    lastResult: useResult(),
    defaultValue: {
      organisationId: unions[0]?.id ?? "",
      subject: example?.subject ?? "ACHIEVEMENT",
      name: example?.name ?? "",
      nameEn: example?.nameEn ?? "",
      legalBasis: example?.legalBasis ?? "",
      grades: example?.grades.join("\n") ?? "",
    },
  });
  return (
    <>
      <PageHeader title={t.add} lead={t.lead} back={{ to: awardPaths.awardTitles(), label: t.title }} />
      <p className="mb-5 flex flex-wrap gap-x-4 gap-y-1">
        <span className="text-muted">{t.examples}</span>
        {examples.map((one) => (
          <Link key={one.key} to={awardPaths.newAwardTitle({ example: one.key })} className="link">
            {en ? one.nameEn : one.name}
          </Link>
        ))}
      </p>
      <Form method="post" id={form.id} noValidate className="max-w-form space-y-5">
        <ErrorSummary
          form={form}
          labels={{
            organisationId: t.union,
            name: t.name,
            nameEn: w.nameEn,
            legalBasis: t.legalBasis,
            grades: t.grades,
            subject: w.subjectLabel,
          }}
        />
        {unions.length === 1 ? (
          <input type="hidden" name="organisationId" value={unions[0]?.id} />
        ) : (
          <Select
            field={fields.organisationId}
            label={t.union}
            options={unions.map((one) => ({ value: one.id, label: one.name }))}
            required
          />
        )}
        <RadioGroup
          field={fields.subject}
          label={w.subjectLabel}
          required
          columns={3}
          options={(["ACHIEVEMENT", "STUDIO", "PERSON"] as const).map((value) => ({ value, label: w.subject[value] }))}
        />
        <TextInput field={fields.name} label={t.name} required />
        <TextInput field={fields.nameEn} label={w.nameEn} />
        <Textarea field={fields.legalBasis} label={t.legalBasis} hint={t.legalBasisHint} rows={2} required />
        <Textarea field={fields.grades} label={t.grades} hint={t.gradesHint} rows={3} required />
        <FormActions>
          <Button size="large" loading={useSending()}>
            {t.save}
          </Button>
          <LinkButton to={awardPaths.awardTitles()} size="large">
            {c.cancel}
          </LinkButton>
        </FormActions>
      </Form>
    </>
  );
}
