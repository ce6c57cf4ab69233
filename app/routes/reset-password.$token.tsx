import { useForm } from "@conform-to/react";
import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { Button } from "#app/components/actions/button.tsx";
import { ErrorSummary } from "#app/components/form/error-summary.tsx";
import { TextInput } from "#app/components/form/text-input.tsx";
import { useResult, useSending } from "#app/components/form/use-result.ts";
import { FormColumn } from "#app/components/layout/columns.tsx";
import { PageHeader } from "#app/components/layout/page-header.tsx";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { clientAddress } from "#app/lib/http/client-address.server.ts";
import { submitForm } from "#app/lib/http/form.server.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { paths } from "#app/lib/paths.ts";
import { readReset, setPasswordByLink } from "#app/modules/accounts/reset-password.server.ts";
import { resetSchema } from "#app/modules/accounts/schema.ts";
import { closeSession } from "#app/modules/accounts/session.server.ts";
import { countAttempt } from "#app/modules/accounts/throttle.server.ts";
import { accountsWords } from "#app/words/accounts.ts";

export const meta = pageTitle(accountsWords, (w) => w.reset.title);

export const loader = async ({ params }: LoaderFunctionArgs) => ({
  name: (await readReset(params.token, new Date())).name,
});

export async function action({ request, params }: ActionFunctionArgs) {
  return submitForm(
    request,
    resetSchema,
    async ({ password }) => {
      await countAttempt("token", clientAddress(request));
      await setPasswordByLink(params.token ?? "", password, new Date());
      return redirect(`${paths.login()}?again=1`, { headers: { "Set-Cookie": await closeSession(request) } });
    },
    { hideFields: ["password", "repeat"] },
  );
}

export default function ResetPassword() {
  const w = useWords(accountsWords);
  const { name } = useLoaderData<typeof loader>();
  const [form, fields] = useForm<Record<string, string>>({ lastResult: useResult() });
  const sending = useSending();
  return (
    <div className="mx-auto max-w-100 lg:py-8">
      <PageHeader title={w.reset.title} lead={w.reset.lead(name)} />
      <Form method="post" id={form.id} onSubmit={form.onSubmit} noValidate>
        <FormColumn>
          <ErrorSummary form={form} labels={{ password: w.fields.newPassword, repeat: w.fields.repeat }} />
          <TextInput
            field={fields.password}
            label={w.fields.newPassword}
            hint={w.fields.passwordHint}
            type="password"
            autoComplete="new-password"
            required
          />
          <TextInput
            field={fields.repeat}
            label={w.fields.repeat}
            type="password"
            autoComplete="new-password"
            required
          />
          <Button size="large" wide loading={sending}>
            {w.reset.submit}
          </Button>
        </FormColumn>
      </Form>
    </div>
  );
}
