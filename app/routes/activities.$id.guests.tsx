import { useForm } from "@conform-to/react";
import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/node";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { Button } from "#app/components/actions/button.tsx";
import { ConfirmButton } from "#app/components/actions/confirm-button.tsx";
import { ActivityHeader } from "#app/components/activities/activity-header.tsx";
import { Chip } from "#app/components/facts/chip.tsx";
import { DateInput } from "#app/components/form/date-input.tsx";
import { ErrorSummary } from "#app/components/form/error-summary.tsx";
import { TextInput } from "#app/components/form/text-input.tsx";
import { useResult, useSending } from "#app/components/form/use-result.ts";
import { FormColumn } from "#app/components/layout/columns.tsx";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { FoldedSection, Section } from "#app/components/layout/section.tsx";
import { OneTimeLink } from "#app/components/people/one-time-link.tsx";
import { formatDate } from "#app/lib/format.ts";
import { intentOf, readForm, submitForm } from "#app/lib/http/form.server.ts";
import { uuidField, uuidParam } from "#app/lib/http/params.ts";
import { redirectWithToast } from "#app/lib/http/toast.server.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { words } from "#app/lib/i18n.ts";
import { paths } from "#app/lib/paths.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { mailInvitation, publicLink } from "#app/modules/accounts/mail-invitation.server.ts";
import {
  changeActivityGuest,
  endActivityGuest,
  inviteActivityGuest,
  renewActivityGuestLink,
} from "#app/modules/activities/invite-guest.server.ts";
import { loadActivityGuests } from "#app/modules/activities/queries-guests.server.ts";
import { changeActivityGuestSchema, guestSchema, inviteActivityGuestSchema } from "#app/modules/problems/schema.ts";
import { guestsWords } from "#app/words/guests.ts";

export const meta = pageTitle(guestsWords, (w) => w.title);

export const loader = async ({ request, params }: LoaderFunctionArgs) =>
  loadActivityGuests(await requireActor(request), uuidParam(params.id));

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request);
  const id = uuidParam(params.id);
  const form = await readForm(request);
  const intent = intentOf(form);
  const w = words(guestsWords, actor.locale);
  const here = paths.activityAction(id, "guests");
  /** Sent after the invitation stands; the link is on the page in any case. */
  const shown = async (token: string, host: string, to: string) => {
    const link = publicLink(request, paths.invitation(token));
    const mail = await mailInvitation({ to, organisationName: host, role: "GUEST", link, locale: actor.locale });
    return data({ link, ...mail });
  };
  if (intent === "end") {
    await endActivityGuest(actor, id, uuidField(form.get("guestId")));
    return redirectWithToast(request, here, w.ended);
  }
  if (intent === "link") {
    return submitForm(
      request,
      guestSchema,
      async ({ guestId }) => {
        const { token, host, contact } = await renewActivityGuestLink(actor, id, guestId);
        return shown(token, host, contact);
      },
      { form },
    );
  }
  if (intent.startsWith("change")) {
    return submitForm(
      request,
      changeActivityGuestSchema,
      async (input) => {
        await changeActivityGuest(actor, id, input);
        return redirectWithToast(request, here, w.changed);
      },
      { form },
    );
  }
  return submitForm(
    request,
    inviteActivityGuestSchema,
    async (input) => {
      const { token, host } = await inviteActivityGuest(actor, id, input);
      return shown(token, host, input.contact);
    },
    { form },
  );
}

type Page = ReturnType<typeof useLoaderData<typeof loader>>;
type Guest = Page["guests"][number];

export default function ActivityGuests() {
  const w = useWords(guestsWords);
  const page = useLoaderData<typeof loader>();
  const answer = useActionData<{ link?: string; mailedTo?: string | null; mailFailed?: boolean }>();
  const [linking] = useForm({ id: "linking", lastResult: useResult("link") });
  return (
    <>
      <ActivityHeader activity={page} title={w.title} lead={w.activityLead} />
      {answer?.link && (
        <OneTimeLink
          title={w.linkTitle}
          hint={answer.mailedTo ? w.linkMailed(answer.mailedTo) : w.linkHint}
          href={answer.link}
          failed={answer.mailFailed}
        />
      )}
      <ErrorSummary form={linking} />
      <Section title={w.list}>
        {page.guests.length === 0 ? (
          <p className="text-muted">{w.none}</p>
        ) : (
          <ul className="max-w-form divide-y divide-line border-y border-line">
            {page.guests.map((guest) => (
              <Line key={guest.id} guest={guest} timeZone={page.timeZone} />
            ))}
          </ul>
        )}
      </Section>
      {page.mayInvite && (
        <Section title={w.invite}>
          <Invite key={answer?.link} />
        </Section>
      )}
    </>
  );
}

