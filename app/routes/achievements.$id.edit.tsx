import { useForm } from "@conform-to/react";
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import type { ReactNode } from "react";
import { Button } from "#app/components/actions/button.tsx";
import { FormActions } from "#app/components/actions/form-actions.tsx";
import { LinkButton } from "#app/components/actions/link-button.tsx";
import { DateInput } from "#app/components/form/date-input.tsx";
import { ErrorSummary } from "#app/components/form/error-summary.tsx";
import { Rows } from "#app/components/form/rows.tsx";
import { Select } from "#app/components/form/select.tsx";
import { TextInput } from "#app/components/form/text-input.tsx";
import { Textarea } from "#app/components/form/textarea.tsx";
import { UnsavedGuard } from "#app/components/form/unsaved-guard.tsx";
import { useResult, useSending } from "#app/components/form/use-result.ts";
import { PageHeader } from "#app/components/layout/page-header.tsx";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { FoldedSection } from "#app/components/layout/section.tsx";
import { submitForm } from "#app/lib/http/form.server.ts";
import { uuidParam } from "#app/lib/http/params.ts";
import { redirectWithToast } from "#app/lib/http/toast.server.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { words } from "#app/lib/i18n.ts";
import { paths } from "#app/lib/paths.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { changeAchievement } from "#app/modules/achievements/achievement/change-achievement.server.ts";
import { ACHIEVEMENT_MAX as MAX } from "#app/modules/achievements/achievement/limits.ts";
import { loadAchievementForm } from "#app/modules/achievements/achievement/queries-steps.server.ts";
import {
  ACHIEVEMENT_KINDS,
  PATENT_KINDS,
  PATENT_STATES,
  WORK_KINDS,
} from "#app/modules/achievements/achievement/rules.ts";
import { achievementSchema } from "#app/modules/achievements/achievement/schema.ts";
import { achievementWords } from "#app/words/achievement.ts";
import { commonWords } from "#app/words/common.ts";

export const meta = pageTitle(achievementWords, (w) => w.edit.title);

export const loader = async ({ request, params }: LoaderFunctionArgs) =>
  loadAchievementForm(await requireActor(request), uuidParam(params.id));

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request);
  const id = uuidParam(params.id);
  return submitForm(request, achievementSchema, async (input) => {
    await changeAchievement(actor, id, input);
    return redirectWithToast(request, paths.achievement(id), words(achievementWords, actor.locale).edit.done);
  });
}

type Drawn = { name: string; id: string; value: string; errors?: string[] };
/** The part drawn its own way, where it has one. */
const drawn = (ways: Record<string, (props: Drawn) => ReactNode>, part: string, props: Drawn): ReactNode =>
  ways[part]?.(props) ?? null;

