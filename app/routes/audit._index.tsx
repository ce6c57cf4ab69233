import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { Form, Link, useLoaderData } from "@remix-run/react";
import { ShieldCheck } from "lucide-react";
import { Button } from "#app/components/actions/button.tsx";
import { LinkButton } from "#app/components/actions/link-button.tsx";
import { StatusChip } from "#app/components/facts/status-chip.tsx";
import { FactsTable } from "#app/components/facts/facts-table.tsx";
import { DayTime } from "#app/components/facts/time.tsx";
import { EmptyState } from "#app/components/feedback/empty-state.tsx";
import { Notice } from "#app/components/feedback/notice.tsx";
import { PageHeader } from "#app/components/layout/page-header.tsx";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { FoldedSection, Section } from "#app/components/layout/section.tsx";
import { DataTable } from "#app/components/lists/data-table.tsx";
import { formatNumber } from "#app/lib/format.ts";
import { DomainError } from "#app/lib/errors.ts";
import { intentOf, readForm } from "#app/lib/http/form.server.ts";
import { isUuid } from "#app/lib/http/params.ts";
import { redirectWithToast } from "#app/lib/http/toast.server.ts";
import { useLocale, useWords } from "#app/lib/i18n-context.tsx";
import { words } from "#app/lib/i18n.ts";
import { awardPaths } from "#app/lib/award-paths.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { loadAudit } from "#app/modules/operations/audit/queries.server.ts";
import { startAudit } from "#app/modules/operations/audit/run-audit.server.ts";
import { auditPart, auditWords } from "#app/words/audit.ts";

export const meta = pageTitle(auditWords, (w) => w.title);

export async function loader({ request }: LoaderFunctionArgs) {
  const run = new URL(request.url).searchParams.get("run");
  return loadAudit(await requireActor(request), isUuid(run) ? run : undefined);
}

export async function action({ request }: ActionFunctionArgs) {
  const actor = await requireActor(request);
  if (intentOf(await readForm(request)) !== "start") throw new DomainError("bad_request");
  await startAudit(actor);
  return redirectWithToast(request, awardPaths.audit(), words(auditWords, actor.locale).started);
}

type Page = ReturnType<typeof useLoaderData<typeof loader>>;
type Run = NonNullable<Page["run"]>;

export default function Audit() {
  const w = useWords(auditWords);
  const page = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader
        title={w.title}
        lead={
          <>
            <p>{w.lead}</p>
            <p>{w.leadAdmin}</p>
          </>
        }
        actions={
          <>
            {page.flags && <LinkButton to={awardPaths.flags()}>{w.flags}</LinkButton>}
            {page.mayStart && <Start running={page.running} />}
          </>
        }
      />
      {page.running && (
        <div className="mb-6">
          <Notice title={w.running}>{w.runningLead}</Notice>
        </div>
      )}
      {page.run === null ? (
        page.mayStart && (
          <EmptyState icon={ShieldCheck} title={w.never}>
            {w.neverLead}
          </EmptyState>
        )
      ) : (
        <>
          <Outcome run={page.run} />
          {page.findings.length > 0 && <Findings page={page} />}
          <Checked run={page.run} />
        </>
      )}
      {page.rounds.length > 0 && <Rounds rounds={page.rounds} />}
      {page.runs.length > 0 && <Runs runs={page.runs} />}
    </>
  );
}

function Start({ running }: { running: boolean }) {
  const w = useWords(auditWords);
  if (running)
    return (
      <LinkButton to={awardPaths.audit()} variant="primary">
        {w.refresh}
      </LinkButton>
    );
  return (
    <Form method="post">
      <input type="hidden" name="intent" value="start" />
      <Button icon={ShieldCheck}>{w.start}</Button>
    </Form>
  );
}

