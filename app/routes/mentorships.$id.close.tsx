import { useForm } from "@conform-to/react";
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { Button } from "#app/components/actions/button.tsx";
import { FormActions } from "#app/components/actions/form-actions.tsx";
import { Notice } from "#app/components/feedback/notice.tsx";
import { ErrorSummary } from "#app/components/form/error-summary.tsx";
import { Select } from "#app/components/form/select.tsx";
import { Textarea } from "#app/components/form/textarea.tsx";
import { useResult, useSending } from "#app/components/form/use-result.ts";
import { FormColumn } from "#app/components/layout/columns.tsx";
import { PageHeader } from "#app/components/layout/page-header.tsx";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { Section } from "#app/components/layout/section.tsx";
import { intentOf, readForm, submitForm } from "#app/lib/http/form.server.ts";
import { uuidParam } from "#app/lib/http/params.ts";
import { redirectWithToast } from "#app/lib/http/toast.server.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { words } from "#app/lib/i18n.ts";
import { paths } from "#app/lib/paths.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { handInMentorship, writeSummary } from "#app/modules/mentorships/close-mentorship.server.ts";
import { loadMentorshipStep } from "#app/modules/mentorships/queries.server.ts";
import { gradeRank, SKILL_GRADES } from "#app/modules/mentorships/rules.ts";
import { handInSchema, MENTOR_MAX, summarySchema } from "#app/modules/mentorships/schema.ts";
import { mentorshipsWords } from "#app/words/mentorships.ts";

export const meta = pageTitle(mentorshipsWords, (w) => w.close.title);

export const loader = async ({ request, params }: LoaderFunctionArgs) =>
  loadMentorshipStep(await requireActor(request), uuidParam(params.id), ["summarise", "hand-in"]);

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request);
  const id = uuidParam(params.id);
  const w = words(mentorshipsWords, actor.locale).close;
  const form = await readForm(request);
  if (intentOf(form) === "hand-in") {
    return submitForm(
      request,
      handInSchema,
      async (input) => {
        await handInMentorship(actor, id, input);
        return redirectWithToast(request, paths.mentorship(id), w.handedIn);
      },
      { form },
    );
  }
  return submitForm(
    request,
    summarySchema,
    async (input) => {
      await writeSummary(actor, id, input);
      return redirectWithToast(request, paths.mentorship(id), w.summaryDone);
    },
    { form },
  );
}

export default function CloseMentorship() {
  const w = useWords(mentorshipsWords);
  const m = useLoaderData<typeof loader>();
  const pair = w.pair(m.master, m.apprentice);
  return (
    <>
      <PageHeader
        title={w.close.title}
        lead={
          <>
            <p className="font-medium text-ink">{pair}</p>
            <p>{w.close.lead}</p>
          </>
        }
        back={{ to: paths.mentorship(m.id), label: pair }}
      />
      {m.reason && (
        <div className="mb-6 max-w-form">
          <Notice kind="warning" title={w.returnedWhy}>
            {m.reason}
          </Notice>
        </div>
      )}
      {m.may.summarise ? <Summary /> : <HandIn />}
    </>
  );
}

function Summary() {
  const w = useWords(mentorshipsWords);
  const m = useLoaderData<typeof loader>();
  const [form, fields] = useForm<Record<string, string>>({
    lastResult: useResult("summary"),
    defaultValue: { summary: m.summary ?? "" },
  });
  return (
    <Form method="post" id={form.id} onSubmit={form.onSubmit} noValidate>
      <FormColumn>
        <input type="hidden" name="intent" value="summary" />
        <input type="hidden" name="version" value={m.version} />
        <ErrorSummary form={form} labels={{ summary: w.close.summary }} />
        <Goals />
        <Textarea
          field={fields.summary}
          label={w.close.summary}
          hint={w.close.summaryHint}
          rows={10}
          max={MENTOR_MAX.summary}
          required
        />
      </FormColumn>
      <FormActions>
        <Button size="large" loading={useSending("summary")}>
          {w.close.saveSummary}
        </Button>
      </FormActions>
    </Form>
  );
}

function Goals() {
  const w = useWords(mentorshipsWords);
  const { goals } = useLoaderData<typeof loader>();
  return (
    <div>
      <p className="font-medium">{w.fields.goals}</p>
      <ol className="mt-1 list-decimal pl-6">
        {goals.map((goal) => (
          <li key={goal}>{goal}</li>
        ))}
      </ol>
    </div>
  );
}

function HandIn() {
  const w = useWords(mentorshipsWords);
  const m = useLoaderData<typeof loader>();
  const [form, fields] = useForm<Record<string, string>>({
    lastResult: useResult("hand-in"),
    defaultValue: { assessment: m.assessment ?? "", gradeAfter: m.gradeAfter ?? "" },
  });
  const sending = useSending("hand-in");
  const grades = SKILL_GRADES.filter((one) => gradeRank(one) >= gradeRank(m.gradeBefore));
  return (
    <>
      <Section title={w.close.summary}>
        {m.summary ? (
          <p className="prose-plain max-w-reading">{m.summary}</p>
        ) : (
          <p className="text-muted">{w.close.noSummary}</p>
        )}
      </Section>
      <Section title={w.close.assessment}>
        <Form method="post" id={form.id} onSubmit={form.onSubmit} noValidate>
          <FormColumn>
            <input type="hidden" name="intent" value="hand-in" />
            <input type="hidden" name="version" value={m.version} />
            <ErrorSummary form={form} labels={{ assessment: w.close.assessment, gradeAfter: w.fields.gradeAfter }} />
            <Textarea field={fields.assessment} label={w.close.assessment} rows={6} max={MENTOR_MAX.summary} required />
            <Select
              field={fields.gradeAfter}
              label={w.fields.gradeAfter}
              options={grades.map((value) => ({ value, label: w.grade[value] }))}
              required
            />
          </FormColumn>
          <FormActions>
            <Button size="large" loading={sending}>
              {w.close.handIn}
            </Button>
          </FormActions>
        </Form>
      </Section>
    </>
  );
}
