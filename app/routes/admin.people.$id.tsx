import { useForm } from "@conform-to/react";
import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/node";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { Button } from "#app/components/actions/button.tsx";
import { ConfirmButton } from "#app/components/actions/confirm-button.tsx";
import { Chip } from "#app/components/facts/chip.tsx";
import { Organisation } from "#app/components/facts/organisation.tsx";
import { DayTime, TimeAgo } from "#app/components/facts/time.tsx";
import { DateInput } from "#app/components/form/date-input.tsx";
import { ErrorSummary } from "#app/components/form/error-summary.tsx";
import { Select } from "#app/components/form/select.tsx";
import { TextInput } from "#app/components/form/text-input.tsx";
import { useResult, useSending } from "#app/components/form/use-result.ts";
import { FormColumn } from "#app/components/layout/columns.tsx";
import { PageHeader } from "#app/components/layout/page-header.tsx";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { FoldedSection, Section } from "#app/components/layout/section.tsx";
import { OneTimeLink } from "#app/components/people/one-time-link.tsx";
import { formatDate } from "#app/lib/format.ts";
import { intentOf, readForm, submitForm } from "#app/lib/http/form.server.ts";
import { uuidParam } from "#app/lib/http/params.ts";
import { redirectWithToast } from "#app/lib/http/toast.server.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { words } from "#app/lib/i18n.ts";
import { paths } from "#app/lib/paths.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { endMembership } from "#app/modules/accounts/end-membership.server.ts";
import { publicLink } from "#app/modules/accounts/mail-invitation.server.ts";
import { changePerson, issueResetLink, setDisabled } from "#app/modules/accounts/manage-person.server.ts";
import { listPlacesForRoles, loadPerson } from "#app/modules/accounts/queries-people.server.ts";
import { acceptSchema, changePersonSchema, endMembershipSchema, giveRoleSchema } from "#app/modules/accounts/schema.ts";
import { startMembership } from "#app/modules/accounts/start-membership.server.ts";
import { accountsWords } from "#app/words/accounts.ts";
import { commonWords } from "#app/words/common.ts";

export const meta = pageTitle(
  accountsWords,
  (w, { person }: { person: { name: string } }) => `${person.name} · ${w.admin.title}`,
);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request);
  const [person, places] = await Promise.all([loadPerson(actor, uuidParam(params.id)), listPlacesForRoles(actor)]);
  return { person, places };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request);
  const personId = uuidParam(params.id);
  const w = words(accountsWords, actor.locale);
  const form = await readForm(request);
  const done = (text: string) => redirectWithToast(request, paths.adminPerson(personId), text);
  switch (intentOf(form)) {
    case "disable":
      return submitForm(
        request,
        acceptSchema,
        () => setDisabled(actor, { personId, disabled: true }).then(() => done(w.admin.wasDisabled)),
        { form },
      );
    case "enable":
      return submitForm(
        request,
        acceptSchema,
        () => setDisabled(actor, { personId, disabled: false }).then(() => done(w.admin.wasEnabled)),
        { form },
      );
    case "reset":
      return submitForm(
        request,
        acceptSchema,
        async () =>
          data({ link: publicLink(request, paths.resetPassword((await issueResetLink(actor, { personId })).token)) }),
        { form },
      );
    case "end":
      return submitForm(
        request,
        endMembershipSchema,
        (input) => endMembership(actor, input).then(() => done(w.members.ended)),
        { form },
      );
    case "role":
      return submitForm(
        request,
        giveRoleSchema,
        ({ place, endsOn }) => startMembership(actor, { personId, ...place, endsOn }).then(() => done(w.admin.added)),
        { form },
      );
    default:
      return submitForm(
        request,
        changePersonSchema,
        (input) => changePerson(actor, { personId, ...input }).then(() => done(w.me.saved)),
        { form },
      );
  }
}

export default function AdminPerson() {
  const w = useWords(accountsWords);
  const c = useWords(commonWords);
  const { person } = useLoaderData<typeof loader>();
  const answer = useActionData<{ link?: string }>();
  return (
    <>
      <PageHeader
        title={person.name}
        back={{ to: paths.adminPeople(), label: w.admin.title }}
        marks={
          <>
            {person.disabledAt ? (
              <Chip tone="urgent">{w.admin.disabled}</Chip>
            ) : (
              <Chip tone="done">{w.admin.active}</Chip>
            )}
            {!person.hasPassword && <Chip tone="waiting">{w.admin.noPassword}</Chip>}
          </>
        }
        lead={
          <>
            {[person.email, person.phone].filter(Boolean).join(" · ")} ·{" "}
            {person.sessions > 0 ? w.admin.sessions(person.sessions) : w.admin.never}
            {person.lastSeenAt && (
              <>
                {" · "}
                {w.admin.lastSeen} <TimeAgo at={person.lastSeenAt} />
              </>
            )}
          </>
        }
      />
      {answer?.link && <OneTimeLink title={w.admin.linkTitle} hint={w.admin.linkHint} href={answer.link} />}
      <Buttons />
      <Memberships />
      <div className="mt-6">
        <GiveRole />
        <Details key={person.version} />
      </div>
      <Section title={w.admin.history}>
        {person.events.length === 0 && <p className="text-muted">{c.none}</p>}
        <ul className="max-w-form divide-y divide-line text-dense">
          {person.events.map((event) => (
            <li key={event.id} className="flex flex-wrap justify-between gap-x-4 py-2">
              <span>
                {w.events[event.type as keyof typeof w.events] ?? event.type}{" "}
                <span className="text-muted">{event.actorName}</span>
                {event.reason && <span className="block text-sm text-muted">{event.reason}</span>}
              </span>
              <span className="text-muted tabular-nums">
                <DayTime at={event.at} />
              </span>
            </li>
          ))}
        </ul>
      </Section>
    </>
  );
}