/** Rounds whose evidence may be read. */
function Rounds({ rounds }: { rounds: Page["rounds"] }) {
  const w = useWords(auditWords);
  const locale = useLocale();
  return (
    <Section title={w.rounds} hint={w.roundsHint}>
      <ul className="max-w-form divide-y divide-line border-y border-line">
        {rounds.map((round) => (
          <li key={round.id} className="py-2.5">
            <Link to={awardPaths.auditRound(round.id)} className="link">
              {(locale === "en" && round.nameEn) || round.name}
            </Link>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Outcome({ run }: { run: Run }) {
  const w = useWords(auditWords);
  const took = run.startedAt && run.finishedAt ? Date.parse(run.finishedAt) - Date.parse(run.startedAt) : null;
  return (
    <>
      {run.state === "FAILED" && (
        <Notice kind="warning" title={w.failed}>
          {w.failedLead}
        </Notice>
      )}
      {run.state === "DONE" &&
        (run.found === 0 ? (
          <Notice kind="success" title={w.sound}>
            {w.soundLead}
          </Notice>
        ) : (
          <Notice kind="error" title={w.unsound(run.found)}>
            {w.findingsHint}
          </Notice>
        ))}
      <Section title={w.last}>
        <FactsTable
          facts={[
            { label: w.at, value: <DayTime at={run.startedAt ?? run.askedAt} /> },
            { label: w.who, value: run.byName || w.source[run.source] },
            took !== null && { label: w.took, value: w.seconds(Math.ceil(took / 1000)) },
          ]}
        />
      </Section>
    </>
  );
}

/** What was looked at, by kind: open while it is under way, and put away once there is an outcome. */
function Checked({ run }: { run: Run }) {
  const w = useWords(auditWords);
  const rows = run.progress.reduce((sum, one) => sum + one.done, 0);
  return (
    <div className="mt-8">
      <FoldedSection
        title={w.what}
        hint={w.whatHint(run.progress.length, formatNumber(rows))}
        open={run.state !== "DONE"}
      >
        <DataTable
          caption={w.what}
          rows={run.progress}
          rowKey={(row) => row.check}
          columns={[
            {
              key: "check",
              label: w.check,
              cell: (row) => (
                <>
                  {w.checks[row.check] ?? row.check}
                  {row.untold ? <span className="block text-muted">{w.untold(row.untold)}</span> : null}
                </>
              ),
            },
            {
              key: "done",
              label: w.checked,
              numeric: true,
              cell: (row) =>
                row.finished || row.total === 0
                  ? formatNumber(row.done)
                  : `${formatNumber(row.done)} / ${formatNumber(row.total)}`,
            },
            {
              key: "found",
              label: w.found,
              numeric: true,
              cell: (row) => (row.found > 0 ? formatNumber(row.found) : row.finished ? w.none : "—"),
            },
          ]}
        />
      </FoldedSection>
    </div>
  );
}

type Words = ReturnType<typeof useWords<(typeof auditWords)["zh-CN"]>>;
type Finding = Page["findings"][number];

function Findings({ page }: { page: Page }) {
  const w = useWords(auditWords);
  const groups = [...Map.groupBy(page.findings, (row) => row.kind)];
  return (
    <Section title={w.findings}>
      {groups.map(([kind, rows]) => (
        <div key={kind} className="mb-6">
          <h3 className="font-semibold">
            {w.kinds[kind]?.what ?? kind} <span className="font-normal text-muted">{w.unsound(rows.length)}</span>
          </h3>
          <p className="mb-2 max-w-reading text-sm text-muted">{w.kinds[kind]?.todo}</p>
          <DataTable
            caption={w.kinds[kind]?.what ?? kind}
            rows={rows.map((row, n) => ({ ...row, n }))}
            rowKey={(row) => row.n}
            columns={[
              { key: "subject", label: w.subject, cell: (row) => <Subject row={row} rounds={page.rounds} /> },
              { key: "part", label: w.part, cell: (row) => partWords(w, row) },
              { key: "organisation", label: w.organisation, cell: (row) => row.organisation ?? w.installation },
            ]}
          />
        </div>
      ))}
      {page.more > 0 && <p className="mt-3 text-muted">{w.more(page.more)}</p>}
    </Section>
  );
}

/** Which row of a chain, or which part of what it is about. */
const partWords = (w: Words, row: Finding): string =>
  row.seq !== null ? w.row(row.seq) : row.part === "" ? "—" : auditPart(w, row.part);

/** What it is about, by name and number, and the way to its evidence for who may read that. */
function Subject({ row, rounds }: { row: Finding; rounds: Page["rounds"] }) {
  const w = useWords(auditWords);
  if (row.subjectId === "") return <>{w.chain}</>;
  const name = [w.subjects[row.subjectKind] ?? row.subjectKind, row.number, row.called].filter(Boolean).join(" · ");
  const round = rounds.some((one) => one.id === row.roundId) ? row.roundId : null;
  const to =
    round && (row.applicationId ? awardPaths.auditApplication(round, row.applicationId) : awardPaths.auditRound(round));
  return (
    <>
      {to ? (
        <Link to={to} className="link">
          {name}
        </Link>
      ) : (
        name
      )}
      <code className="block text-xs text-muted wrap-anywhere">{row.subjectId}</code>
    </>
  );
}

function Runs({ runs }: { runs: Page["runs"] }) {
  const w = useWords(auditWords);
  return (
    <Section title={w.runs}>
      <ul className="max-w-form divide-y divide-line border-y border-line text-dense">
        {runs.map((run) => (
          <li key={run.id} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 py-2.5">
            <Link to={awardPaths.audit({ run: run.id })} className="link tabular-nums">
              <DayTime at={run.askedAt} />
            </Link>
            <span className="flex items-center gap-2 text-muted">
              {run.byName || w.source[run.source]}
              {run.state === "DONE" ? (
                <StatusChip tone={run.found === 0 ? "done" : "urgent"}>
                  {run.found === 0 ? w.sound : w.unsound(run.found)}
                </StatusChip>
              ) : (
                <StatusChip tone={run.state === "FAILED" ? "urgent" : "moving"}>{w.state[run.state]}</StatusChip>
              )}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
