import { useForm } from "@conform-to/react";
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { useNamed } from "#app/components/awards/named.ts";
import { Button } from "#app/components/actions/button.tsx";
import { FormActions } from "#app/components/actions/form-actions.tsx";
import { LinkButton } from "#app/components/actions/link-button.tsx";
import { RoundMoves } from "#app/components/awards/round-moves.tsx";
import { DateInput } from "#app/components/form/date-input.tsx";
import { ErrorSummary } from "#app/components/form/error-summary.tsx";
import { Textarea } from "#app/components/form/textarea.tsx";
import { useResult, useSending } from "#app/components/form/use-result.ts";
import { PageHeader } from "#app/components/layout/page-header.tsx";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { Section } from "#app/components/layout/section.tsx";
import { submitForm } from "#app/lib/http/form.server.ts";
import { uuidParam } from "#app/lib/http/params.ts";
import { redirectWithToast } from "#app/lib/http/toast.server.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { words } from "#app/lib/i18n.ts";
import { awardPaths } from "#app/lib/award-paths.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { AWARD_MAX } from "#app/modules/awards/limits.ts";
import { loadDates, moveDates } from "#app/modules/awards/rounds/moves/move-dates.server.ts";
import { DATE_FIELDS, lastDayOf } from "#app/modules/awards/rounds/moves/rules.ts";
import { moveDatesSchema } from "#app/modules/awards/rounds/schema.ts";
import { commonWords } from "#app/words/common.ts";
import { roundDateWords } from "#app/words/round-dates.ts";

export const meta = pageTitle(roundDateWords, (w, page: { name: string }) => `${w.title} · ${page.name}`);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const row = await loadDates(await requireActor(request), uuidParam(params.id));
  const { timeZone } = row.organisation;
  return {
    id: row.id,
    name: row.name,
    nameEn: row.nameEn,
    version: row.version,
    timeZone,
    moved: row.moved,
    dates: row.movable.flatMap((name) => {
      const at = row[name];
      return at ? [{ name, field: DATE_FIELDS[name], day: lastDayOf(name, at, timeZone) }] : [];
    }),
  };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request);
  const id = uuidParam(params.id);
  return submitForm(request, moveDatesSchema, async (input) => {
    await moveDates(actor, id, input);
    return redirectWithToast(request, awardPaths.awardRound(id), words(roundDateWords, actor.locale).done);
  });
}

export default function MoveDates() {
  const page = useLoaderData<typeof loader>();
  const w = useWords(roundDateWords);
  const named = useNamed();
  const c = useWords(commonWords);
  const [form, fields] = useForm<Record<string, string>>({
    id: "dates",
    lastResult: useResult(),
    defaultValue: Object.fromEntries(page.dates.map((one) => [one.field, one.day])),
  });
  const labels = Object.fromEntries(page.dates.map((one) => [one.field, w.date[one.name]]));
  return (
    <>
      <PageHeader title={w.title} lead={w.lead} back={{ to: awardPaths.awardRound(page.id), label: named(page) }} />
      <Form method="post" id={form.id} noValidate className="max-w-form space-y-5">
        <ErrorSummary form={form} labels={{ ...labels, reason: w.reason }} />
        <input type="hidden" name="version" value={page.version} />
        <div className="grid gap-5 sm:grid-cols-2">
          {page.dates.map((one) => (
            <DateInput
              key={one.field}
              field={fields[one.field]}
              label={w.date[one.name]}
              hint={w.now(one.day)}
              min={one.day}
              required
            />
          ))}
        </div>
        <Textarea field={fields.reason} label={w.reason} hint={w.reasonHint} rows={3} max={AWARD_MAX.reason} required />
        <FormActions>
          <Button size="large" loading={useSending()}>
            {w.save}
          </Button>
          <LinkButton to={awardPaths.awardRound(page.id)} size="large">
            {c.cancel}
          </LinkButton>
        </FormActions>
      </Form>
      {page.moved.length > 0 && (
        <Section title={w.moved}>
          <RoundMoves moved={page.moved} timeZone={page.timeZone} />
        </Section>
      )}
    </>
  );
}
