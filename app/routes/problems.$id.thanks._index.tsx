import { useForm } from "@conform-to/react";
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { FileDown } from "lucide-react";
import { Button } from "#app/components/actions/button.tsx";
import { FormActions } from "#app/components/actions/form-actions.tsx";
import { LinkButton } from "#app/components/actions/link-button.tsx";
import { DateInput } from "#app/components/form/date-input.tsx";
import { ErrorSummary } from "#app/components/form/error-summary.tsx";
import { TextInput } from "#app/components/form/text-input.tsx";
import { Textarea } from "#app/components/form/textarea.tsx";
import { useResult, useSending } from "#app/components/form/use-result.ts";
import { FormColumn } from "#app/components/layout/columns.tsx";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { WorkHeader } from "#app/components/solving/work-header.tsx";
import { formatDate } from "#app/lib/format.ts";
import { submitForm } from "#app/lib/http/form.server.ts";
import { uuidParam } from "#app/lib/http/params.ts";
import { redirectWithToast } from "#app/lib/http/toast.server.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { words } from "#app/lib/i18n.ts";
import { paths } from "#app/lib/paths.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { loadThanks } from "#app/modules/solving/thanks/queries-thanks.server.ts";
import { THANKS_MAX, thanksSchema } from "#app/modules/solving/thanks/schema.ts";
import { thankEmployer } from "#app/modules/solving/thanks/thank-employer.server.ts";
import { thanksWords } from "#app/words/thanks.ts";

export const meta = pageTitle(thanksWords, (w) => w.title);

export const loader = async ({ request, params }: LoaderFunctionArgs) =>
  loadThanks(await requireActor(request), uuidParam(params.id));

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request);
  const id = uuidParam(params.id);
  return submitForm(request, thanksSchema, async (input) => {
    await thankEmployer(actor, id, input);
    return redirectWithToast(request, paths.problemAction(id, "thanks"), words(thanksWords, actor.locale).saved);
  });
}

type Page = ReturnType<typeof useLoaderData<typeof loader>>;

export default function Thanks() {
  const w = useWords(thanksWords);
  const page = useLoaderData<typeof loader>();
  const { letter } = page;
  return (
    <>
      <WorkHeader step={page} title={w.title} lead={page.writes ? w.lead : w.readLead} />
      {letter && (
        <p className="mb-6 flex flex-wrap items-center gap-3">
          <LinkButton
            to={paths.thankYouLetter(page.id, letter.id)}
            icon={FileDown}
            variant="primary"
            prefetch="none"
            reloadDocument
          >
            {w.download}
          </LinkButton>
          <span className="text-sm text-muted tabular-nums">
            {letter.number} · {w.savedOn(formatDate(letter.savedAt, page.timeZone))}
          </span>
        </p>
      )}
      {page.writes ? <Letter key={letter?.version} page={page} /> : <Read page={page} />}
    </>
  );
}

function Read({ page: { letter } }: { page: Page }) {
  const w = useWords(thanksWords);
  if (!letter) return <p className="text-muted">{w.none}</p>;
  return (
    <article className="max-w-reading rounded-md border border-line p-6">
      <p className="font-medium">{w.salutation(letter.recipient)}</p>
      <p className="prose-plain my-3">{letter.body}</p>
      <p className="text-right">{letter.signature}</p>
      <p className="text-right tabular-nums">{letter.dated}</p>
    </article>
  );
}

function Letter({ page: { letter, draft } }: { page: Page }) {
  const w = useWords(thanksWords);
  const { number, dated, recipient, body, signature } = letter ?? draft ?? {};
  const [form, fields] = useForm<Record<string, string>>({
    lastResult: useResult(),
    defaultValue: { number, dated, recipient, body, signature },
  });
  const labels = {
    number: w.number,
    dated: w.dated,
    recipient: w.recipient,
    body: w.body,
    signature: w.signature,
  };
  return (
    <Form method="post" id={form.id} onSubmit={form.onSubmit} noValidate>
      <FormColumn>
        {letter && <input type="hidden" name="version" value={letter.version} />}
        <ErrorSummary form={form} labels={labels} />
        <TextInput field={fields.recipient} label={w.recipient} required />
        <Textarea field={fields.body} label={w.body} hint={w.bodyHint} rows={10} max={THANKS_MAX.body} required />
        <TextInput field={fields.signature} label={w.signature} required />
        <DateInput field={fields.dated} label={w.dated} required />
        <TextInput field={fields.number} label={w.number} required />
      </FormColumn>
      <FormActions>
        <Button size="large" loading={useSending()}>
          {w.save}
        </Button>
      </FormActions>
    </Form>
  );
}
