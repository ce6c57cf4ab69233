import { useForm } from "@conform-to/react";
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { Button } from "#app/components/actions/button.tsx";
import { FormActions } from "#app/components/actions/form-actions.tsx";
import { LinkButton } from "#app/components/actions/link-button.tsx";
import { Checkbox } from "#app/components/form/checkbox.tsx";
import { DateInput } from "#app/components/form/date-input.tsx";
import { ErrorSummary } from "#app/components/form/error-summary.tsx";
import { NumberWithUnit } from "#app/components/form/number-with-unit.tsx";
import { TextInput } from "#app/components/form/text-input.tsx";
import { Textarea } from "#app/components/form/textarea.tsx";
import { UnsavedGuard } from "#app/components/form/unsaved-guard.tsx";
import { useResult, useSending } from "#app/components/form/use-result.ts";
import { PageHeader } from "#app/components/layout/page-header.tsx";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { Section } from "#app/components/layout/section.tsx";
import { MeasureRows } from "#app/components/solving/measure-rows.tsx";
import { DomainError } from "#app/lib/errors.ts";
import { submitForm } from "#app/lib/http/form.server.ts";
import { uuidParam } from "#app/lib/http/params.ts";
import { redirectWithToast } from "#app/lib/http/toast.server.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { words } from "#app/lib/i18n.ts";
import { paths } from "#app/lib/paths.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { measureAdoption } from "#app/modules/knowledge/replication/measure-adoption.server.ts";
import { loadAdoption } from "#app/modules/knowledge/replication/queries.server.ts";
import { ADOPTION_MAX, measureAdoptionSchema } from "#app/modules/knowledge/replication/schema.ts";
import { adoptionWords } from "#app/words/adoption.ts";
import { commonWords } from "#app/words/common.ts";
import { solvingWorkWords } from "#app/words/solving-work.ts";

export const meta = pageTitle(adoptionWords, (w) => w.measure.title);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const adoption = await loadAdoption(await requireActor(request), uuidParam(params.id));
  if (!adoption.may.measure) throw new DomainError("forbidden", "not-your-move");
  return adoption;
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request);
  const id = uuidParam(params.id);
  return submitForm(request, measureAdoptionSchema, async (input) => {
    await measureAdoption(actor, id, input);
    return redirectWithToast(request, paths.adoption(id), words(adoptionWords, actor.locale).measure.done);
  });
}

export default function MeasureAdoption() {
  const adoption = useLoaderData<typeof loader>();
  const w = useWords(adoptionWords).measure;
  const m = useWords(solvingWorkWords).measures;
  const c = useWords(commonWords);
  const result = useResult();
  const [form, fields] = useForm<Record<string, string>>({
    id: "measure",
    lastResult: result,
    defaultValue: {
      place: adoption.place ?? "",
      adapted: adoption.adapted,
      startedOn: adoption.startedOn ?? "",
      endedOn: adoption.endedOn ?? "",
      result: adoption.result,
      lossYuan: adoption.lossFen === null ? "" : String(Number(adoption.lossFen) / 100),
      contact: adoption.contact ?? "",
      anonymous: adoption.anonymous ? "on" : "",
      kept: adoption.kept ? "on" : "",
    },
  });
  return (
    <>
      <PageHeader
        title={w.title}
        lead={
          <>
            <p className="font-medium text-ink">{adoption.fix.title}</p>
            <p>{w.lead}</p>
          </>
        }
        back={{ to: paths.adoption(adoption.id), label: adoption.fix.number }}
      />
      <Form method="post" id={form.id} noValidate className="max-w-form space-y-5">
        <UnsavedGuard />
        <ErrorSummary
          form={form}
          labels={{
            place: w.place,
            startedOn: w.startedOn,
            endedOn: w.endedOn,
            result: w.result,
            adapted: w.adapted,
            lossYuan: w.loss,
            contact: w.contact,
            measures: m.title,
          }}
        />
        <input type="hidden" name="version" value={adoption.version} />
        <TextInput field={fields.place} label={w.place} hint={w.placeHint} required />
        <DateInput field={fields.startedOn} label={w.startedOn} required />
        <DateInput field={fields.endedOn} label={w.endedOn} required />
        <Section title={m.title} hint={m.hint}>
          <MeasureRows rows={adoption.measures} result={result} />
        </Section>
        <Textarea field={fields.result} label={w.result} rows={3} max={ADOPTION_MAX.result} required />
        <Textarea field={fields.adapted} label={w.adapted} hint={w.adaptedHint} rows={3} max={ADOPTION_MAX.adapted} />
        <NumberWithUnit field={fields.lossYuan} label={w.loss} hint={w.lossHint} unit={w.yuanPerDay} />
        <TextInput field={fields.contact} label={w.contact} hint={w.contactHint} />
        <Checkbox field={fields.anonymous} label={w.anonymous} hint={w.anonymousHint} />
        <Checkbox field={fields.kept} label={w.kept} hint={w.keptHint} />
        <FormActions>
          <Button size="large" loading={useSending()}>
            {w.submit}
          </Button>
          <LinkButton to={paths.adoption(adoption.id)} size="large">
            {c.cancel}
          </LinkButton>
        </FormActions>
      </Form>
    </>
  );
}
