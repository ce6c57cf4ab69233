import { useForm } from "@conform-to/react";
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { Button } from "#app/components/actions/button.tsx";
import { FormActions } from "#app/components/actions/form-actions.tsx";
import { LinkButton } from "#app/components/actions/link-button.tsx";
import { ErrorSummary } from "#app/components/form/error-summary.tsx";
import { RadioGroup } from "#app/components/form/radio-group.tsx";
import { Textarea } from "#app/components/form/textarea.tsx";
import { useResult, useSending } from "#app/components/form/use-result.ts";
import { FormColumn } from "#app/components/layout/columns.tsx";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { StillGoodList } from "#app/components/solving/still-good.tsx";
import { WorkHeader } from "#app/components/solving/work-header.tsx";
import { readForm, submitForm } from "#app/lib/http/form.server.ts";
import { uuidParam } from "#app/lib/http/params.ts";
import { redirectWithToast } from "#app/lib/http/toast.server.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { words } from "#app/lib/i18n.ts";
import { paths } from "#app/lib/paths.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { answerStillGood } from "#app/modules/solving/answer-still-good.server.ts";
import { loadStillGood } from "#app/modules/solving/queries-still-good.server.ts";
import { STILL_GOOD_ANSWERS, stillGoodSchema } from "#app/modules/solving/still-good.ts";
import { commonWords } from "#app/words/common.ts";
import { waitingOnWords } from "#app/words/waiting-on.ts";

export const meta = pageTitle(waitingOnWords, (w) => w.stillGood.title);

export const loader = async ({ request, params }: LoaderFunctionArgs) =>
  loadStillGood(await requireActor(request), uuidParam(params.id));

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request);
  const problemId = uuidParam(params.id);
  const w = words(waitingOnWords, actor.locale).stillGood;
  return submitForm(
    request,
    stillGoodSchema,
    async (input) => {
      await answerStillGood(actor, { problemId, ...input });
      return redirectWithToast(request, paths.problem(problemId), input.answer === "CAME_BACK" ? w.reopened : w.done);
    },
    { form: await readForm(request) },
  );
}

export default function StillGood() {
  const w = useWords(waitingOnWords).stillGood;
  const c = useWords(commonWords);
  const { step, version, afterDays, mayGoToTeam, released, before } = useLoaderData<typeof loader>();
  const [form, fields] = useForm<Record<string, string>>({
    lastResult: useResult(),
    defaultValue: { to: mayGoToTeam ? "TEAM" : "TRIAGE" },
  });
  return (
    <>
      <WorkHeader step={step} title={w.title} lead={w.lead(afterDays)} />
      <StillGoodList lines={before} />
      <Form method="post" id={form.id} onSubmit={form.onSubmit} noValidate>
        <FormColumn>
          <ErrorSummary form={form} labels={{ answer: w.answer, note: w.note, to: w.to }} />
          <input type="hidden" name="version" value={version} />
          <RadioGroup
            field={fields.answer}
            label={w.answer}
            required
            options={STILL_GOOD_ANSWERS.map((one) => ({ value: one, label: w.option[one], hint: w.hint[one] }))}
          />
          <Textarea field={fields.note} label={w.note} hint={w.noteHint} rows={3} max={1000} />
          {released && mayGoToTeam ? (
            <RadioGroup
              field={fields.to}
              label={w.to}
              hint={w.toHint}
              options={[
                { value: "TEAM", label: w.team, hint: w.teamHint },
                { value: "TRIAGE", label: w.triage, hint: w.triageHint },
              ]}
            />
          ) : (
            <input type="hidden" name="to" value="TRIAGE" />
          )}
        </FormColumn>
        <FormActions>
          <Button size="large" loading={useSending()}>
            {w.submit}
          </Button>
          <LinkButton to={paths.problem(step.id)} size="large" variant="quiet">
            {c.cancel}
          </LinkButton>
        </FormActions>
      </Form>
    </>
  );
}
