import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { useNamed } from "#app/components/awards/named.ts";
import { StatusChip } from "#app/components/facts/status-chip.tsx";
import { Day } from "#app/components/facts/time.tsx";
import { EmptyState } from "#app/components/feedback/empty-state.tsx";
import { PageHeader } from "#app/components/layout/page-header.tsx";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { DataTable } from "#app/components/lists/data-table.tsx";
import { Pager } from "#app/components/lists/pager.tsx";
import { useWords } from "#app/lib/i18n-context.tsx";
import { lastMomentOf } from "#app/lib/last-moment.ts";
import { pageRequest } from "#app/lib/page.ts";
import { awardPaths } from "#app/lib/award-paths.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { listNotices } from "#app/modules/awards/notice/queries.server.ts";
import { awardsWords } from "#app/words/awards.ts";
import { awardNoticeWords } from "#app/words/award-notices.ts";

export const meta = pageTitle(awardNoticeWords, (w) => w.title);

export const loader = async ({ request }: LoaderFunctionArgs) =>
  listNotices(await requireActor(request), pageRequest(new URL(request.url)));

export default function Notices() {
  const { rows, after, before } = useLoaderData<typeof loader>();
  const w = useWords(awardNoticeWords);
  const named = useNamed();
  return (
    <>
      <PageHeader
        title={w.title}
        lead={w.lead}
        back={{ to: awardPaths.awards(), label: useWords(awardsWords).title }}
      />
      {rows.length === 0 ? (
        <EmptyState title={w.none}>{w.noneLead}</EmptyState>
      ) : (
        <DataTable
          caption={w.caption}
          rows={rows}
          rowKey={(row) => row.id}
          rowLink={(row) => awardPaths.awardNotice(row.id)}
          columns={[
            { key: "round", label: w.round, cell: (row) => named(row) },
            {
              key: "state",
              label: w.stateLabel,
              mark: true,
              cell: (row) => (
                <StatusChip tone={row.state === "NOTICE" ? "waiting" : "done"}>
                  {row.state === "NOTICE" ? w.state.NOTICE : w.state.DECIDED}
                </StatusChip>
              ),
            },
            { key: "organiser", label: w.organiser, cell: (row) => row.organisation.name },
            {
              key: "period",
              label: w.period,
              cell: (row) => (
                <span className="tabular-nums">
                  {row.noticeFrom && <Day at={row.noticeFrom} timeZone={row.organisation.timeZone} />} —{" "}
                  {row.noticeUntil && <Day at={lastMomentOf(row.noticeUntil)} timeZone={row.organisation.timeZone} />}
                </span>
              ),
            },
          ]}
        />
      )}
      <Pager after={after} before={before} />
    </>
  );
}
