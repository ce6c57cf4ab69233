import { useForm } from "@conform-to/react";
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { Button } from "#app/components/actions/button.tsx";
import { FormActions } from "#app/components/actions/form-actions.tsx";
import { LinkButton } from "#app/components/actions/link-button.tsx";
import { Notice } from "#app/components/feedback/notice.tsx";
import { DateInput } from "#app/components/form/date-input.tsx";
import { ErrorSummary } from "#app/components/form/error-summary.tsx";
import { NumberWithUnit } from "#app/components/form/number-with-unit.tsx";
import { RadioGroup } from "#app/components/form/radio-group.tsx";
import { Select } from "#app/components/form/select.tsx";
import { TextInput } from "#app/components/form/text-input.tsx";
import { Textarea } from "#app/components/form/textarea.tsx";
import { useResult, useSending } from "#app/components/form/use-result.ts";
import { FormColumn } from "#app/components/layout/columns.tsx";
import { PageHeader } from "#app/components/layout/page-header.tsx";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { Section } from "#app/components/layout/section.tsx";
import { forbidden } from "#app/lib/errors.ts";
import { intentOf, readForm, submitForm } from "#app/lib/http/form.server.ts";
import { uuidParam } from "#app/lib/http/params.ts";
import { redirectWithToast } from "#app/lib/http/toast.server.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { words } from "#app/lib/i18n.ts";
import { paths } from "#app/lib/paths.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { changeProfile, startTie } from "#app/modules/alliances/change-profile.server.ts";
import { CRAFTSMAN_TITLES, HONOUR_TIERS } from "#app/modules/alliances/kinds.ts";
import { listTieCandidates, loadCraftsman } from "#app/modules/alliances/queries-craftsmen.server.ts";
import { mentorSchema, profileSchema } from "#app/modules/alliances/schema.ts";
import { alliancesWords } from "#app/words/alliances.ts";
import { commonWords } from "#app/words/common.ts";

export const meta = pageTitle(alliancesWords, (w, data: { name: string }) => w.craftsmen.editTitle(data.name));

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request);
  const { id, name, profile, scope, mayTie } = await loadCraftsman(actor, uuidParam(params.id));
  if (!scope && !mayTie) throw forbidden();
  return { id, name, profile, scope, others: mayTie ? await listTieCandidates(actor, id) : null };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request);
  const personId = uuidParam(params.id);
  const w = words(alliancesWords, actor.locale).craftsmen;
  const form = await readForm(request);
  if (intentOf(form) === "tie") {
    return submitForm(
      request,
      mentorSchema,
      async (input) => {
        await startTie(actor, { personId, ...input });
        return redirectWithToast(request, paths.craftsman(personId), w.tieAdded);
      },
      { form },
    );
  }
  return submitForm(
    request,
    profileSchema,
    async (input) => {
      await changeProfile(actor, { personId, ...input });
      return redirectWithToast(request, paths.craftsman(personId), w.saved);
    },
    { form },
  );
}

export default function EditCraftsman() {
  const w = useWords(alliancesWords);
  const { id, name, scope, others } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader title={w.craftsmen.editTitle(name)} back={{ to: paths.craftsman(id), label: name }} />
      {scope && <ProfileForm />}
      {others && <TieForm others={others} />}
    </>
  );
}

function ProfileForm() {
  const w = useWords(alliancesWords);
  const c = useWords(commonWords);
  const f = w.fields;
  const { id, profile, scope } = useLoaderData<typeof loader>();
  const [form, fields] = useForm<Record<string, string>>({
    id: "profile",
    lastResult: useResult("save"),
    defaultValue: {
      honourTier: profile?.honourTier ?? undefined,
      title: profile?.title ?? undefined,
      trade: profile?.trade,
      specialities: profile?.specialities.join("、"),
      years: profile?.years?.toString(),
      bio: profile?.bio,
      workloadCap: String(profile?.workloadCap ?? 3),
    },
  });
  const sending = useSending("save");
  const options = (values: readonly string[], labels: Record<string, string>) =>
    values.map((value) => ({ value, label: labels[value] ?? value }));
  return (
    <Form method="post" id={form.id} onSubmit={form.onSubmit} noValidate>
      <FormColumn>
        <input type="hidden" name="intent" value="save" />
        <input type="hidden" name="version" value={profile?.version ?? 0} />
        <ErrorSummary form={form} labels={{ ...f, honourTier: f.tier }} />
        {scope === "all" ? (
          <>
            <Select
              field={fields.honourTier}
              label={f.tier}
              options={options(HONOUR_TIERS, w.tiers)}
              placeholder={c.none}
              optional
            />
            <Select
              field={fields.title}
              label={f.title}
              options={options(CRAFTSMAN_TITLES, w.titles)}
              placeholder={c.none}
              optional
            />
          </>
        ) : (
          <Notice>{w.craftsmen.honoursByUnion}</Notice>
        )}
        <TextInput field={fields.trade} label={f.trade} optional />
        <Textarea field={fields.specialities} label={f.specialities} hint={f.specialitiesHint} rows={2} optional />
        <NumberWithUnit field={fields.years} label={f.years} unit={f.yearsUnit} whole optional />
        <NumberWithUnit
          field={fields.workloadCap}
          label={f.workloadCap}
          hint={f.workloadHint}
          unit={f.workloadUnit}
          whole
          required
        />
        <Textarea field={fields.bio} label={f.bio} max={1000} optional />
      </FormColumn>
      <FormActions>
        <Button size="large" loading={sending}>
          {c.save}
        </Button>
        <LinkButton to={paths.craftsman(id)} size="large" variant="quiet">
          {c.cancel}
        </LinkButton>
      </FormActions>
    </Form>
  );
}

function TieForm({ others }: { others: { id: string; name: string }[] }) {
  const w = useWords(alliancesWords);
  const f = w.fields;
  const [form, fields] = useForm<Record<string, string>>({ id: "tie", lastResult: useResult("tie") });
  const sending = useSending("tie");
  return (
    <Section title={w.craftsmen.addTie}>
      <Form method="post" id={form.id} onSubmit={form.onSubmit} noValidate>
        <FormColumn>
          <input type="hidden" name="intent" value="tie" />
          <ErrorSummary form={form} labels={{ otherId: f.other, as: f.as, startsOn: f.startsOn }} />
          <RadioGroup
            field={fields.as}
            label={f.as}
            columns={2}
            options={[
              { value: "mentor", label: w.craftsmen.mentor },
              { value: "apprentice", label: w.craftsmen.apprentice },
            ]}
            required
          />
          <Select
            field={fields.otherId}
            label={f.other}
            options={others.map((p) => ({ value: p.id, label: p.name }))}
            required
          />
          <DateInput field={fields.startsOn} label={f.startsOn} required />
          <Button variant="secondary" loading={sending}>
            {w.craftsmen.tieSubmit}
          </Button>
        </FormColumn>
      </Form>
    </Section>
  );
}
