import { useForm } from "@conform-to/react";
import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { Form, Link, useLoaderData } from "@remix-run/react";
import { Button } from "#app/components/actions/button.tsx";
import { Notice } from "#app/components/feedback/notice.tsx";
import { ErrorSummary } from "#app/components/form/error-summary.tsx";
import { TextInput } from "#app/components/form/text-input.tsx";
import { useResult, useSending } from "#app/components/form/use-result.ts";
import { FormColumn } from "#app/components/layout/columns.tsx";
import { PageHeader } from "#app/components/layout/page-header.tsx";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { Section } from "#app/components/layout/section.tsx";
import { SignOut } from "#app/components/outbox/sign-out.tsx";
import { formatDate } from "#app/lib/format.ts";
import { clientAddress } from "#app/lib/http/client-address.server.ts";
import { intentOf, readForm, submitForm } from "#app/lib/http/form.server.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { words } from "#app/lib/i18n.ts";
import { lastMomentOf } from "#app/lib/last-moment.ts";
import { paths } from "#app/lib/paths.ts";
import { acceptAsNewPerson, acceptInvitation, readInvitation } from "#app/modules/accounts/accept-invitation.server.ts";
import { requireActor, getActor } from "#app/modules/accounts/current-actor.server.ts";
import { requestLocale } from "#app/modules/accounts/load-frame.server.ts";
import { acceptInvitationSchema, acceptSchema } from "#app/modules/accounts/schema.ts";
import { openSession } from "#app/modules/accounts/session.server.ts";
import { countAttempt } from "#app/modules/accounts/throttle.server.ts";
import { accountsWords } from "#app/words/accounts.ts";

export const meta = pageTitle(accountsWords, (w) => w.invitation.title);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { role, name, contact, organisation, guest } = await readInvitation(params.token, new Date());
  const actor = await getActor(request);
  return {
    role,
    name,
    contact,
    organisation: organisation.name,
    lastDay: guest && formatDate(lastMomentOf(guest.until), organisation.timeZone),
    token: params.token ?? "",
    signedInAs: actor?.name ?? null,
  };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const token = params.token ?? "";
  const form = await readForm(request);
  const { organisation } = await readInvitation(token, new Date());
  const flash = words(accountsWords, await requestLocale(request)).invitation.done(organisation.name);
  if (intentOf(form) === "accept") {
    const actor = await requireActor(request);
    return submitForm(
      request,
      acceptSchema,
      async () => {
        await countAttempt("token", clientAddress(request));
        await acceptInvitation(actor, token);
        const cookie = await openSession(request, actor.personId, { now: new Date(), flash });
        return redirect(paths.home(), { headers: { "Set-Cookie": cookie } });
      },
      { form },
    );
  }
  return submitForm(
    request,
    acceptInvitationSchema,
    async (account) => {
      await countAttempt("token", clientAddress(request));
      const now = new Date();
      const personId = await acceptAsNewPerson(token, account, now);
      return redirect(paths.home(), {
        headers: { "Set-Cookie": await openSession(request, personId, { now, flash }) },
      });
    },
    { form, hideFields: ["password", "repeat"] },
  );
}

export default function Invitation() {
  const w = useWords(accountsWords);
  const { role, organisation, lastDay, signedInAs } = useLoaderData<typeof loader>();
  return (
    <div className="mx-auto max-w-100 lg:py-8">
      <PageHeader
        title={w.invitation.title}
        lead={
          <>
            <p>{w.invitation.lead(organisation, w.roles[role])}</p>
            {lastDay && <p>{w.invitation.guestUntil(lastDay)}</p>}
          </>
        }
      />
      {signedInAs ? <Accept name={signedInAs} /> : <NewAccount />}
    </div>
  );
}

function Accept({ name }: { name: string }) {
  const w = useWords(accountsWords);
  const [form] = useForm({ lastResult: useResult("accept") });
  const sending = useSending("accept");
  return (
    <FormColumn>
      <Notice>{w.invitation.asSignedIn(name)}</Notice>
      <Form method="post" className="space-y-4">
        <ErrorSummary form={form} />
        <Button name="intent" value="accept" size="large" wide loading={sending}>
          {w.invitation.accept}
        </Button>
      </Form>
      <SignOut>
        <Button variant="quiet">{w.invitation.otherAccount}</Button>
      </SignOut>
    </FormColumn>
  );
}

function NewAccount() {
  const w = useWords(accountsWords);
  const f = w.fields;
  const { name, contact, token } = useLoaderData<typeof loader>();
  const isMail = contact.includes("@");
  const [form, fields] = useForm<Record<string, string>>({
    lastResult: useResult("create"),
    defaultValue: { name, email: isMail ? contact : "", phone: isMail ? "" : contact },
  });
  const sending = useSending("create");
  return (
    <>
      <p className="mb-6">
        <Link to={paths.login(paths.invitation(token))} className="link">
          {w.invitation.haveAccount}
        </Link>
      </p>
      <Section title={w.invitation.newAccount}>
        <Form method="post" id={form.id} onSubmit={form.onSubmit} noValidate>
          <FormColumn>
            <input type="hidden" name="intent" value="create" />
            <ErrorSummary
              form={form}
              labels={{ name: f.name, email: f.email, phone: f.phone, password: f.password, repeat: f.repeat }}
            />
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
            <Button size="large" wide loading={sending}>
              {w.invitation.submit}
            </Button>
          </FormColumn>
        </Form>
      </Section>
    </>
  );
}
