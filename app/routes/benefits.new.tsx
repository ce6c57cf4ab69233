import { useForm } from "@conform-to/react";
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { Button } from "#app/components/actions/button.tsx";
import { FormActions } from "#app/components/actions/form-actions.tsx";
import { LinkButton } from "#app/components/actions/link-button.tsx";
import { Notice } from "#app/components/feedback/notice.tsx";
import { BenefitPlace } from "#app/components/form/benefit-place.tsx";
import { ErrorSummary } from "#app/components/form/error-summary.tsx";
import { RadioGroup } from "#app/components/form/radio-group.tsx";
import { Select } from "#app/components/form/select.tsx";
import { Textarea } from "#app/components/form/textarea.tsx";
import { useResult, useSending } from "#app/components/form/use-result.ts";
import { PageHeader } from "#app/components/layout/page-header.tsx";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { DomainError } from "#app/lib/errors.ts";
import { submitForm } from "#app/lib/http/form.server.ts";
import { redirectWithToast } from "#app/lib/http/toast.server.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { words } from "#app/lib/i18n.ts";
import { paths } from "#app/lib/paths.ts";
import { organisationsWith } from "#app/modules/accounts/actor.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { enterBenefit } from "#app/modules/achievements/benefit/enter-benefit.server.ts";
import { BENEFIT_KINDS } from "#app/modules/achievements/benefit/rules.ts";
import { BENEFIT_MAX } from "#app/modules/achievements/benefit/limits.ts";
import { enterBenefitSchema } from "#app/modules/achievements/benefit/schema.ts";
import { loadSources } from "#app/modules/achievements/benefit/source.server.ts";
import { benefitWords } from "#app/words/benefit.ts";
import { commonWords } from "#app/words/common.ts";

export const meta = pageTitle(benefitWords, (w) => w.enter.title);

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireActor(request);
  if (organisationsWith(actor, "ENGINEER", "REVIEWER").length === 0)
    throw new DomainError("forbidden", "not-your-move");
  const from = new URL(request.url).searchParams.get("from") ?? "";
  return { ...(await loadSources(actor)), clientId: crypto.randomUUID(), from };
}

export async function action({ request }: ActionFunctionArgs) {
  const actor = await requireActor(request);
  return submitForm(request, enterBenefitSchema, async (input) => {
    const { id } = await enterBenefit(actor, input);
    const w = words(benefitWords, actor.locale).enter;
    const next = input.kind === "SOCIAL" ? paths.benefit(id) : paths.benefitFigures(id, "FORECAST");
    return redirectWithToast(request, next, w.done);
  });
}

export default function NewBenefit() {
  const w = useWords(benefitWords);
  const e = w.enter;
  const c = useWords(commonWords);
  const page = useLoaderData<typeof loader>();
  const [form, fields] = useForm<Record<string, string>>({
    id: "benefit",
    lastResult: useResult(),
    defaultValue: { clientId: page.clientId, source: page.from, kind: "SAVINGS" },
  });
  const sources = [
    {
      label: e.fixes,
      options: page.fixes.map((one) => ({ value: `fix:${one.id}`, label: `${one.number} ${one.title}` })),
    },
    {
      label: e.adoptions,
      options: page.adoptions.map((one) => ({ value: `adoption:${one.id}`, label: `${one.number} ${one.title}` })),
    },
  ].filter((group) => group.options.length > 0);
  return (
    <>
      <PageHeader title={e.title} lead={e.lead} back={{ to: paths.benefits(), label: w.title }} />
      {sources.length === 0 && <Notice kind="warning" title={e.noSource} />}
      <Form method="post" id={form.id} noValidate className="max-w-form space-y-5">
        <ErrorSummary
          form={form}
          labels={{
            source: e.source,
            kind: w.kindLabel,
            measure: w.measureLabel,
            measureText: e.measureText,
            assetId: e.asset,
            place: e.place,
            fromOn: e.fromOn,
            toOn: e.toOn,
            social: e.social,
          }}
        />
        <input type="hidden" name="clientId" value={fields.clientId?.value ?? page.clientId} />
        <Select field={fields.source} label={e.source} options={sources} required />
        <RadioGroup
          field={fields.kind}
          label={w.kindLabel}
          required
          columns={2}
          options={BENEFIT_KINDS.map((value) => ({ value, label: w.kind[value] }))}
        />
        <BenefitPlace fields={fields} machines={page.machines} />
        <Textarea field={fields.social} label={e.social} hint={e.socialHint} rows={3} max={BENEFIT_MAX.social} />
        <FormActions>
          <Button size="large" loading={useSending()}>
            {e.submit}
          </Button>
          <LinkButton to={paths.benefits()} size="large">
            {c.cancel}
          </LinkButton>
        </FormActions>
      </Form>
    </>
  );
}
