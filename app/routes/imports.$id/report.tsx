import { useForm } from "@conform-to/react";
import { Form, Link } from "@remix-run/react";
import { Undo2 } from "lucide-react";
import { ConfirmButton } from "#app/components/actions/confirm-button.tsx";
import { LinkButton } from "#app/components/actions/link-button.tsx";
import { FactsTable } from "#app/components/facts/facts-table.tsx";
import { Money } from "#app/components/facts/money.tsx";
import { DayTime } from "#app/components/facts/time.tsx";
import { Notice } from "#app/components/feedback/notice.tsx";
import { ErrorSummary } from "#app/components/form/error-summary.tsx";
import { useResult, useSending } from "#app/components/form/use-result.ts";
import { PageHeader } from "#app/components/layout/page-header.tsx";
import { Section } from "#app/components/layout/section.tsx";
import { DataTable } from "#app/components/lists/data-table.tsx";
import { useWords } from "#app/lib/i18n-context.tsx";
import { paths } from "#app/lib/paths.ts";
import { ledgersWords } from "#app/words/ledgers.ts";
import { Counts } from "./counts.tsx";
import type { ImportPage } from "./route.tsx";
import { RowsTable } from "./rows-table.tsx";
import { Sums } from "./sums.tsx";

/** What came of it: rows, firms, sums, what was undone and what could not be. */
export function Report({ run, shown }: ImportPage) {
  const w = useWords(ledgersWords);
  const { report, counts, totals } = run;
  const [form] = useForm({ id: "undo", lastResult: useResult("undo") });
  const sending = useSending("undo");
  const done = `${w.report.done(counts.imported)}${report.seconds === undefined ? "" : ` · ${w.report.seconds(report.seconds)}`}`;
  const releasable = run.place.kind === "ENTERPRISE" && counts.imported > 0;
  return (
    <>
      <PageHeader
        title={w.report.title(run.fileName)}
        lead={
          <>
            {w.report.importedBy(run.by)} · <DayTime at={run.finishedAt ?? run.createdAt} />
          </>
        }
        back={{ to: paths.imports(), label: w.title }}
        actions={
          releasable && (
            <LinkButton to={`${paths.releaseImported()}?import=${run.id}`} variant="primary">
              {w.report.next}
            </LinkButton>
          )
        }
      />
      <Notice
        kind={counts.imported > 0 ? "success" : "info"}
        title={run.state === "UNDONE" ? w.report.undone(counts.undone) : done}
      >
        {report.newFirms && report.newFirms.length > 0 && w.report.newFirms(report.newFirms.join(", "))}
      </Notice>
      {report.kept && report.kept.length > 0 && <Kept kept={report.kept} />}
      <Counts run={run} />
      {report.firms && report.firms.length > 0 && (
        <Section title={w.report.firms}>
          <DataTable
            caption={w.report.firms}
            rows={report.firms}
            rowKey={(firm) => firm.id}
            columns={[
              { key: "firm", label: w.report.firm, cell: (firm) => firm.name },
              { key: "imported", label: w.report.imported, numeric: true, narrow: true, cell: (firm) => firm.imported },
              { key: "repeated", label: w.report.repeated, numeric: true, narrow: true, cell: (firm) => firm.repeated },
            ]}
          />
        </Section>
      )}
      {totals?.hasBenefit && (
        <Section title={w.report.sums}>
          <FactsTable
            facts={[
              { label: w.report.sumImported, value: <Money fen={report.importedFen ?? 0} as="wan" /> },
              Boolean(report.repeatedFen) && {
                label: w.report.sumRepeated,
                value: <Money fen={report.repeatedFen} as="wan" />,
              },
              Boolean(report.refusedFen) && {
                label: w.report.sumRefused,
                value: <Money fen={report.refusedFen} as="wan" />,
              },
            ]}
          />
        </Section>
      )}
      {totals && <Sums totals={totals} />}
      <RowsTable run={run} shown={shown} />
      {run.state === "DONE" && counts.imported > 0 && (
        <Form method="post" id={form.id} className="mt-8">
          <input type="hidden" name="version" value={run.version} />
          <ErrorSummary form={form} />
          <ConfirmButton
            label={w.report.undo}
            question={w.report.undoSure(counts.imported)}
            name="intent"
            value="undo"
            icon={Undo2}
            loading={sending}
          />
        </Form>
      )}
    </>
  );
}

function Kept({ kept }: { kept: NonNullable<ImportPage["run"]["report"]["kept"]> }) {
  const w = useWords(ledgersWords);
  return (
    <div className="mt-3">
      <Notice kind="warning" title={w.report.kept(kept.length)}>
        <ul>
          {kept.slice(0, 50).map((one) => (
            <li key={one.problemId}>
              <Link className="link" to={paths.problem(one.problemId)}>
                {one.number}
              </Link>{" "}
              ({w.rows.number} {one.row}) ·{" "}
              {one.why.map((why) => w.report.keptWhy[why as keyof typeof w.report.keptWhy] ?? why).join(", ")}
            </li>
          ))}
        </ul>
      </Notice>
    </div>
  );
}
