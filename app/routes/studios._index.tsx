import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData, useSearchParams } from "@remix-run/react";
import { FileSpreadsheet } from "lucide-react";
import { LinkButton } from "#app/components/actions/link-button.tsx";
import { StatusChip } from "#app/components/facts/status-chip.tsx";
import { PageHeader } from "#app/components/layout/page-header.tsx";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { DataTable } from "#app/components/lists/data-table.tsx";
import { EmptyList } from "#app/components/lists/empty-list.tsx";
import { FilterBar } from "#app/components/lists/filter-bar.tsx";
import { Pager } from "#app/components/lists/pager.tsx";
import { DueDay, StudioChip } from "#app/components/studios/studio-chips.tsx";
import { oneOf, textParam } from "#app/lib/http/params.ts";
import { useLocale, useWords } from "#app/lib/i18n-context.tsx";
import { pageRequest } from "#app/lib/page.ts";
import { paths } from "#app/lib/paths.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { STUDIO_LEVELS } from "#app/modules/alliances/kinds.ts";
import { STUDIO_STATES } from "#app/modules/studios/lifecycle.ts";
import { listStudios } from "#app/modules/studios/queries-list.server.ts";
import { DUE_FILTERS } from "#app/modules/studios/rules.ts";
import { studiosWords } from "#app/words/studios.ts";

export const meta = pageTitle(studiosWords, (w) => w.title);

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireActor(request);
  const url = new URL(request.url);
  const query = url.searchParams;
  const filter = {
    q: textParam(query.get("q")),
    state: oneOf(query.get("state"), STUDIO_STATES),
    level: oneOf(query.get("level"), STUDIO_LEVELS),
    due: oneOf(query.get("due"), DUE_FILTERS),
  };
  return listStudios(actor, filter, pageRequest(url, 30));
}

export default function Studios() {
  const w = useWords(studiosWords);
  const locale = useLocale();
  const { rows, after, before } = useLoaderData<typeof loader>();
  const [params] = useSearchParams();
  return (
    <>
      <PageHeader
        title={w.title}
        lead={w.lead}
        actions={
          rows.length > 0 && (
            <LinkButton
              to={paths.exportStudios({
                q: params.get("q"),
                state: params.get("state"),
                level: params.get("level"),
                due: params.get("due"),
              })}
              reloadDocument
              prefetch="none"
              icon={FileSpreadsheet}
            >
              {w.export}
            </LinkButton>
          )
        }
      />
      <FilterBar
        query={{ label: w.search }}
        filters={[
          {
            name: "due",
            label: w.dueLabel,
            options: DUE_FILTERS.map((value) => ({ value, label: w.dueFilter[value] })),
          },
          {
            name: "state",
            label: w.stateLabel,
            options: STUDIO_STATES.map((value) => ({ value, label: w.state[value] })),
          },
          {
            name: "level",
            label: w.levelLabel,
            options: STUDIO_LEVELS.map((value) => ({ value, label: w.level[value] })),
          },
        ]}
      />
      {rows.length === 0 ? (
        <EmptyList title={w.none}>{w.noneLead}</EmptyList>
      ) : (
        <DataTable
          caption={w.caption}
          rows={rows}
          rowKey={(row) => row.id}
          rowLink={(row) => paths.studioLife(row.id)}
          columns={[
            { key: "name", label: w.name, cell: (row) => (locale === "en" && row.nameEn ? row.nameEn : row.name) },
            {
              key: "state",
              label: w.stateLabel,
              mark: true,
              cell: (row) => (
                <span className="flex flex-wrap gap-1.5">
                  <StudioChip state={row.state} />
                  {row.proposed && <StatusChip tone="waiting">{w.proposed}</StatusChip>}
                </span>
              ),
            },
            { key: "level", label: w.levelLabel, cell: (row) => w.level[row.level], narrow: true },
            { key: "enterprise", label: w.enterprise, cell: (row) => row.enterprise },
            { key: "named", label: w.designatedOn, cell: (row) => row.designatedOn ?? w.noDate, narrow: true },
            { key: "due", label: w.nextOn, cell: (row) => <DueDay day={row.dueOn} near={row.due} /> },
          ]}
        />
      )}
      <Pager after={after} before={before} />
    </>
  );
}