export default function EditAchievement() {
  const page = useLoaderData<typeof loader>();
  const w = useWords(achievementWords);
  const e = w.edit;
  const c = useWords(commonWords);
  const result = useResult();
  const [form, fields] = useForm<Record<string, string>>({
    id: "achievement",
    lastResult: result,
    defaultValue: page.values,
  });
  const choose =
    (label: string, options: { value: string; label: string }[]) =>
    ({ name, id, value, errors }: Drawn) => (
      <Select
        name={name}
        id={id}
        label={label}
        defaultValue={value}
        errors={errors}
        options={options}
        optional={false}
      />
    );
  const patentKind = choose(
    w.kindLabel,
    PATENT_KINDS.map((value) => ({ value, label: w.patentKind[value] })),
  );
  const patentState = choose(
    w.patentStateLabel,
    PATENT_STATES.map((value) => ({ value, label: w.patentState[value] })),
  );
  const workKind = choose(
    w.kindLabel,
    WORK_KINDS.map((value) => ({ value, label: w.workKind[value] })),
  );
  const day = ({ name, id, value, errors }: Drawn) => (
    <DateInput name={name} id={id} label={e.day} defaultValue={value} errors={errors} optional={false} />
  );
  const wrong = (list: string) => Object.keys(result?.error ?? {}).some((field) => field.startsWith(list));
  const on = { name: "on", label: e.day };
  return (
    <>
      <PageHeader
        title={e.title}
        lead={<p className="font-medium text-ink">{page.values.title}</p>}
        back={{ to: paths.achievement(page.id), label: w.title }}
      />
      <Form method="post" id={form.id} noValidate className="max-w-3xl space-y-5">
        <UnsavedGuard />
        <ErrorSummary
          form={form}
          labels={{
            kind: w.kindLabel,
            title: w.name,
            completedOn: w.completedOn,
            summary: w.summary,
            innovation: w.innovation,
            application: w.application,
            social: w.social,
            patents: w.patents,
            works: w.works,
            awards: w.awards,
            adopters: w.adopters,
          }}
        />
        <input type="hidden" name="version" value={page.version} />
        <TextInput field={fields.title} label={w.name} max={MAX.title} required />
        <Select
          field={fields.kind}
          label={w.kindLabel}
          placeholder={false}
          options={ACHIEVEMENT_KINDS.map((value) => ({ value, label: w.kind[value] }))}
          required
        />
        <DateInput field={fields.completedOn} label={w.completedOn} required />
        <Textarea field={fields.summary} label={w.summary} hint={w.summaryHint} rows={6} max={MAX.text} />
        <Textarea field={fields.innovation} label={w.innovation} hint={w.innovationHint} rows={5} max={MAX.text} />
        <Textarea field={fields.application} label={w.application} rows={4} max={MAX.text} />
        <Textarea field={fields.social} label={w.social} rows={3} max={MAX.text} />
        <FoldedSection title={w.patents} open={page.patents.length > 0 || wrong("patents")}>
          <Rows
            name="patents"
            rows={page.patents}
            result={result}
            most={MAX.patents}
            legend={e.patent}
            columns="sm:grid-cols-2 lg:grid-cols-3"
            parts={[
              { name: "kind", label: w.kindLabel },
              { name: "number", label: w.number },
              { name: "title", label: w.patentName },
              { name: "holder", label: w.holder },
              { name: "state", label: w.patentStateLabel },
              on,
            ]}
            draw={(part, props) => drawn({ kind: patentKind, state: patentState, on: day }, part, props)}
          />
        </FoldedSection>
        <FoldedSection title={w.works} open={page.works.length > 0 || wrong("works")}>
          <Rows
            name="works"
            rows={page.works}
            result={result}
            most={MAX.works}
            legend={e.work}
            columns="sm:grid-cols-2 lg:grid-cols-3"
            parts={[
              { name: "kind", label: w.kindLabel },
              { name: "title", label: w.patentName },
              { name: "issuer", label: w.issuer },
              { name: "number", label: w.number },
              on,
            ]}
            draw={(part, props) => drawn({ kind: workKind, on: day }, part, props)}
          />
        </FoldedSection>
        <FoldedSection title={w.awards} open={page.awards.length > 0 || wrong("awards")}>
          <Rows
            name="awards"
            rows={page.awards}
            result={result}
            most={MAX.awards}
            legend={e.award}
            columns="sm:grid-cols-2 lg:grid-cols-4"
            parts={[
              { name: "name", label: w.awardName },
              { name: "issuer", label: w.awardIssuer },
              { name: "grade", label: w.grade },
              on,
            ]}
            draw={(part, props) => (part === "on" ? day(props) : null)}
          />
        </FoldedSection>
        <FoldedSection title={w.adopters} hint={e.adoptersHint} open={page.adopters.length > 0 || wrong("adopters")}>
          <Rows
            name="adopters"
            rows={page.adopters}
            result={result}
            most={MAX.adopters}
            legend={e.adopter}
            columns="sm:grid-cols-3"
            parts={[{ name: "unit", label: w.adopterUnit }, { name: "contact", label: w.contact }, on]}
            draw={(part, props) => (part === "on" ? day(props) : null)}
          />
        </FoldedSection>
        <FormActions>
          <Button size="large" loading={useSending()}>
            {e.submit}
          </Button>
          <LinkButton to={paths.achievement(page.id)} size="large">
            {c.cancel}
          </LinkButton>
        </FormActions>
      </Form>
    </>
  );
}
