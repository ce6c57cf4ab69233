import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { Notice } from "#app/components/feedback/notice.tsx";
import { RadioGroup } from "#app/components/form/radio-group.tsx";
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
import { loadStep } from "#app/modules/problems/queries-step.server.ts";
import { reopenProblem } from "#app/modules/problems/reopen-problem.server.ts";
import { reopenSchema } from "#app/modules/problems/schema.ts";
import { problemStepsWords } from "#app/words/problem-steps.ts";

export const meta = pageTitle(problemStepsWords, (w) => w.reopen.title);

export const loader = async ({ request, params }: LoaderFunctionArgs) =>
  loadStep(await requireActor(request), uuidParam(params.id), ["reopen", "reopen-triage", "reopen-review"]);

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request);
  const id = uuidParam(params.id);
  const w = words(problemStepsWords, actor.locale);
  return submitForm(request, reopenSchema, async (input) => {
    await reopenProblem(actor, { id, ...input });
    return redirectWithToast(request, paths.problem(id), w.reopen.done);
  });
}

export default function Reopen() {
  const w = useWords(problemStepsWords).reopen;
  const step = useLoaderData<typeof loader>();
  const toTeam = step.allowed.includes("reopen");
  return (
    <StepForm
      step={step}
      title={w.title}
      lead={w.lead}
      submit={w.submit}
      result={useResult()}
      labels={{ to: w.to }}
      defaultValue={{ to: toTeam ? "TEAM" : "TRIAGE" }}
    >
      {(fields) =>
        step.released ? (
          <RadioGroup
            field={fields.to}
            label={w.to}
            required
            options={[
              ...(toTeam ? [{ value: "TEAM", label: w.team, hint: w.teamHint }] : []),
              { value: "TRIAGE", label: w.triage, hint: w.triageHint },
            ]}
          />
        ) : (
          <>
            <input type="hidden" name="to" value="TRIAGE" />
            <Notice>{w.review}</Notice>
          </>
        )
      }
    </StepForm>
  );
}
