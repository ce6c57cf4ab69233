import type { LoaderFunctionArgs } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { CircleAlert, CircleCheckBig } from "lucide-react";
import { LinkButton } from "#app/components/actions/link-button.tsx";
import { AuditOutcome } from "#app/components/awards/audit-outcome.tsx";
import { ApplicationChip } from "#app/components/awards/application-chip.tsx";
import { AuditedFacts } from "#app/components/awards/audited-facts.tsx";
import { useOutcomeText } from "#app/components/awards/outcome-text.ts";
import { Chip } from "#app/components/facts/chip.tsx";
import { EvidenceLink } from "#app/components/facts/evidence-link.tsx";
import { FactsTable } from "#app/components/facts/facts-table.tsx";
import { FlagStateChip } from "#app/components/facts/flag-chip.tsx";
import { Day, DayTime } from "#app/components/facts/time.tsx";
import type { Icon } from "#app/components/icon.ts";
import { PageHeader } from "#app/components/layout/page-header.tsx";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { Section } from "#app/components/layout/section.tsx";
import { DataTable } from "#app/components/lists/data-table.tsx";
import type { Tone } from "#app/components/tone.ts";
import { uuidParam } from "#app/lib/http/params.ts";
import { useLocale, useWords } from "#app/lib/i18n-context.tsx";
import { awardPaths } from "#app/lib/award-paths.ts";
import { paths } from "#app/lib/paths.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { recordView } from "#app/modules/awards/audit/name-auditor.server.ts";
import { loadAuditedApplication } from "#app/modules/awards/audit/queries-application.server.ts";
import type { RubricContent } from "#app/modules/awards/rubrics/rubric.ts";
import { pointsText } from "#app/modules/awards/scores/points-text.ts";
import { awardChangesWords } from "#app/words/award-changes.ts";
import { flagsWords } from "#app/words/flags.ts";
import { roundAuditWords } from "#app/words/round-audit.ts";

export const meta = pageTitle(
  roundAuditWords,
  (w, page: { application: { title: string } }) => `${w.title} · ${page.application.title}`,
);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request);
  const [roundId, id] = [uuidParam(params.id), uuidParam(params.applicationId)];
  const page = await loadAuditedApplication(actor, roundId, id, new URL(request.url).searchParams.get("check"));
  await recordView(actor, roundId, id);
  return page;
}

type Page = ReturnType<typeof useLoaderData<typeof loader>>;

export default function AuditedApplication() {
  const w = useWords(roundAuditWords);
  const locale = useLocale();
  const page = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader
        title={page.application.title}
        lead={
          <>
            <p>
              {w.number(page.application.number)} · {page.application.enterprise}
            </p>
            <p>{w.lead}</p>
          </>
        }
        back={{
          to: awardPaths.auditRound(page.round.id),
          label: (locale === "en" && page.round.nameEn) || page.round.name,
        }}
      />
      <AuditOutcome outcome={page.outcome} />
      <Facts page={page} />
      <Files page={page} />
      <Steps page={page} />
      <Scores page={page} />
      <Recusals page={page} />
      <Flags flags={page.flags} />
      <Changes page={page} />
      <Objections page={page} />
      <Decision page={page} />
    </>
  );
}

function Facts({ page }: { page: Page }) {
  const w = useWords(roundAuditWords);
  return (
    <Section title={w.facts} hint={w.factsHint}>
      {page.facts.length === 0 ? <p className="text-muted">{w.nothing}</p> : <AuditedFacts facts={page.facts} />}
      {page.application.factsHash && (
        <p className="mt-3 text-sm text-muted wrap-anywhere">
          {w.factsHash} <code className="text-xs">{page.application.factsHash}</code>
        </p>
      )}
    </Section>
  );
}

const SAME: Record<"same" | "differs" | "missing" | "untold", [Tone, Icon]> = {
  same: ["done", CircleCheckBig],
  differs: ["urgent", CircleAlert],
  missing: ["urgent", CircleAlert],
  untold: ["urgent", CircleAlert],
};
/** More than this is compared file by file. */
const AT_ONCE_BYTES = 256 * 1024 * 1024;

