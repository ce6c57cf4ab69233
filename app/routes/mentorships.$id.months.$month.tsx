import { useForm } from "@conform-to/react";
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { Button } from "#app/components/actions/button.tsx";
import { FormActions } from "#app/components/actions/form-actions.tsx";
import { Notice } from "#app/components/feedback/notice.tsx";
import { ErrorSummary } from "#app/components/form/error-summary.tsx";
import { Textarea } from "#app/components/form/textarea.tsx";
import { useResult, useSending } from "#app/components/form/use-result.ts";
import { FormColumn } from "#app/components/layout/columns.tsx";
import { PageHeader } from "#app/components/layout/page-header.tsx";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { intentOf, readForm, submitForm } from "#app/lib/http/form.server.ts";
import { uuidParam } from "#app/lib/http/params.ts";
import { redirectWithToast } from "#app/lib/http/toast.server.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { words } from "#app/lib/i18n.ts";
import { paths } from "#app/lib/paths.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { answerNote, writeNote } from "#app/modules/mentorships/write-note.server.ts";
import { loadMonth } from "#app/modules/mentorships/queries-month.server.ts";
import { answerNoteSchema, MENTOR_MAX, noteSchema } from "#app/modules/mentorships/schema.ts";
import { mentorshipsWords } from "#app/words/mentorships.ts";

export const meta = pageTitle(mentorshipsWords, (w, page: { month: string }) => w.month(page.month));

export const loader = async ({ request, params }: LoaderFunctionArgs) =>
  loadMonth(await requireActor(request), uuidParam(params.id), params.month ?? "");

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request);
  const mentorshipId = uuidParam(params.id);
  const month = params.month ?? "";
  const w = words(mentorshipsWords, actor.locale);
  const form = await readForm(request);
  const back = paths.mentorship(mentorshipId);
  if (intentOf(form) === "answer") {
    return submitForm(
      request,
      answerNoteSchema,
      async (input) => {
        await answerNote(actor, { mentorshipId, month, ...input });
        return redirectWithToast(request, back, input.decision === "sign" ? w.noteSigned : w.noteReturned);
      },
      { form },
    );
  }
  return submitForm(
    request,
    noteSchema,
    async (input) => {
      await writeNote(actor, { mentorshipId, month, ...input });
      return redirectWithToast(request, back, w.noteDone);
    },
    { form },
  );
}

export default function Month() {
  const w = useWords(mentorshipsWords);
  const page = useLoaderData<typeof loader>();
  const { month, note } = page;
  const pair = w.pair(page.master, page.apprentice);
  return (
    <>
      <PageHeader
        title={w.month(month)}
        lead={<p className="font-medium text-ink">{pair}</p>}
        back={{ to: paths.mentorship(page.id), label: pair }}
      />
      {note?.state === "RETURNED" && (
        <div className="mb-6 max-w-form">
          <Notice kind="warning" title={w.returnedWhy}>
            {note.answer}
          </Notice>
        </div>
      )}
      {page.writes ? <Write /> : <Answer />}
    </>
  );
}

function Write() {
  const w = useWords(mentorshipsWords);
  const { note } = useLoaderData<typeof loader>();
  const [form, fields] = useForm<Record<string, string>>({
    lastResult: useResult("write"),
    defaultValue: { text: note?.text ?? "" },
  });
  return (
    <Form method="post" id={form.id} onSubmit={form.onSubmit} noValidate>
      <FormColumn>
        <input type="hidden" name="intent" value="write" />
        {note && <input type="hidden" name="version" value={note.version} />}
        <ErrorSummary form={form} labels={{ text: w.noteText }} />
        <Textarea field={fields.text} label={w.noteText} rows={10} max={MENTOR_MAX.note} required />
      </FormColumn>
      <FormActions>
        <Button size="large" loading={useSending("write")}>
          {w.noteSubmit}
        </Button>
      </FormActions>
    </Form>
  );
}

function Answer() {
  const w = useWords(mentorshipsWords);
  const { note } = useLoaderData<typeof loader>();
  const [form, fields] = useForm<Record<string, string>>({ lastResult: useResult("answer") });
  const sending = useSending("answer");
  if (!note) return null;
  return (
    <>
      <p className="prose-plain mb-6 max-w-reading">{note.text}</p>
      <Form method="post" id={form.id} onSubmit={form.onSubmit} noValidate>
        <FormColumn>
          <input type="hidden" name="intent" value="answer" />
          <input type="hidden" name="version" value={note.version} />
          <ErrorSummary form={form} labels={{ answer: w.answer }} />
          <Textarea field={fields.answer} label={w.answer} hint={w.answerHint} rows={3} max={MENTOR_MAX.reason} />
        </FormColumn>
        <FormActions>
          <Button size="large" name="decision" value="sign" loading={sending}>
            {w.signNote}
          </Button>
          <Button size="large" variant="secondary" name="decision" value="return">
            {w.returnNote}
          </Button>
        </FormActions>
      </Form>
    </>
  );
}
