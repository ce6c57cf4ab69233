import { useForm } from "@conform-to/react";
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { ConfirmButton } from "#app/components/actions/confirm-button.tsx";
import { RubricEditor } from "#app/components/awards/rubric-editor.tsx";
import { ErrorSummary } from "#app/components/form/error-summary.tsx";
import { Select } from "#app/components/form/select.tsx";
import { useResult, useSending } from "#app/components/form/use-result.ts";
import { PageHeader } from "#app/components/layout/page-header.tsx";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { FoldedSection } from "#app/components/layout/section.tsx";
import { intentOf, readForm, submitForm } from "#app/lib/http/form.server.ts";
import { uuidParam } from "#app/lib/http/params.ts";
import { redirectWithToast } from "#app/lib/http/toast.server.ts";
import { useLocale, useWords } from "#app/lib/i18n-context.tsx";
import { words } from "#app/lib/i18n.ts";
import { awardPaths } from "#app/lib/award-paths.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { loadRoundDraft } from "#app/modules/awards/rounds/queries.server.ts";
import { saveRubric, takeRubric } from "#app/modules/awards/rounds/save-rubric.server.ts";
import { answerRubricEditor } from "#app/modules/awards/rubrics/answer-editor.server.ts";
import { rubricFormSchema, takeRubricSchema } from "#app/modules/awards/rubrics/form-schema.ts";
import { rubricChoices } from "#app/modules/awards/rubrics/queries.server.ts";
import { typedFromRubric } from "#app/modules/awards/rubrics/typed.ts";
import { factChoices } from "#app/modules/awards/rubrics/worked-example.ts";
import { pointsText } from "#app/modules/awards/scores/points-text.ts";
import { rubricWords } from "#app/words/award-rubric.ts";
import { rubricLibraryWords } from "#app/words/rubric-library.ts";

export const meta = pageTitle(rubricWords, (w, page: { name: string }) => `${w.rubric.title} · ${page.name}`);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request);
  const row = await loadRoundDraft(actor, uuidParam(params.id));
  return {
    id: row.id,
    name: row.name,
    version: row.version,
    criteria: typedFromRubric(row.rubric),
    total: pointsText(row.rubric.criteria.reduce((sum, one) => sum + one.max, 0)),
    facts: factChoices(row.title.subject),
    library: await rubricChoices([row.organisationId], row.title.subject),
  };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request);
  const id = uuidParam(params.id);
  const form = await readForm(request);
  if (intentOf(form) === "take")
    return submitForm(
      request,
      takeRubricSchema,
      async (input) => {
        await takeRubric(actor, id, input);
        const { taken } = words(rubricLibraryWords, actor.locale);
        return redirectWithToast(request, awardPaths.awardRound(id), taken);
      },
      { form },
    );
  return answerRubricEditor(
    request,
    {
      schema: rubricFormSchema,
      subjectOf: async () => (await loadRoundDraft(actor, id)).title.subject,
      save: async (content, { version }) => {
        await saveRubric(actor, id, { version, content });
        return redirectWithToast(request, awardPaths.awardRound(id), words(rubricWords, actor.locale).rubric.done);
      },
    },
    form,
  );
}

type Page = ReturnType<typeof useLoaderData<typeof loader>>;

export default function Rubric() {
  const page = useLoaderData<typeof loader>();
  const w = useWords(rubricWords).rubric;
  return (
    <>
      <PageHeader
        title={w.title}
        lead={
          <>
            <p>{w.lead}</p>
            <p className="font-medium text-ink tabular-nums">{w.total(page.total)}</p>
          </>
        }
        back={{ to: awardPaths.awardRound(page.id), label: page.name }}
      />
      {page.library.length > 0 && <Take page={page} />}
      <RubricEditor
        version={page.version}
        criteria={page.criteria}
        facts={page.facts}
        back={awardPaths.awardRound(page.id)}
      />
    </>
  );
}

/** Puts a copy of another rubric in the place of this one. */
function Take({ page }: { page: Page }) {
  const w = useWords(rubricLibraryWords);
  const en = useLocale() === "en";
  const result = useResult("take");
  const sending = useSending("take");
  const [form, fields] = useForm<Record<string, string>>({ id: "take", lastResult: result });
  return (
    <div className="mb-6">
      <FoldedSection title={w.take} hint={w.takeHint} open={result !== undefined}>
        <Form method="post" id={form.id} noValidate className="max-w-form space-y-4">
          <ErrorSummary form={form} labels={{ rubricId: w.takeWhich }} />
          <input type="hidden" name="intent" value="take" />
          <input type="hidden" name="version" value={page.version} />
          <Select
            field={fields.rubricId}
            label={w.takeWhich}
            options={page.library.map((one) => ({ value: one.id, label: (en && one.nameEn) || one.name }))}
            required
          />
          <ConfirmButton label={w.takeDo} question={w.takeSure} loading={sending} />
        </Form>
      </FoldedSection>
    </div>
  );
}
