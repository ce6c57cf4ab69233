import { useForm } from "@conform-to/react";
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { Form, Link, useLoaderData } from "@remix-run/react";
import { Printer } from "lucide-react";
import { ChangesSummary } from "#app/components/awards/changes-summary.tsx";
import { useNamed } from "#app/components/awards/named.ts";
import { ConfirmButton } from "#app/components/actions/confirm-button.tsx";
import { LinkButton } from "#app/components/actions/link-button.tsx";
import { PrintButton } from "#app/components/actions/print-button.tsx";
import { RoundMoves } from "#app/components/awards/round-moves.tsx";
import { RoundTabs } from "#app/components/awards/round-tabs.tsx";
import { StatusChip } from "#app/components/facts/status-chip.tsx";
import { FactsTable } from "#app/components/facts/facts-table.tsx";
import { Day, DayTime } from "#app/components/facts/time.tsx";
import { ErrorSummary } from "#app/components/form/error-summary.tsx";
import { useResult, useSending } from "#app/components/form/use-result.ts";
import { PageHeader } from "#app/components/layout/page-header.tsx";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { PrintHeader } from "#app/components/layout/print-header.tsx";
import { Section } from "#app/components/layout/section.tsx";
import { DataTable } from "#app/components/lists/data-table.tsx";
import { Pager } from "#app/components/lists/pager.tsx";
import { formatDateTime } from "#app/lib/format.ts";
import { submitForm } from "#app/lib/http/form.server.ts";
import { uuidParam } from "#app/lib/http/params.ts";
import { redirectWithToast } from "#app/lib/http/toast.server.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { words } from "#app/lib/i18n.ts";
import { lastMomentOf } from "#app/lib/last-moment.ts";
import { pageRequest } from "#app/lib/page.ts";
import { awardPaths } from "#app/lib/award-paths.ts";
import { publicAddress } from "#app/lib/public-address.server.ts";
import { qrPath } from "#app/lib/qr.server.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { decideRound } from "#app/modules/awards/decisions/decide-round.server.ts";
import { loadNotice } from "#app/modules/awards/notice/queries.server.ts";
import { versionSchema } from "#app/modules/awards/panel/schema.ts";
import { panelWords } from "#app/words/panel.ts";
import { awardNoticeWords } from "#app/words/award-notices.ts";

type Titled = { round: { state: string; name: string } };
export const meta = pageTitle(awardNoticeWords, (w, page: Titled) =>
  page.round.state === "NOTICE" ? w.noticeOf(page.round.name) : w.decidedOf(page.round.name),
);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const id = uuidParam(params.id);
  const query = new URL(request.url);
  const whole = query.searchParams.has("whole");
  const actor = await requireActor(request);
  const notice = await loadNotice(actor, id, { ...pageRequest(query, 100), whole });
  const url = publicAddress(awardPaths.awardNotice(id));
  return { ...notice, print: { url, code: qrPath(url) } };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request);
  const id = uuidParam(params.id);
  return submitForm(request, versionSchema, async ({ version }) => {
    await decideRound(actor, id, version);
    return redirectWithToast(request, awardPaths.awardNotice(id), words(awardNoticeWords, actor.locale).decided);
  });
}

type Page = ReturnType<typeof useLoaderData<typeof loader>>;
const TONES = { PROPOSED: "waiting", AWARDED: "done", EXCLUDED: "urgent", REVOKED: "urgent" } as const;
const known = (state: string): state is keyof typeof TONES => Object.hasOwn(TONES, state);

