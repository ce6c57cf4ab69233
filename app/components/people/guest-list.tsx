import { useForm } from "@conform-to/react";
import { Form, useActionData } from "@remix-run/react";
import { formatDate, type Moment } from "#app/lib/format.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { lastMomentOf } from "#app/lib/last-moment.ts";
import { guestsWords } from "#app/words/guests.ts";
import { statesWords } from "#app/words/states.ts";
import { Button } from "../actions/button.tsx";
import { ConfirmButton } from "../actions/confirm-button.tsx";
import { StepForm } from "../actions/step-form.tsx";
import { Chip } from "../facts/chip.tsx";
import { LayerTag } from "../facts/layer-tag.tsx";
import { DateInput } from "../form/date-input.tsx";
import { ErrorSummary } from "../form/error-summary.tsx";
import { RadioGroup } from "../form/radio-group.tsx";
import { TextInput } from "../form/text-input.tsx";
import { useResult, useSending } from "../form/use-result.ts";
import { FormColumn } from "../layout/columns.tsx";
import { FoldedSection, Section } from "../layout/section.tsx";
import { OneTimeLink } from "./one-time-link.tsx";

type Layer = "SUMMARY" | "DETAIL" | "CONFIDENTIAL";
type Guest = {
  id: string;
  name: string;
  contact: string;
  unit: string;
  until: Moment;
  acceptedAt: Moment | null;
  version: number;
  state: "INVITED" | "HERE" | "OVER" | "ENDED";
  /** Of a problem's guest; an activity has no layers. */
  layer?: Layer;
  agreedAt?: Moment | null;
};

type GuestListProps = {
  guests: Guest[];
  timeZone: string;
  mayInvite: boolean;
  /** A problem's guests read up to a layer; says whether CONFIDENTIAL waits for a signature. */
  layers?: { agreementRequired: boolean };
};

/** The experts from outside invited to one matter, what is done about each, and the form to invite another. */
export function GuestList({ guests, timeZone, mayInvite, layers }: GuestListProps) {
  const w = useWords(guestsWords);
  const answer = useActionData<{ link?: string; mailedTo?: string | null; mailFailed?: boolean }>();
  const [linking] = useForm({ id: "linking", lastResult: useResult("link") });
  return (
    <>
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
        {guests.length === 0 ? (
          <p className="text-muted">{w.none}</p>
        ) : (
          <ul className="max-w-form divide-y divide-line border-y border-line">
            {guests.map((guest) => (
              <Line key={guest.id} guest={guest} timeZone={timeZone} unsigned={unsigned(guest, layers)} />
            ))}
          </ul>
        )}
      </Section>
      {mayInvite && (
        <Section title={w.invite}>
          <Invite key={answer?.link} layers={layers} />
        </Section>
      )}
    </>
  );
}

const unsigned = (guest: Guest, layers: GuestListProps["layers"]): boolean =>
  (guest.state === "INVITED" || guest.state === "HERE") &&
  layers?.agreementRequired === true &&
  guest.layer === "CONFIDENTIAL" &&
  !guest.agreedAt;

/** The last moment is the next day's first: shown as the day before it. */
const lastDay = (until: Moment, timeZone: string) => formatDate(lastMomentOf(until), timeZone);
const TONES = { INVITED: "waiting", HERE: "moving", OVER: "still", ENDED: "still" } as const;

function Line({ guest, timeZone, unsigned }: { guest: Guest; timeZone: string; unsigned: boolean }) {
  const w = useWords(guestsWords);
  const open = guest.state === "INVITED" || guest.state === "HERE";
  return (
    <li className="py-3.5">
      <p className="flex flex-wrap items-center gap-2">
        <span className="font-medium">{guest.name}</span>
        {guest.unit && <span>{guest.unit}</span>}
        <Chip tone={TONES[guest.state]}>{w.state[guest.state]}</Chip>
        {guest.layer && <LayerTag layer={guest.layer} />}
      </p>
      <p className="mt-1 flex flex-wrap gap-x-3 text-sm text-muted tabular-nums">
        <span>{w.untilDay(lastDay(guest.until, timeZone))}</span>
        <span className="wrap-anywhere">{guest.contact}</span>
        {guest.acceptedAt && <span>{w.came(formatDate(guest.acceptedAt, timeZone))}</span>}
        {guest.agreedAt && <span>{w.signed(formatDate(guest.agreedAt, timeZone))}</span>}
      </p>
      {unsigned && <p className="mt-1 text-sm text-waiting">{w.notSigned}</p>}
      {open && (
        <div className="mt-2 flex flex-wrap gap-2">
          {guest.state === "INVITED" && (
            <StepForm intent="link" about={{ guestId: guest.id }}>
              <Button variant="quiet" size="small">
                {w.newLink}
                <span className="sr-only">{guest.name}</span>
              </Button>
            </StepForm>
          )}
          <StepForm intent="end" about={{ guestId: guest.id }}>
            <ConfirmButton label={w.end} question={w.endSure(guest.name)} variant="quiet" size="small" />
          </StepForm>
        </div>
      )}
      {guest.state !== "ENDED" && <Change guest={guest} timeZone={timeZone} />}
    </li>
  );
}

function useLayers() {
  const s = useWords(statesWords);
  return (["SUMMARY", "DETAIL", "CONFIDENTIAL"] as const).map((one) => ({ value: one, label: s.layer[one] }));
}

function Change({ guest, timeZone }: { guest: Guest; timeZone: string }) {
  const w = useWords(guestsWords);
  const intent = `change-${guest.id}`;
  const result = useResult(intent);
  const [form, fields] = useForm<Record<string, string>>({
    id: intent,
    lastResult: result,
    defaultValue: { layer: guest.layer ?? "", until: lastDay(guest.until, timeZone) },
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
        {guest.layer && <RadioGroup field={fields.layer} label={w.layer} options={layers} columns={3} required />}
        <Button loading={useSending(intent)}>{w.save}</Button>
      </Form>
    </FoldedSection>
  );
}

function Invite({ layers }: Pick<GuestListProps, "layers">) {
  const w = useWords(guestsWords);
  const [form, fields] = useForm<Record<string, string>>({
    id: "invite",
    lastResult: useResult("invite"),
    defaultValue: { layer: "DETAIL" },
  });
  const options = useLayers();
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
        {layers && (
          <RadioGroup
            field={fields.layer}
            label={w.layer}
            hint={layers.agreementRequired ? w.layerAgreement : undefined}
            options={options}
            columns={3}
            required
          />
        )}
        <DateInput field={fields.until} label={w.until} hint={w.untilHint} required />
        <Button loading={useSending("invite")}>{w.submit}</Button>
      </FormColumn>
    </Form>
  );
}
