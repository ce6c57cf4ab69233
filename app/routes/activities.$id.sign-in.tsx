import { useForm } from "@conform-to/react";
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { Check } from "lucide-react";
import { Button } from "#app/components/actions/button.tsx";
import { useActivityLabel } from "#app/components/activities/activity-chip.tsx";
import { ActivityHeader } from "#app/components/activities/activity-header.tsx";
import { Notice } from "#app/components/feedback/notice.tsx";
import { ErrorSummary } from "#app/components/form/error-summary.tsx";
import { TextInput } from "#app/components/form/text-input.tsx";
import { useResult, useSending } from "#app/components/form/use-result.ts";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { submitForm } from "#app/lib/http/form.server.ts";
import { textParam, uuidParam } from "#app/lib/http/params.ts";
import { redirectWithToast } from "#app/lib/http/toast.server.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { words } from "#app/lib/i18n.ts";
import { paths } from "#app/lib/paths.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { signInByCode } from "#app/modules/activities/attend.server.ts";
import { signInSchema } from "#app/modules/activities/schema.ts";
import { loadSignIn } from "#app/modules/activities/show-code.server.ts";
import { activityWorkWords } from "#app/words/activity-work.ts";

export const meta = pageTitle(activityWorkWords, (w) => w.gate.signIn);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const code = textParam(new URL(request.url).searchParams.get("code"), 20);
  return loadSignIn(await requireActor(request), uuidParam(params.id), code);
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request);
  const id = uuidParam(params.id);
  const w = words(activityWorkWords, actor.locale).gate;
  return submitForm(request, signInSchema, async ({ code }) => {
    const { first } = await signInByCode(actor, id, code);
    return redirectWithToast(request, paths.activity(id), first ? w.signedIn : w.signedAlready);
  });
}

export default function SignIn() {
  const w = useWords(activityWorkWords).gate;
  const page = useLoaderData<typeof loader>();
  const label = useActivityLabel()(page);
  return (
    <>
      <ActivityHeader activity={page} title={w.signIn} lead={w.signInLead(label)} />
      {page.there ? (
        <Notice kind="success">{w.signedAlready}</Notice>
      ) : page.takes ? (
        <Confirm />
      ) : (
        <Notice kind="warning">{w.codeClosed}</Notice>
      )}
    </>
  );
}

/** One press when the code is good; else it can be typed from the screen. */
function Confirm() {
  const w = useWords(activityWorkWords).gate;
  const { code, good, name, unit } = useLoaderData<typeof loader>();
  const result = useResult();
  const [form, fields] = useForm<Record<string, string>>({ lastResult: result, defaultValue: { code: "" } });
  const asked = !good || result !== undefined;
  return (
    <Form method="post" id={form.id} onSubmit={form.onSubmit} noValidate className="max-w-form space-y-5">
      <ErrorSummary form={form} labels={{ code: w.typeCode }} />
      {code && !good && result === undefined && <Notice kind="warning">{w.codeOld}</Notice>}
      <p className="text-lg font-medium">{w.as(name, unit)}</p>
      {asked ? (
        <TextInput field={fields.code} label={w.typeCode} hint={w.typeCodeHint} autoComplete="off" required />
      ) : (
        <input type="hidden" name="code" value={code} />
      )}
      <Button size="large" wide icon={Check} loading={useSending()}>
        {w.signInNow}
      </Button>
    </Form>
  );
}
