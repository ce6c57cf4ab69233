import { Form } from "@remix-run/react";
import { Button } from "#app/components/actions/button.tsx";
import { ConfirmButton } from "#app/components/actions/confirm-button.tsx";
import { FactsTable } from "#app/components/facts/facts-table.tsx";
import { Day } from "#app/components/facts/time.tsx";
import { useSending } from "#app/components/form/use-result.ts";
import { Section } from "#app/components/layout/section.tsx";
import { useWords } from "#app/lib/i18n-context.tsx";
import { panelWords } from "#app/words/panel.ts";
import type { Page } from "./route.tsx";

/** The panel begins once review is over. */
export function Start({ page }: { page: Page }) {
  const w = useWords(panelWords);
  return (
    <Section title={w.start} hint={w.startHint}>
      <Form method="post">
        <input type="hidden" name="intent" value="start" />
        <input type="hidden" name="version" value={page.version} />
        <Button size="large" loading={useSending("start")}>
          {w.start}
        </Button>
      </Form>
    </Section>
  );
}

/** How far the panel has come, without anybody's points, and what keeps it from closing. */
export function Progress({ page, progress }: { page: Page; progress: NonNullable<Page["progress"]> }) {
  const w = useWords(panelWords);
  const sending = useSending("close");
  const of = (n: number) => <span className={n > 0 ? "font-semibold text-urgent" : undefined}>{n}</span>;
  return (
    <Section title={w.progress}>
      <div className="max-w-reading">
        <FactsTable
          facts={[
            { label: w.applications, value: <span className="tabular-nums">{progress.applications}</span> },
            {
              label: w.sheets,
              value: <span className="tabular-nums">{w.sheetsOf(progress.submitted, progress.called)}</span>,
            },
            { label: w.until, value: <Day at={page.panelUntil} timeZone={page.organisation.timeZone} /> },
            progress.tooFew > 0 && {
              label: w.tooFew,
              value: <span className="font-semibold text-urgent">{w.tooFewHint(progress.tooFew, page.minJudges)}</span>,
            },
            { label: w.unfinished, value: of(progress.unfinished) },
            { label: w.apart, value: of(progress.apart) },
          ]}
        />
      </div>
      <Form method="post" className="mt-5">
        <input type="hidden" name="intent" value="close" />
        <input type="hidden" name="version" value={page.version} />
        <p className="mb-3 text-sm text-muted">{w.closeHint}</p>
        <ConfirmButton label={w.close} question={w.closeSure} variant="primary" loading={sending} />
      </Form>
    </Section>
  );
}
