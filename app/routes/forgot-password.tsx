import { useForm } from "@conform-to/react";
import { type ActionFunctionArgs, data } from "@remix-run/node";
import { Form, Link, useActionData, useLoaderData } from "@remix-run/react";
import { Button } from "#app/components/actions/button.tsx";
import { Notice } from "#app/components/feedback/notice.tsx";
import { ErrorSummary } from "#app/components/form/error-summary.tsx";
import { TextInput } from "#app/components/form/text-input.tsx";
import { useResult, useSending } from "#app/components/form/use-result.ts";
import { FormColumn } from "#app/components/layout/columns.tsx";
import { PageHeader } from "#app/components/layout/page-header.tsx";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { DomainError } from "#app/lib/errors.ts";
import { clientAddress } from "#app/lib/http/client-address.server.ts";
import { submitForm } from "#app/lib/http/form.server.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { paths } from "#app/lib/paths.ts";
import { requestReset, resetByMailWorks } from "#app/modules/accounts/reset-password.server.ts";
import { forgotSchema } from "#app/modules/accounts/schema.ts";
import { countAttempt } from "#app/modules/accounts/throttle.server.ts";
import { accountsWords } from "#app/words/accounts.ts";

export const meta = pageTitle(accountsWords, (w) => w.forgot.title);

export const loader = () => ({ byMail: resetByMailWorks() });

export async function action({ request }: ActionFunctionArgs) {
  return submitForm(request, forgotSchema, async ({ email }) => {
    if (!resetByMailWorks()) throw new DomainError("conflict", "no_mail_server");
    await countAttempt("resetAddress", clientAddress(request));
    await countAttempt("reset", email);
    await requestReset(email, new URL(request.url).origin);
    return data({ sent: true });
  });
}

export default function ForgotPassword() {
  const w = useWords(accountsWords);
  const { byMail } = useLoaderData<typeof loader>();
  const answer = useActionData<{ sent?: boolean }>();
  const [form, fields] = useForm<Record<string, string>>({ lastResult: useResult() });
  const sending = useSending();
  return (
    <div className="mx-auto max-w-100 lg:py-8">
      <PageHeader title={w.forgot.title} back={{ to: paths.login(), label: w.forgot.backToLogin }} />
      {!byMail && <Notice kind="warning">{w.forgot.noMail}</Notice>}
      {answer?.sent && (
        <Notice kind="success" title={w.forgot.sentTitle} live>
          {w.forgot.sent}
        </Notice>
      )}
      {byMail && !answer?.sent && (
        <Form method="post" id={form.id} onSubmit={form.onSubmit} noValidate>
          <FormColumn>
            <ErrorSummary form={form} labels={{ email: w.fields.email }} />
            <TextInput
              field={fields.email}
              label={w.fields.email}
              hint={w.forgot.hint}
              type="email"
              autoComplete="username"
              required
            />
            <Button size="large" wide loading={sending}>
              {w.forgot.submit}
            </Button>
          </FormColumn>
        </Form>
      )}
      {answer?.sent && (
        <p className="mt-4">
          <Link to={paths.login()} className="link">
            {w.forgot.backToLogin}
          </Link>
        </p>
      )}
    </div>
  );
}
