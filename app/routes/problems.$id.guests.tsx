import { useForm } from "@conform-to/react";
import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/node";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { Button } from "#app/components/actions/button.tsx";
import { ConfirmButton } from "#app/components/actions/confirm-button.tsx";
import { StepForm } from "#app/components/actions/step-form.tsx";
import { Chip } from "#app/components/facts/chip.tsx";
import { LayerTag } from "#app/components/facts/layer-tag.tsx";
import { DateInput } from "#app/components/form/date-input.tsx";
import { ErrorSummary } from "#app/components/form/error-summary.tsx";
import { RadioGroup } from "#app/components/form/radio-group.tsx";
import { TextInput } from "#app/components/form/text-input.tsx";
import { useResult, useSending } from "#app/components/form/use-result.ts";
import { FormColumn } from "#app/components/layout/columns.tsx";
import { PageHeader } from "#app/components/layout/page-header.tsx";
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
import { changeGuest, endGuest, inviteGuest, renewGuestLink } from "#app/modules/problems/invite-guest.server.ts";
import { loadGuests } from "#app/modules/problems/queries-guests.server.ts";
import { changeGuestSchema, guestSchema, inviteGuestSchema } from "#app/modules/problems/schema.ts";
import { guestsWords } from "#app/words/guests.ts";
import { statesWords } from "#app/words/states.ts";

export const meta = pageTitle(guestsWords, (w) => w.title);

export const loader = async ({ request, params }: LoaderFunctionArgs) =>
  loadGuests(await requireActor(request), uuidParam(params.id));

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request);
  const problemId = uuidParam(params.id);
  const form = await readForm(request);
  const intent = intentOf(form);
  const w = words(guestsWords, actor.locale);
  const here = paths.problemAction(problemId, "guests");
  /** Sent after the invitation stands; the link is on the page in any case. */
  const shown = async (token: string, host: string, to: string) => {
    const link = publicLink(request, paths.invitation(token));
    const mail = await mailInvitation({ to, organisationName: host, role: "GUEST", link, locale: actor.locale });
    return data({ link, ...mail });
  };
  if (intent === "end") {
    await endGuest(actor, { problemId, guestId: uuidField(form.get("guestId")) });
    return redirectWithToast(request, here, w.ended);
  }
  if (intent === "link") {
    return submitForm(
      request,
      guestSchema,
      async ({ guestId }) => {
        const { token, host, contact } = await renewGuestLink(actor, { problemId, guestId });
        return shown(token, host, contact);
      },
      { form },
    );
  }
  if (intent.startsWith("change")) {
    return submitForm(
      request,
      changeGuestSchema,
      async (input) => {
        await changeGuest(actor, { problemId, ...input });
        return redirectWithToast(request, here, w.changed);
      },
      { form },
    );
  }
  return submitForm(
    request,
    inviteGuestSchema,
    async (input) => {
      const { token, host } = await inviteGuest(actor, { problemId, ...input });
      return shown(token, host, input.contact);
    },
    { form },
  );
}

type Page = ReturnType<typeof useLoaderData<typeof loader>>;
type Guest = Page["guests"][number];

export default function Guests() {
  const w = useWords(guestsWords);
  const page = useLoaderData<typeof loader>();
  const answer = useActionData<{ link?: string; mailedTo?: string | null; mailFailed?: boolean }>();
  const [linking] = useForm({ id: "linking", lastResult: useResult("link") });
  return (
    <>
      <PageHeader
        title={w.title}
        marks={<span className="text-sm text-muted tabular-nums">{page.number}</span>}
        lead={
          <>
            <p className="font-medium text-ink">{page.title}</p>
            <p>{w.lead}</p>
            {page.anonymous && <p>{w.anonymousLead}</p>}
          </>
        }
        back={{ to: paths.problem(page.id), label: page.number }}
      />
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
              <Line key={guest.id} guest={guest} page={page} />
            ))}
          </ul>
        )}
      </Section>
      <Section title={w.invite}>
        <Invite key={answer?.link} page={page} />
      </Section>
    </>
  );
}

/** The last moment is the next day's first: shown as the day before it. */
const lastDay = (until: Date | string, timeZone: string) => formatDate(new Date(until).getTime() - 1, timeZone);

