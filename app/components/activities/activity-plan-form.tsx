import type { SubmissionResult } from "@conform-to/react";
import { useForm } from "@conform-to/react";
import { Form } from "@remix-run/react";
import type { ReactNode } from "react";
import { formatDate, type Moment } from "#app/lib/format.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { TOPIC_MAX } from "#app/modules/activities/rules.ts";
import { activityWorkWords } from "#app/words/activity-work.ts";
import { commonWords } from "#app/words/common.ts";
import { Button } from "../actions/button.tsx";
import { FormActions } from "../actions/form-actions.tsx";
import { LinkButton } from "../actions/link-button.tsx";
import { Notice } from "../feedback/notice.tsx";
import { DateInput } from "../form/date-input.tsx";
import { ErrorSummary } from "../form/error-summary.tsx";
import type { FieldLike } from "../form/field-props.ts";
import { Select } from "../form/select.tsx";
import { Textarea } from "../form/textarea.tsx";
import { TextInput } from "../form/text-input.tsx";
import { useSending } from "../form/use-result.ts";
import { FormColumn } from "../layout/columns.tsx";

export type Turn = { id: string; name: string; why: string; since: Moment; ordinal: number | null };

type PlanFormProps = {
  /** Members in the order of their turns; left out, only what is the host's to change is asked. */
  turns?: Turn[];
  timeZone: string;
  defaultValue: Record<string, string>;
  result?: SubmissionResult;
  submit: string;
  cancelTo: string;
  /** Hidden fields and what stands above the topic. */
  children?: (fields: Record<string, FieldLike | undefined>) => ReactNode;
};

/** Topic, host, time and place of an activity; the host's reviewers change time and place only. */
export function ActivityPlanForm({ turns, timeZone, defaultValue, result, submit, cancelTo, children }: PlanFormProps) {
  const w = useWords(activityWorkWords).plan;
  const c = useWords(commonWords);
  const [form, fields] = useForm<Record<string, string>>({ lastResult: result, defaultValue });
  return (
    <Form method="post" id={form.id} onSubmit={form.onSubmit} noValidate>
      <FormColumn>
        <ErrorSummary
          form={form}
          labels={{
            kind: w.kind,
            topic: w.topic,
            hostId: w.host,
            otherHost: w.otherHost,
            startsAt: w.starts,
            endsAt: w.ends,
            place: w.place,
            practical: w.practical,
          }}
        />
        {children?.(fields)}
        {turns && (
          <>
            <TextInput field={fields.topic} label={w.topic} hint={w.topicHint} max={TOPIC_MAX} required />
            <Host turns={turns} field={fields.hostId} />
            <TextInput field={fields.otherHost} label={w.otherHost} hint={w.otherHostHint} max={100} optional />
          </>
        )}
        <DateInput field={fields.startsAt} label={w.starts} hint={w.zone(timeZone)} withTime required />
        <DateInput field={fields.endsAt} label={w.ends} withTime />
        <TextInput field={fields.place} label={w.place} max={200} />
        <Textarea field={fields.practical} label={w.practical} hint={w.practicalHint} rows={3} max={1000} />
      </FormColumn>
      <FormActions>
        <Button size="large" loading={useSending()}>
          {submit}
        </Button>
        <LinkButton to={cancelTo} size="large">
          {c.cancel}
        </LinkButton>
      </FormActions>
    </Form>
  );
}

/** Whose turn it is, with the reason, and all members in the order of their turns. */
function Host({ turns, field }: { turns: Turn[]; field: FieldLike | undefined }) {
  const w = useWords(activityWorkWords).plan;
  const [next] = turns;
  return (
    <div className="space-y-3">
      {next && (
        <Notice title={w.turn}>
          {next.why === "never"
            ? w.turnNever(next.name, formatDate(next.since))
            : w.turnLongest(next.name, formatDate(next.since), next.ordinal)}
        </Notice>
      )}
      <Select
        field={field}
        label={w.host}
        hint={w.hostHint}
        options={turns.map((one) => ({
          value: one.id,
          label: `${one.name} · ${one.why === "never" ? w.never : w.last(formatDate(one.since))}`,
        }))}
      />
    </div>
  );
}
