import { Form } from "@remix-run/react";
import { useWords } from "#app/lib/i18n-context.tsx";
import { diagnosisWords } from "#app/words/diagnosis.ts";
import { Button } from "../actions/button.tsx";
import { CheckboxGroup } from "../form/checkbox-group.tsx";
import { ErrorSummary } from "../form/error-summary.tsx";
import { Textarea } from "../form/textarea.tsx";
import { TextInput } from "../form/text-input.tsx";
import { useAnsweredForm } from "../form/use-answered-form.ts";
import { useResult, useSending } from "../form/use-result.ts";
import { FoldedSection, Section } from "../layout/section.tsx";
import { CauseChoice, LayerChoice } from "./choices.tsx";
import type { RoomData } from "./room-data.ts";

/** Who was there; may be put right. */
export function AttendanceForm({ room }: { room: RoomData }) {
  const w = useWords(diagnosisWords);
  const sending = useSending("attendance");
  const result = useResult("attendance");
  const seats = room.seats.filter((seat) => seat.state !== "WITHDRAWN");
  const [form, fields] = useAnsweredForm<{ present: string[] }>({
    id: "attendance",
    result,
    values: { present: seats.filter((one) => one.attended ?? one.state === "COMING").map((one) => one.id) },
  });
  const written = seats.some((one) => one.attended !== null);
  const boxes = (
    <Form method="post" id={form.id} noValidate className="max-w-form space-y-5">
      <ErrorSummary form={form} labels={{ present: w.attendance }} />
      <input type="hidden" name="intent" value="attendance" />
      <input type="hidden" name="version" value={room.version} />
      <CheckboxGroup
        field={fields.present}
        label={w.attendance}
        columns={2}
        options={seats.map((one) => ({
          value: one.id,
          label: one.name ?? w.posterSide,
          hint: one.from ?? undefined,
        }))}
      />
      <Button variant="secondary" loading={sending}>
        {w.saveAttendance}
      </Button>
    </Form>
  );
  if (!written) return <Section title={w.attendanceTitle}>{boxes}</Section>;
  return (
    <div className="no-print mt-8 max-w-form">
      <FoldedSection title={w.attendanceChange} open={result !== undefined}>
        {boxes}
      </FoldedSection>
    </div>
  );
}

type Fields = { outcome: string; layer: string; dissent: string; verdicts: string };
type Typed = { status?: string; why?: string };

/** The outcome, written by the side that called it together; opinions stay as they are. */
export function OutcomeForm({ room }: { room: RoomData }) {
  const w = useWords(diagnosisWords);
  const sending = useSending("outcome");
  const result = useResult("outcome");
  const [form, fields] = useAnsweredForm<Fields>({ id: "outcome-form", result, values: { layer: room.layers[0] } });
  const open = room.hypotheses.filter((one) => one.status === "OPEN");
  const typed = (Array.isArray(result?.initialValue?.verdicts) ? result.initialValue.verdicts : []) as Typed[];
  const wrong = fields.verdicts.errors;
  return (
    <Section title={w.record} hint={w.outcomeHint} id="record">
      <Form method="post" id={form.id} noValidate className="max-w-form space-y-5">
        <ErrorSummary
          form={form}
          labels={{ outcome: w.outcome, layer: w.layer, dissent: w.outcomeDissent, verdicts: w.verdicts }}
        />
        <input type="hidden" name="intent" value="outcome" />
        <input type="hidden" name="version" value={room.version} />
        <Textarea field={fields.outcome} label={w.outcome} rows={5} max={4000} required />
        {open.length > 0 && (
          <fieldset className="space-y-4" id={fields.verdicts.id}>
            <legend className="mb-1 font-medium">{w.verdicts}</legend>
            {open.map((one, n) => (
              <div key={one.id} className="space-y-2 border-l-2 border-line pl-3">
                <CauseChoice
                  list="verdicts"
                  n={n}
                  cause={one}
                  statuses={["CONFIRMED", "REFUTED"]}
                  placeholder={w.keepOpen}
                  value={typed[n]?.status}
                />
                <TextInput
                  name={`verdicts[${n}].why`}
                  id={`why-${n}`}
                  label={w.verdictWhy}
                  defaultValue={typed[n]?.why}
                  errors={wrong && typed[n]?.status && !typed[n]?.why ? wrong : undefined}
                  optional
                />
              </div>
            ))}
          </fieldset>
        )}
        <Textarea
          field={fields.dissent}
          label={w.outcomeDissent}
          hint={w.outcomeDissentHint}
          rows={2}
          max={4000}
          optional
        />
        <LayerChoice field={fields.layer} layers={room.layers} />
        <Button size="large" loading={sending}>
          {w.record}
        </Button>
      </Form>
    </Section>
  );
}
