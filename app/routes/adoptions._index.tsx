import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { AdoptionChips } from "#app/components/facts/adoption-chip.tsx";
import { Day } from "#app/components/facts/time.tsx";
import { PageHeader } from "#app/components/layout/page-header.tsx";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { Tabs } from "#app/components/layout/tabs.tsx";
import { DataTable } from "#app/components/lists/data-table.tsx";
import { EmptyList } from "#app/components/lists/empty-list.tsx";
import { FilterBar } from "#app/components/lists/filter-bar.tsx";
import { Pager } from "#app/components/lists/pager.tsx";
import { textParam } from "#app/lib/http/params.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { pageRequest } from "#app/lib/page.ts";
import { paths } from "#app/lib/paths.ts";
import { ownStudioIds } from "#app/modules/accounts/actor.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { listAdoptions } from "#app/modules/knowledge/replication/queries.server.ts";
import { adoptionWords } from "#app/words/adoption.ts";

export const meta = pageTitle(adoptionWords, (w) => w.title);

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireActor(request);
  const url = new URL(request.url);
  const asked = url.searchParams.get("view");
  const given = asked === "given" || (asked !== "ours" && ownStudioIds(actor).length > 0);
  const q = textParam(url.searchParams.get("q"));
  return { ...(await listAdoptions(actor, { given, q }, pageRequest(url))), given, q };
}

export default function Adoptions() {
  const w = useWords(adoptionWords);
  const { rows, after, before, given, q } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader title={w.title} lead={w.lead} />
      <Tabs
        label={w.title}
        tabs={[
          { to: paths.adoptions({ view: "ours", q }), label: w.ours, current: !given },
          { to: paths.adoptions({ view: "given", q }), label: w.given, current: given },
        ]}
      />
      <FilterBar query={{ label: w.search }} filters={[]} keep={["view"]} />
      {rows.length === 0 ? (
        <EmptyList title={w.none} keep={["view"]}>
          {given ? w.noneGiven : w.noneOurs}
        </EmptyList>
      ) : (
        <DataTable
          caption={given ? w.given : w.ours}
          rows={rows}
          rowKey={(row) => row.id}
          rowLink={(row) => paths.adoption(row.id)}
          columns={[
            { key: "fix", label: w.fix, cell: (row) => row.fixTitle },
            {
              key: "state",
              label: w.stateLabel,
              mark: true,
              cell: (row) => (
                <span className="flex flex-wrap gap-1.5">
                  <AdoptionChips state={row.state} internal={row.internal} affiliate={row.affiliate} />
                </span>
              ),
            },
            { key: "unit", label: w.unit, cell: (row) => row.unit ?? w.unnamed },
            { key: "since", label: w.since, cell: (row) => <Day at={row.at} timeZone={row.timeZone} />, narrow: true },
            {
              key: "certificate",
              label: w.certificate.title,
              cell: (row) => (row.certificate ? w.numberOf(row.certificate.year, row.certificate.serial) : "—"),
            },
          ]}
        />
      )}
      <Pager after={after} before={before} />
    </>
  );
}
