import { useForm } from "@conform-to/react";
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { Form, Link, useLoaderData } from "@remix-run/react";
import { Button } from "#app/components/actions/button.tsx";
import { FormActions } from "#app/components/actions/form-actions.tsx";
import { LinkButton } from "#app/components/actions/link-button.tsx";
import { ErrorSummary } from "#app/components/form/error-summary.tsx";
import { Textarea } from "#app/components/form/textarea.tsx";
import { useResult, useSending } from "#app/components/form/use-result.ts";
import { PageHeader } from "#app/components/layout/page-header.tsx";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { Section } from "#app/components/layout/section.tsx";
import { submitForm } from "#app/lib/http/form.server.ts";
import { uuidParam } from "#app/lib/http/params.ts";
import { redirectWithToast } from "#app/lib/http/toast.server.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { words } from "#app/lib/i18n.ts";
import { paths } from "#app/lib/paths.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { ACHIEVEMENT_MAX } from "#app/modules/achievements/achievement/limits.ts";
import { loadSubmission } from "#app/modules/achievements/achievement/queries-steps.server.ts";
import { submitAchievementSchema } from "#app/modules/achievements/achievement/schema.ts";
import { submitAchievement } from "#app/modules/achievements/achievement/submit-achievement.server.ts";
import { achievementWords } from "#app/words/achievement.ts";
import { commonWords } from "#app/words/common.ts";

export const meta = pageTitle(achievementWords, (w) => w.submit.title);

export const loader = async ({ request, params }: LoaderFunctionArgs) =>
  loadSubmission(await requireActor(request), uuidParam(params.id));

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request);
  const id = uuidParam(params.id);
  return submitForm(request, submitAchievementSchema, async (input) => {
    await submitAchievement(actor, id, input);
    return redirectWithToast(request, paths.achievement(id), words(achievementWords, actor.locale).submit.done);
  });
}

export default function SubmitAchievement() {
  const page = useLoaderData<typeof loader>();
  const w = useWords(achievementWords);
  const c = useWords(commonWords);
  const [form, fields] = useForm<Record<string, string>>({
    id: "submit",
    lastResult: useResult(),
    defaultValue: { novelty: page.novelty },
  });
  const alike = page.similar.length > 0;
  return (
    <>
      <PageHeader
        title={w.submit.title}
        lead={
          <>
            <p className="font-medium text-ink">{page.title}</p>
            <p>{w.submit.lead}</p>
          </>
        }
        back={{ to: paths.achievement(page.id), label: w.title }}
      />
      <Section title={w.similar.title} hint={alike ? w.similar.lead : undefined}>
        {alike ? (
          <ul className="max-w-form divide-y divide-line border-y border-line">
            {page.similar.map((one, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a closed one has no name
              <li key={index} className="py-3">
                {one.open ? (
                  <Link to={paths.achievement(one.open.id)} className="link">
                    {one.open.title}
                  </Link>
                ) : (
                  <span>{w.similar.closed}</span>
                )}
                <span className="block text-sm text-muted tabular-nums">
                  {[
                    one.open?.on,
                    one.open?.studio,
                    one.sameFix && w.similar.sameFix,
                    one.samePatent && w.similar.samePatent,
                    w.similar.alike(one.similarity),
                  ]
                    .filter(Boolean)
                    .join(" · ")}
                </span>
              </li>
            ))}
          </ul>
        ) : (
          <p className="text-muted">{w.similar.none}</p>
        )}
      </Section>
      <Form method="post" id={form.id} noValidate className="mt-6 max-w-form space-y-5">
        <ErrorSummary form={form} labels={{ novelty: w.novelty }} />
        <input type="hidden" name="version" value={page.version} />
        {alike && <Textarea field={fields.novelty} label={w.novelty} rows={4} max={ACHIEVEMENT_MAX.novelty} required />}
        <FormActions>
          <Button size="large" loading={useSending()}>
            {w.submit.submit}
          </Button>
          <LinkButton to={paths.achievement(page.id)} size="large">
            {c.cancel}
          </LinkButton>
        </FormActions>
      </Form>
    </>
  );
}
