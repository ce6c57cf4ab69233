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
import { Beside, StandsNow, typedAs } from "#app/components/form/stands-now.tsx";
import { useAnswer, useSending } from "#app/components/form/use-result.ts";
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
import { lastChangeOf, loadRoundDraft, scopeChoices } from "#app/modules/awards/rounds/queries.server.ts";
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
  const [scopes, changed] = await Promise.all([scopeChoices(row.organisationId), lastChangeOf(row.id)]);
  return {
    changed: changed && { ...changed, timeZone },
    id: row.id,
    name: row.name,
    subject: row.title.subject,
    scopes,
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

const HEAD_RULES = ["ALLOWED", "NOT_FIRST", "NOT_AMONG"] as const;

export default function DefineRound() {
  const page = useLoaderData<typeof loader>();
  const w = useWords(awardsWords);
  const d = w.define;
  const k = useWords(achievementWords).kind;
  const c = useWords(commonWords);
  const answer = useAnswer();
  const { result } = answer;
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
            nameEn: w.nameEn,
            scopeIds: d.scope,
            achievementKinds: d.kinds,
            headRule: d.heads,
            factsFrom: d.factsFrom,
            factsUntil: d.factsUntil,
            ...Object.fromEntries(days.map((name) => [name, d[name]])),
            noticeDays: d.noticeDays,
            countedCompleters: d.counted,
            minJudges: d.minJudges,
            spreadLimit: d.spread,
            places: d.places,
            ...Object.fromEntries(page.grades.map((one, index) => [`places[${index}].places`, one.grade])),
          }}
        />
        <input type="hidden" name="version" value={page.values.version} />
        <StandsNow
          answer={answer}
          version={page.values.version}
          by={page.changed}
          now={{
            ...page.values,
            ...Object.fromEntries(page.grades.map((one, index) => [`places[${index}].places`, String(one.places)])),
          }}
          read={(name, value) => {
            if (name === "scopeIds") return page.scopes.find((one) => one.id === value)?.name;
            if (name === "achievementKinds")
              return ACHIEVEMENT_KINDS.flatMap((one) => (one === value ? k[one] : []))[0];
            if (name === "headRule") return HEAD_RULES.flatMap((one) => (one === value ? d.headRule[one] : []))[0];
            return name === "trimExtremes" ? d.trim : undefined;
          }}
        >
          <div className="space-y-5">
            <div>
              <TextInput field={fields.name} label={w.name} required />
              <Beside name="name" />
            </div>
            <div>
              <TextInput field={fields.nameEn} label={w.nameEn} />
              <Beside name="nameEn" />
            </div>
            <div>
              <TextInput field={fields.year} label={w.year} inputMode="numeric" required />
              <Beside name="year" />
            </div>
          </div>
          <Section title={d.scope} hint={d.scopeHint}>
            <div className="space-y-5">
              {page.scopes.length > 0 && (
                <div>
                  <CheckboxGroup
                    field={fields.scopeIds}
                    label={d.scope}
                    columns={2}
                    options={page.scopes.map((one) => ({ value: one.id, label: one.name }))}
                  />
                  <Beside name="scopeIds" />
                </div>
              )}
              {page.subject === "ACHIEVEMENT" && (
                <div>
                  <CheckboxGroup
                    field={fields.achievementKinds}
                    label={d.kinds}
                    hint={d.kindsHint}
                    columns={2}
                    options={ACHIEVEMENT_KINDS.map((value) => ({ value, label: k[value] }))}
                  />
                  <Beside name="achievementKinds" />
                </div>
              )}
            </div>
          </Section>
          <Section title={d.facts} hint={d.factsHint}>
            <div className="grid gap-5 sm:grid-cols-2">
              <div>
                <DateInput field={fields.factsFrom} label={d.factsFrom} required />
                <Beside name="factsFrom" />
              </div>
              <div>
                <DateInput field={fields.factsUntil} label={d.factsUntil} required />
                <Beside name="factsUntil" />
              </div>
            </div>
          </Section>
          <Section title={d.times}>
            <div className="grid gap-5 sm:grid-cols-2">
              {days.map((name) => (
                <div key={name}>
                  <DateInput field={fields[name]} label={d[name]} required />
                  <Beside name={name} />
                </div>
              ))}
              <div>
                <NumberWithUnit field={fields.noticeDays} label={d.noticeDays} unit={d.days} whole required />
                <Beside name="noticeDays" />
              </div>
            </div>
          </Section>
          <Section title={d.heads}>
            <div className="space-y-5">
              <div>
                <RadioGroup
                  field={fields.headRule}
                  label={d.heads}
                  required
                  options={HEAD_RULES.map((value) => ({
                    value,
                    label: d.headRule[value],
                  }))}
                />
                <Beside name="headRule" />
              </div>
              <div>
                <NumberWithUnit field={fields.countedCompleters} label={d.counted} unit={d.people} whole required />
                <Beside name="countedCompleters" />
              </div>
            </div>
          </Section>
          <Section title={d.scoring}>
            <div className="space-y-5">
              <div>
                <NumberWithUnit field={fields.minJudges} label={d.minJudges} unit={d.people} whole required />
                <Beside name="minJudges" />
              </div>
              <div>
                <NumberWithUnit field={fields.spreadLimit} label={d.spread} unit={d.points} whole required />
                <Beside name="spreadLimit" />
              </div>
              <div>
                <Checkbox field={fields.trimExtremes} label={d.trim} />
                <Beside name="trimExtremes" />
              </div>
            </div>
          </Section>
          <Section title={d.places}>
            <div className="grid gap-5 sm:grid-cols-2" id={`${form.id}-places`}>
              {page.grades.map((one, index) => (
                <div key={one.grade}>
                  <input type="hidden" name={`places[${index}].grade`} value={one.grade} />
                  <NumberWithUnit
                    name={`places[${index}].places`}
                    id={`${form.id}-places[${index}].places`}
                    label={one.grade}
                    unit={d.place}
                    whole
                    defaultValue={result ? typedAs(result, `places[${index}].places`)[0] : String(one.places)}
                    errors={result?.error?.[`places[${index}].places`] ?? undefined}
                  />
                  <Beside name={`places[${index}].places`} />
                </div>
              ))}
            </div>
          </Section>
        </StandsNow>
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
