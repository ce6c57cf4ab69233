import { useForm } from "@conform-to/react";
import { Form } from "@remix-run/react";
import { Button } from "#app/components/actions/button.tsx";
import { StatusChip } from "#app/components/facts/status-chip.tsx";
import { FactsTable } from "#app/components/facts/facts-table.tsx";
import { Notice } from "#app/components/feedback/notice.tsx";
import { ErrorSummary } from "#app/components/form/error-summary.tsx";
import { Select } from "#app/components/form/select.tsx";
import { Textarea } from "#app/components/form/textarea.tsx";
import { useResult, useSending } from "#app/components/form/use-result.ts";
import { FoldedSection, Section } from "#app/components/layout/section.tsx";
import { useWords } from "#app/lib/i18n-context.tsx";
import { PANEL_MAX } from "#app/modules/awards/panel/limits.ts";
import { pointsText } from "#app/modules/awards/scores/points-text.ts";
import { panelWords } from "#app/words/panel.ts";
import type { Page } from "./route.tsx";

const GROUNDS = ["OWN", "STUDIO", "ENTERPRISE", "MENTOR", "OTHER"] as const;

/** Standing back from this application, for good. */
export function Conflict() {
  const w = useWords(panelWords);
  const result = useResult("conflict");
  const [form, fields] = useForm<Record<string, string>>({ id: "conflict", lastResult: result });
  return (
    <div className="mt-8">
      <FoldedSection title={w.declare} hint={w.declareHint} open={result !== undefined}>
        <Form method="post" id={form.id} noValidate className="max-w-form space-y-5">
          <ErrorSummary form={form} labels={{ ground: w.ground, text: w.groundText }} />
          <input type="hidden" name="intent" value="conflict" />
          <Select
            field={fields.ground}
            label={w.ground}
            options={GROUNDS.map((value) => ({ value, label: w.grounds[value] }))}
            required
          />
          <Textarea field={fields.text} label={w.groundText} rows={2} max={PANEL_MAX.reason} />
          <Button variant="danger" loading={useSending("conflict")}>
            {w.declareButton}
          </Button>
        </Form>
      </FoldedSection>
    </div>
  );
}

/** For who leads the panel of this application: whose sheets are in, a second look, a spread let stand. */
export function Leading({ page, lead }: { page: Page; lead: NonNullable<Page["lead"]> }) {
  const w = useWords(panelWords);
  return (
    <Section title={w.leading}>
      {lead.apart !== null && (
        <div className="mb-4">
          <Notice kind="warning" title={w.apartTitle}>
            {w.apartOf(pointsText(lead.apart))}
          </Notice>
        </div>
      )}
      <FactsTable
        facts={lead.sheets.map((one) => ({
          label: one.name,
          value: (
            <StatusChip tone={one.submitted ? "done" : "waiting"}>{one.submitted ? w.handedIn : w.missing}</StatusChip>
          ),
        }))}
      />
      {lead.apart !== null && <LetStand mark={lead.mark} />}
      {lead.sheets.some((one) => one.submitted) && <SecondLook key={page.sheet.version} lead={lead} />}
    </Section>
  );
}

function LetStand({ mark }: { mark: string }) {
  const w = useWords(panelWords);
  const [form, fields] = useForm<Record<string, string>>({ id: "settle", lastResult: useResult("settle") });
  return (
    <FoldedSection title={w.letStand} hint={w.letStandHint} open>
      <Form method="post" id={form.id} noValidate className="max-w-form space-y-5">
        <ErrorSummary form={form} labels={{ reason: w.reason }} />
        <input type="hidden" name="intent" value="settle" />
        <input type="hidden" name="sheets" value={mark} />
        <Textarea field={fields.reason} label={w.reason} rows={2} max={PANEL_MAX.reason} required />
        <Button loading={useSending("settle")}>{w.letStand}</Button>
      </Form>
    </FoldedSection>
  );
}

function SecondLook({ lead }: { lead: NonNullable<Page["lead"]> }) {
  const w = useWords(panelWords);
  const result = useResult("reopen");
  const [form, fields] = useForm<Record<string, string>>({ id: "reopen", lastResult: result });
  return (
    <FoldedSection title={w.secondLook} hint={w.secondLookHint} open={result !== undefined || lead.apart !== null}>
      <Form method="post" id={form.id} noValidate className="max-w-form space-y-5">
        <ErrorSummary form={form} labels={{ which: w.which, reason: w.reason }} />
        <input type="hidden" name="intent" value="reopen" />
        <Select
          field={fields.which}
          label={w.which}
          required
          options={[
            ...(lead.apart === null ? [] : [{ value: "ALL", label: w.allSheets }]),
            ...lead.sheets
              .filter((one) => one.submitted && !one.own)
              .map((one) => ({ value: one.seatId, label: one.name })),
          ]}
        />
        <Textarea field={fields.reason} label={w.reason} rows={2} max={PANEL_MAX.reason} required />
        <Button loading={useSending("reopen")}>{w.secondLook}</Button>
      </Form>
    </FoldedSection>
  );
}
