import { useForm } from "@conform-to/react";
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { Button } from "#app/components/actions/button.tsx";
import { FormActions } from "#app/components/actions/form-actions.tsx";
import { LinkButton } from "#app/components/actions/link-button.tsx";
import { ErrorSummary } from "#app/components/form/error-summary.tsx";
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
import { paths } from "#app/lib/paths.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { endMentorship } from "#app/modules/mentorships/close-mentorship.server.ts";
import { loadMentorshipStep } from "#app/modules/mentorships/queries.server.ts";
import { endMentorshipSchema, MENTOR_MAX } from "#app/modules/mentorships/schema.ts";
import { commonWords } from "#app/words/common.ts";
import { mentorshipsWords } from "#app/words/mentorships.ts";

export const meta = pageTitle(mentorshipsWords, (w, m: { begun: boolean }) =>
  m.begun ? w.end.breakOff : w.end.withdraw,
);

export const loader = async ({ request, params }: LoaderFunctionArgs) =>
  loadMentorshipStep(await requireActor(request), uuidParam(params.id), ["break-off", "withdraw"]);

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request);
  const id = uuidParam(params.id);
  return submitForm(request, endMentorshipSchema, async (input) => {
    await endMentorship(actor, id, input);
    return redirectWithToast(request, paths.mentorship(id), words(mentorshipsWords, actor.locale).end.done);
  });
}

export default function EndMentorship() {
  const w = useWords(mentorshipsWords);
  const c = useWords(commonWords);
  const m = useLoaderData<typeof loader>();
  const [form, fields] = useForm<Record<string, string>>({ lastResult: useResult() });
  const pair = w.pair(m.master, m.apprentice);
  const title = m.begun ? w.end.breakOff : w.end.withdraw;
  return (
    <>
      <PageHeader
        title={title}
        lead={
          <>
            <p className="font-medium text-ink">{pair}</p>
            <p>{w.end.lead}</p>
          </>
        }
        back={{ to: paths.mentorship(m.id), label: pair }}
      />
      <Form method="post" id={form.id} onSubmit={form.onSubmit} noValidate>
        <FormColumn>
          <input type="hidden" name="version" value={m.version} />
          <ErrorSummary form={form} labels={{ reason: w.end.reason }} />
          <Textarea field={fields.reason} label={w.end.reason} rows={4} max={MENTOR_MAX.reason} required />
        </FormColumn>
        <FormActions>
          <Button size="large" variant="danger" loading={useSending()}>
            {title}
          </Button>
          <LinkButton to={paths.mentorship(m.id)} size="large">
            {c.cancel}
          </LinkButton>
        </FormActions>
      </Form>
    </>
  );
}
