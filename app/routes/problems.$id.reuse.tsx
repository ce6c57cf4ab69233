import { useForm } from "@conform-to/react";
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { Button } from "#app/components/actions/button.tsx";
import { ErrorSummary } from "#app/components/form/error-summary.tsx";
import { Textarea } from "#app/components/form/textarea.tsx";
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
import { FormActions } from "#app/components/actions/form-actions.tsx";
import { Select } from "#app/components/form/select.tsx";
import { submitForm } from "#app/lib/http/form.server.ts";
import { recordReuse } from "#app/modules/knowledge/record-reuse.server.ts";
import { loadReusePage } from "#app/modules/solving/queries-work.server.ts";
import { reuseSchema } from "#app/modules/solving/schema.ts";

export const meta = pageTitle(solvingWorkWords, (w) => w.reuse.title);

export const loader = async ({ request, params }: LoaderFunctionArgs) =>
  loadReusePage(await requireActor(request), uuidParam(params.id));

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request);
  const fixId = uuidParam(params.id);
  const w = words(solvingWorkWords, actor.locale).reuse;
  return submitForm(request, reuseSchema, async ({ needId, note }) => {
    const { reuseId } = await recordReuse(actor, { fixId, needId: needId ?? null, note });
    return redirectWithToast(request, paths.adoption(reuseId), w.done);
  });
}

export default function Reuse() {
  const page = useLoaderData<typeof loader>();
  const w = useWords(solvingWorkWords).reuse;
  const [form, fields] = useForm<Record<string, string>>({ id: "reuse", lastResult: useResult() });
  return (
    <>
      <WorkHeader step={page} title={w.title} lead={w.lead} />
      <Form method="post" id={form.id} noValidate className="max-w-form space-y-5">
        <ErrorSummary form={form} labels={{ needId: w.need, note: w.note }} />
        {page.drafts.length > 0 && (
          <Select
            field={fields.needId}
            label={w.need}
            placeholder={w.needNone}
            options={page.drafts.map((one) => ({
              value: one.id,
              label: `${one.number} ${one.title || one.equipmentType}`,
            }))}
          />
        )}
        <Textarea field={fields.note} label={w.note} rows={4} max={1000} />
        <FormActions>
          <Button size="large" loading={useSending()}>
            {w.submit}
          </Button>
        </FormActions>
      </Form>
    </>
  );
}
