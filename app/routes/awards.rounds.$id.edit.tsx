import { useForm } from "@conform-to/react";
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { Button } from "#app/components/actions/button.tsx";
import { FormActions } from "#app/components/actions/form-actions.tsx";
import { LinkButton } from "#app/components/actions/link-button.tsx";
import { CheckboxGroup } from "#app/components/form/checkbox-group.tsx";
import { Checkbox } from "#app/components/form/checkbox.tsx";
import { DateInput } from "#app/components/form/date-input.tsx";
import { ErrorSummary } from "#app/components/form/error-summary.tsx";
import { NumberWithUnit } from "#app/components/form/number-with-unit.tsx";
import { RadioGroup } from "#app/components/form/radio-group.tsx";
import { TextInput } from "#app/components/form/text-input.tsx";
import { useResult, useSending } from "#app/components/form/use-result.ts";
import { PageHeader } from "#app/components/layout/page-header.tsx";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { Section } from "#app/components/layout/section.tsx";
import { localText } from "#app/lib/calendar.ts";
import { submitForm } from "#app/lib/http/form.server.ts";
import { uuidParam } from "#app/lib/http/params.ts";
import { redirectWithToast } from "#app/lib/http/toast.server.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { words } from "#app/lib/i18n.ts";
import { awardPaths } from "#app/lib/award-paths.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { ACHIEVEMENT_KINDS } from "#app/modules/achievements/achievement/rules.ts";
import { defineRound } from "#app/modules/awards/rounds/define-round.server.ts";
import { loadRoundDraft, scopeChoices } from "#app/modules/awards/rounds/queries.server.ts";
import { defineRoundSchema } from "#app/modules/awards/rounds/schema.ts";
import { achievementWords } from "#app/words/achievement.ts";
import { awardsWords } from "#app/words/awards.ts";
import { commonWords } from "#app/words/common.ts";

export const meta = pageTitle(awardsWords, (w, page: { name: string }) => `${w.define.title} · ${page.name}`);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request);
  const row = await loadRoundDraft(actor, uuidParam(params.id));
  const { timeZone } = row.organisation;
  const day = (at: Date) => localText(at, timeZone).slice(0, 10);
  return {
    id: row.id,
    name: row.name,
    subject: row.title.subject,
    scopes: await scopeChoices(row.organisationId),
    grades: row.places,
    values: {
      version: String(row.version),
      year: String(row.year),
      name: row.name,
      nameEn: row.nameEn,
      scopeIds: row.scopeIds,
      achievementKinds: row.achievementKinds as string[],
      factsFrom: row.factsFrom.toISOString().slice(0, 10),
      factsUntil: row.factsUntil.toISOString().slice(0, 10),
      opensOn: day(row.opensAt),
      closesOn: day(row.closesAt),
      recommendOn: day(row.recommendUntil),
      reviewOn: day(row.reviewUntil),
      panelOn: day(row.panelUntil),
      noticeDays: String(row.noticeDays),
      headRule: row.headRule as string,
      countedCompleters: String(row.countedCompleters),
      minJudges: String(row.minJudges),
      spreadLimit: String(row.spreadLimit / 100),
      trimExtremes: row.trimExtremes ? "on" : "",
    },
  };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request);
  const id = uuidParam(params.id);
  return submitForm(request, defineRoundSchema, async (input) => {
    await defineRound(actor, id, input);
    return redirectWithToast(request, awardPaths.awardRound(id), words(awardsWords, actor.locale).define.done);
  });
}

