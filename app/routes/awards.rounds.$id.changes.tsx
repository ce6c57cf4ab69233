import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { Form, Link, useLoaderData, useNavigation } from "@remix-run/react";
import { Button } from "#app/components/actions/button.tsx";
import { useFactText } from "#app/components/awards/fact-text.ts";
import { useNamed } from "#app/components/awards/named.ts";
import { useOutcomeText } from "#app/components/awards/outcome-text.ts";
import { FactsTable } from "#app/components/facts/facts-table.tsx";
import { StatusChip } from "#app/components/facts/status-chip.tsx";
import { Day } from "#app/components/facts/time.tsx";
import { EmptyState } from "#app/components/feedback/empty-state.tsx";
import { Notice } from "#app/components/feedback/notice.tsx";
import { ErrorSummary } from "#app/components/form/error-summary.tsx";
import { Select } from "#app/components/form/select.tsx";
import { Beside, StandsNow, typedAs } from "#app/components/form/stands-now.tsx";
import { Textarea } from "#app/components/form/textarea.tsx";
import { useAnsweredForm } from "#app/components/form/use-answered-form.ts";
import { type Answer, useAnswer, useSending } from "#app/components/form/use-result.ts";
import { PageHeader } from "#app/components/layout/page-header.tsx";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { Section } from "#app/components/layout/section.tsx";
import { Pager } from "#app/components/lists/pager.tsx";
import { awardPaths } from "#app/lib/award-paths.ts";
import { formatDateTime } from "#app/lib/format.ts";
import { submitForm } from "#app/lib/http/form.server.ts";
import { uuidParam } from "#app/lib/http/params.ts";
import { redirectWithToast } from "#app/lib/http/toast.server.ts";
import { useLocale, useWords } from "#app/lib/i18n-context.tsx";
import { words } from "#app/lib/i18n.ts";
import { pageRequest } from "#app/lib/page.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { loadChanges } from "#app/modules/awards/changes/queries.server.ts";
import { KEEP, OUT } from "#app/modules/awards/changes/rules.ts";
import { settleChanges } from "#app/modules/awards/changes/settle-changes.server.ts";
import { PANEL_MAX } from "#app/modules/awards/panel/limits.ts";
import { settleChangesSchema } from "#app/modules/awards/panel/schema.ts";
import { awardChangesWords } from "#app/words/award-changes.ts";
import { awardNoticeWords } from "#app/words/award-notices.ts";
import { overtakenWords } from "#app/words/overtaken.ts";
import { panelWords } from "#app/words/panel.ts";

export const meta = pageTitle(
  awardChangesWords,
  (w, page: { round: { name: string } }) => `${w.title} · ${page.round.name}`,
);

export const loader = async ({ request, params }: LoaderFunctionArgs) =>
  loadChanges(await requireActor(request), uuidParam(params.id), pageRequest(new URL(request.url)));

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request);
  const id = uuidParam(params.id);
  const { search } = new URL(request.url);
  return submitForm(request, settleChangesSchema, async (input) => {
    await settleChanges(actor, id, input);
    return redirectWithToast(
      request,
      `${awardPaths.awardChanges(id)}${search}`,
      words(awardChangesWords, actor.locale).saved,
    );
  });
}

type Page = ReturnType<typeof useLoaderData<typeof loader>>;
type Row = Page["rows"][number];

