import { useForm } from "@conform-to/react";
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { Form, Link, useLoaderData } from "@remix-run/react";
import { Button } from "#app/components/actions/button.tsx";
import { FormActions } from "#app/components/actions/form-actions.tsx";
import { LinkButton } from "#app/components/actions/link-button.tsx";
import { FactsTable } from "#app/components/facts/facts-table.tsx";
import { EmptyState } from "#app/components/feedback/empty-state.tsx";
import { ErrorSummary } from "#app/components/form/error-summary.tsx";
import { Select } from "#app/components/form/select.tsx";
import { useResult, useSending } from "#app/components/form/use-result.ts";
import { PageHeader } from "#app/components/layout/page-header.tsx";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { Section } from "#app/components/layout/section.tsx";
import { notFound } from "#app/lib/errors.ts";
import { formatDate } from "#app/lib/format.ts";
import { submitForm } from "#app/lib/http/form.server.ts";
import { redirectWithToast } from "#app/lib/http/toast.server.ts";
import { useLocale, useWords } from "#app/lib/i18n-context.tsx";
import { words } from "#app/lib/i18n.ts";
import { awardPaths } from "#app/lib/award-paths.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { loadApplicationStart } from "#app/modules/awards/applications/queries-start.server.ts";
import { startApplicationSchema, subjectIn } from "#app/modules/awards/applications/schema.ts";
import { startApplication } from "#app/modules/awards/applications/start-application.server.ts";
import { applicationsWords } from "#app/words/applications.ts";
import { awardApplyWords } from "#app/words/award-apply.ts";
import { awardsWords } from "#app/words/awards.ts";
import { commonWords } from "#app/words/common.ts";

export const meta = pageTitle(applicationsWords, (w) => w.start.title);

/** `for` is what somebody applies with, as "achievement:ID", "studio:ID" or "person:ID"; `round` the one chosen already. */
export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireActor(request);
  const url = new URL(request.url);
  const subject = subjectIn(url);
  if (!subject) throw notFound();
  return {
    ...(await loadApplicationStart(actor, subject)),
    subject: `${subject.kind}:${subject.id}`,
    round: url.searchParams.get("round") ?? "",
    clientId: crypto.randomUUID(),
  };
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
  const v = useWords(awardApplyWords);
  const page = useLoaderData<typeof loader>();
  const sending = useSending();
  const rounds = page.rounds.filter((one) => !one.applied);
  const [form, fields] = useForm<Record<string, string>>({
    id: "application",
    lastResult: useResult(),
    defaultValue: {
      clientId: page.clientId,
      subject: page.subject,
      // One alone needs no choice.
      roundId: rounds.find((one) => one.id === page.round)?.id ?? (rounds.length === 1 ? (rounds[0]?.id ?? "") : ""),
    },
  });
  const nameOf = (one: (typeof rounds)[number]): string => (en && one.nameEn) || one.name;
  const applied = page.rounds.filter((one) => one.applied);
  return (
    <>
      <PageHeader title={s.title} lead={s.lead} back={{ to: awardPaths.awards(), label: a.title }} />
      {rounds.length === 0 ? (
        <EmptyState title={v.none} actions={<LinkButton to={awardPaths.awards()}>{a.title}</LinkButton>}>
          {v.noneLead}
        </EmptyState>
      ) : (
        <Form method="post" id={form.id} noValidate className="max-w-form space-y-5">
          <ErrorSummary form={form} labels={{ roundId: s.round, subject: w.about }} />
          <input type="hidden" name="clientId" value={fields.clientId?.value ?? page.clientId} />
          <input type="hidden" name="subject" value={page.subject} />
          <FactsTable facts={[{ label: v.with, value: page.about }]} />
          <Select
            field={fields.roundId}
            label={s.round}
            options={rounds.map((one) => ({
              value: one.id,
              label: v.closes(nameOf(one), formatDate(one.closesAt, one.timeZone)),
            }))}
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
      {applied.length > 0 && (
        <Section title={v.already}>
          <ul className="max-w-form divide-y divide-line border-y border-line">
            {applied.map((one) => (
              <li key={one.id} className="py-3">
                <Link to={awardPaths.awardRound(one.id)} className="link">
                  {nameOf(one)}
                </Link>
              </li>
            ))}
          </ul>
        </Section>
      )}
    </>
  );
}