export default function DefineRound() {
  const page = useLoaderData<typeof loader>();
  const w = useWords(awardsWords);
  const d = w.define;
  const k = useWords(achievementWords).kind;
  const c = useWords(commonWords);
  const result = useResult();
  const [form, fields] = useForm<Record<string, string | string[]>>({
    id: "round",
    lastResult: result,
    defaultValue: page.values,
  });
  const days = ["opensOn", "closesOn", "recommendOn", "reviewOn", "panelOn"] as const;
  return (
    <>
      <PageHeader title={d.title} lead={d.lead} back={{ to: awardPaths.awardRound(page.id), label: page.name }} />
      <Form method="post" id={form.id} noValidate className="max-w-form">
        <ErrorSummary
          form={form}
          labels={{
            year: w.year,
            name: w.name,
            scopeIds: d.scope,
            factsFrom: d.factsFrom,
            factsUntil: d.factsUntil,
            ...Object.fromEntries(days.map((name) => [name, d[name]])),
            noticeDays: d.noticeDays,
            countedCompleters: d.counted,
            minJudges: d.minJudges,
            spreadLimit: d.spread,
            places: d.places,
          }}
        />
        <input type="hidden" name="version" value={page.values.version} />
        <div className="space-y-5">
          <TextInput field={fields.name} label={w.name} required />
          <TextInput field={fields.nameEn} label={w.nameEn} />
          <TextInput field={fields.year} label={w.year} inputMode="numeric" required />
        </div>
        <Section title={d.scope} hint={d.scopeHint}>
          <div className="space-y-5">
            {page.scopes.length > 0 && (
              <CheckboxGroup
                field={fields.scopeIds}
                label={d.scope}
                columns={2}
                options={page.scopes.map((one) => ({ value: one.id, label: one.name }))}
              />
            )}
            {page.subject === "ACHIEVEMENT" && (
              <CheckboxGroup
                field={fields.achievementKinds}
                label={d.kinds}
                hint={d.kindsHint}
                columns={2}
                options={ACHIEVEMENT_KINDS.map((value) => ({ value, label: k[value] }))}
              />
            )}
          </div>
        </Section>
        <Section title={d.facts} hint={d.factsHint}>
          <div className="grid gap-5 sm:grid-cols-2">
            <DateInput field={fields.factsFrom} label={d.factsFrom} required />
            <DateInput field={fields.factsUntil} label={d.factsUntil} required />
          </div>
        </Section>
        <Section title={d.times}>
          <div className="grid gap-5 sm:grid-cols-2">
            {days.map((name) => (
              <DateInput key={name} field={fields[name]} label={d[name]} required />
            ))}
            <NumberWithUnit field={fields.noticeDays} label={d.noticeDays} unit={d.days} whole required />
          </div>
        </Section>
        <Section title={d.heads}>
          <div className="space-y-5">
            <RadioGroup
              field={fields.headRule}
              label={d.heads}
              required
              options={(["ALLOWED", "NOT_FIRST", "NOT_AMONG"] as const).map((value) => ({
                value,
                label: d.headRule[value],
              }))}
            />
            <NumberWithUnit field={fields.countedCompleters} label={d.counted} unit={d.people} whole required />
          </div>
        </Section>
        <Section title={d.scoring}>
          <div className="space-y-5">
            <NumberWithUnit field={fields.minJudges} label={d.minJudges} unit={d.people} whole required />
            <NumberWithUnit field={fields.spreadLimit} label={d.spread} unit={d.points} whole required />
            <Checkbox field={fields.trimExtremes} label={d.trim} />
          </div>
        </Section>
        <Section title={d.places}>
          <div className="grid gap-5 sm:grid-cols-2" id="places">
            {page.grades.map((one, index) => (
              <div key={one.grade}>
                <input type="hidden" name={`places[${index}].grade`} value={one.grade} />
                <NumberWithUnit
                  name={`places[${index}].places`}
                  id={`places-${index}`}
                  label={one.grade}
                  unit={d.place}
                  whole
                  defaultValue={String(one.places)}
                  errors={result?.error?.[`places[${index}].places`] ?? undefined}
                />
              </div>
            ))}
          </div>
        </Section>
        <div className="mt-8">
          <FormActions>
            <Button size="large" loading={useSending()}>
              {d.save}
            </Button>
            <LinkButton to={awardPaths.awardRound(page.id)} size="large">
              {c.cancel}
            </LinkButton>
          </FormActions>
        </div>
      </Form>
    </>
  );
}
