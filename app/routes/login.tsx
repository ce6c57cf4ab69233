import { useForm } from "@conform-to/react";
import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { Form, Link, useLoaderData, useRouteLoaderData } from "@remix-run/react";
import { Button } from "#app/components/actions/button.tsx";
import { Notice } from "#app/components/feedback/notice.tsx";
import { ErrorSummary } from "#app/components/form/error-summary.tsx";
import { TextInput } from "#app/components/form/text-input.tsx";
import { useResult, useSending } from "#app/components/form/use-result.ts";
import { FormColumn } from "#app/components/layout/columns.tsx";
import { PageHeader } from "#app/components/layout/page-header.tsx";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { submitForm } from "#app/lib/http/form.server.ts";
import { safeReturnTo } from "#app/lib/http/return-to.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { paths } from "#app/lib/paths.ts";
import { getActor } from "#app/modules/accounts/current-actor.server.ts";
import { signInSchema } from "#app/modules/accounts/schema.ts";
import { needsSetUp } from "#app/modules/accounts/set-up.server.ts";
import { signIn } from "#app/modules/accounts/sign-in.server.ts";
import { accountsWords } from "#app/words/accounts.ts";

export const meta = pageTitle(accountsWords, (w) => w.login.title);

export async function loader({ request }: LoaderFunctionArgs) {
  const query = new URL(request.url).searchParams;
  const returnTo = safeReturnTo(query.get("returnTo"));
  if (await getActor(request)) throw redirect(returnTo);
  if (await needsSetUp()) throw redirect(paths.setup());
  return { returnTo, again: query.has("again"), unsent: query.has("unsent") };
}

export async function action({ request }: ActionFunctionArgs) {
  const run = async (input: { identifier: string; password: string; returnTo?: string }) => {
    const cookie = await signIn(request, input, new Date());
    return redirect(safeReturnTo(input.returnTo), { headers: { "Set-Cookie": cookie } });
  };
  return submitForm(request, signInSchema, run, { hideFields: ["password"] });
}

export default function Login() {
  const w = useWords(accountsWords);
  const { returnTo, again, unsent } = useLoaderData<typeof loader>();
  const demo = useRouteLoaderData<{ demo?: boolean }>("root")?.demo;
  const [form, fields] = useForm<Record<string, string>>({ lastResult: useResult() });
  return (
    <div className="mx-auto max-w-100 lg:py-8">
      <PageHeader title={w.login.title} />
      <Form method="post" id={form.id} onSubmit={form.onSubmit} noValidate>
        <FormColumn>
          {unsent && <Notice kind="warning">{w.login.unsent}</Notice>}
          {again && <Notice kind="success">{w.login.again}</Notice>}
          <ErrorSummary form={form} labels={{ identifier: w.fields.identifier, password: w.fields.password }} />
          <input type="hidden" name="returnTo" value={returnTo} />
          <TextInput
            field={fields.identifier}
            label={w.fields.identifier}
            autoComplete="username"
            inputMode="email"
            spellCheck={false}
            required
          />
          <TextInput
            field={fields.password}
            label={w.fields.password}
            type="password"
            autoComplete="current-password"
            required
          />
          <Button size="large" wide loading={useSending()}>
            {w.login.submit}
          </Button>
          <p>
            <Link to={paths.forgotPassword()} className="link">
              {w.login.forgot}
            </Link>
          </p>
          {demo && <Notice>{w.login.demo}</Notice>}
        </FormColumn>
      </Form>
    </div>
  );
}