function useLayers() {
  const s = useWords(statesWords);
  return (["SUMMARY", "DETAIL", "CONFIDENTIAL"] as const).map((one) => ({ value: one, label: s.layer[one] }));
}

const TONES = { INVITED: "waiting", HERE: "moving", OVER: "still", ENDED: "still" } as const;

function Line({ guest, page }: { guest: Guest; page: Page }) {
  const w = useWords(guestsWords);
  const open = guest.state === "INVITED" || guest.state === "HERE";
  const unsigned = open && page.agreementRequired && guest.layer === "CONFIDENTIAL" && !guest.agreedAt;
  return (
    <li className="py-3.5">
      <p className="flex flex-wrap items-center gap-2">
        <span className="font-medium">{guest.name}</span>
        {guest.unit && <span>{guest.unit}</span>}
        <Chip tone={TONES[guest.state]}>{w.state[guest.state]}</Chip>
        <LayerTag layer={guest.layer} />
      </p>
      <p className="mt-1 flex flex-wrap gap-x-3 text-sm text-muted tabular-nums">
        <span>{w.untilDay(lastDay(guest.until, page.timeZone))}</span>
        <span className="wrap-anywhere">{guest.contact}</span>
        {guest.acceptedAt && <span>{w.came(formatDate(guest.acceptedAt, page.timeZone))}</span>}
        {guest.agreedAt && <span>{w.signed(formatDate(guest.agreedAt, page.timeZone))}</span>}
      </p>
      {unsigned && <p className="mt-1 text-sm text-waiting">{w.notSigned}</p>}
      {guest.state !== "ENDED" && (
        <>
          <div className="mt-2 flex flex-wrap gap-2">
            {guest.state === "INVITED" && (
              <StepForm intent="link" about={{ guestId: guest.id }}>
                <Button variant="quiet" size="small">
                  {w.newLink}
                  <span className="sr-only">{guest.name}</span>
                </Button>
              </StepForm>
            )}
            {open && (
              <StepForm intent="end" about={{ guestId: guest.id }}>
                <ConfirmButton label={w.end} question={w.endSure(guest.name)} variant="quiet" size="small" />
              </StepForm>
            )}
          </div>
          <Change guest={guest} page={page} />
        </>
      )}
    </li>
  );
}

function Change({ guest, page }: { guest: Guest; page: Page }) {
  const w = useWords(guestsWords);
  const intent = `change-${guest.id}`;
  const result = useResult(intent);
  const [form, fields] = useForm<Record<string, string>>({
    id: intent,
    lastResult: result,
    defaultValue: { layer: guest.layer, until: lastDay(guest.until, page.timeZone) },
  });
  const layers = useLayers();
  return (
    <FoldedSection title={w.change} open={result !== undefined}>
      <Form method="post" id={form.id} noValidate className="space-y-4">
        <ErrorSummary form={form} labels={{ layer: w.layer, until: w.until }} />
        <input type="hidden" name="intent" value={intent} />
        <input type="hidden" name="guestId" value={guest.id} />
        <input type="hidden" name="version" value={guest.version} />
        <DateInput field={fields.until} label={w.until} hint={w.untilHint} required />
        <RadioGroup field={fields.layer} label={w.layer} options={layers} columns={3} required />
        <Button loading={useSending(intent)}>{w.save}</Button>
      </Form>
    </FoldedSection>
  );
}

function Invite({ page }: { page: Page }) {
  const w = useWords(guestsWords);
  const [form, fields] = useForm<Record<string, string>>({
    id: "invite",
    lastResult: useResult("invite"),
    defaultValue: { layer: "DETAIL" },
  });
  const labels = { name: w.name, contact: w.contact, unit: w.unit, layer: w.layer, until: w.until };
  return (
    <Form method="post" id={form.id} onSubmit={form.onSubmit} noValidate>
      <FormColumn>
        <input type="hidden" name="intent" value="invite" />
        <ErrorSummary form={form} labels={labels} />
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
        <RadioGroup
          field={fields.layer}
          label={w.layer}
          hint={page.agreementRequired ? w.layerAgreement : undefined}
          options={useLayers()}
          columns={3}
          required
        />
        <DateInput field={fields.until} label={w.until} hint={w.untilHint} required />
        <Button loading={useSending("invite")}>{w.submit}</Button>
      </FormColumn>
    </Form>
  );
}
