import { Form } from "@remix-run/react";
import { formatDateTime } from "#app/lib/format.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { diagnosisWords } from "#app/words/diagnosis.ts";
import { Button } from "../actions/button.tsx";
import { ErrorSummary } from "../form/error-summary.tsx";
import { RadioGroup } from "../form/radio-group.tsx";
import { Select } from "../form/select.tsx";
import { Textarea } from "../form/textarea.tsx";
import { useAnsweredForm } from "../form/use-answered-form.ts";
import { useResult, useSending } from "../form/use-result.ts";
import { FoldedSection, Section } from "../layout/section.tsx";
import type { RoomData } from "./room-data.ts";

/** Says whether one comes, and which times suit; in one form, on a phone too. */
export function AnswerForm({ room }: { room: RoomData }) {
  const w = useWords(diagnosisWords);
  const own = room.seats.find((seat) => seat.own);
  const result = useResult("answer");
  const [form, fields] = useAnsweredForm<{ coming: string; note: string }>({
    id: "answer",
    result,
    values: {
      coming: own?.state === "DECLINED" ? "no" : own?.state === "COMING" ? "yes" : undefined,
      note: own?.note ?? "",
    },
  });
  const sending = useSending("answer");
  const asks = room.state === "CONVENED" ? room.times : [];
  const questions = (
    <Form method="post" id={form.id} noValidate className="max-w-form space-y-5">
      <ErrorSummary form={form} labels={{ coming: w.answerTitle, note: w.note }} />
      <input type="hidden" name="intent" value="answer" />
      <RadioGroup
        field={fields.coming}
        label={w.answerTitle}
        columns={2}
        options={[
          { value: "yes", label: w.coming },
          { value: "no", label: w.notComing },
        ]}
      />
      {asks.map((time, n) => (
        <div key={time.id}>
          <input type="hidden" name={`suits[${n}].timeId`} value={time.id} />
          <Select
            name={`suits[${n}].suits`}
            id={`suits-${n}`}
            label={formatDateTime(time.at, room.timeZone)}
            placeholder={false}
            defaultValue={own?.suits[time.id] ?? "YES"}
            options={(["YES", "MAYBE", "NO"] as const).map((value) => ({ value, label: w.suits[value] }))}
          />
        </div>
      ))}
      <Textarea field={fields.note} label={w.note} hint={w.noteHint} rows={2} max={500} optional />
      <Button size="large" loading={sending}>
        {w.answer}
      </Button>
    </Form>
  );
  if (own?.state === "INVITED")
    return (
      <Section title={w.answerSection} id="answer-part">
        {questions}
      </Section>
    );
  return (
    <div id="answer-part" className="no-print mt-8 max-w-form">
      <FoldedSection title={w.answerChange} open={result !== undefined}>
        {questions}
      </FoldedSection>
    </div>
  );
}
