import { useForm } from "@conform-to/react";
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { Button } from "#app/components/actions/button.tsx";
import { FormActions } from "#app/components/actions/form-actions.tsx";
import { FactsTable } from "#app/components/facts/facts-table.tsx";
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
import { confirmMentorship } from "#app/modules/mentorships/close-mentorship.server.ts";
import { loadMentorshipStep } from "#app/modules/mentorships/queries.server.ts";
import { confirmSchema, MENTOR_MAX } from "#app/modules/mentorships/schema.ts";
import { mentorshipsWords } from "#app/words/mentorships.ts";

export const meta = pageTitle(mentorshipsWords, (w) => w.confirm.title);

export const loader = async ({ request, params }: LoaderFunctionArgs) =>
  loadMentorshipStep(await requireActor(request), uuidParam(params.id), ["confirm"]);

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request);
  const id = uuidParam(params.id);
  const w = words(mentorshipsWords, actor.locale).confirm;
  return submitForm(request, confirmSchema, async (input) => {
    await confirmMentorship(actor, id, input);
    return redirectWithToast(request, paths.mentorship(id), input.decision === "graduate" ? w.graduated : w.returned);
  });
}

export default function ConfirmMentorship() {
  const w = useWords(mentorshipsWords);
  const m = useLoaderData<typeof loader>();
  const [form, fields] = useForm<Record<string, string>>({ lastResult: useResult() });
  const sending = useSending();
  const pair = w.pair(m.master, m.apprentice);
  return (
    <>
      <PageHeader
        title={w.confirm.title}
        lead={
          <>
            <p className="font-medium text-ink">{pair}</p>
            <p>{w.confirm.lead}</p>
          </>
        }
        back={{ to: paths.mentorship(m.id), label: pair }}
      />
      <div className="mb-6 max-w-reading">
        <FactsTable
          facts={[
            { label: w.fields.goals, value: <Lines of={m.goals} /> },
            {
              label: w.notes,
              value: `${w.noteCounts(m.counts.signed)}${m.missing.length > 0 ? ` · ${w.missing(m.missing.join(", "))}` : ""}`,
            },
            { label: w.close.summary, value: <span className="prose-plain">{m.summary}</span> },
            { label: w.close.assessment, value: <span className="prose-plain">{m.assessment}</span> },
            { label: w.fields.gradeBefore, value: w.grade[m.gradeBefore] },
            m.gradeAfter !== null && { label: w.fields.gradeAfter, value: w.grade[m.gradeAfter] },
          ]}
        />
      </div>
      <Form method="post" id={form.id} onSubmit={form.onSubmit} noValidate>
        <FormColumn>
          <input type="hidden" name="version" value={m.version} />
          <ErrorSummary form={form} labels={{ reason: w.confirm.reason }} />
          <Textarea
            field={fields.reason}
            label={w.confirm.reason}
            hint={w.confirm.reasonHint}
            rows={3}
            max={MENTOR_MAX.reason}
          />
        </FormColumn>
        <FormActions>
          <Button size="large" name="decision" value="graduate" loading={sending}>
            {w.confirm.graduate}
          </Button>
          <Button size="large" variant="secondary" name="decision" value="return">
            {w.confirm.return}
          </Button>
        </FormActions>
      </Form>
    </>
  );
}

const Lines = ({ of }: { of: string[] }) => (
  <ol className="list-decimal pl-5">
    {of.map((one) => (
      <li key={one}>{one}</li>
    ))}
  </ol>
);
