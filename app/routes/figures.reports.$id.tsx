import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { FileSpreadsheet } from "lucide-react";
import { LinkButton } from "#app/components/actions/link-button.tsx";
import { PrintButton } from "#app/components/actions/print-button.tsx";
import { FactsTable } from "#app/components/facts/facts-table.tsx";
import { DayTime } from "#app/components/facts/time.tsx";
import { Notice } from "#app/components/feedback/notice.tsx";
import { FigureView } from "#app/components/figures/figure-view.tsx";
import { useMonths } from "#app/components/figures/use-months.ts";
import { WhyHidden } from "#app/components/figures/why-hidden.tsx";
import { PageHeader } from "#app/components/layout/page-header.tsx";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { PrintHeader } from "#app/components/layout/print-header.tsx";
import { uuidParam } from "#app/lib/http/params.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { paths } from "#app/lib/paths.ts";
import { qrPath } from "#app/lib/qr.server.ts";
import { runtimeFacts } from "#app/lib/runtime/facts.server.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import type { Listed } from "#app/modules/figures/measures.ts";
import { type Period, periodQuery } from "#app/modules/figures/periods.ts";
import { loadReport } from "#app/modules/figures/queries-reports.server.ts";
import { figureReportsWords } from "#app/words/figure-reports.ts";
import { figuresWords } from "#app/words/figures.ts";

type Head = { content: { scope: { name: string } }; report: { period: string } };
export const meta = pageTitle(figureReportsWords, (w, { content, report }: Head) =>
  w.reportName(content.scope.name, report.period),
);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request);
  const url = new URL(request.url);
  const here = (runtimeFacts().publicUrl ?? url.origin) + url.pathname;
  return { ...(await loadReport(actor, uuidParam(params.id))), url: here, qr: qrPath(here) };
}

export default function Report() {
  const w = useWords(figureReportsWords);
  const f = useWords(figuresWords);
  const { named, month } = useMonths();
  const { report, content, sound, changed, url, qr } = useLoaderData<typeof loader>();
  // What was published later is not in the report, nor in its lists.
  const until = content.closed ?? content.period.to;
  const list = (measure: Listed, { from, to }: Period = content.period) =>
    paths.figureList({ measure, scope: content.scope.id, ...periodQuery({ from, to: to < until ? to : until }) });
  return (
    <>
      <PrintHeader url={url} code={qr} owner={content.scope.name} />
      <PageHeader
        title={w.reportName(content.scope.name, named(report.period))}
        lead={
          <>
            <p>{content.closed && f.closed(month(content.closed))}</p>
          </>
        }
        back={{ to: paths.figureReports(), label: w.reportsTitle }}
        actions={
          <>
            <PrintButton />
            <LinkButton
              to={paths.figureFile({ report: report.id })}
              icon={FileSpreadsheet}
              prefetch="none"
              reloadDocument
            >
              {f.export}
            </LinkButton>
          </>
        }
      />
      <div className="mb-6 space-y-4">
        {!sound && (
          <Notice kind="error" title={w.unsound}>
            {w.unsoundLead}
          </Notice>
        )}
        {changed.length > 0 && (
          <Notice kind="warning" title={w.changed}>
            {w.changedLead(changed.map((measure) => f.measure[measure]).join(f.listComma))}
          </Notice>
        )}
        <FactsTable
          facts={[
            { label: w.madeAt, value: <DayTime at={report.takenAt} /> },
            { label: w.madeBy, value: report.byName || w.byClock },
            { label: w.code, value: <span className="font-mono text-sm break-all">{report.sha256}</span> },
            { label: f.note, value: `${w.chains(report.chains)}${changed.length === 0 ? ` · ${w.same}` : ""}` },
          ]}
        />
      </div>
      <WhyHidden view={content} />
      <FigureView view={content} links={{ list }} />
    </>
  );
}
