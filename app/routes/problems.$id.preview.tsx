import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { Button } from "#app/components/actions/button.tsx";
import { FormActions } from "#app/components/actions/form-actions.tsx";
import { LinkButton } from "#app/components/actions/link-button.tsx";
import { type Fact, FactsTable } from "#app/components/facts/facts-table.tsx";
import { Highlight } from "#app/components/facts/highlight.tsx";
import { SeverityTag } from "#app/components/facts/severity-tag.tsx";
import { ErrorSummary } from "#app/components/form/error-summary.tsx";
import { useResult, useSending } from "#app/components/form/use-result.ts";
import { PageHeader } from "#app/components/layout/page-header.tsx";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { Section } from "#app/components/layout/section.tsx";
import { FixSummary } from "#app/components/problems/fix-summary.tsx";
import { FixActions } from "#app/components/problems/similar-fixes.tsx";
import { readForm, submitForm } from "#app/lib/http/form.server.ts";
import { uuidField, uuidParam } from "#app/lib/http/params.ts";
import { redirectWithToast } from "#app/lib/http/toast.server.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { words } from "#app/lib/i18n.ts";
import { paths } from "#app/lib/paths.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { recordReuse } from "#app/modules/knowledge/record-reuse.server.ts";
import { similarFixes } from "#app/modules/knowledge/search-fixes.server.ts";
import { loadDraft } from "#app/modules/problems/queries-form.server.ts";
import { stepSchema } from "#app/modules/problems/schema.ts";
import { submitProblem } from "#app/modules/problems/submit-problem.server.ts";
import { problemFactsWords } from "#app/words/problem-facts.ts";
import { problemFormWords } from "#app/words/problem-form.ts";
import { similarWords } from "#app/words/similar.ts";

export const meta = pageTitle(similarWords, (w) => w.previewTitle);

const SHOWN = 3;

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request);
  const { row, photos } = await loadDraft(actor, uuidParam(params.id));
  const { id, number, version, title, equipmentType, equipmentModel, phenomenon, alarmCode, severity, anonymous } = row;
  const fixes = await similarFixes(actor, `${equipmentType} ${phenomenon} ${alarmCode}`, SHOWN, id);
  const draft = { title, equipmentType, equipmentModel, phenomenon, alarmCode, severity, anonymous };
  return { id, number, version, draft, photos: photos.length, fixes };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request);
  const id = uuidParam(params.id);
  const form = await readForm(request);
  const solvedBy = form.has("solvedBy") ? uuidField(form.get("solvedBy")) : null;
  return submitForm(
    request,
    stepSchema,
    async ({ version }) => {
      if (solvedBy) {
        await recordReuse(actor, { fixId: solvedBy, needId: id, version });
        return redirectWithToast(request, paths.problem(solvedBy), words(similarWords, actor.locale).recorded);
      }
      const { row } = await loadDraft(actor, id);
      await submitProblem(actor, { id, version });
      return redirectWithToast(request, paths.problem(id), words(problemFormWords, actor.locale).submitted(row.number));
    },
    { form },
  );
}

/** The step between writing and submitting, most of all without script: what others have fixed, and what one has written. */
export default function Preview() {
  const w = useWords(similarWords);
  const f = useWords(problemFactsWords);
  const form = useWords(problemFormWords);
  const { id, number, version, draft, photos, fixes } = useLoaderData<typeof loader>();
  const result = useResult();
  const sending = useSending();
  const facts: (Fact | false)[] = [
    { label: f.field.equipmentType, value: draft.equipmentType || "—" },
    draft.equipmentModel !== "" && { label: f.field.equipmentModel, value: draft.equipmentModel },
    draft.title !== "" && { label: f.field.title, value: draft.title },
    { label: f.field.phenomenon, value: <span className="prose-plain">{draft.phenomenon || "—"}</span> },
    draft.alarmCode !== "" && { label: f.field.alarmCode, value: draft.alarmCode },
    { label: f.field.severity, value: <SeverityTag severity={draft.severity} /> },
    photos > 0 && { label: form.photos, value: w.photos(photos) },
    draft.anonymous && { label: f.anonymous, value: "✓" },
  ];
  return (
    <>
      <PageHeader
        title={w.previewTitle}
        marks={<span className="text-sm text-muted tabular-nums">{number}</span>}
        lead={w.previewLead}
        back={{ to: paths.editProblem(id), label: w.back }}
      />
      <Form method="post">
        <ErrorSummary errors={result?.error ?? {}} labels={{ ...f.field }} />
        <input type="hidden" name="version" value={version} />
        <Section title={w.title} hint={fixes.length > 0 ? w.found(fixes.length) : w.previewNone}>
          <ul className="max-w-form divide-y divide-line border-y border-line empty:hidden">
            {fixes.map((fix) => (
              <li key={fix.id} className="py-5">
                <article>
                  <h3 className="mb-2 text-base font-semibold wrap-anywhere">
                    <Highlight parts={fix.title} />
                  </h3>
                  <FixSummary fix={fix} />
                  <FixActions fix={fix} sending={sending} quiet />
                </article>
              </li>
            ))}
          </ul>
        </Section>
        <Section title={w.yours}>
          <div className="max-w-form">
            <FactsTable facts={facts} />
          </div>
        </Section>
        <FormActions>
          <Button size="large" name="intent" value="submit" loading={sending}>
            {form.submit}
          </Button>
          <LinkButton to={paths.editProblem(id)} size="large">
            {w.back}
          </LinkButton>
        </FormActions>
      </Form>
    </>
  );
}
