import { useForm } from "@conform-to/react";
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { Form, Link, useLoaderData } from "@remix-run/react";
import { Button } from "#app/components/actions/button.tsx";
import { FormActions } from "#app/components/actions/form-actions.tsx";
import { LinkButton } from "#app/components/actions/link-button.tsx";
import { Notice } from "#app/components/feedback/notice.tsx";
import { ErrorSummary } from "#app/components/form/error-summary.tsx";
import { Select } from "#app/components/form/select.tsx";
import { TextInput } from "#app/components/form/text-input.tsx";
import { useResult, useSending } from "#app/components/form/use-result.ts";
import { PageHeader } from "#app/components/layout/page-header.tsx";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { formatDate } from "#app/lib/format.ts";
import { submitForm } from "#app/lib/http/form.server.ts";
import { redirectWithToast } from "#app/lib/http/toast.server.ts";
import { useLocale, useWords } from "#app/lib/i18n-context.tsx";
import { words } from "#app/lib/i18n.ts";
import { awardPaths } from "#app/lib/award-paths.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { startRound } from "#app/modules/awards/rounds/define-round.server.ts";
import { loadRoundStart } from "#app/modules/awards/rounds/queries.server.ts";
import { startRoundSchema } from "#app/modules/awards/rounds/schema.ts";
import { awardsWords } from "#app/words/awards.ts";
import { commonWords } from "#app/words/common.ts";

export const meta = pageTitle(awardsWords, (w) => w.start.title);

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireActor(request);
  return {
    ...(await loadRoundStart(actor)),
    clientId: crypto.randomUUID(),
    year: formatDate(actor.now).slice(0, 4),
  };
}

export async function action({ request }: ActionFunctionArgs) {
  const actor = await requireActor(request);
  return submitForm(request, startRoundSchema, async (input) => {
    const { id } = await startRound(actor, input);
    return redirectWithToast(
      request,
      awardPaths.awardRoundStep(id, "edit"),
      words(awardsWords, actor.locale).start.done,
    );
  });
}

export default function NewRound() {
  const w = useWords(awardsWords);
  const s = w.start;
  const c = useWords(commonWords);
  const en = useLocale() === "en";
  const page = useLoaderData<typeof loader>();
  const [form, fields] = useForm<Record<string, string>>({
    id: "round",
    lastResult: useResult(),
    defaultValue: { clientId: page.clientId, year: page.year },
  });
  return (
    <>
      <PageHeader title={s.title} lead={s.lead} back={{ to: awardPaths.awards(), label: w.title }} />
      {page.titles.length === 0 && (
        <div className="mb-5">
          <Notice kind="warning" title={s.noTitle}>
            <Link to={awardPaths.newAwardTitle()} className="link">
              {w.catalogue.add}
            </Link>
          </Notice>
        </div>
      )}
      <Form method="post" id={form.id} noValidate className="max-w-form space-y-5">
        <ErrorSummary
          form={form}
          labels={{ titleId: w.awardTitle, year: w.year, name: w.name, nameEn: w.nameEn, rubricId: s.rubric }}
        />
        <input type="hidden" name="clientId" value={fields.clientId?.value ?? page.clientId} />
        <Select
          field={fields.titleId}
          label={w.awardTitle}
          options={page.titles.map((one) => ({ value: one.id, label: (en && one.nameEn) || one.name }))}
          required
        />
        <TextInput field={fields.year} label={w.year} inputMode="numeric" required />
        <TextInput field={fields.name} label={w.name} required />
        <TextInput field={fields.nameEn} label={w.nameEn} />
        <Select
          field={fields.rubricId}
          label={s.rubric}
          hint={s.rubricHint}
          placeholder={s.rubricNone}
          options={(["ACHIEVEMENT", "STUDIO", "PERSON"] as const).flatMap((subject) => {
            const options = page.rubrics
              .filter((one) => one.subject === subject)
              .map((one) => ({ value: one.id, label: (en && one.nameEn) || one.name }));
            return options.length > 0 ? [{ label: w.subject[subject], options }] : [];
          })}
        />
        <FormActions>
          <Button size="large" loading={useSending()}>
            {s.submit}
          </Button>
          <LinkButton to={awardPaths.awards()} size="large">
            {c.cancel}
          </LinkButton>
        </FormActions>
      </Form>
    </>
  );
}
