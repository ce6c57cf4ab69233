import { useForm } from "@conform-to/react";
import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/node";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { Button } from "#app/components/actions/button.tsx";
import { ConfirmButton } from "#app/components/actions/confirm-button.tsx";
import { Chip } from "#app/components/facts/chip.tsx";
import { EmptyState } from "#app/components/feedback/empty-state.tsx";
import { ErrorSummary } from "#app/components/form/error-summary.tsx";
import { Select } from "#app/components/form/select.tsx";
import { TextInput } from "#app/components/form/text-input.tsx";
import { useResult, useSending } from "#app/components/form/use-result.ts";
import { FormColumn } from "#app/components/layout/columns.tsx";
import { PageHeader } from "#app/components/layout/page-header.tsx";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { FoldedSection, Section } from "#app/components/layout/section.tsx";
import { AddMemberForm } from "#app/components/people/add-member-form.tsx";
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
import { invitePerson } from "#app/modules/accounts/invite-person.server.ts";
import { mailInvitation, publicLink } from "#app/modules/accounts/mail-invitation.server.ts";
import { revokeInvitation } from "#app/modules/accounts/revoke-invitation.server.ts";
import {
  endMembershipSchema,
  inviteSchema,
  revokeInvitationSchema,
  startMembershipSchema,
} from "#app/modules/accounts/schema.ts";
import { addMember } from "#app/modules/alliances/add-member.server.ts";
import { loadMembersPage } from "#app/modules/alliances/queries-members.server.ts";
import { accountsWords } from "#app/words/accounts.ts";

export const meta = pageTitle(accountsWords, (w, page: { name: string }) => w.members.titleOf(page.name));

export async function loader({ request, params }: LoaderFunctionArgs) {
  return loadMembersPage(await requireActor(request), uuidParam(params.id));
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request);
  const organisationId = uuidParam(params.id);
  const w = words(accountsWords, actor.locale).members;
  const here = paths.organisationMembers(organisationId);
  const form = await readForm(request);
  const intent = intentOf(form);
  if (intent === "end") {
    const run = async (input: Parameters<typeof endMembership>[1]) => {
      await endMembership(actor, input);
      return redirectWithToast(request, here, w.ended);
    };
    return submitForm(request, endMembershipSchema, run, { form });
  }
  if (intent === "revoke") {
    const run = async (input: { invitationId: string }) => {
      await revokeInvitation(actor, input);
      return redirectWithToast(request, here, w.revoked);
    };
    return submitForm(request, revokeInvitationSchema, run, { form });
  }
  if (intent === "add") {
    return submitForm(
      request,
      startMembershipSchema,
      async (input) => {
        await addMember(actor, { organisationId, ...input });
        return redirectWithToast(request, here, w.added);
      },
      { form },
    );
  }
  return submitForm(
    request,
    inviteSchema,
    async (input) => {
      const { token, organisationName } = await invitePerson(actor, { organisationId, ...input });
      const link = publicLink(request, paths.invitation(token));
      // Sent after the invitation stands; the link is on the page in any case.
      const mail = await mailInvitation({
        to: input.contact,
        organisationName,
        role: input.role,
        link,
        locale: actor.locale,
      });
      return data({ link, ...mail });
    },
    { form },
  );
}

export default function Members() {
  const w = useWords(accountsWords);
  const page = useLoaderData<typeof loader>();
  const answer = useActionData<{ link?: string; mailedTo?: string | null; mailFailed?: boolean }>();
  const [form] = useForm({ lastResult: useResult("end") });
  const [revoking] = useForm({ lastResult: useResult("revoke") });
  return (
    <>
      <PageHeader title={w.members.titleOf(page.name)} back={{ to: paths.organisation(page.id), label: page.name }} />
      {answer?.link && (
        <OneTimeLink
          title={w.members.linkTitle}
          hint={answer.mailedTo ? w.members.linkMailed(answer.mailedTo) : w.members.linkHint}
          href={answer.link}
          failed={answer.mailFailed}
        />
      )}
      <ErrorSummary form={form} />
      <ErrorSummary form={revoking} />
      {page.members.grantable.length > 0 && (
        <div className="mb-8">
          <Invite key={answer?.link} />
          {page.candidates.length > 0 && <AddMemberForm people={page.candidates} roles={page.members.grantable} />}
        </div>
      )}
      <Invitations />
      <Section title={w.members.current}>
        {page.members.current.length === 0 ? (
          <EmptyState title={w.members.none}>{page.members.manages && w.members.noneHint}</EmptyState>
        ) : (
          <MemberList rows={page.members.current} />
        )}
      </Section>
      {page.members.past.length > 0 && (
        <Section title={w.members.past}>
          <MemberList rows={page.members.past} />
        </Section>
      )}
    </>
  );
}

