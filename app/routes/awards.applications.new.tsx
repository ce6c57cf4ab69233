import { useForm } from "@conform-to/react";
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { Button } from "#app/components/actions/button.tsx";
import { FormActions } from "#app/components/actions/form-actions.tsx";
import { LinkButton } from "#app/components/actions/link-button.tsx";
import { EmptyState } from "#app/components/feedback/empty-state.tsx";
import { ErrorSummary } from "#app/components/form/error-summary.tsx";
import { Select } from "#app/components/form/select.tsx";
import { useResult, useSending } from "#app/components/form/use-result.ts";
import { PageHeader } from "#app/components/layout/page-header.tsx";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { submitForm } from "#app/lib/http/form.server.ts";
import { redirectWithToast } from "#app/lib/http/toast.server.ts";
import { useLocale, useWords } from "#app/lib/i18n-context.tsx";
import { words } from "#app/lib/i18n.ts";
import { awardPaths } from "#app/lib/award-paths.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { startApplicationSchema } from "#app/modules/awards/applications/schema.ts";
import { startApplication } from "#app/modules/awards/applications/start-application.server.ts";
import { openRounds } from "#app/modules/awards/rounds/queries.server.ts";
import { applicationsWords } from "#app/words/applications.ts";
import { awardsWords } from "#app/words/awards.ts";
import { commonWords } from "#app/words/common.ts";

const SUBJECT = { achievement: "ACHIEVEMENT", studio: "STUDIO", person: "PERSON" } as const;

export const meta = pageTitle(applicationsWords, (w) => w.start.title);

/** `for` is what somebody applies with, as "achievement:ID", "studio:ID" or "person:ID". */
export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireActor(request);
  const subject = new URL(request.url).searchParams.get("for") ?? "";
  const [kind = ""] = subject.split(":");
  const known = kind in SUBJECT ? SUBJECT[kind as keyof typeof SUBJECT] : "ACHIEVEMENT";
  return { subject, rounds: await openRounds(actor, known), clientId: crypto.randomUUID() };
}

export async function action({ request }: ActionFunctionArgs) {
  const actor = await requireActor(request);
  return submitForm(request, startApplicationSchema, async (input) => {
    const { id } = await startApplication(actor, input);
    return redirectWithToast(request, awardPaths.application(id), words(applicationsWords, actor.locale).start.done);
  });
}

export default function NewApplication() {
  const w = useWords(applicationsWords);
  const s = w.start;
  const a = useWords(awardsWords);
  const c = useWords(commonWords);
  const en = useLocale() === "en";
  const page = useLoaderData<typeof loader>();
  const sending = useSending();
  const [form, fields] = useForm<Record<string, string>>({
    id: "application",
    lastResult: useResult(),
    defaultValue: { clientId: page.clientId, subject: page.subject },
  });
  return (
    <>
      <PageHeader title={s.title} lead={s.lead} back={{ to: awardPaths.awards(), label: a.title }} />
      {page.rounds.length === 0 || page.subject === "" ? (
        <EmptyState
          title={page.rounds.length === 0 ? s.noRound : s.pick}
          actions={<LinkButton to={awardPaths.awards()}>{a.title}</LinkButton>}
        >
          {w.noneLead}
        </EmptyState>
      ) : (
        <Form method="post" id={form.id} noValidate className="max-w-form space-y-5">
          <ErrorSummary form={form} labels={{ roundId: s.round, subject: w.about }} />
          <input type="hidden" name="clientId" value={fields.clientId?.value ?? page.clientId} />
          <input type="hidden" name="subject" value={page.subject} />
          <Select
            field={fields.roundId}
            label={s.round}
            options={page.rounds.map((one) => ({ value: one.id, label: (en && one.nameEn) || one.name }))}
            required
          />
          <FormActions>
            <Button size="large" loading={sending}>
              {s.submit}
            </Button>
            <LinkButton to={awardPaths.awards()} size="large">
              {c.cancel}
            </LinkButton>
          </FormActions>
        </Form>
      )}
    </>
  );
}