/** What has changed since admission of what is proposed, one application below the other, each with what is said to it. */
export default function Changes() {
  const { round, rows, count, stoodBack, grades, after, before } = useLoaderData<typeof loader>();
  const w = useWords(awardChangesWords);
  const p = useWords(panelWords);
  const n = useWords(awardNoticeWords);
  const named = useNamed();
  const notice = round.state === "NOTICE";
  const answer = useAnswer();
  const [answered] = typedAs(answer.result, "applicationId");
  const around = { notice, grades, zone: round.organisation.timeZone };
  return (
    <>
      <PageHeader
        title={w.title}
        lead={
          <>
            <p className="font-medium text-ink">{named(round)}</p>
            <p>{w.lead}</p>
          </>
        }
        back={
          notice
            ? { to: awardPaths.awardNotice(round.id), label: n.notice }
            : { to: awardPaths.awardScores(round.id), label: p.scores }
        }
      />
      {count.changed === 0 ? (
        <EmptyState title={w.none}>{w.noneLead}</EmptyState>
      ) : (
        count.waiting > 0 && (
          <div className="mb-6 max-w-reading">
            <Notice kind="warning" title={w.some(count.changed)}>
              {w.waiting(count.waiting)}
            </Notice>
          </div>
        )
      )}
      <div className="max-w-reading">
        {answered !== undefined && !rows.some((row) => row.id === answered) && (
          <NotHere id={answered} answer={answer} />
        )}
        {rows.map((row) => (
          <One key={row.id} row={row} page={around} answer={row.id === answered ? answer : NONE} />
        ))}
        {stoodBack > 0 && <p className="mt-6 text-muted">{w.stoodBack(stoodBack)}</p>}
      </div>
      <Pager after={after} before={before} />
    </>
  );
}

const NONE: Answer = {};
type Around = { notice: boolean; grades: string[]; zone: string };
type OneProps = { row: Row; page: Around; answer: Answer };

/** What was sent for an application that is not on the page any more: a colleague took it out, or nothing of it is changed now. */
function NotHere({ id, answer: { result } }: { id: string; answer: Answer }) {
  const w = useWords(awardChangesWords);
  const text = useOutcomeText();
  const [outcome = ""] = typedAs(result, "outcome");
  return (
    <Section title={useWords(overtakenWords).yours}>
      <div className="space-y-4">
        <ErrorSummary errors={result?.error ?? undefined} labels={{ outcome: w.outcome, reason: w.reason }} />
        <FactsTable
          facts={[
            outcome !== "" && { label: w.outcome, value: text(outcome) },
            { label: w.reason, value: <span className="prose-plain">{typedAs(result, "reason").join("")}</span> },
          ]}
        />
        <p>
          <Link to={awardPaths.application(id)} className="link">
            {w.application}
          </Link>
        </p>
      </div>
    </Section>
  );
}

function One({ row, page, answer }: OneProps) {
  const w = useWords(awardChangesWords);
  const text = useFactText();
  const outcome = useOutcomeText();
  const settled = row.settled;
  return (
    <Section
      title={row.title}
      aside={
        <span className="flex flex-wrap gap-1.5">
          {row.grade !== "" && <StatusChip tone="done">{row.grade}</StatusChip>}
          {row.barred ? (
            <StatusChip tone="urgent">{w.barred}</StatusChip>
          ) : (
            row.changes.length > 0 && (
              <StatusChip tone={row.waits ? "waiting" : "done"}>{row.waits ? w.open : w.done}</StatusChip>
            )
          )}
          {row.flags > 0 && <StatusChip tone="waiting">{w.flagged}</StatusChip>}
        </span>
      }
    >
      <div className="space-y-4">
        <ul className="divide-y divide-line border-y border-line">
          {row.changes.map((change) => (
            <li key={change.what + change.kind + change.id} className="py-2">
              <ChangeText change={change} zone={page.zone} />
            </li>
          ))}
          {row.flags > 0 && (
            <li className="py-2">
              {w.flags(row.flags)}{" "}
              <Link to={awardPaths.flags({ state: "OPEN" })} className="link">
                {w.seeFlags}
              </Link>
            </li>
          )}
        </ul>
        {row.facts.length > 0 && (
          <FactsTable
            facts={row.facts.map(({ key, was, now }) => ({
              label: text.name(key),
              value: <span className="tabular-nums">{w.moved(text.amount(key, was), text.amount(key, now))}</span>,
            }))}
          />
        )}
        <p>
          <Link to={awardPaths.awardPoints(row.id)} className="link">
            {w.points}
            <span className="sr-only">{row.title}</span>
          </Link>
        </p>
        {settled && (
          <p className="text-muted">
            {w.settledBy(settled.by, formatDateTime(settled.at, page.zone), outcome(settled.outcome), settled.reason)}
            {row.regraded && <span className="block">{w.regraded}</span>}
          </p>
        )}
        {/* What was typed lasts until it is saved, whatever else comes to the page; then the form is a new one. */}
        <Settle key={answer.result ? "typed" : String(settled?.at)} row={row} page={page} answer={answer} />
      </div>
    </Section>
  );
}

