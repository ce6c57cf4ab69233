import { useForm } from "@conform-to/react";
import { Form } from "@remix-run/react";
import { Button } from "#app/components/actions/button.tsx";
import { ConfirmButton } from "#app/components/actions/confirm-button.tsx";
import { ErrorSummary } from "#app/components/form/error-summary.tsx";
import { NumberWithUnit } from "#app/components/form/number-with-unit.tsx";
import { RadioGroup } from "#app/components/form/radio-group.tsx";
import { Textarea } from "#app/components/form/textarea.tsx";
import { useResult, useSending } from "#app/components/form/use-result.ts";
import { FoldedSection, Section } from "#app/components/layout/section.tsx";
import { useWords } from "#app/lib/i18n-context.tsx";
import { BENEFIT_MAX } from "#app/modules/achievements/benefit/limits.ts";
import { benefitWords } from "#app/words/benefit.ts";
import type { Page } from "./route.tsx";

/** For finance of the recipient; others of the house read whose move it is. */
export function Certify({ page }: { page: Page }) {
  const w = useWords(benefitWords).certify;
  const [form, fields] = useForm<Record<string, string>>({ id: "certify", lastResult: useResult("certify") });
  const sending = useSending("certify");
  if (page.against !== null)
    return (
      <Section title={w.title}>
        <p className="text-muted">{w.against[page.against]}</p>
      </Section>
    );
  return (
    <Section title={w.title} hint={w.lead}>
      <Form method="post" id={form.id} noValidate className="max-w-form space-y-5">
        <ErrorSummary form={form} labels={{ decision: w.decision, amountYuan: w.amount, reason: w.reason }} />
        <input type="hidden" name="intent" value="certify" />
        <input type="hidden" name="version" value={page.version} />
        <RadioGroup
          field={fields.decision}
          label={w.decision}
          required
          options={(page.kind === "SOCIAL"
            ? (["WHOLE", "REFUSE"] as const)
            : (["WHOLE", "PART", "REFUSE"] as const)
          ).map((value) => ({ value, label: w[value] }))}
        />
        {page.kind !== "SOCIAL" && <NumberWithUnit field={fields.amountYuan} label={w.amount} unit={w.unit} />}
        <Textarea field={fields.reason} label={w.reason} rows={3} max={BENEFIT_MAX.reason} />
        <ConfirmButton label={w.submit} question={w.sure} variant="primary" size="large" loading={sending} />
      </Form>
    </Section>
  );
}

/** A step that says why: withdrawn, or corrected by a new entry. */
export function Reasoned({ page, intent }: { page: Page; intent: "withdraw" | "correct" }) {
  const w = useWords(benefitWords);
  const result = useResult(intent);
  const [form, fields] = useForm<Record<string, string>>({ id: intent, lastResult: result });
  const label = intent === "correct" ? w.correct.reason : w.why;
  return (
    <FoldedSection title={w[intent].title} hint={w[intent].hint} open={result !== undefined}>
      <Form method="post" id={form.id} noValidate className="max-w-form space-y-5">
        <ErrorSummary form={form} labels={{ reason: label }} />
        <input type="hidden" name="intent" value={intent} />
        <input type="hidden" name="version" value={page.version} />
        <Textarea field={fields.reason} label={label} rows={2} max={BENEFIT_MAX.reason} required />
        <Button variant={intent === "withdraw" ? "danger" : "primary"} loading={useSending(intent)}>
          {w[intent].title}
        </Button>
      </Form>
    </FoldedSection>
  );
}
