import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { FlagStateChip } from "#app/components/facts/flag-chip.tsx";
import { Day } from "#app/components/facts/time.tsx";
import { PageHeader } from "#app/components/layout/page-header.tsx";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { DataTable } from "#app/components/lists/data-table.tsx";
import { EmptyList } from "#app/components/lists/empty-list.tsx";
import { FilterBar } from "#app/components/lists/filter-bar.tsx";
import { Pager } from "#app/components/lists/pager.tsx";
import { oneOf, textParam } from "#app/lib/http/params.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { pageRequest } from "#app/lib/page.ts";
import { awardPaths } from "#app/lib/award-paths.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { listFlags } from "#app/modules/awards/flags/queries.server.ts";
import { FLAG_KINDS, FLAG_STATES } from "#app/modules/awards/flags/rules.ts";
import { awardsWords } from "#app/words/awards.ts";
import { flagsWords } from "#app/words/flags.ts";

export const meta = pageTitle(flagsWords, (w) => w.title);

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireActor(request);
  const url = new URL(request.url);
  const filter = {
    q: textParam(url.searchParams.get("q")),
    kind: oneOf(url.searchParams.get("kind"), FLAG_KINDS),
    state: oneOf(url.searchParams.get("state"), FLAG_STATES),
  };
  return listFlags(actor, filter, pageRequest(url));
}

/** So many records a flag is about are named on its line; its page has all. */
const MOST_NAMED = 2;

export default function Flags() {
  const w = useWords(flagsWords);
  const { rows, after, before } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader
        title={w.title}
        lead={w.lead}
        back={{ to: awardPaths.awards(), label: useWords(awardsWords).title }}
      />
      <FilterBar
        query={{ label: w.search }}
        filters={[
          { name: "kind", label: w.kindLabel, options: FLAG_KINDS.map((value) => ({ value, label: w.kind[value] })) },
          {
            name: "state",
            label: w.stateLabel,
            options: FLAG_STATES.map((value) => ({ value, label: w.state[value] })),
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
          rowLink={(row) => awardPaths.flag(row.id)}
          columns={[
            {
              key: "kind",
              label: w.kindLabel,
              cell: (row) => (
                <>
                  {w.kind[row.kind]}
                  {row.targets.length > 0 && (
                    <span className="block text-sm font-normal text-muted">
                      {row.targets.slice(0, MOST_NAMED).join(w.and)}
                      {row.targets.length > MOST_NAMED && "…"}
                    </span>
                  )}
                </>
              ),
            },
            { key: "state", label: w.stateLabel, mark: true, cell: (row) => <FlagStateChip state={row.state} /> },
            {
              key: "concerned",
              label: w.concerned,
              cell: (row) => (row.masked ? w.masked : row.concerned.join(w.and)),
            },
            { key: "evidence", label: w.evidence, numeric: true, cell: (row) => w.evidenceCount(row.evidence) },
            { key: "raised", label: w.raisedAt, narrow: true, cell: (row) => <Day at={row.raisedAt} /> },
          ]}
        />
      )}
      <Pager after={after} before={before} />
    </>
  );
}
