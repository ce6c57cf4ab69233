import { useForm } from "@conform-to/react";
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { Button } from "#app/components/actions/button.tsx";
import { ErrorSummary } from "#app/components/form/error-summary.tsx";
import { Textarea } from "#app/components/form/textarea.tsx";
import { useResult, useSending } from "#app/components/form/use-result.ts";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { FoldedSection } from "#app/components/layout/section.tsx";
import { WorkHeader } from "#app/components/solving/work-header.tsx";
import { intentOf, readForm, submitForm } from "#app/lib/http/form.server.ts";
import { uuidParam } from "#app/lib/http/params.ts";
import { redirectWithToast } from "#app/lib/http/toast.server.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { words } from "#app/lib/i18n.ts";
import { paths } from "#app/lib/paths.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { giveUp } from "#app/modules/solving/give-up.server.ts";
import { goOn } from "#app/modules/solving/go-on.server.ts";
import { loadAskedAgain } from "#app/modules/solving/queries-asked-again.server.ts";
import { acceptAssignmentSchema, reasonSchema } from "#app/modules/solving/schema.ts";
import { waitingOnWords } from "#app/words/waiting-on.ts";

export const meta = pageTitle(waitingOnWords, (w) => w.again.title);

export const loader = async ({ request, params }: LoaderFunctionArgs) =>
  loadAskedAgain(await requireActor(request), uuidParam(params.id));

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request);
  const problemId = uuidParam(params.id);
  const form = await readForm(request);
  const w = words(waitingOnWords, actor.locale).again;
  if (intentOf(form) === "decline")
    return submitForm(
      request,
      reasonSchema,
      async (input) => {
        await giveUp(actor, { problemId, ...input });
        return redirectWithToast(request, paths.home(), w.declined);
      },
      { form },
    );
  return submitForm(
    request,
    acceptAssignmentSchema,
    async ({ version }) => {
      await goOn(actor, { problemId, version });
      return redirectWithToast(request, paths.problem(problemId), w.goneOn);
    },
    { form },
  );
}

export default function Again() {
  const w = useWords(waitingOnWords).again;
  const step = useLoaderData<typeof loader>();
  const [agree] = useForm<Record<string, string>>({ id: "go-on", lastResult: useResult("go-on") });
  const declining = useResult("decline");
  const [decline, fields] = useForm<Record<string, string>>({ id: "decline", lastResult: declining });
  return (
    <>
      <WorkHeader step={step} title={w.title} lead={w.lead} />
      <p className="prose-plain mb-6 max-w-reading border-l-2 border-line pl-3">{step.reason}</p>
      <Form method="post" id={agree.id}>
        <ErrorSummary form={agree} labels={{}} />
        <input type="hidden" name="intent" value="go-on" />
        <input type="hidden" name="version" value={step.version} />
        <Button size="large" loading={useSending("go-on")}>
          {w.goOn}
        </Button>
      </Form>
      <div className="mt-8 max-w-form">
        <FoldedSection title={w.decline} hint={w.declineHint} open={declining !== undefined}>
          <Form method="post" id={decline.id} noValidate className="space-y-5">
            <ErrorSummary form={decline} labels={{ reason: w.reason }} />
            <input type="hidden" name="intent" value="decline" />
            <input type="hidden" name="version" value={step.version} />
            <Textarea field={fields.reason} label={w.reason} rows={3} max={2000} required />
            <Button variant="danger" loading={useSending("decline")}>
              {w.decline}
            </Button>
          </Form>
        </FoldedSection>
      </div>
    </>
  );
}
