import { useForm } from "@conform-to/react";
import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { Form, Link, useLoaderData, useRouteLoaderData } from "@remix-run/react";
import { BellRing, ChevronRight, Eye, LogOut, MonitorSmartphone, Send, UserCog, Wrench } from "lucide-react";
import { Button } from "#app/components/actions/button.tsx";
import { ConfirmButton } from "#app/components/actions/confirm-button.tsx";
import { LinkButton } from "#app/components/actions/link-button.tsx";
import { FactsTable } from "#app/components/facts/facts-table.tsx";
import { Organisation } from "#app/components/facts/organisation.tsx";
import { EmptyState } from "#app/components/feedback/empty-state.tsx";
import { ErrorSummary } from "#app/components/form/error-summary.tsx";
import { RadioGroup } from "#app/components/form/radio-group.tsx";
import { TextInput } from "#app/components/form/text-input.tsx";
import { useResult, useSending } from "#app/components/form/use-result.ts";
import { LanguageSwitch } from "#app/components/frame/language-switch.tsx";
import { FormColumn } from "#app/components/layout/columns.tsx";
import { PageHeader } from "#app/components/layout/page-header.tsx";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { FoldedSection, Section } from "#app/components/layout/section.tsx";
import { SignOut } from "#app/components/outbox/sign-out.tsx";
import { formatDate } from "#app/lib/format.ts";
import { intentOf, readForm, submitForm } from "#app/lib/http/form.server.ts";
import { redirectWithToast } from "#app/lib/http/toast.server.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { words } from "#app/lib/i18n.ts";
import { paths } from "#app/lib/paths.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { endMembership } from "#app/modules/accounts/end-membership.server.ts";
import { changeContact, changePassword } from "#app/modules/accounts/own-account.server.ts";
import { loadOwnAccount } from "#app/modules/accounts/queries.server.ts";
import { changeContactSchema, changePasswordSchema, endMembershipSchema } from "#app/modules/accounts/schema.ts";
import { accountsWords } from "#app/words/accounts.ts";
import { commonWords } from "#app/words/common.ts";
import { discussionWords } from "#app/words/discussion.ts";
import { noticeChoicesWords } from "#app/words/notice-choices.ts";
import { outboxWords } from "#app/words/outbox.ts";

export const meta = pageTitle(accountsWords, (w) => w.me.title);

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireActor(request);
  return { ...(await loadOwnAccount(actor)), personId: actor.personId };
}

export async function action({ request }: ActionFunctionArgs) {
  const actor = await requireActor(request);
  const w = words(accountsWords, actor.locale);
  const form = await readForm(request);
  if (intentOf(form) === "lay-down") {
    return submitForm(
      request,
      endMembershipSchema,
      async ({ membershipId, reason }) => {
        await endMembership(actor, { membershipId, reason });
        return redirectWithToast(request, paths.me(), w.me.laidDown);
      },
      { form },
    );
  }
  if (intentOf(form) === "contact") {
    return submitForm(
      request,
      changeContactSchema,
      async (input) => {
        const cookie = await changeContact(actor, request, input, w.me.contactChanged);
        return redirect(paths.me(), { headers: { "Set-Cookie": cookie } });
      },
      { form, hideFields: ["current"] },
    );
  }
  return submitForm(
    request,
    changePasswordSchema,
    async (input) => {
      const cookie = await changePassword(actor, request, input, w.me.passwordChanged);
      return redirect(paths.me(), { headers: { "Set-Cookie": cookie } });
    },
    { form, hideFields: ["current", "password", "repeat"] },
  );
}

export default function Me() {
  const w = useWords(accountsWords);
  const c = useWords(commonWords);
  const o = useWords(outboxWords);
  const n = useWords(noticeChoicesWords);
  const d = useWords(discussionWords);
  const account = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader title={w.me.title} lead={account.name} />
      <nav aria-label={w.me.title} className="mb-8 flex flex-wrap gap-2">
        {account.isCraftsman && (
          <LinkButton to={paths.craftsman(account.personId)} icon={Wrench}>
            {w.me.profile}
          </LinkButton>
        )}
        <LinkButton to={paths.myNotices()} icon={BellRing}>
          {n.settings}
        </LinkButton>
        {!account.guestOnly && (
          <>
            <LinkButton to={paths.myDeputies()} icon={UserCog}>
              {w.me.deputies}
            </LinkButton>
            <LinkButton to={paths.watched()} icon={Eye}>
              {d.watchedTitle}
            </LinkButton>
          </>
        )}
        <LinkButton to={paths.mySessions()} icon={MonitorSmartphone}>
          {w.me.sessions}
        </LinkButton>
        {!account.guestOnly && (
          <LinkButton to={paths.outbox()} icon={Send}>
            {o.title}
          </LinkButton>
        )}
        <SignOut>
          <Button variant="secondary" icon={LogOut}>
            {c.signOut}
          </Button>
        </SignOut>
      </nav>
      <MorePlaces />
      <Roles />
      <Section title={w.me.contact}>
        <FactsTable
          facts={[
            { label: w.fields.email, value: account.email ?? c.none },
            { label: w.fields.phone, value: account.phone ?? c.none },
          ]}
        />
      </Section>
      <div className="mt-8">
        <ContactForm />
        <PasswordForm />
        <Tastes />
      </div>
    </>
  );
}

