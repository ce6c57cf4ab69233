import { useForm } from "@conform-to/react";
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { Button } from "#app/components/actions/button.tsx";
import { FormActions } from "#app/components/actions/form-actions.tsx";
import { LinkButton } from "#app/components/actions/link-button.tsx";
import { DateInput } from "#app/components/form/date-input.tsx";
import { ErrorSummary } from "#app/components/form/error-summary.tsx";
import { RadioGroup } from "#app/components/form/radio-group.tsx";
import { Select } from "#app/components/form/select.tsx";
import { TextInput } from "#app/components/form/text-input.tsx";
import { Textarea } from "#app/components/form/textarea.tsx";
import { useResult, useSending } from "#app/components/form/use-result.ts";
import { FormColumn } from "#app/components/layout/columns.tsx";
import { PageHeader } from "#app/components/layout/page-header.tsx";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { forbidden } from "#app/lib/errors.ts";
import { submitForm } from "#app/lib/http/form.server.ts";
import { uuidParam } from "#app/lib/http/params.ts";
import { redirectWithToast } from "#app/lib/http/toast.server.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { words } from "#app/lib/i18n.ts";
import { paths } from "#app/lib/paths.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { changeLeader } from "#app/modules/studios/change-leader.server.ts";
import { loadLeaderChange } from "#app/modules/studios/queries-inside.server.ts";
import { changeLeaderSchema, STUDIO_MAX } from "#app/modules/studios/schema.ts";
import { accountsWords } from "#app/words/accounts.ts";
import { commonWords } from "#app/words/common.ts";
import { studioFormsWords } from "#app/words/studio-forms.ts";

export const meta = pageTitle(studioFormsWords, (w) => w.changeLeader.title);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const page = await loadLeaderChange(await requireActor(request), uuidParam(params.id));
  if (!page.may["change-leader"]) throw forbidden("not-your-move");
  return { ...page, clientId: crypto.randomUUID() };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request);
  const id = uuidParam(params.id);
  return submitForm(request, changeLeaderSchema, async (input) => {
    await changeLeader(actor, id, input);
    return redirectWithToast(request, paths.studioLife(id), words(studioFormsWords, actor.locale).changeLeader.done);
  });
}

export default function ChangeLeader() {
  const w = useWords(studioFormsWords).changeLeader;
  const a = useWords(accountsWords);
  const c = useWords(commonWords);
  const page = useLoaderData<typeof loader>();
  const [form, fields] = useForm<Record<string, string>>({
    lastResult: useResult(),
    defaultValue: { decidedOn: page.today, stays: "member" },
  });
  const sending = useSending();
  return (
    <>
      <PageHeader
        title={w.title}
        lead={
          <>
            <p className="font-medium text-ink">{page.name}</p>
            <p>{w.lead}</p>
            <p>
              {w.now}: {page.leaders.length > 0 ? page.leaders.map((one) => one.name).join(a.listComma) : w.vacant}
            </p>
          </>
        }
        back={{ to: paths.studioLife(page.id), label: page.name }}
      />
      {page.candidates.length === 0 ? (
        <p className="text-muted">{w.noCandidates}</p>
      ) : (
        <Form method="post" id={form.id} onSubmit={form.onSubmit} noValidate>
          <FormColumn>
            <ErrorSummary
              form={form}
              labels={{ toId: w.to, stays: w.stays, document: w.document, decidedOn: w.decidedOn, reason: w.reason }}
            />
            <input type="hidden" name="clientId" value={page.clientId} />
            <input type="hidden" name="version" value={page.version} />
            <Select
              field={fields.toId}
              label={w.to}
              options={page.candidates.map(({ id, name }) => ({ value: id, label: name }))}
              required
            />
            {page.leaders.length > 0 ? (
              <RadioGroup
                field={fields.stays}
                label={w.stays}
                columns={2}
                required
                options={[
                  { value: "member", label: w.member },
                  { value: "leaves", label: w.leaves, hint: w.leavesHint },
                ]}
              />
            ) : (
              <input type="hidden" name="stays" value="member" />
            )}
            <TextInput field={fields.document} label={w.document} max={STUDIO_MAX.document} required />
            <DateInput field={fields.decidedOn} label={w.decidedOn} max={page.today} required />
            <Textarea field={fields.reason} label={w.reason} rows={3} max={STUDIO_MAX.reason} required />
          </FormColumn>
          <FormActions>
            <Button size="large" loading={sending}>
              {w.submit}
            </Button>
            <LinkButton to={paths.studioLife(page.id)} size="large">
              {c.cancel}
            </LinkButton>
          </FormActions>
        </Form>
      )}
    </>
  );
}
