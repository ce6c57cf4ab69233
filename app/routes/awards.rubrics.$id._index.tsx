import { useForm } from "@conform-to/react";
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { ConfirmButton } from "#app/components/actions/confirm-button.tsx";
import { LinkButton } from "#app/components/actions/link-button.tsx";
import { RubricView } from "#app/components/awards/rubric-view.tsx";
import { Chip } from "#app/components/facts/chip.tsx";
import { EmptyState } from "#app/components/feedback/empty-state.tsx";
import { ErrorSummary } from "#app/components/form/error-summary.tsx";
import { useResult, useSending } from "#app/components/form/use-result.ts";
import { PageHeader } from "#app/components/layout/page-header.tsx";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { submitForm } from "#app/lib/http/form.server.ts";
import { uuidParam } from "#app/lib/http/params.ts";
import { redirectWithToast } from "#app/lib/http/toast.server.ts";
import { useLocale, useWords } from "#app/lib/i18n-context.tsx";
import { words } from "#app/lib/i18n.ts";
import { awardPaths } from "#app/lib/award-paths.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { rubricVersionSchema } from "#app/modules/awards/rubrics/form-schema.ts";
import { loadRubric } from "#app/modules/awards/rubrics/queries.server.ts";
import { retireRubric } from "#app/modules/awards/rubrics/write-rubric.server.ts";
import { awardsWords } from "#app/words/awards.ts";
import { rubricLibraryWords } from "#app/words/rubric-library.ts";

export const meta = pageTitle(rubricLibraryWords, (w, page: { name: string }) => `${w.title} · ${page.name}`);

export async function loader({ request, params }: LoaderFunctionArgs) {
  return loadRubric(await requireActor(request), uuidParam(params.id));
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request);
  const id = uuidParam(params.id);
  return submitForm(request, rubricVersionSchema, async ({ version }) => {
    await retireRubric(actor, id, version);
    return redirectWithToast(request, awardPaths.awardRubrics(), words(rubricLibraryWords, actor.locale).retiredDone);
  });
}

export default function Rubric() {
  const w = useWords(awardsWords);
  const l = useWords(rubricLibraryWords);
  const en = useLocale() === "en";
  const page = useLoaderData<typeof loader>();
  const { criteria } = page.content;
  const total = criteria.reduce((sum, one) => sum + one.max, 0) / 100;
  const sending = useSending();
  const [form] = useForm({ id: "retire", lastResult: useResult() });
  return (
    <>
      <PageHeader
        title={(en && page.nameEn) || page.name}
        marks={page.retiredAt && <Chip>{l.retired}</Chip>}
        lead={[
          w.subject[page.subject],
          page.organisation?.name ?? l.shipped,
          l.sizeOf(criteria.length, String(total)),
        ].join(" · ")}
        back={{ to: awardPaths.awardRubrics(), label: l.title }}
        actions={
          <>
            {page.mayChange && (
              <LinkButton to={awardPaths.editAwardRubric(page.id)} variant="primary">
                {l.edit}
              </LinkButton>
            )}
            <LinkButton to={awardPaths.newAwardRubric({ from: `rubric:${page.id}` })}>{l.copy}</LinkButton>
          </>
        }
      />
      {criteria.length === 0 ? (
        <EmptyState title={l.empty}>{l.emptyLead}</EmptyState>
      ) : (
        <RubricView criteria={criteria} caption={l.title} />
      )}
      {page.mayChange && (
        <Form method="post" id={form.id} className="mt-8 space-y-3">
          <ErrorSummary form={form} />
          <input type="hidden" name="version" value={page.version} />
          <ConfirmButton label={l.retire} question={l.retireSure} loading={sending} />
        </Form>
      )}
    </>
  );
}
