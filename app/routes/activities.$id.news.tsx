import { useForm } from "@conform-to/react";
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { Button } from "#app/components/actions/button.tsx";
import { CopyText } from "#app/components/actions/copy-text.tsx";
import { ActivityHeader } from "#app/components/activities/activity-header.tsx";
import { ErrorSummary } from "#app/components/form/error-summary.tsx";
import { Textarea } from "#app/components/form/textarea.tsx";
import { useResult, useSending } from "#app/components/form/use-result.ts";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { FoldedSection } from "#app/components/layout/section.tsx";
import { submitForm } from "#app/lib/http/form.server.ts";
import { uuidParam } from "#app/lib/http/params.ts";
import { redirectWithToast } from "#app/lib/http/toast.server.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { words } from "#app/lib/i18n.ts";
import { paths } from "#app/lib/paths.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { loadNews, saveNews } from "#app/modules/activities/news.server.ts";
import { newsSchema } from "#app/modules/activities/schema.ts";
import { activityWorkWords } from "#app/words/activity-work.ts";

export const meta = pageTitle(activityWorkWords, (w) => w.news.title);

export const loader = async ({ request, params }: LoaderFunctionArgs) =>
  loadNews(await requireActor(request), uuidParam(params.id));

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request);
  const id = uuidParam(params.id);
  return submitForm(request, newsSchema, (input) =>
    saveNews(actor, id, input).then(() =>
      redirectWithToast(request, paths.activityAction(id, "news"), words(activityWorkWords, actor.locale).news.saved),
    ),
  );
}

export default function News() {
  const w = useWords(activityWorkWords).news;
  const page = useLoaderData<typeof loader>();
  const { draft, isSaved, newsVersion } = page;
  const [form, fields] = useForm<Record<string, string>>({
    lastResult: useResult(),
    defaultValue: isSaved ? { newsZh: page.newsZh, newsEn: page.newsEn } : draft,
  });
  const drafts = [
    { key: "zh", label: w.zh, text: draft.newsZh },
    { key: "en", label: w.en, text: draft.newsEn },
  ];
  return (
    <>
      <ActivityHeader activity={page} title={w.title} lead={w.lead} />
      <Form
        method="post"
        id={form.id}
        key={newsVersion}
        onSubmit={form.onSubmit}
        noValidate
        className="max-w-reading space-y-5"
      >
        <ErrorSummary form={form} labels={{ newsZh: w.zh, newsEn: w.en }} />
        <input type="hidden" name="version" value={newsVersion} />
        <Textarea field={fields.newsZh} label={w.zh} rows={10} max={8000} />
        {isSaved && <CopyText text={page.newsZh} label={w.copy} copied={w.copied} />}
        <Textarea field={fields.newsEn} label={w.en} rows={10} max={8000} />
        {isSaved && (
          <p>
            <CopyText text={page.newsEn} label={w.copy} copied={w.copied} />
          </p>
        )}
        <Button size="large" loading={useSending()}>
          {w.save}
        </Button>
      </Form>
      {isSaved && (
        <div className="mt-8 max-w-reading">
          <FoldedSection title={w.draft} hint={w.draftHint}>
            {drafts.map(({ key, label, text }) => (
              <div key={key} className="space-y-2">
                <h3 className="font-medium">{label}</h3>
                <p className="whitespace-pre-wrap">{text}</p>
                <CopyText text={text} label={w.copy} copied={w.copied} />
              </div>
            ))}
          </FoldedSection>
        </div>
      )}
    </>
  );
}
