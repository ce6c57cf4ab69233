import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { useForm } from "@conform-to/react";
import { Button } from "#app/components/actions/button.tsx";
import { FormActions } from "#app/components/actions/form-actions.tsx";
import { LinkButton } from "#app/components/actions/link-button.tsx";
import { ErrorSummary } from "#app/components/form/error-summary.tsx";
import { Textarea } from "#app/components/form/textarea.tsx";
import { useResult, useSending } from "#app/components/form/use-result.ts";
import { FormColumn } from "#app/components/layout/columns.tsx";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { WorkHeader } from "#app/components/solving/work-header.tsx";
import { submitForm } from "#app/lib/http/form.server.ts";
import { uuidParam } from "#app/lib/http/params.ts";
import { redirectWithToast } from "#app/lib/http/toast.server.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { words } from "#app/lib/i18n.ts";
import { paths } from "#app/lib/paths.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { RadioGroup } from "#app/components/form/radio-group.tsx";
import { Section } from "#app/components/layout/section.tsx";
import { Handed } from "#app/components/solving/handed.tsx";
import { acceptSolution } from "#app/modules/solving/accept-solution.server.ts";
import { loadAcceptancePage } from "#app/modules/solving/queries-work.server.ts";
import { acceptanceFormSchema, VERDICTS } from "#app/modules/solving/schema.ts";
import { commonWords } from "#app/words/common.ts";
import { solvingWorkWords } from "#app/words/solving-work.ts";

export const meta = pageTitle(solvingWorkWords, (w) => w.acceptance.title);

export const loader = async ({ request, params }: LoaderFunctionArgs) =>
  loadAcceptancePage(await requireActor(request), uuidParam(params.id));

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request);
  const problemId = uuidParam(params.id);
  const w = words(solvingWorkWords, actor.locale).acceptance;
  return submitForm(request, acceptanceFormSchema, async ({ again, ...input }) => {
    const partly = input.verdict === "PARTLY";
    await acceptSolution(actor, {
      problemId,
      ...input,
      again: partly && again !== undefined ? again === "yes" : undefined,
    });
    const solved = input.verdict === "FIXED" || (partly && again === "no");
    return redirectWithToast(request, paths.problem(problemId), solved ? w.solved : w.back);
  });
}

export default function Acceptance() {
  const { solution, trial, ...step } = useLoaderData<typeof loader>();
  const w = useWords(solvingWorkWords).acceptance;
  const c = useWords(commonWords);
  const [form, fields] = useForm<Record<string, string>>({ id: "acceptance", lastResult: useResult() });
  return (
    <>
      <WorkHeader step={step} title={w.title} lead={w.lead} />
      <Handed solution={solution} trial={trial} />
      <Section title={w.verdict}>
        <Form method="post" id={form.id} noValidate>
          <FormColumn>
            <ErrorSummary form={form} labels={{ verdict: w.verdict, again: w.again, note: w.note, reason: w.note }} />
            <input type="hidden" name="version" value={step.version} />
            <RadioGroup
              field={fields.verdict}
              label={w.verdict}
              required
              options={VERDICTS.map((value) => ({ value, label: w.verdicts[value], hint: w.verdictHints[value] }))}
            />
            <RadioGroup
              field={fields.again}
              label={w.again}
              columns={2}
              options={[
                { value: "no", label: w.againNo },
                { value: "yes", label: w.againYes },
              ]}
            />
            <Textarea
              field={fields.note && { ...fields.note, errors: fields.note.errors ?? fields.reason?.errors }}
              label={w.note}
              hint={w.noteHint}
              rows={4}
              max={2000}
            />
          </FormColumn>
          <FormActions>
            <Button size="large" loading={useSending()}>
              {w.submit}
            </Button>
            <LinkButton to={paths.problem(step.id)} size="large">
              {c.cancel}
            </LinkButton>
          </FormActions>
        </Form>
      </Section>
    </>
  );
}
