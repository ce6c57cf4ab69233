import { useForm } from "@conform-to/react";
import { Form } from "@remix-run/react";
import { CircleCheckBig } from "lucide-react";
import { Button } from "#app/components/actions/button.tsx";
import { ConfirmButton } from "#app/components/actions/confirm-button.tsx";
import { FormActions } from "#app/components/actions/form-actions.tsx";
import { Notice } from "#app/components/feedback/notice.tsx";
import { ErrorSummary } from "#app/components/form/error-summary.tsx";
import { useResult, useSending } from "#app/components/form/use-result.ts";
import { PageHeader } from "#app/components/layout/page-header.tsx";
import { Stepper } from "#app/components/layout/stepper.tsx";
import { useWords } from "#app/lib/i18n-context.tsx";
import { paths } from "#app/lib/paths.ts";
import { ledgersWords } from "#app/words/ledgers.ts";
import { Counts } from "./counts.tsx";
import { FirmsForm } from "./firms-form.tsx";
import { ReadingForm } from "./reading-form.tsx";
import type { ImportPage } from "./route.tsx";
import { RowsTable } from "./rows-table.tsx";
import { Sums } from "./sums.tsx";

/** How the file would be read: to be checked, corrected and confirmed. */
export function Preview({ run, shown }: ImportPage) {
  const w = useWords(ledgersWords);
  const { counts, plan, reading, totals } = run;
  const [form] = useForm({ id: "confirm", lastResult: useResult("confirm") });
  const sending = useSending("confirm");
  if (!plan || !reading || !totals) return null;
  const unset = plan.spellings
    .filter((spelling) => spelling.to === null)
    .reduce((sum, spelling) => sum + spelling.rows, 0);
  const fields = Object.values(reading.mapping);
  const ready = Math.max(0, counts.ready + counts.warned - unset);
  const fresh = Math.max(0, ready - counts.again);
  const newFirms = plan.firms.filter(
    (firm) => firm.enterpriseId === null && plan.spellings.some((spelling) => spelling.to === firm.key),
  ).length;
  return (
    <>
      <PageHeader
        title={w.preview.title(run.fileName)}
        lead={w.preview.lead}
        back={{ to: paths.imports(), label: w.title }}
      />
      <div className="max-w-form">
        <Stepper steps={Object.values(w.step).map((label) => ({ label }))} current={1} />
      </div>
      <div className="mt-5 space-y-3">
        {!fields.includes("title") && !fields.includes("phenomenon") && (
          <Notice kind="error">{w.preview.noContent}</Notice>
        )}
        {!fields.includes("status") && <Notice>{w.preview.noStatus}</Notice>}
        {unset > 0 && <Notice kind="warning">{w.preview.firmsUnset(unset)}</Notice>}
        {ready > 0 && fresh === 0 && <Notice>{w.preview.again(counts.again)}</Notice>}
        {ready === 0 && unset === 0 && <Notice kind="error">{w.preview.nothing}</Notice>}
      </div>
      <Counts run={run} />
      <Sums totals={totals} />
      <FirmsForm run={run} plan={plan} />
      <ReadingForm run={run} reading={reading} />
      <Form method="post" id={form.id} className="mt-8">
        <input type="hidden" name="version" value={run.version} />
        <ErrorSummary form={form} />
        <p className="mt-3 max-w-reading text-muted">
          {w.preview.confirmHint} {newFirms > 0 && w.preview.newFirms(newFirms)}{" "}
          {fresh > 0 && counts.again > 0 && w.preview.again(counts.again)}
        </p>
        <FormActions>
          {fresh > 0 && (
            <Button size="large" name="intent" value="confirm" icon={CircleCheckBig} loading={sending}>
              {w.preview.confirm(fresh)}
            </Button>
          )}
        </FormActions>
      </Form>
      <Form method="post" className="mt-4">
        <input type="hidden" name="version" value={run.version} />
        <ConfirmButton
          label={w.preview.discard}
          question={w.preview.lead}
          name="intent"
          value="discard"
          variant="quiet"
          size="small"
        />
      </Form>
      <RowsTable run={run} shown={shown} />
    </>
  );
}