function Files({ page }: { page: Page }) {
  const w = useWords(roundAuditWords);
  const { files } = page;
  if (files.length === 0) return null;
  const here = awardPaths.auditApplication(page.round.id, page.application.id);
  const bytes = files.reduce((sum, one) => sum + one.size, 0);
  return (
    <Section title={w.files} hint={w.filesHint} id="files">
      <DataTable
        caption={w.files}
        rows={files}
        rowKey={(row) => row.id}
        columns={[
          { key: "name", label: w.file, cell: (row) => <FileLink file={row} /> },
          { key: "of", label: w.record, narrow: true, cell: (row) => w.records[row.ownerKind] ?? row.ownerKind },
          { key: "sha", label: w.sha, cell: (row) => <code className="text-xs wrap-anywhere">{row.sha256}</code> },
          {
            key: "same",
            label: w.same.title,
            mark: true,
            cell: (row) =>
              row.same === null ? (
                <Link to={`${here}?check=${row.id}#files`} className="link" aria-label={w.same.checkOf(row.fileName)}>
                  {w.same.check}
                </Link>
              ) : (
                <Chip tone={SAME[row.same][0]} icon={SAME[row.same][1]}>
                  {w.same.state[row.same]}
                </Chip>
              ),
          },
        ]}
      />
      {files.length > 1 && bytes <= AT_ONCE_BYTES && (
        <div className="mt-4">
          <LinkButton to={`${here}?check=all#files`}>{w.same.all}</LinkButton>
        </div>
      )}
    </Section>
  );
}

/** A file opens where it can be looked at, else it is saved. */
function FileLink({ file }: { file: Page["files"][number] }) {
  const to = file.preview
    ? paths.filePreview(file.id)
    : paths.file(file.id, file.kind === "PHOTO" ? "screen" : "original");
  const kind = file.kind === "PHOTO" ? "image" : file.kind === "VIDEO" ? "video" : "file";
  return <EvidenceLink href={to} name={file.fileName} kind={kind} bytes={file.size} />;
}

function Steps({ page }: { page: Page }) {
  const w = useWords(roundAuditWords);
  return (
    <Section title={w.steps}>
      {page.steps.length === 0 ? (
        <p className="text-muted">{w.nothing}</p>
      ) : (
        <DataTable
          caption={w.steps}
          rows={page.steps}
          rowKey={(row) => row.position}
          columns={[
            { key: "office", label: w.office, cell: (row) => row.union },
            { key: "decision", label: w.decision, cell: (row) => w.decisions[row.decision] },
            { key: "opinion", label: w.reason, cell: (row) => row.opinion || "—" },
            { key: "by", label: w.by, cell: (row) => row.byName || "—" },
            {
              key: "at",
              label: w.on,
              narrow: true,
              cell: (row) => (row.at ? <Day at={row.at} timeZone={page.round.timeZone} /> : "—"),
            },
          ]}
        />
      )}
    </Section>
  );
}

function Scores({ page }: { page: Page }) {
  const w = useWords(roundAuditWords);
  const locale = useLocale();
  if (!page.closed)
    return (
      <Section title={w.sheets}>
        <p className="text-muted">{w.blind}</p>
      </Section>
    );
  const { criteria } = page.round.rubric as unknown as RubricContent;
  const name = (key: string) => {
    const found = criteria.find((one) => one.key === key)?.name;
    return (found && ((locale === "en" && found.en) || found.zh)) || key;
  };
  const rows = page.sheets.flatMap((sheet, n) =>
    Object.entries(sheet.marks).map(([key, mark]) => ({ id: `${n} ${key}`, judge: sheet.judge, key, ...mark })),
  );
  return (
    <Section title={w.sheets}>
      {page.score && (
        <p className="mb-3">{w.scoreLine(pointsText(page.score.total), page.score.rank, page.score.sheets)}</p>
      )}
      {rows.length === 0 ? (
        <p className="text-muted">{w.nothing}</p>
      ) : (
        <DataTable
          caption={w.sheets}
          rows={rows}
          rowKey={(row) => row.id}
          columns={[
            { key: "criterion", label: w.criterion, cell: (row) => name(row.key) },
            { key: "judge", label: w.judge, cell: (row) => row.judge },
            {
              key: "points",
              label: w.points,
              numeric: true,
              cell: (row) => (row.points === null ? "—" : pointsText(row.points)),
            },
            { key: "remark", label: w.remark, cell: (row) => row.remark || "—" },
          ]}
        />
      )}
      {page.application.spreadReason && <p className="mt-3 prose-plain">{page.application.spreadReason}</p>}
      {page.score && (
        <p className="mt-3 text-sm text-muted wrap-anywhere">
          {w.scoreHash} <code className="text-xs">{page.score.hash}</code>
        </p>
      )}
    </Section>
  );
}