/** The last moment is the next day's first: shown as the day before it. */
const lastDay = (until: Date | string, timeZone: string) => formatDate(new Date(until).getTime() - 1, timeZone);
const TONES = { INVITED: "waiting", HERE: "moving", OVER: "still", ENDED: "still" } as const;

function Line({ guest, timeZone }: { guest: Guest; timeZone: string }) {
  const w = useWords(guestsWords);
  const intent = `change-${guest.id}`;
  const result = useResult(intent);
  const [form, fields] = useForm<Record<string, string>>({
    id: intent,
    lastResult: result,
    defaultValue: { until: lastDay(guest.until, timeZone) },
  });
  const open = guest.state === "INVITED" || guest.state === "HERE";
  const sending = useSending(intent);
  return (
    <li className="py-3.5">
      <p className="flex flex-wrap items-center gap-2">
        <span className="font-medium">{guest.name}</span>
        {guest.unit && <span>{guest.unit}</span>}
        <Chip tone={TONES[guest.state]}>{w.state[guest.state]}</Chip>
      </p>
      <p className="mt-1 flex flex-wrap gap-x-3 text-sm text-muted tabular-nums">
        <span>{w.untilDay(lastDay(guest.until, timeZone))}</span>
        <span className="wrap-anywhere">{guest.contact}</span>
        {guest.acceptedAt && <span>{w.came(formatDate(guest.acceptedAt, timeZone))}</span>}
      </p>
      {open && (
        <div className="mt-2 flex flex-wrap gap-2">
          {guest.state === "INVITED" && (
            <Form method="post">
              <input type="hidden" name="intent" value="link" />
              <input type="hidden" name="guestId" value={guest.id} />
              <Button variant="quiet" size="small">
                {w.newLink}
                <span className="sr-only">{guest.name}</span>
              </Button>
            </Form>
          )}
          <Form method="post">
            <input type="hidden" name="intent" value="end" />
            <input type="hidden" name="guestId" value={guest.id} />
            <ConfirmButton label={w.end} question={w.endSure(guest.name)} variant="quiet" size="small" />
          </Form>
        </div>
      )}
      {guest.state !== "ENDED" && (
        <FoldedSection title={w.change} open={result !== undefined}>
          <Form method="post" id={form.id} noValidate className="space-y-4">
            <ErrorSummary form={form} labels={{ until: w.until }} />
            <input type="hidden" name="intent" value={intent} />
            <input type="hidden" name="guestId" value={guest.id} />
            <input type="hidden" name="version" value={guest.version} />
            <DateInput field={fields.until} label={w.until} hint={w.untilHint} required />
            <Button loading={sending}>{w.save}</Button>
          </Form>
        </FoldedSection>
      )}
    </li>
  );
}

function Invite() {
  const w = useWords(guestsWords);
  const [form, fields] = useForm<Record<string, string>>({ id: "invite", lastResult: useResult("invite") });
  return (
    <Form method="post" id={form.id} onSubmit={form.onSubmit} noValidate>
      <FormColumn>
        <input type="hidden" name="intent" value="invite" />
        <ErrorSummary form={form} labels={{ name: w.name, contact: w.contact, unit: w.unit, until: w.until }} />
        <TextInput field={fields.name} label={w.name} autoComplete="off" required />
        <TextInput
          field={fields.contact}
          label={w.contact}
          hint={w.contactHint}
          autoComplete="off"
          spellCheck={false}
          required
        />
        <TextInput field={fields.unit} label={w.unit} autoComplete="off" optional />
        <DateInput field={fields.until} label={w.until} hint={w.untilHint} required />
        <Button loading={useSending("invite")}>{w.submit}</Button>
      </FormColumn>
    </Form>
  );
}
