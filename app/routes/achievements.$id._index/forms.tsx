import { useForm } from "@conform-to/react";
import { Form } from "@remix-run/react";
import { Button } from "#app/components/actions/button.tsx";
import { StepForm } from "#app/components/actions/step-form.tsx";
import { Notice } from "#app/components/feedback/notice.tsx";
import { ErrorSummary } from "#app/components/form/error-summary.tsx";
import { RadioGroup } from "#app/components/form/radio-group.tsx";
import { Textarea } from "#app/components/form/textarea.tsx";
import { useResult, useSending } from "#app/components/form/use-result.ts";
import { FoldedSection, Section } from "#app/components/layout/section.tsx";
import { useWords } from "#app/lib/i18n-context.tsx";
import { ACHIEVEMENT_MAX } from "#app/modules/achievements/achievement/limits.ts";
import { achievementWords } from "#app/words/achievement.ts";
import type { Page } from "./route.tsx";

/** Entered on behalf: says so, and lets a completer take it over. */
export function TakeOver({ page }: { page: Page }) {
  const w = useWords(achievementWords).behalf;
  const sending = useSending("take-over");
  const [form] = useForm({ lastResult: useResult("take-over") });
  return (
    <div className="mb-6">
      <Notice kind="warning" title={w.title}>
        <p className="mb-3">{w.lead}</p>
        <ErrorSummary form={form} />
        {page.may["take-over"] && (
          <StepForm intent="take-over" about={{ version: page.version }}>
            <Button loading={sending}>{w.takeOver}</Button>
          </StepForm>
        )}
      </Notice>
    </div>
  );
}

/** For the owner's reviewer; others read whose move it is. */
export function Decide({ page }: { page: Page }) {
  const w = useWords(achievementWords).decide;
  const [form, fields] = useForm<Record<string, string>>({ id: "decide", lastResult: useResult("decide") });
  const sending = useSending("decide");
  const waits = page.unconfirmed > 0 && <p className="text-muted">{w.waits(page.unconfirmed)}</p>;
  if (!page.may.register)
    return (
      <Section title={w.title}>
        <p className="text-muted">{w.others}</p>
        {waits}
      </Section>
    );
  return (
    <Section title={w.title} hint={w.lead}>
      <Form method="post" id={form.id} noValidate className="max-w-form space-y-5">
        {waits}
        <ErrorSummary form={form} labels={{ decision: w.decision, reason: w.reason }} />
        <input type="hidden" name="intent" value="decide" />
        <input type="hidden" name="version" value={page.version} />
        <RadioGroup
          field={fields.decision}
          label={w.decision}
          required
          options={(page.unconfirmed > 0 ? (["return"] as const) : (["register", "return"] as const)).map((value) => ({
            value,
            label: w[value],
          }))}
        />
        <Textarea field={fields.reason} label={w.reason} rows={3} max={ACHIEVEMENT_MAX.reason} />
        <Button size="large" loading={sending}>
          {w.submit}
        </Button>
      </Form>
    </Section>
  );
}

/** The team takes it back to change it. */
export function Recall({ page }: { page: Page }) {
  const w = useWords(achievementWords).recall;
  const sending = useSending("recall");
  const [form] = useForm({ lastResult: useResult("recall") });
  return (
    <Section title={w.title} hint={w.hint}>
      <ErrorSummary form={form} />
      <StepForm intent="recall" about={{ version: page.version }}>
        <Button variant="secondary" loading={sending}>
          {w.title}
        </Button>
      </StepForm>
    </Section>
  );
}

/** A step that says why: withdrawn by the team, or its registration revoked. */
export function Reasoned({ page, intent }: { page: Page; intent: "withdraw" | "revoke" }) {
  const w = useWords(achievementWords);
  const result = useResult(intent);
  const [form, fields] = useForm<Record<string, string>>({ id: intent, lastResult: result });
  return (
    <FoldedSection title={w[intent].title} hint={w[intent].hint} open={result !== undefined}>
      <Form method="post" id={form.id} noValidate className="max-w-form space-y-5">
        <ErrorSummary form={form} labels={{ reason: w.reason }} />
        <input type="hidden" name="intent" value={intent} />
        <input type="hidden" name="version" value={page.version} />
        <Textarea field={fields.reason} label={w.reason} rows={2} max={ACHIEVEMENT_MAX.reason} required />
        <Button variant="danger" loading={useSending(intent)}>
          {w[intent].title}
        </Button>
      </Form>
    </FoldedSection>
  );
}