/** A public notice, and once decided the awards; it prints as the paper that is pinned up. */
export default function Notice() {
  const page = useLoaderData<typeof loader>();
  const { round, rows } = page;
  const w = useWords(awardNoticeWords);
  const named = useNamed();
  const p = useWords(panelWords);
  const zone = round.organisation.timeZone;
  const open = round.state === "NOTICE" && !page.over;
  return (
    <>
      <PrintHeader {...page.print} owner={round.organisation.name} timeZone={zone} />
      <PageHeader
        title={round.state === "NOTICE" ? w.noticeOf(named(round)) : w.decidedOf(named(round))}
        marks={
          <StatusChip tone={round.state === "NOTICE" ? "waiting" : "done"}>
            {round.state === "NOTICE" ? w.state.NOTICE : w.state.DECIDED}
          </StatusChip>
        }
        lead={
          round.state === "NOTICE" &&
          round.noticeUntil &&
          (open ? w.until(formatDateTime(lastMomentOf(round.noticeUntil), zone)) : w.overNow)
        }
        back={{ to: awardPaths.awardNotices(), label: w.title }}
        actions={
          // One page of several is no notice: what is printed is the whole.
          page.after || page.before ? (
            <LinkButton to={`${awardPaths.awardNotice(round.id)}?whole`} icon={Printer}>
              {p.printWhole}
            </LinkButton>
          ) : (
            <PrintButton />
          )
        }
      />
      {page.tabs && <RoundTabs round={page.tabs} />}
      <div className="mb-6 max-w-reading">
        <FactsTable
          facts={[
            { label: w.organiser, value: round.organisation.name },
            { label: w.basis, value: round.title.legalBasis },
            round.noticeFrom !== null && {
              label: w.period,
              value: (
                <span className="tabular-nums">
                  <Day at={round.noticeFrom} timeZone={zone} /> —{" "}
                  {round.noticeUntil && <Day at={lastMomentOf(round.noticeUntil)} timeZone={zone} />}
                </span>
              ),
            },
          ]}
        />
      </div>
      {page.moved.length > 0 && (
        <div className="mb-6">
          <RoundMoves moved={page.moved} timeZone={zone} />
        </div>
      )}
      <DataTable
        caption={w.listCaption}
        rows={rows}
        rowKey={(row) => row.id}
        columns={[
          { key: "about", label: w.about, cell: (row) => row.title },
          { key: "grade", label: w.grade, cell: (row) => (row.state === "EXCLUDED" ? "—" : row.grade) },
          { key: "people", label: w.people, cell: (row) => row.people.join(w.comma) || "—" },
          { key: "units", label: w.units, cell: (row) => row.units.join(w.comma) },
          {
            key: "state",
            label: w.stateLabel,
            mark: true,
            cell: (row) => known(row.state) && <StatusChip tone={TONES[row.state]}>{w.row[row.state]}</StatusChip>,
          },
          {
            key: "do",
            label: w.action,
            screenOnly: true,
            cell: (row) =>
              row.state === "PROPOSED" && open ? (
                <Link
                  to={awardPaths.objectTo(round.id, row.id)}
                  className="link no-print inline-flex min-h-12 items-center"
                >
                  {w.object}
                  <span className="sr-only">{row.title}</span>
                </Link>
              ) : row.certificateNumber !== null ? (
                <Link to={awardPaths.award(row.id)} className="link no-print inline-flex min-h-12 items-center">
                  {w.certificate}
                  <span className="sr-only">{row.title}</span>
                </Link>
              ) : null,
          },
        ]}
      />
      <Pager after={page.after} before={page.before} />
      {page.own.length > 0 && <Own page={page} />}
      {page.organiser && <Decide page={page} />}
    </>
  );
}

/** The reader's own objections with their answers; nobody else reads them here. */
function Own({ page }: { page: Page }) {
  const w = useWords(awardNoticeWords);
  return (
    <div className="no-print mt-8">
      <Section title={w.own}>
        <ul className="max-w-reading divide-y divide-line border-y border-line">
          {page.own.map((one) => (
            <li key={one.id} className="py-3">
              <p className="flex flex-wrap items-center gap-2">
                <StatusChip tone={one.state === "RECEIVED" ? "waiting" : "done"}>
                  {w.objectionState[one.state]}
                </StatusChip>
                <span className="font-medium">{one.about}</span>
                <span className="text-sm text-muted">
                  <DayTime at={one.at} timeZone={page.round.organisation.timeZone} />
                </span>
              </p>
              <p className="prose-plain mt-1">{one.text}</p>
              {one.answer !== "" && (
                <p className="prose-plain mt-1 text-muted">
                  {w.answer}
                  {w.colon}
                  {one.answer}
                </p>
              )}
            </li>
          ))}
        </ul>
      </Section>
    </div>
  );
}

function Decide({ page }: { page: Page }) {
  const w = useWords(awardNoticeWords);
  const [form] = useForm({ id: "decide", lastResult: useResult() });
  const sending = useSending();
  return (
    <div className="no-print mt-8">
      <Section title={w.objections}>
        <p className="mb-3">{w.objectionsOpen(page.open ?? 0)}</p>
        <LinkButton to={awardPaths.objections(page.round.id)}>{w.seeObjections}</LinkButton>
      </Section>
      {page.round.state === "NOTICE" && (
        <Section title={w.decide} hint={w.decideHint}>
          {page.changes && <ChangesSummary roundId={page.round.id} count={page.changes} />}
          <Form method="post" id={form.id} className="space-y-4">
            <ErrorSummary form={form} />
            <input type="hidden" name="version" value={page.round.version} />
            <ConfirmButton label={w.decide} question={w.decideSure} variant="primary" size="large" loading={sending} />
          </Form>
        </Section>
      )}
    </div>
  );
}
