import type { LoaderFunctionArgs } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { useNamed } from "#app/components/awards/named.ts";
import { peopleColumn } from "#app/components/awards/people-column.ts";
import { LinkButton } from "#app/components/actions/link-button.tsx";
import { StatusChip } from "#app/components/facts/status-chip.tsx";
import { EmptyState } from "#app/components/feedback/empty-state.tsx";
import { Notice } from "#app/components/feedback/notice.tsx";
import { PageHeader } from "#app/components/layout/page-header.tsx";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { DataTable } from "#app/components/lists/data-table.tsx";
import { FilterBar } from "#app/components/lists/filter-bar.tsx";
import { Pager } from "#app/components/lists/pager.tsx";
import { oneOf, uuidParam } from "#app/lib/http/params.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { pageRequest } from "#app/lib/page.ts";
import { awardPaths } from "#app/lib/award-paths.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { loadJudging, SHEET_STATES } from "#app/modules/awards/panel/queries-judge.server.ts";
import { pointsText } from "#app/modules/awards/scores/points-text.ts";
import { panelWords } from "#app/words/panel.ts";

export const meta = pageTitle(
  panelWords,
  (w, page: { round: { name: string } }) => `${w.judging} · ${page.round.name}`,
);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const url = new URL(request.url);
  const show = oneOf(url.searchParams.get("sheet"), SHEET_STATES);
  return loadJudging(await requireActor(request), uuidParam(params.id), pageRequest(url, 50), show);
}

const TONES = { NONE: "still", SAVED: "moving", SUBMITTED: "done" } as const;

/** What is before a judge in one round. */
export default function JudgeRound() {
  const { round, rows, after, before, total, submitted, apart } = useLoaderData<typeof loader>();
  const w = useWords(panelWords);
  const named = useNamed();
  const open = round.state === "PANEL" && !round.panelClosedAt;
  return (
    <>
      <PageHeader
        title={named(round)}
        lead={w.listLead(submitted, total)}
        back={{ to: awardPaths.judging(), label: w.judging }}
        actions={round.panelClosedAt && <LinkButton to={awardPaths.awardScores(round.id)}>{w.seeScores}</LinkButton>}
      />
      {round.panelClosedAt && (
        <div className="mb-6">
          <Notice>{w.panelClosed}</Notice>
        </div>
      )}
      {apart.length > 0 && (
        <div className="mb-6 max-w-reading">
          <Notice kind="warning" title={w.apartTitle}>
            <ul>
              {apart.map((one) => (
                <li key={one.id}>
                  <Link to={awardPaths.scoreSheet(one.id)} className="link">
                    {one.title}
                  </Link>{" "}
                  {w.apartOf(pointsText(round.spreadLimit))}
                </li>
              ))}
            </ul>
          </Notice>
        </div>
      )}
      {total > 0 && (
        <FilterBar
          filters={[
            {
              name: "sheet",
              label: w.sheetLabel,
              options: (["NONE", "SAVED", "SUBMITTED"] as const).map((value) => ({
                value,
                label: w.sheetState[value],
              })),
            },
          ]}
        />
      )}
      {rows.length === 0 && total > 0 ? (
        <EmptyState title={w.listNoneSo} />
      ) : rows.length === 0 ? (
        <EmptyState title={w.listNone}>{w.listNoneLead}</EmptyState>
      ) : (
        <DataTable
          caption={w.listCaption}
          rows={rows}
          rowKey={(row) => row.id}
          rowLink={open ? (row) => awardPaths.scoreSheet(row.id) : undefined}
          columns={[
            { key: "about", label: w.about, cell: (row) => row.title },
            {
              key: "state",
              label: w.sheetLabel,
              mark: true,
              cell: (row) => <StatusChip tone={TONES[row.state]}>{w.sheetState[row.state]}</StatusChip>,
            },
            ...peopleColumn(rows, { label: w.people, comma: w.comma }),
            { key: "units", label: w.units, cell: (row) => row.units.join(w.comma) },
          ]}
        />
      )}
      <Pager after={after} before={before} />
    </>
  );
}
