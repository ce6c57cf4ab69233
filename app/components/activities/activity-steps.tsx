import { useForm } from "@conform-to/react";
import { Form } from "@remix-run/react";
import { useWords } from "#app/lib/i18n-context.tsx";
import type { ActivityAction } from "#app/modules/activities/lifecycle.ts";
import { activitiesWords } from "#app/words/activities.ts";
import { ConfirmButton } from "../actions/confirm-button.tsx";
import { ErrorSummary } from "../form/error-summary.tsx";
import { TextInput } from "../form/text-input.tsx";
import { Textarea } from "../form/textarea.tsx";
import { useResult, useSending } from "../form/use-result.ts";

/** The steps somebody may take now, each saying what follows before it is taken. */
export function ActivitySteps({
  steps,
  version,
  firstOfSeries,
}: {
  steps: ActivityAction[];
  version: number;
  firstOfSeries: boolean;
}) {
  if (steps.length === 0) return null;
  return (
    <div className="no-print mt-6 flex flex-wrap items-start gap-3">
      {steps.map((action) => (
        <Step key={action} action={action} version={version} firstOfSeries={firstOfSeries} />
      ))}
    </div>
  );
}

const isMain = (action: ActivityAction) => action !== "cancel" && action !== "reopen";

function Step({ action, version, firstOfSeries }: { action: ActivityAction; version: number; firstOfSeries: boolean }) {
  const w = useWords(activitiesWords);
  const [form, fields] = useForm<Record<string, string>>({ id: `step-${action}`, lastResult: useResult(action) });
  const sending = useSending(action);
  return (
    <Form method="post" id={form.id} onSubmit={form.onSubmit} noValidate>
      <ErrorSummary
        form={form}
        labels={{ reason: w.reason, firstOrdinal: w.firstOrdinal, hostId: w.field.host, place: w.field.place }}
      />
      <input type="hidden" name="intent" value={action} />
      <input type="hidden" name="version" value={version} />
      <ConfirmButton
        label={w.step[action]}
        question={w.ask[action]}
        variant={isMain(action) ? "primary" : "quiet"}
        loading={sending}
      >
        {action === "publish" && firstOfSeries && (
          <TextInput
            field={fields.firstOrdinal}
            label={w.firstOrdinal}
            hint={w.firstOrdinalHint}
            inputMode="numeric"
            optional
          />
        )}
        {!isMain(action) && <Textarea field={fields.reason} label={w.reason} rows={2} max={500} required />}
      </ConfirmButton>
    </Form>
  );
}