/** What the rail leads to on desks and the phone's bottom bar has no room for. */
function MorePlaces() {
  const c = useWords(commonWords);
  const nav = useRouteLoaderData<{ nav?: { key: string; to: string; label: string }[] }>("root")?.nav ?? [];
  const more = nav.filter((item) => !["today", "problems", "search"].includes(item.key));
  return (
    <ul aria-label={c.more} className="mb-8 divide-y divide-line border-y border-line lg:hidden">
      {more.map((item) => (
        <li key={item.key}>
          <Link to={item.to} className="flex min-h-13 items-center justify-between">
            {item.label}
            <ChevronRight aria-hidden className="size-5 text-muted" />
          </Link>
        </li>
      ))}
    </ul>
  );
}

function Roles() {
  const w = useWords(accountsWords);
  const { memberships, guestOnly } = useLoaderData<typeof loader>();
  const [form] = useForm({ lastResult: useResult("lay-down") });
  return (
    <Section title={w.me.roles}>
      <ErrorSummary form={form} />
      {memberships.length === 0 && <EmptyState title={w.me.noRoles} />}
      <ul className="divide-y divide-line border-y border-line">
        {memberships.map((m) => (
          <li key={m.id} className="flex flex-wrap items-start justify-between gap-x-4 gap-y-1 py-2.5">
            <div className={`min-w-3/5 flex-1 ${m.inForce ? "" : "text-muted"}`}>
              <span className="font-medium">{w.roles[m.role]}</span> ·{" "}
              <Organisation
                name={m.organisation.name}
                to={m.inForce && !guestOnly ? paths.organisation(m.organisation.id) : undefined}
              />
              <span className="block text-sm text-muted tabular-nums">
                {w.me.since(formatDate(m.startsAt))} {m.endsAt && w.me.until(formatDate(m.endsAt))}
              </span>
            </div>
            {m.inForce && (
              <Form method="post">
                <input type="hidden" name="intent" value="lay-down" />
                <input type="hidden" name="membershipId" value={m.id} />
                <ConfirmButton
                  label={w.me.layDown}
                  question={w.me.layDownSure(w.roles[m.role], m.organisation.name)}
                  variant="quiet"
                  size="small"
                >
                  <TextInput name="reason" id={`reason-${m.id}`} label={w.fields.reason} optional />
                </ConfirmButton>
              </Form>
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}

function ContactForm() {
  const w = useWords(accountsWords);
  const f = w.fields;
  const { email, phone } = useLoaderData<typeof loader>();
  const result = useResult("contact");
  const [form, fields] = useForm<Record<string, string>>({
    id: "contact",
    lastResult: result,
    defaultValue: { email: email ?? "", phone: phone ?? "" },
  });
  const sending = useSending("contact");
  return (
    <FoldedSection title={w.me.changeContact} open={result !== undefined}>
      <Form method="post" id={form.id} onSubmit={form.onSubmit} noValidate>
        <FormColumn>
          <input type="hidden" name="intent" value="contact" />
          <ErrorSummary form={form} labels={{ email: f.email, phone: f.phone, current: f.currentPassword }} />
          <TextInput field={fields.email} label={f.email} hint={f.contactHint} type="email" autoComplete="email" />
          <TextInput field={fields.phone} label={f.phone} type="tel" autoComplete="tel" />
          <TextInput
            field={fields.current}
            label={f.currentPassword}
            type="password"
            autoComplete="current-password"
            required
          />
          <Button loading={sending}>{w.me.changeContact}</Button>
        </FormColumn>
      </Form>
    </FoldedSection>
  );
}

function PasswordForm() {
  const w = useWords(accountsWords);
  const f = w.fields;
  const result = useResult("password");
  const [form, fields] = useForm<Record<string, string>>({ lastResult: result });
  const sending = useSending("password");
  return (
    <FoldedSection title={w.me.changePassword} open={result !== undefined}>
      <Form method="post" id={form.id} onSubmit={form.onSubmit} noValidate>
        <FormColumn>
          <input type="hidden" name="intent" value="password" />
          <ErrorSummary
            form={form}
            labels={{ current: f.currentPassword, password: f.newPassword, repeat: f.repeat }}
          />
          <TextInput
            field={fields.current}
            label={f.currentPassword}
            type="password"
            autoComplete="current-password"
            required
          />
          <TextInput
            field={fields.password}
            label={f.newPassword}
            hint={f.passwordHint}
            type="password"
            autoComplete="new-password"
            required
          />
          <TextInput field={fields.repeat} label={f.repeat} type="password" autoComplete="new-password" required />
          <Button loading={sending}>{w.me.changePassword}</Button>
        </FormColumn>
      </Form>
    </FoldedSection>
  );
}

function Tastes() {
  const w = useWords(accountsWords);
  const c = useWords(commonWords);
  const theme = useRouteLoaderData<{ theme?: string }>("root")?.theme ?? "system";
  return (
    <FoldedSection title={`${w.me.language} · ${w.me.theme}`}>
      <div className="max-w-60">
        <LanguageSwitch />
      </div>
      <Form method="post" action={paths.switchTheme()}>
        <FormColumn>
          <input type="hidden" name="returnTo" value={paths.me()} />
          <RadioGroup
            name="theme"
            label={w.me.theme}
            columns={3}
            defaultValue={theme}
            options={[
              { value: "system", label: c.themeSystem },
              { value: "light", label: c.themeLight },
              { value: "dark", label: c.themeDark },
            ]}
          />
          <Button variant="secondary">{c.save}</Button>
        </FormColumn>
      </Form>
    </FoldedSection>
  );
}
