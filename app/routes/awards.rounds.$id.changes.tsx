import { useForm } from "@conform-to/react";
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { Form, Link, useLoaderData } from "@remix-run/react";
import { Button } from "#app/components/actions/button.tsx";
import { useFactText } from "#app/components/awards/fact-text.ts";
import { useNamed } from "#app/components/awards/named.ts";
import { Chip } from "#app/components/facts/chip.tsx";
import { FactsTable } from "#app/components/facts/facts-table.tsx";
import { EmptyState } from "#app/components/feedback/empty-state.tsx";
import { Notice } from "#app/components/feedback/notice.tsx";
import { ErrorSummary } from "#app/components/form/error-summary.tsx";
import { Select } from "#app/components/form/select.tsx";
import { Textarea } from "#app/components/form/textarea.tsx";
import { useResult, useSending } from "#app/components/form/use-result.ts";
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
  const { round, rows, count, grades, after, before } = useLoaderData<typeof loader>();
  const w = useWords(awardChangesWords);
  const p = useWords(panelWords);
  const n = useWords(awardNoticeWords);
  const named = useNamed();
  const notice = round.state === "NOTICE";
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
        {rows.map((row) => (
          <One key={row.id + row.mark} row={row} page={{ notice, grades, zone: round.organisation.timeZone }} />
        ))}
      </div>
      <Pager after={after} before={before} />
    </>
  );
}

type Around = { notice: boolean; grades: string[]; zone: string };

function One({ row, page }: { row: Row; page: Around }) {
  const w = useWords(awardChangesWords);
  const text = useFactText();
  const settled = row.settled;
  return (
    <Section
      title={row.title}
      aside={
        <span className="flex flex-wrap gap-1.5">
          {row.grade !== "" && <Chip tone="done">{row.grade}</Chip>}
          {row.barred ? (
            <Chip tone="urgent">{w.barred}</Chip>
          ) : (
            row.changes.length > 0 && <Chip tone={row.waits ? "waiting" : "done"}>{row.waits ? w.open : w.done}</Chip>
          )}
          {row.flags > 0 && <Chip tone="waiting">{w.flagged}</Chip>}
        </span>
      }
    >
      <div className="space-y-4">
        <ul className="divide-y divide-line border-y border-line">
          {row.changes.map((change) => (
            <li key={change.what + change.kind + change.id} className="py-2">
              <ChangeText change={change} />
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
          <p className="text-muted">{w.settledBy(settled.by, formatDateTime(settled.at, page.zone), settled.reason)}</p>
        )}
        <Settle row={row} page={page} />
      </div>
    </Section>
  );
}

function ChangeText({ change }: { change: Row["changes"][number] }) {
  const w = useWords(awardChangesWords);
  const text = useFactText();
  const locale = useLocale();
  const { what, name, state, label, title, gate } = change;
  if (what === "HEAD") return w.head(name);
  if (what === "AWARDED") return w.awarded(name);
  if (what === "WITHDRAWN") return w.withdrawn;
  if (what === "STUDIO") return change.kind === "own" ? w.studioOwn(name) : w.studio(name);
  if (what === "GATE") return w.gate((locale === "en" && gate?.en) || gate?.zh || "");
  return (
    <>
      {[w.record[change.kind] ?? change.kind, label, title].filter(Boolean).join(" ")}
      {" · "}
      {change.kind === "problem" ? w.back : (w.state[state] ?? w.gone)}
      {change.keys.length > 0 && (
        <span className="block text-sm text-muted">{w.counted(change.keys.map(text.name).join(w.comma))}</span>
      )}
    </>
  );
}

function Settle({ row, page }: { row: Row; page: Around }) {
  const w = useWords(awardChangesWords);
  const told = useResult();
  const mine = told?.initialValue?.applicationId === row.id;
  const [form, fields] = useForm<Record<string, string>>({
    id: `settle-${row.id}`,
    lastResult: mine ? told : undefined,
    defaultValue: { outcome: row.barred || row.changes.length === 0 ? OUT : "", reason: "" },
  });
  const sending = useSending();
  const stays = !row.barred && row.changes.length > 0;
  const asked = (
    <Form method="post" id={form.id} noValidate className="max-w-form space-y-5">
      <ErrorSummary form={form} labels={{ outcome: w.outcome, reason: w.reason }} />
      <input type="hidden" name="applicationId" value={row.id} />
      <input type="hidden" name="seen" value={row.mark} />
      <Select
        field={fields.outcome}
        label={w.outcome}
        hint={row.barred ? w.outHint : undefined}
        placeholder={stays ? undefined : false}
        options={[
          ...(stays ? [{ value: KEEP, label: w.keep(row.grade) }] : []),
          ...(stays && !page.notice
            ? page.grades.filter((one) => one !== row.grade).map((one) => ({ value: one, label: w.regrade(one) }))
            : []),
          { value: OUT, label: page.notice ? w.outNotice : w.outPanel },
        ]}
      />
      <Textarea
        field={fields.reason}
        label={w.reason}
        hint={stays ? w.reasonHint : undefined}
        rows={2}
        max={PANEL_MAX.reason}
      />
      <Button variant="secondary" loading={sending}>
        {w.save}
      </Button>
    </Form>
  );
  if (row.waits) return asked;
  return (
    <details open={mine}>
      <summary className="link inline-flex min-h-12 items-center">{stays ? w.again : w.takeOut}</summary>
      <div className="mt-2">{asked}</div>
    </details>
  );
}
