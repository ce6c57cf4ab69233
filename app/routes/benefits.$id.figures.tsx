import { useForm } from "@conform-to/react";
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { Button } from "#app/components/actions/button.tsx";
import { FormActions } from "#app/components/actions/form-actions.tsx";
import { LinkButton } from "#app/components/actions/link-button.tsx";
import { ErrorSummary } from "#app/components/form/error-summary.tsx";
import { Rows } from "#app/components/form/rows.tsx";
import { Textarea } from "#app/components/form/textarea.tsx";
import { UnsavedGuard } from "#app/components/form/unsaved-guard.tsx";
import { useResult, useSending } from "#app/components/form/use-result.ts";
import { PageHeader } from "#app/components/layout/page-header.tsx";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { Section } from "#app/components/layout/section.tsx";
import { formatYuan } from "#app/lib/format.ts";
import { submitForm } from "#app/lib/http/form.server.ts";
import { uuidParam } from "#app/lib/http/params.ts";
import { redirectWithToast } from "#app/lib/http/toast.server.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { words } from "#app/lib/i18n.ts";
import { paths } from "#app/lib/paths.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { COSTS_MAX, FORMULA_MAX, INPUTS_MAX, yuanText } from "#app/modules/achievements/benefit/formula.ts";
import { loadBenefitStep } from "#app/modules/achievements/benefit/queries.server.ts";
import { figuresSchema } from "#app/modules/achievements/benefit/schema.ts";
import { stateFigures } from "#app/modules/achievements/benefit/state-figures.server.ts";
import { benefitWords } from "#app/words/benefit.ts";
import { commonWords } from "#app/words/common.ts";

export const meta = pageTitle(benefitWords, (w, page: { stage: "FORECAST" | "ACTUAL" }) => w.figures[page.stage]);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request);
  const asked = new URL(request.url).searchParams.get("stage");
  const page = await loadBenefitStep(actor, uuidParam(params.id), ["forecast", "actual"]);
  const stage = asked === "FORECAST" && page.may.forecast ? ("FORECAST" as const) : ("ACTUAL" as const);
  // The actual benefit begins with the forecast's calculation.
  const known =
    page.statements.find((one) => one.stage === stage) ?? page.statements.find((one) => one.stage === "FORECAST");
  return {
    id: page.id,
    version: page.version,
    fix: page.fix,
    stage,
    formula: known?.formula ?? "",
    inputs: (known?.inputs ?? []).map(({ name, value, unit, source }) => ({ name, value, unit, source })),
    costs: (known?.costs ?? []).map(({ name, fen }) => ({ name, yuan: yuanText(fen) })),
  };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request);
  const id = uuidParam(params.id);
  const w = words(benefitWords, actor.locale).figures;
  return submitForm(request, figuresSchema, async (input) => {
    const { netFen } = await stateFigures(actor, id, input);
    return redirectWithToast(request, paths.benefit(id), w.done(formatYuan(netFen, actor.locale)));
  });
}

export default function Figures() {
  const page = useLoaderData<typeof loader>();
  const w = useWords(benefitWords).figures;
  const c = useWords(commonWords);
  const result = useResult();
  const [form, fields] = useForm<Record<string, string>>({
    id: "figures",
    lastResult: result,
    defaultValue: { formula: page.formula },
  });
  return (
    <>
      <PageHeader
        title={w[page.stage]}
        lead={
          <>
            <p className="font-medium text-ink">{page.fix.title}</p>
            <p>{w.lead}</p>
          </>
        }
        back={{ to: paths.benefit(page.id), label: page.fix.number }}
      />
      <Form method="post" id={form.id} noValidate className="max-w-3xl space-y-5">
        <UnsavedGuard />
        <ErrorSummary form={form} labels={{ formula: w.formula, inputs: w.inputs, costs: w.costs }} />
        <input type="hidden" name="version" value={page.version} />
        <input type="hidden" name="stage" value={page.stage} />
        <Section title={w.inputs} hint={w.inputsHint}>
          <Rows
            name="inputs"
            rows={page.inputs}
            result={result}
            most={INPUTS_MAX}
            legend={w.input}
            columns="sm:grid-cols-2 lg:grid-cols-[2fr_1fr_1fr_2fr]"
            parts={[
              { name: "name", label: w.name },
              { name: "value", label: w.value, decimal: true },
              { name: "unit", label: w.unit, short: true },
              { name: "source", label: w.source },
            ]}
          />
        </Section>
        <Textarea field={fields.formula} label={w.formula} hint={w.formulaHint} rows={2} max={FORMULA_MAX} required />
        <Section title={w.costs}>
          <Rows
            name="costs"
            rows={page.costs}
            result={result}
            most={COSTS_MAX}
            legend={w.cost}
            columns="sm:grid-cols-2"
            parts={[
              { name: "name", label: w.costName },
              { name: "yuan", label: w.yuan, decimal: true },
            ]}
          />
        </Section>
        <FormActions>
          <Button size="large" loading={useSending()}>
            {w.submit}
          </Button>
          <LinkButton to={paths.benefit(page.id)} size="large">
            {c.cancel}
          </LinkButton>
        </FormActions>
      </Form>
    </>
  );
}
