import { Form, useRevalidator } from "@remix-run/react";
import { RefreshCw } from "lucide-react";
import { useEffect } from "react";
import { Button } from "#app/components/actions/button.tsx";
import { FormColumn } from "#app/components/layout/columns.tsx";
import { PageHeader } from "#app/components/layout/page-header.tsx";
import { Stepper } from "#app/components/layout/stepper.tsx";
import { useWords } from "#app/lib/i18n-context.tsx";
import { paths } from "#app/lib/paths.ts";
import { ledgersWords } from "#app/words/ledgers.ts";
import type { ImportPage } from "./route.tsx";

const EVERY_MS = 1_000;

/** How far it has come; asks again each second, or is loaded again by the browser itself where there is no script. */
export function Running({ run }: ImportPage) {
  const w = useWords(ledgersWords);
  const { revalidate, state } = useRevalidator();
  useEffect(() => {
    if (state !== "idle") return;
    const timer = setTimeout(revalidate, EVERY_MS);
    return () => clearTimeout(timer);
  }, [state, revalidate]);
  return (
    <>
      <noscript>
        <meta httpEquiv="refresh" content="3" />
      </noscript>
      <PageHeader
        title={w.running.title(run.fileName)}
        lead={w.running.lead}
        back={{ to: paths.imports(), label: w.title }}
      />
      <FormColumn>
        <Stepper steps={Object.values(w.step).map((label) => ({ label }))} current={2} />
        <div className="space-y-2" role="status">
          <progress
            className="h-3 w-full appearance-none overflow-hidden rounded-full border border-line bg-sunken [&::-moz-progress-bar]:bg-(--primary-fill) [&::-webkit-progress-bar]:bg-sunken [&::-webkit-progress-value]:bg-(--primary-fill)"
            max={Math.max(1, run.rowsTotal)}
            value={run.rowsDone}
            aria-label={w.step.run}
          />
          <p className="tabular-nums">{w.running.progress(run.rowsDone, run.rowsTotal)}</p>
        </div>
        <Form method="get">
          <Button variant="secondary" icon={RefreshCw}>
            {w.running.refresh}
          </Button>
        </Form>
      </FormColumn>
    </>
  );
}
