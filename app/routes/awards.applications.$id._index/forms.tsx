import { useForm } from "@conform-to/react";
import { Form } from "@remix-run/react";
import { Button } from "#app/components/actions/button.tsx";
import { ConfirmButton } from "#app/components/actions/confirm-button.tsx";
import { ErrorSummary } from "#app/components/form/error-summary.tsx";
import { SubmitSection } from "#app/components/form/submit-section.tsx";
import { Textarea } from "#app/components/form/textarea.tsx";
import { useResult, useSending } from "#app/components/form/use-result.ts";
import { FoldedSection, Section } from "#app/components/layout/section.tsx";
import { useWords } from "#app/lib/i18n-context.tsx";
import { AWARD_MAX } from "#app/modules/awards/limits.ts";
import { applicationsWords } from "#app/words/applications.ts";
import type { Page } from "./route.tsx";

/** Every step the reader may take now, the one forward first. */
export function Steps({ page }: { page: Page }) {
  const w = useWords(applicationsWords);
  const { may, missing } = page;
  // What was refused says so, also when the list of what is missing has changed meanwhile.
  const refused = useResult()?.initialValue?.intent;
  const ready = !missing.some((one) => one.blocks === "submit");
  return (
    <div className="no-print mt-8 empty:hidden">
      {may.submit && (ready || refused === "submit") && <SubmitSection {...w.submit} version={page.version} />}
      {may.recommend && <Recommend page={page} intent="recommend" />}
      {may["recommend-on"] && <Recommend page={page} intent="recommend-on" />}
      {may.admit && (missing.length === 0 || refused === "admit") && <Admit page={page} />}
      {(may.return || may.reject || may.withdraw) && (
        <div className="mt-8">
          {may.return && <Reasoned page={page} intent="return" />}
          {may.reject && <Reasoned page={page} intent="reject" />}
          {may.withdraw && <Reasoned page={page} intent="withdraw" />}
        </div>
      )}
    </div>
  );
}

function Recommend({ page, intent }: { page: Page; intent: "recommend" | "recommend-on" }) {
  const w = useWords(applicationsWords).recommend;
  const [form, fields] = useForm<Record<string, string>>({ id: intent, lastResult: useResult(intent) });
  return (
    <Section title={w.title}>
      <Form method="post" id={form.id} noValidate className="max-w-form space-y-5">
        <ErrorSummary form={form} labels={{ opinion: w.opinion }} />
        <input type="hidden" name="intent" value={intent} />
        <input type="hidden" name="version" value={page.version} />
        <Textarea field={fields.opinion} label={w.opinion} rows={3} max={AWARD_MAX.opinion} required />
        <Button size="large" loading={useSending(intent)}>
          {w.title}
        </Button>
      </Form>
    </Section>
  );
}

function Admit({ page }: { page: Page }) {
  const w = useWords(applicationsWords).admit;
  const [form] = useForm({ id: "admit", lastResult: useResult("admit") });
  return (
    <Section title={w.title} hint={w.hint}>
      <Form method="post" id={form.id} className="max-w-form space-y-5">
        <ErrorSummary form={form} />
        <input type="hidden" name="intent" value="admit" />
        <input type="hidden" name="version" value={page.version} />
        <ConfirmButton label={w.title} question={w.sure} variant="primary" size="large" loading={useSending("admit")} />
      </Form>
    </Section>
  );
}

function Reasoned({ page, intent }: { page: Page; intent: "return" | "reject" | "withdraw" }) {
  const w = useWords(applicationsWords)[intent];
  const result = useResult(intent);
  const [form, fields] = useForm<Record<string, string>>({ id: intent, lastResult: result });
  return (
    <FoldedSection title={w.title} open={result !== undefined}>
      <Form method="post" id={form.id} noValidate className="max-w-form space-y-5">
        <ErrorSummary form={form} labels={{ reason: w.reason }} />
        <input type="hidden" name="intent" value={intent} />
        <input type="hidden" name="version" value={page.version} />
        <Textarea field={fields.reason} label={w.reason} rows={2} max={AWARD_MAX.reason} required />
        <Button variant={intent === "return" ? "primary" : "danger"} loading={useSending(intent)}>
          {w.title}
        </Button>
      </Form>
    </FoldedSection>
  );
}