function ChangeText({ change, zone }: { change: Row["changes"][number]; zone: string }) {
  const w = useWords(awardChangesWords);
  const text = useFactText();
  const locale = useLocale();
  const { what, name, state, label, title, on, gate } = change;
  if (what === "HEAD") return w.head(name);
  if (what === "AWARDED") return w.awarded(name);
  if (what === "WITHDRAWN") return w.withdrawn;
  if (what === "STUDIO") return change.kind === "own" ? w.studioOwn(name) : w.studio(name);
  if (what === "GATE") return w.gate((locale === "en" && gate?.en) || gate?.zh || "");
  return (
    <>
      {[w.record[change.kind] ?? change.kind, label, title].filter(Boolean).join(" ")}
      {/* What has neither number nor title is told apart by its day. */}
      {!label && !title && on && (
        <>
          {" "}
          <Day at={on} timeZone={zone} />
        </>
      )}
      {" · "}
      {change.kind === "problem" ? (w.problem[state] ?? w.back) : (w.state[state] ?? w.gone)}
      {change.keys.length > 0 && (
        <span className="block text-sm text-muted">{w.counted(change.keys.map(text.name).join(w.comma))}</span>
      )}
    </>
  );
}

/** What the officer says of one application. What was typed stays, also where a colleague was faster; theirs stands beside it. */
function Settle({ row, page, answer }: OneProps) {
  const w = useWords(awardChangesWords);
  const { result } = answer;
  const stays = !row.barred && row.changes.length > 0;
  const [form, fields] = useAnsweredForm<{ outcome: string; reason: string }>({
    id: `settle-${row.id}`,
    result,
    values: { outcome: stays ? "" : OUT, reason: "" },
  });
  const { formData } = useNavigation();
  const sending = useSending() && formData?.get("applicationId") === row.id;
  const options = [
    ...(stays ? [{ value: KEEP, label: w.keep(row.grade) }] : []),
    ...(stays && !page.notice
      ? page.grades.filter((one) => one !== row.grade).map((one) => ({ value: one, label: w.regrade(one) }))
      : []),
    { value: OUT, label: page.notice ? w.outNotice : w.outPanel },
  ];
  // A word on another grade than the one proposed is not what stands.
  const said = row.regraded ? null : row.settled;
  // Whom a colleague gave this grade keeps it by the same word.
  const now = said && { outcome: said.outcome === row.grade ? KEEP : said.outcome, reason: said.reason };
  const asked = (
    <Form method="post" id={form.id} noValidate className="max-w-form space-y-5">
      <ErrorSummary form={form} labels={{ outcome: w.outcome, reason: w.reason }} />
      <input type="hidden" name="applicationId" value={row.id} />
      <input type="hidden" name="version" value={row.version} />
      <input type="hidden" name="seen" value={row.mark} />
      <StandsNow
        answer={answer}
        version={row.version}
        now={now ?? {}}
        by={said && { name: said.by, at: said.at, timeZone: page.zone }}
        read={(name, value) => (name === "outcome" ? options.find((one) => one.value === value)?.label : undefined)}
      >
        <Select
          field={fields.outcome}
          label={w.outcome}
          hint={row.barred ? w.outHint : undefined}
          placeholder={stays ? undefined : false}
          options={options}
          required
        />
        <Beside name="outcome" />
        <Textarea
          field={fields.reason}
          label={w.reason}
          hint={stays ? w.reasonHint : undefined}
          rows={2}
          max={PANEL_MAX.reason}
          required
        />
        <Beside name="reason" />
      </StandsNow>
      <Button variant="secondary" loading={sending}>
        {w.save}
      </Button>
    </Form>
  );
  if (row.waits) return asked;
  return (
    <details open={result !== undefined}>
      <summary className="link inline-flex min-h-12 items-center">{stays ? w.again : w.takeOut}</summary>
      <div className="mt-2">{asked}</div>
    </details>
  );
}