type Row = ReturnType<typeof useLoaderData<typeof loader>>["members"]["current"][number];

function MemberList({ rows }: { rows: Row[] }) {
  const w = useWords(accountsWords);
  const { members } = useLoaderData<typeof loader>();
  return (
    <ul className="divide-y divide-line border-y border-line">
      {rows.map((m) => {
        const successors = [
          ...new Map(
            members.current.filter((one) => one.personId !== m.personId).map((one) => [one.personId, one.name]),
          ),
        ];
        return (
          <li key={m.id} className="flex flex-wrap items-start justify-between gap-x-4 gap-y-1 py-2.5">
            <div className="min-w-3/5 flex-1">
              <p className="flex flex-wrap items-center gap-2">
                <span className="font-medium">{m.name}</span>
                <span>{w.roles[m.role]}</span>
                {m.isHead && <Chip>{w.members.head}</Chip>}
                {m.disabled && <Chip tone="urgent">{w.admin.disabled}</Chip>}
              </p>
              <p className="flex flex-wrap gap-x-3 text-sm text-muted tabular-nums">
                <span>
                  {w.me.since(formatDate(m.startsAt))} {m.endsAt && w.me.until(formatDate(m.endsAt))}
                </span>
                {m.phone && (
                  <a href={`tel:${m.phone}`} className="link">
                    {m.phone}
                  </a>
                )}
                {m.email && (
                  <a href={`mailto:${m.email}`} className="link">
                    {m.email}
                  </a>
                )}
              </p>
            </div>
            {m.inForce && m.mayEnd && (
              <Form method="post">
                <input type="hidden" name="intent" value="end" />
                <input type="hidden" name="membershipId" value={m.id} />
                <ConfirmButton
                  label={w.members.end}
                  question={w.members.endSure(m.name, w.roles[m.role])}
                  variant="quiet"
                  size="small"
                >
                  {successors.length > 0 && (
                    <Select
                      name="deputyId"
                      id={`successor-${m.id}`}
                      label={w.fields.successor}
                      hint={w.fields.successorHint}
                      options={successors.map(([value, label]) => ({ value, label }))}
                    />
                  )}
                  <TextInput name="reason" id={`reason-${m.id}`} label={w.fields.reason} optional />
                </ConfirmButton>
              </Form>
            )}
          </li>
        );
      })}
    </ul>
  );
}

function Invite() {
  const w = useWords(accountsWords);
  const { members } = useLoaderData<typeof loader>();
  const result = useResult("invite");
  const [form, fields] = useForm<Record<string, string>>({ id: "invite", lastResult: result });
  const sending = useSending("invite");
  const roles = members.grantable;
  if (roles.length === 0) return null;
  return (
    <FoldedSection title={w.members.inviteTitle} hint={w.members.inviteHint} open={result !== undefined}>
      <Form method="post" id={form.id} onSubmit={form.onSubmit} noValidate>
        <FormColumn>
          <input type="hidden" name="intent" value="invite" />
          <ErrorSummary
            form={form}
            labels={{ role: w.fields.role, name: w.fields.inviteName, contact: w.fields.contact }}
          />
          <Select
            field={fields.role}
            label={w.fields.role}
            options={roles.map((role) => ({ value: role, label: w.roles[role] }))}
            required
          />
          <TextInput field={fields.name} label={w.fields.inviteName} optional />
          <TextInput field={fields.contact} label={w.fields.contact} optional />
          <Button loading={sending}>{w.members.inviteSubmit}</Button>
        </FormColumn>
      </Form>
    </FoldedSection>
  );
}

function Invitations() {
  const w = useWords(accountsWords);
  const { invitations } = useLoaderData<typeof loader>().members;
  if (invitations.length === 0) return null;
  return (
    <Section title={w.members.invitations}>
      <ul className="divide-y divide-line border-y border-line">
        {invitations.map((one) => (
          <li key={one.id} className="flex flex-wrap items-center justify-between gap-3 py-2.5">
            <div>
              <span className="font-medium">{one.name || one.contact || w.members.anybody}</span> {w.roles[one.role]}
              <span className="block text-sm text-muted">
                {one.name && one.contact && `${one.contact} · `}
                {w.members.invitedUntil(formatDate(one.expiresAt))}
              </span>
            </div>
            <Form method="post">
              <input type="hidden" name="intent" value="revoke" />
              <input type="hidden" name="invitationId" value={one.id} />
              <Button variant="quiet" size="small">
                {w.members.revoke}
              </Button>
            </Form>
          </li>
        ))}
      </ul>
    </Section>
  );
}
