import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { Button } from "#app/components/actions/button.tsx";
import { FormActions } from "#app/components/actions/form-actions.tsx";
import { LinkButton } from "#app/components/actions/link-button.tsx";
import { Notice } from "#app/components/feedback/notice.tsx";
import { useAnsweredForm } from "#app/components/form/use-answered-form.ts";
import { useResult, useSending } from "#app/components/form/use-result.ts";
import { FormColumn } from "#app/components/layout/columns.tsx";
import { PageHeader } from "#app/components/layout/page-header.tsx";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { Section } from "#app/components/layout/section.tsx";
import { FormErrors } from "#app/components/problems/form-errors.tsx";
import { FIRST_FIELDS, type FormField, REST_FIELDS, REST_SECTIONS } from "#app/components/problems/form-fields.ts";
import { ProblemField } from "#app/components/problems/rest-fields.tsx";
import { submitForm } from "#app/lib/http/form.server.ts";
import { uuidParam } from "#app/lib/http/params.ts";
import { redirectWithToast } from "#app/lib/http/toast.server.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { words } from "#app/lib/i18n.ts";
import { paths } from "#app/lib/paths.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { completeProblem, loadMissing } from "#app/modules/problems/complete-problem.server.ts";
import { completeSchema, completionOf } from "#app/modules/problems/schema.ts";
import { problemFormRestWords } from "#app/words/problem-form-rest.ts";
import { problemFormWords } from "#app/words/problem-form.ts";

export const meta = pageTitle(problemFormRestWords, (w) => w.complete.title);

export const loader = async ({ request, params }: LoaderFunctionArgs) =>
  loadMissing(await requireActor(request), uuidParam(params.id));

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request);
  const id = uuidParam(params.id);
  await loadMissing(actor, id);
  return submitForm(request, completeSchema, async (form) => {
    await completeProblem(actor, { id, version: form.version, facts: completionOf(form) });
    return redirectWithToast(request, paths.problem(id), words(problemFormRestWords, actor.locale).complete.added);
  });
}

/** What was left out at the machine: only the fields that are still empty. */
export default function Complete() {
  const w = useWords(problemFormRestWords);
  const first = useWords(problemFormWords);
  const { id, number, title, version, released, missing } = useLoaderData<typeof loader>();
  const [form, fields] = useAnsweredForm<Record<string, string>>({ result: useResult(), values: {} });
  const sending = useSending();
  const open = (field: FormField) => missing.some((name) => name === field.name);
  const said = FIRST_FIELDS.filter(open);
  const sections = REST_SECTIONS.map((section) => ({ section, fields: REST_FIELDS[section].filter(open) }));
  return (
    <>
      <PageHeader
        title={w.complete.title}
        marks={<span className="text-sm text-muted tabular-nums">{number}</span>}
        lead={
          <>
            <p className="font-medium text-ink">{title}</p>
            <p>{missing.length > 0 ? w.complete.lead : w.complete.none}</p>
          </>
        }
        back={{ to: paths.problem(id), label: number }}
        actions={<LinkButton to={paths.problemAction(id, "photos")}>{w.complete.photos}</LinkButton>}
      />
      {released && missing.length > 0 && (
        <div className="mb-5 max-w-form">
          <Notice>{w.complete.reviewed}</Notice>
        </div>
      )}
      {missing.length > 0 && (
        <Form method="post" noValidate>
          <FormColumn>
            {Object.keys(form.allErrors).length > 0 && <FormErrors form={form} />}
            <input type="hidden" name="version" value={version} />
            {said.map((field) => (
              <ProblemField key={field.name} field={field} answered={fields[field.name]} label={first.whatHappens} />
            ))}
            {sections.map(
              ({ section, fields: left }) =>
                left.length > 0 && (
                  <Section key={section} title={w.sections[section]}>
                    <div className="space-y-5">
                      {left.map((field: FormField) => (
                        <ProblemField key={field.name} field={field} answered={fields[field.name]} />
                      ))}
                    </div>
                  </Section>
                ),
            )}
          </FormColumn>
          <FormActions>
            <Button size="large" loading={sending}>
              {w.complete.add}
            </Button>
          </FormActions>
        </Form>
      )}
    </>
  );
}