function Buttons() {
  const w = useWords(accountsWords);
  const { person } = useLoaderData<typeof loader>();
  const results = [useResult("disable"), useResult("enable"), useResult("reset")];
  const [form] = useForm({ lastResult: results.find(Boolean) });
  const button = (intent: string, label: string) => (
    <Form method="post">
      <Button name="intent" value={intent} variant="secondary">
        {label}
      </Button>
    </Form>
  );
  return (
    <>
      <ErrorSummary form={form} />
      <div className="mb-8 flex flex-wrap items-start gap-2">
        {!person.disabledAt && button("reset", w.admin.resetLink)}
        {person.disabledAt && button("enable", w.admin.enable)}
        {!person.disabledAt && !person.self && (
          <Form method="post">
            <ConfirmButton
              label={w.admin.disable}
              question={w.admin.disableSure}
              name="intent"
              value="disable"
              variant="quiet"
            />
          </Form>
        )}
      </div>
    </>
  );
}

function Memberships() {
  const w = useWords(accountsWords);
  const { person } = useLoaderData<typeof loader>();
  const [form] = useForm({ lastResult: useResult("end") });
  return (
    <Section title={w.admin.memberships}>
      <ErrorSummary form={form} />
      <ul className="divide-y divide-line border-y border-line">
        {person.memberships.map((m) => (
          <li key={m.id} className="flex flex-wrap items-start justify-between gap-x-4 gap-y-1 py-2.5">
            <div className={`min-w-3/5 flex-1 ${m.inForce ? "" : "text-muted"}`}>
              <span className="font-medium">{w.roles[m.role]}</span> ·{" "}
              <Organisation name={m.organisation.name} to={paths.organisation(m.organisation.id)} />
              {m.isHead && <Chip>{w.members.head}</Chip>}
              <span className="block text-sm text-muted tabular-nums">
                {w.me.since(formatDate(m.startsAt))} {m.endsAt && w.me.until(formatDate(m.endsAt))}
              </span>
            </div>
            {m.inForce && (
              <Form method="post">
                <input type="hidden" name="intent" value="end" />
                <input type="hidden" name="membershipId" value={m.id} />
                <ConfirmButton
                  label={w.members.end}
                  question={w.members.endSure(person.name, w.roles[m.role])}
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

function GiveRole() {
  const w = useWords(accountsWords);
  const { person, places } = useLoaderData<typeof loader>();
  const result = useResult("role");
  const [form, fields] = useForm<Record<string, string>>({ id: "role", lastResult: result });
  const sending = useSending("role");
  if (person.self || person.disabledAt) return null;
  return (
    <FoldedSection title={w.admin.addRole} open={result !== undefined}>
      <Form method="post" id={form.id} onSubmit={form.onSubmit} noValidate>
        <FormColumn>
          <input type="hidden" name="intent" value="role" />
          <ErrorSummary form={form} labels={{ place: w.fields.role, role: w.fields.role, endsOn: w.fields.until }} />
          <Select
            field={fields.place}
            label={w.fields.role}
            options={places.map((place) => ({
              label: place.name,
              options: place.roles.map((role) => ({
                value: `${place.id}:${role}`,
                label: `${place.name} · ${w.roles[role]}`,
              })),
            }))}
            required
          />
          <DateInput field={fields.endsOn} label={w.fields.until} hint={w.fields.untilHint} optional />
          <Button loading={sending}>{w.admin.addRole}</Button>
        </FormColumn>
      </Form>
    </FoldedSection>
  );
}

function Details() {
  const w = useWords(accountsWords);
  const c = useWords(commonWords);
  const f = w.fields;
  const { person } = useLoaderData<typeof loader>();
  const result = useResult("change");
  const [form, fields] = useForm<Record<string, string>>({
    id: "change",
    lastResult: result,
    defaultValue: { name: person.name, email: person.email ?? "", phone: person.phone ?? "" },
  });
  const sending = useSending("change");
  return (
    <FoldedSection title={w.admin.edit} open={result !== undefined}>
      <Form method="post" id={form.id} onSubmit={form.onSubmit} noValidate>
        <FormColumn>
          <input type="hidden" name="intent" value="change" />
          <input type="hidden" name="version" value={person.version} />
          <ErrorSummary form={form} labels={{ name: f.name, email: f.email, phone: f.phone }} />
          <TextInput field={fields.name} label={f.name} required />
          <TextInput field={fields.email} label={f.email} hint={f.contactHint} type="email" />
          <TextInput field={fields.phone} label={f.phone} type="tel" />
          <Button loading={sending}>{c.save}</Button>
        </FormColumn>
      </Form>
    </FoldedSection>
  );
}
