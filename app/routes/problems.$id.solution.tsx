import { useForm } from "@conform-to/react";
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { Button } from "#app/components/actions/button.tsx";
import { ErrorSummary } from "#app/components/form/error-summary.tsx";
import { Textarea } from "#app/components/form/textarea.tsx";
import { UnsavedGuard } from "#app/components/form/unsaved-guard.tsx";
import { useResult, useSending } from "#app/components/form/use-result.ts";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { WorkHeader } from "#app/components/solving/work-header.tsx";
import { uuidParam } from "#app/lib/http/params.ts";
import { redirectWithToast } from "#app/lib/http/toast.server.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { words } from "#app/lib/i18n.ts";
import { paths } from "#app/lib/paths.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { solvingWorkWords } from "#app/words/solving-work.ts";
import { EnterSaves } from "#app/components/actions/enter-saves.tsx";
import { FormActions } from "#app/components/actions/form-actions.tsx";
import { NumberWithUnit } from "#app/components/form/number-with-unit.tsx";
import { Select } from "#app/components/form/select.tsx";
import { Section } from "#app/components/layout/section.tsx";
import { MeasureRows } from "#app/components/solving/measure-rows.tsx";
import { intentOf, readForm, submitForm } from "#app/lib/http/form.server.ts";
import { loadSolutionPage } from "#app/modules/solving/queries-work.server.ts";
import { saveSolution } from "#app/modules/solving/save-solution.server.ts";
import { solutionFormSchema, TEMPLATES } from "#app/modules/solving/schema.ts";
import { submitSolution } from "#app/modules/solving/submit-solution.server.ts";

export const meta = pageTitle(solvingWorkWords, (w) => w.solution.title);

export const loader = async ({ request, params }: LoaderFunctionArgs) =>
  loadSolutionPage(await requireActor(request), uuidParam(params.id));

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request);
  const problemId = uuidParam(params.id);
  const form = await readForm(request);
  const w = words(solvingWorkWords, actor.locale).solution;
  return submitForm(
    request,
    solutionFormSchema,
    async ({ costYuan, ...input }) => {
      await saveSolution(actor, {
        problemId,
        ...input,
        costFen: costYuan === undefined ? null : BigInt(Math.round(costYuan * 100)),
      });
      if (intentOf(form) !== "submit")
        return redirectWithToast(request, paths.problemAction(problemId, "solution"), w.saved);
      await submitSolution(actor, { problemId, version: null });
      return redirectWithToast(request, paths.problem(problemId), w.submitted);
    },
    { form },
  );
}

const TEXTS = [
  ["rootCause", 4000, true],
  ["actions", 8000, true],
  ["containment", 4000, false],
  ["prevention", 4000, false],
  ["safetyNotes", 4000, false],
] as const;

export default function Solution() {
  const { draft, ...step } = useLoaderData<typeof loader>();
  const all = useWords(solvingWorkWords);
  const w = all.solution;
  const result = useResult();
  const { measures = [], version, ...texts } = draft ?? { version: null };
  const [form, fields] = useForm<Record<string, string>>({
    id: "solution",
    lastResult: result,
    defaultValue: texts as Record<string, string>,
  });
  const labels = {
    rootCause: w.rootCause,
    actions: w.actions,
    containment: w.containment,
    prevention: w.prevention,
    safetyNotes: w.safetyNotes,
  };
  const hints: Partial<Record<string, string>> = { actions: w.actionsHint, safetyNotes: w.safetyHint };
  // After a save that went through and a submission that was refused, the draft has moved on by that save.
  return (
    <>
      <WorkHeader step={step} title={w.title} lead={w.lead} />
      <Form method="post" id={form.id} noValidate className="max-w-form">
        <UnsavedGuard />
        <EnterSaves name="intent" />
        <ErrorSummary
          form={form}
          labels={{
            ...labels,
            parts: w.parts,
            parameters: w.parameters,
            measures: all.measures.title,
            costYuan: w.cost,
          }}
        />
        <input type="hidden" name="solutionVersion" value={version ?? ""} />
        <div className="mt-4 space-y-5">
          <Select
            field={fields.template}
            label={w.template}
            placeholder={false}
            options={TEMPLATES.map((value) => ({ value, label: w.templates[value] }))}
          />
          {TEXTS.map(([name, max, required]) => (
            <Textarea
              key={name}
              field={fields[name]}
              label={labels[name]}
              hint={hints[name]}
              rows={4}
              max={max}
              required={required}
            />
          ))}
        </div>
        <Section title={all.measures.title} hint={all.measures.hint}>
          <MeasureRows rows={measures} result={result} />
        </Section>
        <Section title={w.confidential} hint={w.confidentialHint}>
          <div className="space-y-5">
            <Textarea field={fields.parts} label={w.parts} rows={3} max={4000} />
            <Textarea field={fields.parameters} label={w.parameters} rows={3} max={4000} />
            <NumberWithUnit field={fields.costYuan} label={w.cost} unit={w.yuan} />
          </div>
        </Section>
        <FormActions>
          <Button size="large" name="intent" value="submit" loading={useSending("submit")}>
            {w.submit}
          </Button>
          <Button size="large" variant="secondary" name="intent" value="save" loading={useSending("save")}>
            {w.save}
          </Button>
        </FormActions>
      </Form>
    </>
  );
}
