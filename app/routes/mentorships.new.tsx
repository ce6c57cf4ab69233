import { useForm } from "@conform-to/react";
import { type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { Button } from "#app/components/actions/button.tsx";
import { FormActions } from "#app/components/actions/form-actions.tsx";
import { LinkButton } from "#app/components/actions/link-button.tsx";
import { Notice } from "#app/components/feedback/notice.tsx";
import { ErrorSummary } from "#app/components/form/error-summary.tsx";
import { inputLook } from "#app/components/form/field-props.ts";
import { Select } from "#app/components/form/select.tsx";
import { TextInput } from "#app/components/form/text-input.tsx";
import { useResult, useSending } from "#app/components/form/use-result.ts";
import { FormColumn } from "#app/components/layout/columns.tsx";
import { PageHeader } from "#app/components/layout/page-header.tsx";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { AgreementFields, useAgreementLabels } from "#app/components/people/agreement-fields.tsx";
import { submitForm } from "#app/lib/http/form.server.ts";
import { isUuid } from "#app/lib/http/params.ts";
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
  const asked = new URL(request.url).searchParams.get("place");
  const entry = await loadEntry(await requireActor(request), isUuid(asked) ? asked : null);
  // Posted back, so that sending it twice enters it once.
  return { ...entry, clientId: crypto.randomUUID() };
}

export async function action({ request }: ActionFunctionArgs) {
  const actor = await requireActor(request);
  return submitForm(request, proposeMentorshipSchema, async (input) => {
    const { id } = await proposeMentorship(actor, input);
    return redirectWithToast(request, paths.mentorship(id), words(mentorshipsWords, actor.locale).propose.done);
  });
}

type Entry = ReturnType<typeof useLoaderData<typeof loader>>;
type WithPeople = Entry & { people: NonNullable<Entry["people"]> };

export default function NewMentorship() {
  const w = useWords(mentorshipsWords);
  const entry = useLoaderData<typeof loader>();
  const { people } = entry;
  return (
    <>
      <PageHeader
        title={w.propose.title}
        lead={w.propose.lead}
        back={
          entry.onBehalf
            ? { to: paths.newMentorship(), label: w.propose.otherHouse }
            : { to: paths.mentorships(), label: w.title }
        }
      />
      {people ? <AgreementForm entry={{ ...entry, people }} /> : <HouseForm places={entry.places} />}
    </>
  );
}

/** Who enters for many houses says which first, so that only its people are offered. */
function HouseForm({ places }: { places: Entry["places"] }) {
  const w = useWords(mentorshipsWords);
  return (
    <Form method="get" className="max-w-form space-y-5">
      <label className="block">
        <span className="mb-1.5 block font-medium">{w.fields.place}</span>
        <select name="place" required className={inputLook}>
          {places.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <Button size="large">{w.propose.next}</Button>
    </Form>
  );
}

function AgreementForm({ entry }: { entry: WithPeople }) {
  const w = useWords(mentorshipsWords);
  const c = useWords(commonWords);
  const f = w.fields;
  const { places, people, personId, today, clientId } = entry;
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
      {entry.onBehalf && (
        <div className="mb-6">
          <Notice kind="info" title={w.onBehalf}>
            {w.onBehalfHint}
          </Notice>
        </div>
      )}
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
