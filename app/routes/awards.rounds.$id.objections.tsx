import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { useNamed } from "#app/components/awards/named.ts";
import { StatusChip } from "#app/components/facts/status-chip.tsx";
import { DayTime } from "#app/components/facts/time.tsx";
import { EmptyState } from "#app/components/feedback/empty-state.tsx";
import { PageHeader } from "#app/components/layout/page-header.tsx";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { DataTable } from "#app/components/lists/data-table.tsx";
import { uuidParam } from "#app/lib/http/params.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { awardPaths } from "#app/lib/award-paths.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { listObjections } from "#app/modules/awards/notice/queries.server.ts";
import { awardNoticeWords } from "#app/words/award-notices.ts";

export const meta = pageTitle(
  awardNoticeWords,
  (w, page: { round: { name: string } }) => `${w.objections} · ${page.round.name}`,
);

export const loader = async ({ request, params }: LoaderFunctionArgs) =>
  listObjections(await requireActor(request), uuidParam(params.id));

export default function Objections() {
  const { round, rows } = useLoaderData<typeof loader>();
  const w = useWords(awardNoticeWords);
  const named = useNamed();
  return (
    <>
      <PageHeader
        title={w.objections}
        lead={
          <>
            <p className="font-medium text-ink">{named(round)}</p>
            <p>{w.listLead}</p>
          </>
        }
        back={{ to: awardPaths.awardNotice(round.id), label: w.notice }}
      />
      {rows.length === 0 ? (
        <EmptyState title={w.listNone}>{w.listNoneLead}</EmptyState>
      ) : (
        <DataTable
          caption={w.objections}
          rows={rows}
          rowKey={(row) => row.id}
          rowLink={(row) => awardPaths.objection(row.id)}
          columns={[
            { key: "about", label: w.about, cell: (row) => row.about },
            {
              key: "state",
              label: w.stateLabel,
              mark: true,
              cell: (row) => (
                <StatusChip tone={row.state === "RECEIVED" ? "waiting" : "done"}>
                  {w.objectionState[row.state]}
                </StatusChip>
              ),
            },
            { key: "at", label: w.at, cell: (row) => <DayTime at={row.at} timeZone={round.organisation.timeZone} /> },
            { key: "handler", label: w.handler, cell: (row) => row.handler ?? w.nobody },
          ]}
        />
      )}
    </>
  );
}
