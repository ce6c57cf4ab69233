import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { TextInput } from "#app/components/form/text-input.tsx";
import { useResult } from "#app/components/form/use-result.ts";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { StepForm } from "#app/components/problems/step-form.tsx";
import { submitForm } from "#app/lib/http/form.server.ts";
import { uuidParam } from "#app/lib/http/params.ts";
import { redirectWithToast } from "#app/lib/http/toast.server.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { words } from "#app/lib/i18n.ts";
import { paths } from "#app/lib/paths.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { escalateProblem } from "#app/modules/problems/escalate-problem.server.ts";
import { loadStep } from "#app/modules/problems/queries-step.server.ts";
import { escalateSchema } from "#app/modules/problems/schema.ts";
import { problemStepsWords } from "#app/words/problem-steps.ts";

export const meta = pageTitle(problemStepsWords, (w) => w.escalate.title);

export const loader = async ({ request, params }: LoaderFunctionArgs) =>
  loadStep(await requireActor(request), uuidParam(params.id), ["escalate"]);

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request);
  const id = uuidParam(params.id);
  const w = words(problemStepsWords, actor.locale);
  return submitForm(request, escalateSchema, async (input) => {
    await escalateProblem(actor, { id, ...input });
    return redirectWithToast(request, paths.problem(id), w.escalate.done);
  });
}

export default function Escalate() {
  const w = useWords(problemStepsWords);
  const step = useLoaderData<typeof loader>();
  return (
    <StepForm
      step={step}
      title={w.escalate.title}
      lead={w.escalate.lead}
      submit={w.escalate.submit}
      result={useResult()}
      labels={{ to: w.escalate.to }}
    >
      {(fields) => <TextInput field={fields.to} label={w.escalate.to} hint={w.escalate.toHint} required />}
    </StepForm>
  );
}