function Recusals({ page }: { page: Page }) {
  const w = useWords(roundAuditWords);
  if (page.recusals.length === 0) return null;
  return (
    <Section title={w.recusals}>
      <ul className="list-disc pl-5">
        {page.recusals.map((one) => (
          <li key={one.judge + one.at}>
            {one.judge} · {w.recusal[one.kind]} · {w.grounds[one.ground] ?? one.ground} ·{" "}
            <Day at={one.at} timeZone={page.round.timeZone} />
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Flags({ flags }: { flags: Page["flags"] }) {
  const w = useWords(roundAuditWords);
  const f = useWords(flagsWords);
  if (flags.length === 0) return null;
  return (
    <Section title={w.flags}>
      <DataTable
        caption={w.flags}
        rows={flags}
        rowKey={(row) => row.id}
        columns={[
          { key: "kind", label: f.kindLabel, cell: (row) => f.kind[row.kind] },
          { key: "state", label: f.stateLabel, mark: true, cell: (row) => <FlagStateChip state={row.state} /> },
          { key: "answer", label: w.flagAnswer, cell: (row) => row.clearReason || "—" },
          { key: "by", label: w.by, cell: (row) => row.clearedBy || "—" },
        ]}
      />
    </Section>
  );
}

function Changes({ page }: { page: Page }) {
  const w = useWords(roundAuditWords);
  const c = useWords(awardChangesWords);
  const what = useOutcomeText();
  if (page.changes.length === 0) return null;
  return (
    <Section title={c.title}>
      <DataTable
        caption={c.title}
        rows={page.changes}
        rowKey={(row) => row.id}
        columns={[
          { key: "outcome", label: c.outcome, cell: (row) => what(row.outcome) },
          { key: "reason", label: w.reason, cell: (row) => row.reason },
          { key: "by", label: w.by, cell: (row) => row.by },
          { key: "at", label: w.on, cell: (row) => <DayTime at={row.at} timeZone={page.round.timeZone} /> },
        ]}
      />
    </Section>
  );
}

function Objections({ page }: { page: Page }) {
  const w = useWords(roundAuditWords);
  if (page.objections.length === 0) return null;
  return (
    <Section title={w.objections} hint={w.objectionsHint}>
      {page.objections.map((one) => (
        <div key={one.id} className="mb-4">
          <FactsTable
            facts={[
              { label: w.on, value: <DayTime at={one.at} timeZone={page.round.timeZone} /> },
              { label: w.stateLabel, value: w.objection[one.state] },
              one.handler !== null && { label: w.by, value: one.handler },
              one.answer !== "" && { label: w.answer, value: <span className="prose-plain">{one.answer}</span> },
            ]}
          />
        </div>
      ))}
    </Section>
  );
}

function Decision({ page }: { page: Page }) {
  const w = useWords(roundAuditWords);
  const { application: a } = page;
  const at = (label: string, moment: string | null) =>
    moment !== null && { label, value: <DayTime at={moment} timeZone={page.round.timeZone} /> };
  return (
    <Section title={w.decisionTitle}>
      <FactsTable
        facts={[
          { label: w.numberLabel, value: a.number },
          { label: w.enterprise, value: a.enterprise },
          { label: w.stateLabel, value: <ApplicationChip state={a.state} /> },
          at(w.submittedAt, a.submittedAt),
          at(w.admittedAt, a.admittedAt),
          at(w.decidedAt, a.decidedAt),
          at(w.revokedAt, a.revokedAt),
          a.grade !== "" && { label: w.grade, value: a.grade },
          a.certificate !== null && { label: w.certificate, value: a.certificate },
          a.gradeReason !== "" && { label: w.gradeReason, value: <span className="prose-plain">{a.gradeReason}</span> },
          a.reason !== "" && { label: w.reason, value: <span className="prose-plain">{a.reason}</span> },
        ]}
      />
    </Section>
  );
}
