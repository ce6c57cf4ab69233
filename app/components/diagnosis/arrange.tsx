import { Form } from "@remix-run/react";
import { formatDateTime } from "#app/lib/format.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { diagnosisWords } from "#app/words/diagnosis.ts";
import { Button } from "../actions/button.tsx";
import { DateInput } from "../form/date-input.tsx";
import { ErrorSummary } from "../form/error-summary.tsx";
import { RadioGroup } from "../form/radio-group.tsx";
import { Textarea } from "../form/textarea.tsx";
import { useAnsweredForm } from "../form/use-answered-form.ts";
import { useResult, useSending } from "../form/use-result.ts";
import { FoldedSection } from "../layout/section.tsx";
import { InviteePicker } from "./invitee-picker.tsx";
import type { RoomData } from "./room-data.ts";
import { useInvitees } from "./use-invitees.ts";
import { TimeRows } from "./time-rows.tsx";
import { WhereFields } from "./where-fields.tsx";

/** What the convener's side does before it is held: fix a time, propose others, invite more, call it off. */
export function Arrange({ room }: { room: RoomData }) {
  const w = useWords(diagnosisWords);
  const failed = useResult()?.initialValue?.intent;
  return (
    <div id="arrange" className="no-print mt-8 max-w-form scroll-mt-20">
      <FoldedSection
        title={room.state === "FIXED" ? w.putOffTitle : w.fixTitle}
        open={failed === "fix" || (room.state === "CONVENED" && room.times.length > 0)}
      >
        <FixForm room={room} />
      </FoldedSection>
      <FoldedSection title={w.proposeMore} open={failed === "times"}>
        <TimesForm room={room} />
      </FoldedSection>
      <FoldedSection title={w.inviteMore} open={failed === "invite"}>
        <InviteForm />
      </FoldedSection>
      <FoldedSection title={w.cancel} open={failed === "cancel"}>
        <CancelForm room={room} />
      </FoldedSection>
    </div>
  );
}

type FixFields = Record<"timeId" | "at" | "mode" | "place" | "link" | "minutes" | "reason", string>;

function FixForm({ room }: { room: RoomData }) {
  const w = useWords(diagnosisWords);
  const sending = useSending("fix");
  const [form, fields] = useAnsweredForm<FixFields>({
    id: "fix",
    result: useResult("fix"),
    values: {
      mode: room.visitAllowed ? room.mode : "VIDEO",
      place: room.place ?? "",
      link: room.link ?? "",
      minutes: String(room.minutes),
    },
  });
  const labels = {
    timeId: w.times,
    at: w.another,
    mode: w.how,
    place: w.place,
    link: w.link,
    minutes: w.minutes,
    reason: w.reason,
  };
  return (
    <Form method="post" id={form.id} noValidate className="space-y-5">
      <ErrorSummary form={form} labels={labels} />
      <input type="hidden" name="intent" value="fix" />
      <input type="hidden" name="version" value={room.version} />
      {room.times.length > 0 && (
        <RadioGroup
          field={fields.timeId}
          label={w.times}
          options={room.times.map((time) => ({
            value: time.id,
            label: formatDateTime(time.at, room.timeZone),
            hint: suitsOf(room, time.id, w),
          }))}
        />
      )}
      <DateInput field={fields.at} label={w.another} withTime optional />
      <WhereFields fields={fields} visitAllowed={room.visitAllowed} />
      {room.state === "FIXED" && <Textarea field={fields.reason} label={w.reason} rows={2} max={500} required />}
      <Button size="large" loading={sending}>
        {room.state === "FIXED" ? w.putOffTitle : w.fix}
      </Button>
    </Form>
  );
}

type Texts = { suits: Record<"YES" | "MAYBE" | "NO", string> };

/** "2 可以 · 1 不行", from those who answered. */
function suitsOf(room: RoomData, timeId: string, w: Texts): string | undefined {
  const answers = room.seats.flatMap((seat) => seat.suits[timeId] ?? []);
  const text = (["YES", "MAYBE", "NO"] as const)
    .map((one) => ({ one, count: answers.filter((answer) => answer === one).length }))
    .filter(({ count }) => count > 0)
    .map(({ one, count }) => `${count} ${w.suits[one]}`)
    .join(" · ");
  return text || undefined;
}

function TimesForm({ room }: { room: RoomData }) {
  const w = useWords(diagnosisWords);
  const result = useResult("times");
  const sending = useSending("times");
  return (
    <Form method="post" noValidate className="space-y-5">
      <input type="hidden" name="intent" value="times" />
      <input type="hidden" name="version" value={room.version} />
      <TimeRows times={room.times.map((time) => time.typed)} timeZone={room.timeZone} result={result} />
      <Button variant="secondary" loading={sending}>
        {w.propose}
      </Button>
    </Form>
  );
}

function InviteForm() {
  const w = useWords(diagnosisWords);
  const { people, finding } = useInvitees("invite", null);
  const sending = useSending("invite") && !finding;
  const [form, fields] = useAnsweredForm<{ invite: string[]; q: string }>({
    id: "invite-more",
    result: useResult("invite"),
    values: {},
  });
  return (
    <Form method="post" id={form.id} noValidate className="space-y-5">
      <ErrorSummary form={form} labels={{ invite: w.invite }} />
      <input type="hidden" name="intent" value="invite" />
      <InviteePicker field={fields.invite} search={fields.q} people={people} finding={finding} required />
      {people !== null && people.length > 0 && (
        <Button variant="secondary" loading={sending}>
          {w.call}
        </Button>
      )}
    </Form>
  );
}

function CancelForm({ room }: { room: RoomData }) {
  const w = useWords(diagnosisWords);
  const sending = useSending("cancel");
  const [form, fields] = useAnsweredForm<{ reason: string }>({
    id: "cancel",
    result: useResult("cancel"),
    values: {},
  });
  return (
    <Form method="post" id={form.id} noValidate className="space-y-5">
      <ErrorSummary form={form} labels={{ reason: w.reason }} />
      <input type="hidden" name="intent" value="cancel" />
      <input type="hidden" name="version" value={room.version} />
      <Textarea field={fields.reason} label={w.reason} rows={2} max={500} required />
      <Button variant="danger" loading={sending}>
        {w.cancel}
      </Button>
    </Form>
  );
}
