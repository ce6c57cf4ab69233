import { useForm } from "@conform-to/react";
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { Button } from "#app/components/actions/button.tsx";
import { FormActions } from "#app/components/actions/form-actions.tsx";
import { LinkButton } from "#app/components/actions/link-button.tsx";
import { DateInput } from "#app/components/form/date-input.tsx";
import { ErrorSummary } from "#app/components/form/error-summary.tsx";
import { Select } from "#app/components/form/select.tsx";
import { TextInput } from "#app/components/form/text-input.tsx";
import { useResult, useSending } from "#app/components/form/use-result.ts";
import { FormColumn } from "#app/components/layout/columns.tsx";
import { PageHeader } from "#app/components/layout/page-header.tsx";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { formatDate } from "#app/lib/format.ts";
import { submitForm } from "#app/lib/http/form.server.ts";
import { redirectWithToast } from "#app/lib/http/toast.server.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { words } from "#app/lib/i18n.ts";
import { paths } from "#app/lib/paths.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { enterCompetition } from "#app/modules/studios/competitions/enter-competition.server.ts";
import { loadCompetitionEntry } from "#app/modules/studios/competitions/queries.server.ts";
import { COMPETITION_LEVELS } from "#app/modules/studios/competitions/rules.ts";
import { COMPETITION_MAX, enterCompetitionSchema } from "#app/modules/studios/competitions/schema.ts";
import { commonWords } from "#app/words/common.ts";
import { competitionsWords } from "#app/words/competitions.ts";

export const meta = pageTitle(competitionsWords, (w) => w.add);

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireActor(request);
  const places = await loadCompetitionEntry(actor);
  return { places, today: formatDate(actor.now), clientId: crypto.randomUUID() };
}

export async function action({ request }: ActionFunctionArgs) {
  const actor = await requireActor(request);
  return submitForm(request, enterCompetitionSchema, async (input) => {
    const { id } = await enterCompetition(actor, input);
    return redirectWithToast(request, paths.competition(id), words(competitionsWords, actor.locale).entered);
  });
}

export default function NewCompetition() {
  const w = useWords(competitionsWords);
  const c = useWords(commonWords);
  const { places, today, clientId } = useLoaderData<typeof loader>();
  const [form, fields] = useForm<Record<string, string>>({
    lastResult: useResult(),
    defaultValue: { heldOn: today, level: "MUNICIPAL", organisationId: places[0]?.id ?? "" },
  });
  const sending = useSending();
  return (
    <>
      <PageHeader title={w.add} lead={w.lead} back={{ to: paths.competitions(), label: w.title }} />
      <Form method="post" id={form.id} onSubmit={form.onSubmit} noValidate>
        <FormColumn>
          <ErrorSummary
            form={form}
            labels={{
              name: w.name,
              nameEn: w.nameEn,
              level: w.levelLabel,
              heldOn: w.heldOn,
              organiser: w.organiser,
              organisationId: w.place,
            }}
          />
          <input type="hidden" name="clientId" value={clientId} />
          <TextInput field={fields.name} label={w.name} max={COMPETITION_MAX.name} required />
          <TextInput field={fields.nameEn} label={w.nameEn} optional />
          <Select
            field={fields.level}
            label={w.levelLabel}
            options={COMPETITION_LEVELS.map((value) => ({ value, label: w.level[value] }))}
            required
          />
          <DateInput field={fields.heldOn} label={w.heldOn} max={today} required />
          <TextInput field={fields.organiser} label={w.organiser} max={COMPETITION_MAX.organiser} required />
          <Select
            field={fields.organisationId}
            label={w.place}
            options={places.map(({ id, name }) => ({ value: id, label: name }))}
            required
          />
        </FormColumn>
        <FormActions>
          <Button size="large" loading={sending}>
            {w.submit}
          </Button>
          <LinkButton to={paths.competitions()} size="large">
            {c.cancel}
          </LinkButton>
        </FormActions>
      </Form>
    </>
  );
}
