import { useForm } from "@conform-to/react";
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { Button } from "#app/components/actions/button.tsx";
import { ConfirmButton } from "#app/components/actions/confirm-button.tsx";
import { AuditOutcome } from "#app/components/awards/audit-outcome.tsx";
import { ApplicationChip } from "#app/components/awards/application-chip.tsx";
import { useFactText } from "#app/components/awards/fact-text.ts";
import { RoundMoves } from "#app/components/awards/round-moves.tsx";
import { RubricView, useSaid } from "#app/components/awards/rubric-view.tsx";
import { FactsTable } from "#app/components/facts/facts-table.tsx";
import { Day } from "#app/components/facts/time.tsx";
import { DateInput } from "#app/components/form/date-input.tsx";
import { ErrorSummary } from "#app/components/form/error-summary.tsx";
import { TextInput } from "#app/components/form/text-input.tsx";
import { Textarea } from "#app/components/form/textarea.tsx";
import { useResult, useSending } from "#app/components/form/use-result.ts";
import { PageHeader } from "#app/components/layout/page-header.tsx";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { FoldedSection, Section } from "#app/components/layout/section.tsx";
import { DataTable } from "#app/components/lists/data-table.tsx";
import { Pager } from "#app/components/lists/pager.tsx";
import { DomainError, notFound } from "#app/lib/errors.ts";
import { intentOf, readForm, submitForm } from "#app/lib/http/form.server.ts";
import { uuidField, uuidParam } from "#app/lib/http/params.ts";
import { redirectWithToast } from "#app/lib/http/toast.server.ts";
import { useLocale, useWords } from "#app/lib/i18n-context.tsx";
import { words } from "#app/lib/i18n.ts";
import { lastMomentOf } from "#app/lib/last-moment.ts";
import { pageRequest } from "#app/lib/page.ts";
import { awardPaths } from "#app/lib/award-paths.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { endAuditor, nameAuditor, recordView } from "#app/modules/awards/audit/name-auditor.server.ts";
import { loadAuditedRound } from "#app/modules/awards/audit/queries-round.server.ts";
import { AUDITOR_REASON_MAX, nameAuditorSchema } from "#app/modules/awards/audit/schema.ts";
import { pointsText } from "#app/modules/awards/scores/points-text.ts";
import { roundAuditWords } from "#app/words/round-audit.ts";
import { roundDateWords } from "#app/words/round-dates.ts";

export const meta = pageTitle(
  roundAuditWords,
  (w, page: { round: { name: string } }) => `${w.title} · ${page.round.name}`,
);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request);
  const id = uuidParam(params.id);
  const page = await loadAuditedRound(actor, id, pageRequest(new URL(request.url)));
  await recordView(actor, id, null);
  return page;
}

/** Auditors write nothing: naming and taking back are the organising union's officers'. */
export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request);
  const id = uuidParam(params.id);
  const { officer } = await loadAuditedRound(actor, id, {});
  if (!officer) throw notFound();
  const w = words(roundAuditWords, actor.locale).auditors;
  const form = await readForm(request);
  switch (intentOf(form)) {
    case "end":
      await endAuditor(actor, id, uuidField(form.get("id")));
      return redirectWithToast(request, awardPaths.auditRound(id), w.ended);
    case "name":
      return submitForm(
        request,
        nameAuditorSchema,
        async (input) => {
          await nameAuditor(actor, id, input);
          return redirectWithToast(request, awardPaths.auditRound(id), w.added);
        },
        { form },
      );
    default:
      throw new DomainError("bad_request");
  }
}

type Page = ReturnType<typeof useLoaderData<typeof loader>>;

export default function AuditedRound() {
  const w = useWords(roundAuditWords);
  const locale = useLocale();
  const page = useLoaderData<typeof loader>();
  const { round } = page;
  return (
    <>
      <PageHeader
        title={(locale === "en" && round.nameEn) || round.name}
        lead={w.lead}
        back={{ to: awardPaths.audit(), label: w.back }}
      />
      <AuditOutcome outcome={page.outcome} />
      <Section title={w.applications} hint={round.panelClosedAt ? undefined : w.blind}>
        {page.rows.length === 0 ? (
          <p className="text-muted">{w.none}</p>
        ) : (
          <DataTable
            caption={w.applications}
            rows={page.rows}
            rowKey={(row) => row.id}
            rowLink={(row) => awardPaths.auditApplication(round.id, row.id)}
            columns={[
              { key: "title", label: w.application, cell: (row) => row.title },
              { key: "number", label: w.numberLabel, narrow: true, cell: (row) => row.number },
              { key: "enterprise", label: w.enterprise, cell: (row) => row.enterprise },
              { key: "state", label: w.stateLabel, mark: true, cell: (row) => <ApplicationChip state={row.state} /> },
              {
                key: "total",
                label: w.total,
                numeric: true,
                cell: (row) => (row.total === null ? "—" : pointsText(row.total)),
              },
              { key: "rank", label: w.rank, numeric: true, cell: (row) => row.rank ?? "—" },
              { key: "grade", label: w.grade, cell: (row) => row.grade || "—" },
            ]}
          />
        )}
        <Pager after={page.after} before={page.before} />
      </Section>
      <Rules round={round} />
      <Timetable page={page} />
      <Panel seats={round.seats} />
      {page.officer && <Auditors page={page} />}
    </>
  );
}

