import { useForm } from "@conform-to/react";
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { Button } from "#app/components/actions/button.tsx";
import { FormActions } from "#app/components/actions/form-actions.tsx";
import { LinkButton } from "#app/components/actions/link-button.tsx";
import { BenefitPlace } from "#app/components/form/benefit-place.tsx";
import { ErrorSummary } from "#app/components/form/error-summary.tsx";
import { useResult, useSending } from "#app/components/form/use-result.ts";
import { PageHeader } from "#app/components/layout/page-header.tsx";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { submitForm } from "#app/lib/http/form.server.ts";
import { uuidParam } from "#app/lib/http/params.ts";
import { redirectWithToast } from "#app/lib/http/toast.server.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { words } from "#app/lib/i18n.ts";
import { paths } from "#app/lib/paths.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { moveBenefit } from "#app/modules/achievements/benefit/move-benefit.server.ts";
import { loadBenefitPlace } from "#app/modules/achievements/benefit/queries-place.server.ts";
import { moveBenefitSchema } from "#app/modules/achievements/benefit/schema.ts";
import { benefitWords } from "#app/words/benefit.ts";
import { commonWords } from "#app/words/common.ts";

export const meta = pageTitle(benefitWords, (w) => w.move.title);

export const loader = async ({ request, params }: LoaderFunctionArgs) =>
  loadBenefitPlace(await requireActor(request), uuidParam(params.id));

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request);
  const id = uuidParam(params.id);
  return submitForm(request, moveBenefitSchema, async (input) => {
    await moveBenefit(actor, id, input);
    return redirectWithToast(request, paths.benefit(id), words(benefitWords, actor.locale).move.done);
  });
}

export default function MoveBenefit() {
  const page = useLoaderData<typeof loader>();
  const w = useWords(benefitWords);
  const c = useWords(commonWords);
  const [form, fields] = useForm<Record<string, string>>({
    id: "benefit",
    lastResult: useResult(),
    defaultValue: page.values,
  });
  return (
    <>
      <PageHeader title={w.move.title} lead={w.move.lead} back={{ to: paths.benefit(page.id), label: w.title }} />
      <Form method="post" id={form.id} noValidate className="max-w-form space-y-5">
        <ErrorSummary
          form={form}
          labels={{
            measure: w.measureLabel,
            measureText: w.enter.measureText,
            assetId: w.enter.asset,
            place: w.enter.place,
            fromOn: w.enter.fromOn,
            toOn: w.enter.toOn,
          }}
        />
        <input type="hidden" name="version" value={page.version} />
        <BenefitPlace fields={fields} machines={page.machines} />
        <FormActions>
          <Button size="large" loading={useSending()}>
            {w.move.submit}
          </Button>
          <LinkButton to={paths.benefit(page.id)} size="large">
            {c.cancel}
          </LinkButton>
        </FormActions>
      </Form>
    </>
  );
}
