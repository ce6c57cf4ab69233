import { useForm } from "@conform-to/react";
import { Form } from "@remix-run/react";
import { Button } from "#app/components/actions/button.tsx";
import { ConfirmButton } from "#app/components/actions/confirm-button.tsx";
import { ErrorSummary } from "#app/components/form/error-summary.tsx";
import { SubmitSection } from "#app/components/form/submit-section.tsx";
import { Textarea } from "#app/components/form/textarea.tsx";
import { Beside, StandsNow } from "#app/components/form/stands-now.tsx";
import { useAnswer, useResult, useSending } from "#app/components/form/use-result.ts";
import { FoldedSection, Section } from "#app/components/layout/section.tsx";
import { useWords } from "#app/lib/i18n-context.tsx";
import { AWARD_MAX } from "#app/modules/awards/limits.ts";
import { applicationsWords } from "#app/words/applications.ts";
import type { Page } from "./route.tsx";
import { knownTo, opinionSince, reasonSince } from "./since.ts";

const OPINIONS = ["recommend", "recommend-on"] as const;
const REASONED = ["return", "reject", "withdraw"] as const;

/** Every step the reader may take now, the one forward first; one that was refused keeps what was typed. */
export function Steps({ page }: { page: Page }) {
  const w = useWords(applicationsWords);
  const { may, missing } = page;
  // What was refused says so, also when the list of what is missing has changed meanwhile.
  const refused = useResult()?.initialValue?.intent;
  const ready = !missing.some((one) => one.blocks === "submit");
  return (
    <div className="no-print mt-8 empty:hidden">
      {may.submit && (ready || refused === "submit") && <SubmitSection {...w.submit} version={page.version} />}
      {OPINIONS.map(
        (intent) => (may[intent] || refused === intent) && <Recommend key={intent} page={page} intent={intent} />,
      )}
      {may.admit && (missing.length === 0 || refused === "admit") && <Admit page={page} />}
      {REASONED.some((intent) => may[intent] || refused === intent) && (
        <div className="mt-8">
          {REASONED.map(
            (intent) => (may[intent] || refused === intent) && <Reasoned key={intent} page={page} intent={intent} />,
          )}
        </div>
      )}
    </div>
  );
}

/** What the page knows of, so that beside what is typed stands only what came after it. */
const Known = ({ page }: { page: Page }) =>
  Object.entries(knownTo(page)).map(([name, value]) => <input key={name} type="hidden" name={name} value={value} />);

function Recommend({ page, intent }: { page: Page; intent: (typeof OPINIONS)[number] }) {
  const w = useWords(applicationsWords).recommend;
  const answer = useAnswer(intent);
  const [form, fields] = useForm<Record<string, string>>({ id: intent, lastResult: answer.result });
  const sending = useSending(intent);
  const final = !page.may[intent];
  const since = final ? opinionSince(page, answer.result) : null;
  return (
    <Section title={w.title}>
      <Form method="post" id={form.id} noValidate className="max-w-form space-y-5">
        <ErrorSummary form={form} labels={{ opinion: w.opinion }} />
        <input type="hidden" name="intent" value={intent} />
        <input type="hidden" name="version" value={page.version} />
        <Known page={page} />
        <StandsNow
          answer={answer}
          version={page.version}
          now={since ? { opinion: since.text } : {}}
          by={since?.by}
          final={final}
        >
          <Textarea field={fields.opinion} label={w.opinion} rows={3} max={AWARD_MAX.opinion} required />
          <Beside name="opinion" />
        </StandsNow>
        {!final && (
          <Button size="large" loading={sending}>
            {w.title}
          </Button>
        )}
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

function Reasoned({ page, intent }: { page: Page; intent: (typeof REASONED)[number] }) {
  const w = useWords(applicationsWords)[intent];
  const answer = useAnswer(intent);
  const { result } = answer;
  const [form, fields] = useForm<Record<string, string>>({ id: intent, lastResult: result });
  const sending = useSending(intent);
  const final = !page.may[intent];
  const since = final ? reasonSince(page, result) : null;
  return (
    <FoldedSection title={w.title} open={result !== undefined}>
      <Form method="post" id={form.id} noValidate className="max-w-form space-y-5">
        <ErrorSummary form={form} labels={{ reason: w.reason }} />
        <input type="hidden" name="intent" value={intent} />
        <input type="hidden" name="version" value={page.version} />
        <Known page={page} />
        <StandsNow
          answer={answer}
          version={page.version}
          now={since ? { reason: since.text } : {}}
          by={since?.by}
          final={final}
        >
          <Textarea field={fields.reason} label={w.reason} rows={2} max={AWARD_MAX.reason} required />
          <Beside name="reason" />
        </StandsNow>
        {!final && (
          <Button variant={intent === "return" ? "primary" : "danger"} loading={sending}>
            {w.title}
          </Button>
        )}
      </Form>
    </FoldedSection>
  );
}
