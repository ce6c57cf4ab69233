import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
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
import { closeUnsolved } from "#app/modules/problems/close-unsolved.server.ts";
import { loadStep } from "#app/modules/problems/queries-step.server.ts";
import { reasonSchema } from "#app/modules/problems/schema.ts";
import { problemStepsWords } from "#app/words/problem-steps.ts";

export const meta = pageTitle(problemStepsWords, (w) => w.close.title);

export const loader = async ({ request, params }: LoaderFunctionArgs) =>
  loadStep(await requireActor(request), uuidParam(params.id), ["close-unsolved"]);

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request);
  const id = uuidParam(params.id);
  const w = words(problemStepsWords, actor.locale);
  return submitForm(request, reasonSchema, async (input) => {
    await closeUnsolved(actor, { id, ...input });
    return redirectWithToast(request, paths.problem(id), w.close.done);
  });
}

export default function CloseUnsolved() {
  const w = useWords(problemStepsWords);
  const step = useLoaderData<typeof loader>();
  return (
    <StepForm
      step={step}
      title={w.close.title}
      lead={w.close.lead}
      submit={w.close.submit}
      result={useResult()}
      danger
    />
  );
}
