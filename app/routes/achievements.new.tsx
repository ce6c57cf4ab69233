import { useForm } from "@conform-to/react";
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { Button } from "#app/components/actions/button.tsx";
import { FormActions } from "#app/components/actions/form-actions.tsx";
import { LinkButton } from "#app/components/actions/link-button.tsx";
import { DateInput } from "#app/components/form/date-input.tsx";
import { ErrorSummary } from "#app/components/form/error-summary.tsx";
import { RadioGroup } from "#app/components/form/radio-group.tsx";
import { Select } from "#app/components/form/select.tsx";
import { TextInput } from "#app/components/form/text-input.tsx";
import { useResult, useSending } from "#app/components/form/use-result.ts";
import { PageHeader } from "#app/components/layout/page-header.tsx";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { forbidden } from "#app/lib/errors.ts";
import { submitForm } from "#app/lib/http/form.server.ts";
import { redirectWithToast } from "#app/lib/http/toast.server.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { words } from "#app/lib/i18n.ts";
import { paths } from "#app/lib/paths.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { enterAchievement } from "#app/modules/achievements/achievement/enter-achievement.server.ts";
import { entersAchievements } from "#app/modules/achievements/achievement/policy.ts";
import { ACHIEVEMENT_KINDS } from "#app/modules/achievements/achievement/rules.ts";
import { enterAchievementSchema } from "#app/modules/achievements/achievement/schema.ts";
import { loadAchievementSources } from "#app/modules/achievements/achievement/source.server.ts";
import { achievementWords } from "#app/words/achievement.ts";
import { commonWords } from "#app/words/common.ts";

export const meta = pageTitle(achievementWords, (w) => w.enter.title);

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireActor(request);
  if (!entersAchievements(actor)) throw forbidden("not-your-move");
  const from = new URL(request.url).searchParams.get("from") ?? "";
  return { ...(await loadAchievementSources(actor)), clientId: crypto.randomUUID(), from };
}

export async function action({ request }: ActionFunctionArgs) {
  const actor = await requireActor(request);
  return submitForm(request, enterAchievementSchema, async (input) => {
    const { id } = await enterAchievement(actor, input);
    const said = words(achievementWords, actor.locale).enter.done;
    return redirectWithToast(request, paths.achievementStep(id, "edit"), said);
  });
}

export default function NewAchievement() {
  const w = useWords(achievementWords);
  const e = w.enter;
  const c = useWords(commonWords);
  const page = useLoaderData<typeof loader>();
  const [form, fields] = useForm<Record<string, string>>({
    id: "achievement",
    lastResult: useResult(),
    defaultValue: { clientId: page.clientId, source: page.from, kind: "TECHNICAL_RENOVATION" },
  });
  const fixes = (label: string, rows: typeof page.own) => ({
    label,
    options: rows.map((one) => ({ value: `fix:${one.id}`, label: `${one.number} ${one.title}` })),
  });
  const sources = [
    fixes(e.own, page.own),
    fixes(e.others, page.onBehalf),
    { label: e.units, options: page.units.map((one) => ({ value: `unit:${one.id}`, label: one.name })) },
  ].filter((group) => group.options.length > 0);
  return (
    <>
      <PageHeader title={e.title} lead={e.lead} back={{ to: paths.achievements(), label: w.title }} />
      <Form method="post" id={form.id} noValidate className="max-w-form space-y-5">
        <ErrorSummary
          form={form}
          labels={{ source: e.source, kind: w.kindLabel, title: w.name, completedOn: w.completedOn }}
        />
        <input type="hidden" name="clientId" value={fields.clientId?.value ?? page.clientId} />
        <Select field={fields.source} label={e.source} options={sources} required />
        <RadioGroup
          field={fields.kind}
          label={w.kindLabel}
          required
          columns={2}
          options={ACHIEVEMENT_KINDS.map((value) => ({ value, label: w.kind[value] }))}
        />
        <TextInput field={fields.title} label={w.name} hint={e.titleHint} />
        <DateInput field={fields.completedOn} label={w.completedOn} hint={e.completedHint} />
        <FormActions>
          <Button size="large" loading={useSending()}>
            {e.submit}
          </Button>
          <LinkButton to={paths.achievements()} size="large">
            {c.cancel}
          </LinkButton>
        </FormActions>
      </Form>
    </>
  );
}
