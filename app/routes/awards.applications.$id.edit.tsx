import { useForm } from "@conform-to/react";
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { Button } from "#app/components/actions/button.tsx";
import { FormActions } from "#app/components/actions/form-actions.tsx";
import { LinkButton } from "#app/components/actions/link-button.tsx";
import { useSaid } from "#app/components/awards/rubric-view.tsx";
import { CheckboxGroup } from "#app/components/form/checkbox-group.tsx";
import { ErrorSummary } from "#app/components/form/error-summary.tsx";
import { Textarea } from "#app/components/form/textarea.tsx";
import { UnsavedGuard } from "#app/components/form/unsaved-guard.tsx";
import { Beside, StandsNow } from "#app/components/form/stands-now.tsx";
import { useAnswer, useSending } from "#app/components/form/use-result.ts";
import { PageHeader } from "#app/components/layout/page-header.tsx";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { Section } from "#app/components/layout/section.tsx";
import { submitForm } from "#app/lib/http/form.server.ts";
import { uuidParam } from "#app/lib/http/params.ts";
import { redirectWithToast } from "#app/lib/http/toast.server.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { words } from "#app/lib/i18n.ts";
import { awardPaths } from "#app/lib/award-paths.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { changeStatement } from "#app/modules/awards/applications/change-application.server.ts";
import { loadStatement } from "#app/modules/awards/applications/queries.server.ts";
import { statementSchema } from "#app/modules/awards/applications/schema.ts";
import { AWARD_MAX } from "#app/modules/awards/limits.ts";
import { applicationsWords } from "#app/words/applications.ts";
import { commonWords } from "#app/words/common.ts";

export const meta = pageTitle(
  applicationsWords,
  (w, page: { title: string }) => `${w.statement.title} · ${page.title}`,
);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request);
  const page = await loadStatement(actor, uuidParam(params.id));
  const { id, title, version, criteria, files, history, timeZone } = page;
  const last = history.findLast((one) => one.what === "changed");
  return {
    id,
    title,
    version,
    changed: last ? { name: last.actorName, at: last.at.toISOString(), timeZone } : null,
    files: files.map((one) => ({ id: one.id, fileName: one.fileName })),
    criteria: criteria
      .filter((one) => one.kind !== "COMPUTED")
      .map(({ key, name, guide, max, text, files: shown }) => ({
        key,
        name,
        guide,
        max: String(max / 100),
        text,
        shown: shown.map((one) => one.id),
      })),
  };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request);
  const id = uuidParam(params.id);
  return submitForm(request, statementSchema, async (input) => {
    await changeStatement(actor, id, input);
    return redirectWithToast(
      request,
      awardPaths.application(id),
      words(applicationsWords, actor.locale).statement.done,
    );
  });
}

type Typed = { said?: { text?: string; files?: string | string[] }[] };

export default function EditApplication() {
  const page = useLoaderData<typeof loader>();
  const w = useWords(applicationsWords).statement;
  const c = useWords(commonWords);
  const say = useSaid();
  const answer = useAnswer();
  const { result } = answer;
  const [form] = useForm<Record<string, string>>({ id: "statement", lastResult: result });
  // What came back with an error stands as it was typed, also where all was taken out: the form posts nothing for it.
  const typed = result && ((result.initialValue as Typed | undefined)?.said ?? []);
  return (
    <>
      <PageHeader title={w.title} lead={w.lead} back={{ to: awardPaths.application(page.id), label: page.title }} />
      <Form method="post" id={form.id} noValidate className="max-w-form">
        <UnsavedGuard />
        <ErrorSummary
          form={form}
          labels={Object.fromEntries(
            page.criteria.flatMap((one, index) => [
              [`said[${index}].text`, say(one.name)],
              [`said[${index}].files`, `${say(one.name)} · ${w.files}`],
            ]),
          )}
          idOf={(name) => name.replace(/^said\[(\d+)\]\.(text|files).*$/, "said-$1-$2")}
        />
        <input type="hidden" name="version" value={page.version} />
        <StandsNow
          answer={answer}
          version={page.version}
          by={page.changed}
          now={Object.fromEntries(
            page.criteria.flatMap((one, index) => [
              [`said[${index}].text`, one.text],
              [`said[${index}].files`, one.shown],
            ]),
          )}
          read={(name, value) =>
            name.endsWith(".files") ? page.files.find((file) => file.id === value)?.fileName : undefined
          }
        >
          {page.criteria.map((one, index) => (
            <Section key={one.key} title={w.text(say(one.name), one.max)} hint={say(one.guide) || undefined}>
              <div className="space-y-4">
                <input type="hidden" name={`said[${index}].key`} value={one.key} />
                <Textarea
                  name={`said[${index}].text`}
                  id={`said-${index}-text`}
                  label={say(one.name)}
                  rows={4}
                  max={AWARD_MAX.statement}
                  defaultValue={typed ? typed[index]?.text : one.text}
                  errors={result?.error?.[`said[${index}].text`] ?? undefined}
                />
                <Beside name={`said[${index}].text`} />
                {page.files.length === 0 ? (
                  <p className="text-sm text-muted">{w.noFiles}</p>
                ) : (
                  <div>
                    <CheckboxGroup
                      name={`said[${index}].files`}
                      id={`said-${index}-files`}
                      label={w.files}
                      defaultValue={typed ? typed[index]?.files : one.shown}
                      errors={result?.error?.[`said[${index}].files`] ?? undefined}
                      options={page.files.map((file) => ({ value: file.id, label: file.fileName }))}
                    />
                    <Beside name={`said[${index}].files`} />
                  </div>
                )}
              </div>
            </Section>
          ))}
        </StandsNow>
        <div className="mt-8">
          <FormActions>
            <Button size="large" loading={useSending()}>
              {w.save}
            </Button>
            <LinkButton to={awardPaths.application(page.id)} size="large">
              {c.cancel}
            </LinkButton>
          </FormActions>
        </div>
      </Form>
    </>
  );
}
