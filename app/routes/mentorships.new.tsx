import { useForm } from "@conform-to/react";
import { type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { Button } from "#app/components/actions/button.tsx";
import { FormActions } from "#app/components/actions/form-actions.tsx";
import { LinkButton } from "#app/components/actions/link-button.tsx";
import { ErrorSummary } from "#app/components/form/error-summary.tsx";
import { Select } from "#app/components/form/select.tsx";
import { TextInput } from "#app/components/form/text-input.tsx";
import { useResult, useSending } from "#app/components/form/use-result.ts";
import { FormColumn } from "#app/components/layout/columns.tsx";
import { PageHeader } from "#app/components/layout/page-header.tsx";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { AgreementFields, useAgreementLabels } from "#app/components/people/agreement-fields.tsx";
import { submitForm } from "#app/lib/http/form.server.ts";
import { redirectWithToast } from "#app/lib/http/toast.server.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { words } from "#app/lib/i18n.ts";
import { paths } from "#app/lib/paths.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { proposeMentorship } from "#app/modules/mentorships/propose-mentorship.server.ts";
import { loadEntry } from "#app/modules/mentorships/queries-entry.server.ts";
import { proposeMentorshipSchema } from "#app/modules/mentorships/schema.ts";
import { commonWords } from "#app/words/common.ts";
import { mentorshipsWords } from "#app/words/mentorships.ts";

export const meta = pageTitle(mentorshipsWords, (w) => w.propose.title);

export async function loader({ request }: LoaderFunctionArgs) {
  // Posted back, so that sending it twice enters it once.
  return { ...(await loadEntry(await requireActor(request))), clientId: crypto.randomUUID() };
}

export async function action({ request }: ActionFunctionArgs) {
  const actor = await requireActor(request);
  return submitForm(request, proposeMentorshipSchema, async (input) => {
    const { id } = await proposeMentorship(actor, input);
    return redirectWithToast(request, paths.mentorship(id), words(mentorshipsWords, actor.locale).propose.done);
  });
}

export default function NewMentorship() {
  const w = useWords(mentorshipsWords);
  const c = useWords(commonWords);
  const f = w.fields;
  const { places, people, personId, today, clientId } = useLoaderData<typeof loader>();
  const [form, fields] = useForm<Record<string, string>>({
    lastResult: useResult(),
    defaultValue: {
      placeId: places.length === 1 ? (places[0]?.id ?? "") : "",
      masterId: people.some((one) => one.id === personId) ? personId : "",
      startsOn: today,
      gradeBefore: "APPRENTICE",
    },
  });
  const persons = people.map(({ id, name }) => ({ value: id, label: name }));
  return (
    <>
      <PageHeader title={w.propose.title} lead={w.propose.lead} back={{ to: paths.mentorships(), label: w.title }} />
      <Form method="post" id={form.id} onSubmit={form.onSubmit} noValidate>
        <FormColumn>
          <ErrorSummary
            form={form}
            labels={{
              placeId: f.place,
              masterId: f.master,
              master: f.master,
              apprenticeId: f.apprentice,
              apprentice: f.apprentice,
              ...useAgreementLabels(),
            }}
          />
          <input type="hidden" name="clientId" value={clientId} />
          <Select
            field={fields.placeId}
            label={f.place}
            options={places.map(({ id, name }) => ({ value: id, label: name }))}
            required
          />
          <Select field={fields.masterId} label={f.master} options={persons} required />
          <Select field={fields.apprenticeId} label={f.apprentice} options={persons} placeholder={w.chooseOther} />
          <TextInput field={fields.apprentice} label={f.otherContact} autoComplete="off" spellCheck={false} optional />
          <AgreementFields fields={fields} />
        </FormColumn>
        <FormActions>
          <Button size="large" loading={useSending()}>
            {w.propose.submit}
          </Button>
          <LinkButton to={paths.mentorships()} size="large">
            {c.cancel}
          </LinkButton>
        </FormActions>
      </Form>
    </>
  );
}
