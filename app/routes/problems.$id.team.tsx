import { useForm } from "@conform-to/react";
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { Button } from "#app/components/actions/button.tsx";
import { FormActions } from "#app/components/actions/form-actions.tsx";
import { LinkButton } from "#app/components/actions/link-button.tsx";
import { CheckboxGroup } from "#app/components/form/checkbox-group.tsx";
import { ErrorSummary } from "#app/components/form/error-summary.tsx";
import { Select } from "#app/components/form/select.tsx";
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
import { changeTeam } from "#app/modules/solving/change-team.server.ts";
import { loadTeam } from "#app/modules/solving/queries-team.server.ts";
import { teamSchema } from "#app/modules/solving/schema.ts";
import { commonWords } from "#app/words/common.ts";
import { solvingWords } from "#app/words/solving.ts";

export const meta = pageTitle(solvingWords, (w) => w.team.title);

export const loader = async ({ request, params }: LoaderFunctionArgs) =>
  loadTeam(await requireActor(request), uuidParam(params.id));

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request);
  const problemId = uuidParam(params.id);
  const w = words(solvingWords, actor.locale).team;
  return submitForm(request, teamSchema, async (input) => {
    await changeTeam(actor, { problemId, ...input });
    return redirectWithToast(request, paths.problem(problemId), w.done);
  });
}

export default function Team() {
  const w = useWords(solvingWords).team;
  const c = useWords(commonWords);
  const { step, studio, people, memberIds, leadId } = useLoaderData<typeof loader>();
  const [form, fields] = useForm<{ memberIds: string[]; leadId: string }>({
    id: "team",
    lastResult: useResult() as never,
    defaultValue: { memberIds, leadId },
  });
  const sending = useSending();
  return (
    <>
      <WorkHeader step={step} title={w.title} lead={w.lead(studio)} />
      <Form method="post" id={form.id} onSubmit={form.onSubmit} noValidate>
        <FormColumn>
          <ErrorSummary form={form} labels={{ memberIds: w.members, leadId: w.leader }} />
          <input type="hidden" name="version" value={step.version} />
          <CheckboxGroup
            field={fields.memberIds}
            label={w.members}
            options={people.map((one) => ({ value: one.id, label: one.name, hint: one.trade || undefined }))}
            columns={2}
            required
          />
          <Select
            field={fields.leadId}
            label={w.leader}
            options={people.map((one) => ({ value: one.id, label: one.name }))}
            required
          />
        </FormColumn>
        <FormActions>
          <Button size="large" loading={sending}>
            {w.submit}
          </Button>
          <LinkButton to={paths.problem(step.id)} size="large">
            {c.cancel}
          </LinkButton>
        </FormActions>
      </Form>
    </>
  );
}
