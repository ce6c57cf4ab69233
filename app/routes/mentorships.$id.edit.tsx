import { useForm } from "@conform-to/react";
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { Button } from "#app/components/actions/button.tsx";
import { FormActions } from "#app/components/actions/form-actions.tsx";
import { ErrorSummary } from "#app/components/form/error-summary.tsx";
import { useResult, useSending } from "#app/components/form/use-result.ts";
import { FormColumn } from "#app/components/layout/columns.tsx";
import { PageHeader } from "#app/components/layout/page-header.tsx";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { AgreementFields, useAgreementLabels } from "#app/components/people/agreement-fields.tsx";
import { submitForm } from "#app/lib/http/form.server.ts";
import { uuidParam } from "#app/lib/http/params.ts";
import { redirectWithToast } from "#app/lib/http/toast.server.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { words } from "#app/lib/i18n.ts";
import { paths } from "#app/lib/paths.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { changeMentorship } from "#app/modules/mentorships/propose-mentorship.server.ts";
import { loadMentorshipStep } from "#app/modules/mentorships/queries.server.ts";
import { changeMentorshipSchema } from "#app/modules/mentorships/schema.ts";
import { mentorshipsWords } from "#app/words/mentorships.ts";

export const meta = pageTitle(mentorshipsWords, (w) => w.edit.title);

export const loader = async ({ request, params }: LoaderFunctionArgs) =>
  loadMentorshipStep(await requireActor(request), uuidParam(params.id), ["edit"]);

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request);
  const id = uuidParam(params.id);
  return submitForm(request, changeMentorshipSchema, async (input) => {
    await changeMentorship(actor, id, input);
    return redirectWithToast(request, paths.mentorship(id), words(mentorshipsWords, actor.locale).edit.done);
  });
}

export default function EditMentorship() {
  const w = useWords(mentorshipsWords);
  const m = useLoaderData<typeof loader>();
  const [form, fields] = useForm<Record<string, string>>({
    lastResult: useResult(),
    defaultValue: {
      trade: m.trade,
      gradeBefore: m.gradeBefore,
      startsOn: m.startsOn,
      endsOn: m.endsOn,
      goals: m.goals.join("\n"),
      terms: m.terms ?? "",
    },
  });
  const pair = w.pair(m.master, m.apprentice);
  return (
    <>
      <PageHeader
        title={w.edit.title}
        lead={
          <>
            <p className="font-medium text-ink">{pair}</p>
            <p>{w.edit.lead}</p>
          </>
        }
        back={{ to: paths.mentorship(m.id), label: pair }}
      />
      <Form method="post" id={form.id} onSubmit={form.onSubmit} noValidate>
        <FormColumn>
          <ErrorSummary form={form} labels={useAgreementLabels()} />
          <input type="hidden" name="version" value={m.version} />
          <AgreementFields fields={fields} />
        </FormColumn>
        <FormActions>
          <Button size="large" loading={useSending()}>
            {w.edit.submit}
          </Button>
        </FormActions>
      </Form>
    </>
  );
}
