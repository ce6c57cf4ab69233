import { useForm } from "@conform-to/react";
import { Form } from "@remix-run/react";
import { useWords } from "#app/lib/i18n-context.tsx";
import { INVITEE_REPLIES } from "#app/modules/activities/rules.ts";
import { activitiesWords } from "#app/words/activities.ts";
import { Button } from "../actions/button.tsx";
import { ErrorSummary } from "../form/error-summary.tsx";
import { RadioGroup } from "../form/radio-group.tsx";
import { TextInput } from "../form/text-input.tsx";
import { Textarea } from "../form/textarea.tsx";
import { useResult, useSending } from "../form/use-result.ts";
import { Section } from "../layout/section.tsx";

/** The invited person's answer; it may be changed until the activity takes place. */
export function ReplyForm({ mine }: { mine: { reply: string; note: string; proposed: string } }) {
  const w = useWords(activitiesWords);
  const [form, fields] = useForm<Record<string, string>>({
    id: "my-reply",
    lastResult: useResult("reply"),
    defaultValue: { ...mine, reply: mine.reply === "PENDING" ? "" : mine.reply },
  });
  return (
    <Section title={w.myReply} id="reply" hint={w.myReplyLead}>
      <Form method="post" id={form.id} onSubmit={form.onSubmit} noValidate className="max-w-form space-y-5">
        <ErrorSummary form={form} labels={{ reply: w.field.reply, proposed: w.proposed, note: w.note }} />
        <input type="hidden" name="intent" value="reply" />
        <RadioGroup
          field={fields.reply}
          label={w.field.reply}
          columns={3}
          options={INVITEE_REPLIES.map((value) => ({ value, label: w.replyTo[value] }))}
          required
        />
        <TextInput field={fields.proposed} label={w.proposed} hint={w.proposedHint} max={100} />
        <Textarea field={fields.note} label={w.note} rows={2} max={500} />
        <Button size="large" loading={useSending("reply")}>
          {w.sendReply}
        </Button>
      </Form>
    </Section>
  );
}
