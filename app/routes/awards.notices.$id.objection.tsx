import { useForm } from "@conform-to/react";
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { useNamed } from "#app/components/awards/named.ts";
import { Button } from "#app/components/actions/button.tsx";
import { FormActions } from "#app/components/actions/form-actions.tsx";
import { LinkButton } from "#app/components/actions/link-button.tsx";
import { Notice } from "#app/components/feedback/notice.tsx";
import { ErrorSummary } from "#app/components/form/error-summary.tsx";
import { TextInput } from "#app/components/form/text-input.tsx";
import { Textarea } from "#app/components/form/textarea.tsx";
import { useResult, useSending } from "#app/components/form/use-result.ts";
import { FormColumn } from "#app/components/layout/columns.tsx";
import { PageHeader } from "#app/components/layout/page-header.tsx";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { submitForm } from "#app/lib/http/form.server.ts";
import { uuidParam } from "#app/lib/http/params.ts";
import { redirectWithToast } from "#app/lib/http/toast.server.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { words } from "#app/lib/i18n.ts";
import { awardPaths } from "#app/lib/award-paths.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { objectTo } from "#app/modules/awards/notice/object.server.ts";
import { loadForObjection } from "#app/modules/awards/notice/queries.server.ts";
import { PANEL_MAX } from "#app/modules/awards/panel/limits.ts";
import { objectionSchema } from "#app/modules/awards/panel/schema.ts";
import { awardNoticeWords } from "#app/words/award-notices.ts";
import { commonWords } from "#app/words/common.ts";

export const meta = pageTitle(awardNoticeWords, (w) => w.objectTitle);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request);
  const application = uuidParam(new URL(request.url).searchParams.get("application") ?? undefined);
  // Posted back, so that sending it twice enters it once.
  return { ...(await loadForObjection(actor, uuidParam(params.id), application)), clientId: crypto.randomUUID() };
}

export async function action({ request }: ActionFunctionArgs) {
  const actor = await requireActor(request);
  return submitForm(request, objectionSchema, async (input) => {
    const { roundId } = await objectTo(actor, input);
    return redirectWithToast(request, awardPaths.awardNotice(roundId), words(awardNoticeWords, actor.locale).sent);
  });
}

export default function ObjectTo() {
  const page = useLoaderData<typeof loader>();
  const w = useWords(awardNoticeWords);
  const named = useNamed();
  const c = useWords(commonWords);
  const [form, fields] = useForm<Record<string, string>>({ id: "objection", lastResult: useResult() });
  return (
    <>
      <PageHeader
        title={w.objectTitle}
        lead={
          <p className="font-medium text-ink">
            {page.title} · {page.grade}
          </p>
        }
        back={{ to: awardPaths.awardNotice(page.round.id), label: named(page.round) }}
      />
      <div className="mb-6 max-w-reading">
        <Notice>{w.objectLead}</Notice>
      </div>
      <Form method="post" id={form.id} noValidate>
        <FormColumn>
          <ErrorSummary form={form} labels={{ name: w.name, contact: w.contact, text: w.text }} />
          <input type="hidden" name="clientId" value={page.clientId} />
          <input type="hidden" name="applicationId" value={page.id} />
          <TextInput field={fields.name} label={w.name} autoComplete="name" required />
          <TextInput field={fields.contact} label={w.contact} autoComplete="tel" required />
          <Textarea field={fields.text} label={w.text} hint={w.textHint} rows={6} max={PANEL_MAX.statement} required />
        </FormColumn>
        <FormActions>
          <Button size="large" loading={useSending()}>
            {w.send}
          </Button>
          <LinkButton to={awardPaths.awardNotice(page.round.id)} size="large">
            {c.cancel}
          </LinkButton>
        </FormActions>
      </Form>
    </>
  );
}