function Rules({ round }: { round: Page["round"] }) {
  const w = useWords(roundAuditWords);
  const said = useSaid();
  const text = useFactText();
  return (
    <Section title={w.rules} hint={w.rulesHint}>
      <FactsTable
        columns={2}
        facts={[
          { label: w.union, value: round.organisation.name },
          { label: w.legalBasis, value: round.title.legalBasis },
          { label: w.year, value: round.year },
          { label: w.span, value: `${round.factsFrom} — ${round.factsUntil}` },
          { label: w.headRule, value: w.head[round.headRule] },
          { label: w.counted, value: w.countedValue(round.countedCompleters) },
          { label: w.minJudges, value: round.minJudges },
          { label: w.frozen, value: <code className="text-xs">{round.frozenHash ?? "—"}</code>, wide: true },
        ]}
      />
      <h3 className="mt-6 mb-2 font-semibold">{w.rubric}</h3>
      <RubricView caption={w.rubric} criteria={round.rubric.criteria} />
      {round.gates.length > 0 && (
        <>
          <h3 className="mt-6 mb-2 font-semibold">{w.gates}</h3>
          <ul className="list-disc pl-5">
            {round.gates.map((gate) => (
              <li key={gate.key}>
                {said(gate.text)}{" "}
                <span className="text-muted">
                  {text.formula(gate.formula)} {w.gate[gate.at](text.threshold(gate.formula, gate.value))}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
    </Section>
  );
}

/** The dates as they stand, and each move with its reason. */
function Timetable({ page: { round, moved } }: { page: Page }) {
  const w = useWords(roundAuditWords);
  const dates = useWords(roundDateWords);
  const at = (moment: Date | string) => <Day at={moment} timeZone={round.organisation.timeZone} />;
  return (
    <Section title={w.timetable}>
      <FactsTable
        columns={2}
        facts={[
          { label: w.opens, value: at(round.opensAt) },
          { label: dates.date.closesAt, value: at(round.closesAt) },
          { label: dates.date.recommendUntil, value: at(round.recommendUntil) },
          { label: dates.date.reviewUntil, value: at(round.reviewUntil) },
          { label: dates.date.panelUntil, value: at(round.panelUntil) },
          { label: w.opened, value: round.openedAt ? at(round.openedAt) : "—" },
          { label: w.closedPanel, value: round.panelClosedAt ? at(round.panelClosedAt) : "—" },
          round.noticeFrom !== null &&
            round.noticeUntil !== null && {
              label: w.notice,
              value: (
                <>
                  {/* It ends when the day after its last one begins. */}
                  {at(round.noticeFrom)} — {at(lastMomentOf(round.noticeUntil))}
                </>
              ),
            },
          { label: w.decided, value: round.decidedAt ? at(round.decidedAt) : "—" },
        ]}
      />
      {moved.length > 0 && (
        <>
          <h3 className="mt-6 mb-2 font-semibold">{dates.moved}</h3>
          <RoundMoves moved={moved} timeZone={round.organisation.timeZone} />
        </>
      )}
    </Section>
  );
}

function Panel({ seats }: { seats: Page["round"]["seats"] }) {
  const w = useWords(roundAuditWords);
  if (seats.length === 0) return null;
  return (
    <Section title={w.panel}>
      <DataTable
        caption={w.panel}
        rows={seats}
        rowKey={(row) => row.id}
        columns={[
          { key: "name", label: w.judge, cell: (row) => row.name },
          { key: "unit", label: w.unit, cell: (row) => row.unit || "—" },
          {
            key: "roles",
            label: w.roles,
            cell: (row) =>
              [
                row.chair && w.chair,
                row.outside && w.outside,
                row.substitute && w.substitute,
                row.declinedAt && w.declined,
              ]
                .filter(Boolean)
                .join(" · ") || "—",
          },
        ]}
      />
    </Section>
  );
}

function Auditors({ page }: { page: Page }) {
  const w = useWords(roundAuditWords).auditors;
  const zone = page.round.organisation.timeZone;
  return (
    <Section title={w.title} hint={w.hint}>
      {page.auditors.length === 0 ? (
        <p className="mb-3 text-muted">{w.none}</p>
      ) : (
        <ul className="mb-3 max-w-form divide-y divide-line border-y border-line">
          {page.auditors.map((one) => (
            <li key={one.id} className="flex flex-wrap items-start justify-between gap-3 py-3">
              <div className="min-w-0">
                <p className="font-medium">
                  {one.name} <span className="text-sm font-normal text-muted">{w.state[`${one.over}`]}</span>
                </p>
                <p className="text-sm text-muted">
                  <Day at={one.from} timeZone={zone} /> — <Day at={lastMomentOf(one.until)} timeZone="UTC" /> ·{" "}
                  {one.reason}
                </p>
              </div>
              {!one.over && (
                <Form method="post">
                  <input type="hidden" name="intent" value="end" />
                  <input type="hidden" name="id" value={one.id} />
                  <ConfirmButton label={w.end} question={w.endSure(one.name)} variant="quiet" size="small" />
                </Form>
              )}
            </li>
          ))}
        </ul>
      )}
      <NameAuditor key={page.auditors.length} />
    </Section>
  );
}

function NameAuditor() {
  const w = useWords(roundAuditWords).auditors;
  const result = useResult("name");
  const [form, fields] = useForm<Record<string, string>>({ id: "name", lastResult: result });
  return (
    <FoldedSection title={w.add} open={result !== undefined}>
      <Form method="post" id={form.id} noValidate className="max-w-form space-y-5">
        <ErrorSummary form={form} labels={{ contact: w.contact, until: w.until, reason: w.reason }} />
        <input type="hidden" name="intent" value="name" />
        <TextInput field={fields.contact} label={w.contact} autoComplete="off" required />
        <DateInput field={fields.until} label={w.until} required />
        <Textarea
          field={fields.reason}
          label={w.reason}
          hint={w.reasonHint}
          rows={2}
          max={AUDITOR_REASON_MAX}
          required
        />
        <Button loading={useSending("name")}>{w.submit}</Button>
      </Form>
    </FoldedSection>
  );
}
