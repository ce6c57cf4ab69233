import { useForm } from "@conform-to/react";
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { Button } from "#app/components/actions/button.tsx";
import { FormActions } from "#app/components/actions/form-actions.tsx";
import { LinkButton } from "#app/components/actions/link-button.tsx";
import { ErrorSummary } from "#app/components/form/error-summary.tsx";
import { ShareRows } from "#app/components/form/share-rows.tsx";
import { useResult, useSending } from "#app/components/form/use-result.ts";
import { PageHeader } from "#app/components/layout/page-header.tsx";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { submitForm } from "#app/lib/http/form.server.ts";
import { uuidParam } from "#app/lib/http/params.ts";
import { redirectWithToast } from "#app/lib/http/toast.server.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { words } from "#app/lib/i18n.ts";
import { paths } from "#app/lib/paths.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { loadContributors } from "#app/modules/achievements/achievement/queries-contributors.server.ts";
import { shareAchievement } from "#app/modules/achievements/achievement/share-achievement.server.ts";
import { SHARES_MAX } from "#app/modules/achievements/shares/limits.ts";
import { percentText } from "#app/modules/achievements/shares/rules.ts";
import { sharesSchema } from "#app/modules/achievements/shares/schema.ts";
import { achievementWords } from "#app/words/achievement.ts";
import { commonWords } from "#app/words/common.ts";
import { sharesWords } from "#app/words/shares.ts";

export const meta = pageTitle(achievementWords, (w, page: { title: string }) => `${w.people} · ${page.title}`);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request);
  const { contributors, ...page } = await loadContributors(actor, uuidParam(params.id));
  return {
    ...page,
    lines: contributors.map((one) => ({
      who: `${one.personId}@${one.organisationId}`,
      percent: percentText(one.basisPoints),
      contribution: one.contribution,
    })),
  };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request);
  const id = uuidParam(params.id);
  return submitForm(request, sharesSchema, async (input) => {
    await shareAchievement(actor, id, input);
    return redirectWithToast(request, paths.achievement(id), words(sharesWords, actor.locale).done);
  });
}

export default function Contributors() {
  const page = useLoaderData<typeof loader>();
  const w = useWords(achievementWords);
  const s = useWords(sharesWords);
  const c = useWords(commonWords);
  const result = useResult();
  const [form] = useForm<Record<string, string>>({ id: "shares", lastResult: result });
  return (
    <>
      <PageHeader
        title={w.people}
        lead={
          <>
            <p className="font-medium text-ink">{page.title}</p>
            <p>{s.lead}</p>
          </>
        }
        back={{ to: paths.achievement(page.id), label: w.title }}
      />
      <Form method="post" id={form.id} noValidate className="max-w-3xl space-y-5">
        <ErrorSummary form={form} labels={{ lines: s.title }} />
        <input type="hidden" name="version" value={page.version} />
        <ShareRows
          lines={page.lines}
          people={page.people}
          result={result}
          most={SHARES_MAX.lines}
          max={SHARES_MAX.contribution}
        />
        <FormActions>
          <Button size="large" loading={useSending()}>
            {s.submit}
          </Button>
          <LinkButton to={paths.achievement(page.id)} size="large">
            {c.cancel}
          </LinkButton>
        </FormActions>
      </Form>
    </>
  );
}
