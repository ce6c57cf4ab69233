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
import { intentOf, readForm, submitForm } from "#app/lib/http/form.server.ts";
import { uuidParam } from "#app/lib/http/params.ts";
import { redirectWithToast } from "#app/lib/http/toast.server.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { words } from "#app/lib/i18n.ts";
import { paths } from "#app/lib/paths.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { giveUp } from "#app/modules/solving/give-up.server.ts";
import { releaseProblem } from "#app/modules/solving/release-problem.server.ts";
import { loadStep } from "#app/modules/problems/queries-step.server.ts";
import { reasonSchema, releaseSchema } from "#app/modules/solving/schema.ts";
import { commonWords } from "#app/words/common.ts";
import { solvingWorkWords } from "#app/words/solving-work.ts";
import { FoldedSection } from "#app/components/layout/section.tsx";

export const meta = pageTitle(solvingWorkWords, (w) => w.release.title);

export const loader = async ({ request, params }: LoaderFunctionArgs) =>
  loadStep(await requireActor(request), uuidParam(params.id), ["release", "give-up"]);

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request);
  const problemId = uuidParam(params.id);
  const form = await readForm(request);
  const w = words(solvingWorkWords, actor.locale).release;
  if (intentOf(form) === "give-up") {
    return submitForm(
      request,
      reasonSchema,
      async (input) => {
        await giveUp(actor, { problemId, ...input });
        return redirectWithToast(request, paths.home(), w.givenUp);
      },
      { form },
    );
  }
  return submitForm(
    request,
    releaseSchema,
    async (input) => {
      await releaseProblem(actor, { problemId, ...input });
      return redirectWithToast(request, paths.home(), w.released);
    },
    { form },
  );
}

export default function Release() {
  const step = useLoaderData<typeof loader>();
  const w = useWords(solvingWorkWords).release;
  return (
    <>
      <WorkHeader step={step} title={w.title} lead={w.lead} />
      {step.allowed.includes("release") && <HandBack step={step} />}
      {step.allowed.includes("give-up") && <GiveUp step={step} />}
    </>
  );
}

type Step = ReturnType<typeof useLoaderData<typeof loader>>;

function HandBack({ step }: { step: Step }) {
  const w = useWords(solvingWorkWords).release;
  const c = useWords(commonWords);
  const [form, fields] = useForm<Record<string, string>>({ id: "release", lastResult: useResult("release") });
  return (
    <Form method="post" id={form.id} noValidate>
      <FormColumn>
        <ErrorSummary form={form} labels={{ handOverNote: w.handOver }} />
        <input type="hidden" name="intent" value="release" />
        <input type="hidden" name="version" value={step.version} />
        <Textarea field={fields.handOverNote} label={w.handOver} hint={w.handOverHint} rows={6} max={4000} required />
      </FormColumn>
      <FormActions>
        <Button size="large" loading={useSending("release")}>
          {w.release}
        </Button>
        <LinkButton to={paths.problem(step.id)} size="large">
          {c.cancel}
        </LinkButton>
      </FormActions>
    </Form>
  );
}

function GiveUp({ step }: { step: Step }) {
  const { release: w, reason } = useWords(solvingWorkWords);
  const result = useResult("give-up");
  const [form, fields] = useForm<Record<string, string>>({ id: "give-up", lastResult: result });
  return (
    <div className="mt-8 max-w-form">
      <FoldedSection
        title={w.giveUp}
        hint={w.giveUpHint}
        open={result !== undefined || !step.allowed.includes("release")}
      >
        <Form method="post" id={form.id} noValidate className="space-y-5">
          <ErrorSummary form={form} labels={{ reason }} />
          <input type="hidden" name="intent" value="give-up" />
          <input type="hidden" name="version" value={step.version} />
          <Textarea field={fields.reason} label={reason} rows={3} max={2000} required />
          <Button variant="danger" loading={useSending("give-up")}>
            {w.giveUp}
          </Button>
        </Form>
      </FoldedSection>
    </div>
  );
}
