import { useForm } from "@conform-to/react";
import { Form, Link } from "@remix-run/react";
import { Button } from "#app/components/actions/button.tsx";
import { ConfirmButton } from "#app/components/actions/confirm-button.tsx";
import { Notice } from "#app/components/feedback/notice.tsx";
import { ErrorSummary } from "#app/components/form/error-summary.tsx";
import { Textarea } from "#app/components/form/textarea.tsx";
import { useResult, useSending } from "#app/components/form/use-result.ts";
import { FoldedSection, Section } from "#app/components/layout/section.tsx";
import { useWords } from "#app/lib/i18n-context.tsx";
import { awardPaths } from "#app/lib/award-paths.ts";
import { AWARD_MAX } from "#app/modules/awards/limits.ts";
import { awardsWords } from "#app/words/awards.ts";
import type { Page } from "./route.tsx";

/** What is missing before it opens, each with the page where it is put right; then the step itself. */
export function Lacks({ page }: { page: Page }) {
  const w = useWords(awardsWords).round;
  const where = (lack: string): string =>
    lack.startsWith("panel")
      ? awardPaths.awardPanel(page.id)
      : lack === "title-retired"
        ? awardPaths.awardTitles()
        : awardPaths.awardRoundStep(page.id, lack === "rubric" || lack === "gates" ? lack : "edit");
  return (
    <Section title={w.open} hint={w.openHint}>
      {page.lacks.length > 0 ? (
        <Notice kind="warning" title={w.lacksTitle}>
          <ul className="mt-1 list-disc space-y-1 pl-5">
            {page.lacks.map((lack) => (
              <li key={lack}>
                <Link to={where(lack)} className="link">
                  {w.lacks[lack]}
                </Link>
              </li>
            ))}
          </ul>
        </Notice>
      ) : (
        <>
          <p className="mb-3">{w.lacksNone}</p>
          <StepForm page={page} intent="open" title={w.open} question={w.openSure} />
        </>
      )}
    </Section>
  );
}

type StepProps = { page: Page; intent: "open" | "close"; title: string; question: string };

function StepForm({ page, intent, title, question }: StepProps) {
  const [form] = useForm({ id: intent, lastResult: useResult(intent) });
  return (
    <Form method="post" id={form.id} className="space-y-3">
      <ErrorSummary form={form} />
      <input type="hidden" name="intent" value={intent} />
      <input type="hidden" name="version" value={page.version} />
      <ConfirmButton label={title} question={question} variant="primary" size="large" loading={useSending(intent)} />
    </Form>
  );
}

/** A step of the round that asks first. */
export function Step(props: StepProps) {
  return (
    <Section title={props.title}>
      <StepForm {...props} />
    </Section>
  );
}

export function Cancel({ page }: { page: Page }) {
  const w = useWords(awardsWords).round;
  const result = useResult("cancel");
  const [form, fields] = useForm<Record<string, string>>({ id: "cancel", lastResult: result });
  return (
    <div className="mt-8">
      <FoldedSection title={w.cancel} hint={w.cancelHint} open={result !== undefined}>
        <Form method="post" id={form.id} noValidate className="max-w-form space-y-5">
          <ErrorSummary form={form} labels={{ reason: w.reason }} />
          <input type="hidden" name="intent" value="cancel" />
          <input type="hidden" name="version" value={page.version} />
          <Textarea field={fields.reason} label={w.reason} rows={2} max={AWARD_MAX.reason} required />
          <Button variant="danger" loading={useSending("cancel")}>
            {w.cancel}
          </Button>
        </Form>
      </FoldedSection>
    </div>
  );
}
