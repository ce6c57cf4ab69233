import { useForm } from "@conform-to/react";
import { type ActionFunctionArgs, redirect } from "@remix-run/node";
import { Form } from "@remix-run/react";
import { Button } from "#app/components/actions/button.tsx";
import { FormActions } from "#app/components/actions/form-actions.tsx";
import { ErrorSummary } from "#app/components/form/error-summary.tsx";
import { TextInput } from "#app/components/form/text-input.tsx";
import { useResult, useSending } from "#app/components/form/use-result.ts";
import { FormColumn } from "#app/components/layout/columns.tsx";
import { PageHeader } from "#app/components/layout/page-header.tsx";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { Section } from "#app/components/layout/section.tsx";
import { clientAddress } from "#app/lib/http/client-address.server.ts";
import { submitForm } from "#app/lib/http/form.server.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { words } from "#app/lib/i18n.ts";
import { paths } from "#app/lib/paths.ts";
import { requestLocale } from "#app/modules/accounts/load-frame.server.ts";
import { setUpSchema } from "#app/modules/accounts/schema.ts";
import { openSession } from "#app/modules/accounts/session.server.ts";
import { needsSetUp, setUpInstallation } from "#app/modules/accounts/set-up.server.ts";
import { countAttempt } from "#app/modules/accounts/throttle.server.ts";
import { accountsWords } from "#app/words/accounts.ts";

export const meta = pageTitle(accountsWords, (w) => w.setUp.title);

export async function loader() {
  if (!(await needsSetUp())) throw redirect(paths.login());
  return {};
}

export async function action({ request }: ActionFunctionArgs) {
  const w = words(accountsWords, await requestLocale(request));
  const hideFields = ["password", "repeat", "code"];
  return submitForm(
    request,
    setUpSchema,
    async (input) => {
      await countAttempt("token", clientAddress(request));
      const now = new Date();
      const personId = await setUpInstallation(input, now);
      return redirect(paths.organisations(), {
        headers: { "Set-Cookie": await openSession(request, personId, { now, flash: w.setUp.done }) },
      });
    },
    { hideFields },
  );
}

export default function SetUp() {
  const w = useWords(accountsWords);
  const f = w.fields;
  const [form, fields] = useForm<Record<string, string>>({ lastResult: useResult() });
  const sending = useSending();
  const labels = {
    code: f.code,
    platformName: f.platformName,
    federationName: f.federationName,
    name: f.name,
    email: f.email,
    phone: f.phone,
    password: f.password,
    repeat: f.repeat,
  };
  return (
    <>
      <PageHeader title={w.setUp.title} lead={w.setUp.lead} />
      <Form method="post" id={form.id} onSubmit={form.onSubmit} noValidate>
        <ErrorSummary form={form} labels={labels} />
        <Section title={w.setUp.platform}>
          <FormColumn>
            <TextInput
              field={fields.code}
              label={f.code}
              hint={w.setUp.codeHint}
              autoComplete="off"
              spellCheck={false}
              required
            />
            <TextInput field={fields.platformName} label={f.platformName} required />
            <TextInput field={fields.federationName} label={f.federationName} required />
          </FormColumn>
        </Section>
        <Section title={w.setUp.admin}>
          <FormColumn>
            <TextInput field={fields.name} label={f.name} autoComplete="name" required />
            <TextInput field={fields.email} label={f.email} hint={f.contactHint} type="email" autoComplete="email" />
            <TextInput field={fields.phone} label={f.phone} type="tel" autoComplete="tel" />
            <TextInput
              field={fields.password}
              label={f.password}
              hint={f.passwordHint}
              type="password"
              autoComplete="new-password"
              required
            />
            <TextInput field={fields.repeat} label={f.repeat} type="password" autoComplete="new-password" required />
          </FormColumn>
        </Section>
        <FormActions>
          <Button size="large" loading={sending}>
            {w.setUp.submit}
          </Button>
        </FormActions>
      </Form>
    </>
  );
}
